#include "app/cli/command_line.h"
#include "app/session/window.h"

#include <QApplication>

int main(int argc, char** argv) {
    if (hallwright::app::isCommandLine(argc, argv))
        return hallwright::app::runCommandLine(argc, argv);
    QApplication application(argc, argv);
    return hallwright::app::runWindow(application, QApplication::arguments().value(1));
}
