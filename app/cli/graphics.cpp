#include "app/cli/graphics.h"

namespace hallwright::app {

bool hasDisplay() {
    if (qEnvironmentVariable("QT_QPA_PLATFORM") == QLatin1String("offscreen"))
        return false;
    return qEnvironmentVariableIsSet("DISPLAY") || qEnvironmentVariableIsSet("WAYLAND_DISPLAY");
}

std::unique_ptr<QGuiApplication> makeDrawingApplication() {
    static int argc = 1;
    static char name[] = "hallwright";
    static char* argv[] = {name, nullptr};
    if (!hasDisplay())
        qputenv("QT_QPA_PLATFORM", "offscreen");
    return std::make_unique<QGuiApplication>(argc, argv);
}

} // namespace hallwright::app
