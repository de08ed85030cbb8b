#pragma once

class QApplication;

namespace hallwright::app {

/// Shows the window until it is closed. The application's arguments are [FILE] [--trace OUT]: a
/// campus to open, a file for the session's trace. Returns the exit code: 1 where the program's own
/// data (catalogue, window) can't be loaded or the trace not be written, 2 for wrong arguments.
[[nodiscard]] int runWindow(QApplication& application);

} // namespace hallwright::app
