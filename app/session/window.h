#pragma once

#include <QString>

class QApplication;

namespace hallwright::app {

/// Opens the window, with a campus file where one is given, and runs until it is closed. Returns
/// the exit code: 1 where the program's own data (catalogue, window) cannot be loaded.
[[nodiscard]] int runWindow(QApplication& application, const QString& file);

} // namespace hallwright::app
