#pragma once

#include <QGuiApplication>

#include <memory>

namespace hallwright::app {

/// Whether there is a display to draw the 3-D scene on.
[[nodiscard]] bool hasDisplay();

/// The Qt application that fonts and painters need; without a display it draws off screen.
[[nodiscard]] std::unique_ptr<QGuiApplication> makeDrawingApplication();

} // namespace hallwright::app
