#include "app/cli/command_line.h"
#include "app/cli/graphics.h"
#include "app/session/window.h"
#include "core/base/heap.h"

#include <QApplication>

#include <cstdio>

int main(int argc, char** argv) {
    hallwright::base::keepFreedMemory();
    if (hallwright::app::isCommandLine(argc, argv))
        return hallwright::app::runCommandLine(argc, argv);
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM") && !hallwright::app::hasDisplay()) {
        std::fputs("hallwright: there is no display to open a window on; `hallwright --help` lists "
                   "what works without one\n",
                   stderr);
        return 1;
    }
    QApplication application(argc, argv);
    return hallwright::app::runWindow(application);
}
