#include "core/base/heap.h"
#include "core/cli/core_commands.h"

#include <CLI/CLI.hpp>

/// hallwright-core: the subcommands that need neither Qt nor a display, for compute nodes.
int main(int argc, char** argv) {
    hallwright::base::keepFreedMemory();
    CLI::App app("Hallwright's solvers and checks without the window", "hallwright-core");
    app.require_subcommand(1);
    int exitCode = 0;
    hallwright::cli::addCoreCommands(app, exitCode);
    return hallwright::cli::runApp(app, argc, argv, exitCode);
}
