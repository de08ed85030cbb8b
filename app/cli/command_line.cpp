#include "app/cli/command_line.h"

#include "app/cli/program_bench.h"
#include "app/cli/render_command.h"
#include "app/cli/report_command.h"
#include "core/cli/core_commands.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <fstream>
#include <string>

namespace hallwright::app {

namespace {

void addAllCommands(CLI::App& app, int& exitCode) {
    app.require_subcommand(1);
    app.set_version_flag("--version", HALLWRIGHT_VERSION);
    app.footer(
        "Without a subcommand: hallwright [FILE] [--trace OUT] opens the window; OUT receives "
        "what it shows, one line of JSON a change.");
    cli::addCoreCommands(app, exitCode, programBenchParts());
    addReportCommand(app, exitCode);
    addRenderCommand(app, exitCode);
}

} // namespace

bool isCommandLine(int argc, char** argv) {
    if (argc < 2)
        return false;
    const std::string first = argv[1];
    if (first == "--trace" || first.rfind("--trace=", 0) == 0)
        return false; // the window's own option
    // Options of Qt begin with one dash; whatever else is no campus file is a misspelt subcommand.
    if (first == "-h" || first.rfind("--", 0) == 0)
        return true;
    if (first[0] != '-' && first.find_first_of("./") == first.npos && !std::ifstream(first))
        return true;
    int exitCode = 0;
    CLI::App app;
    addAllCommands(app, exitCode);
    const auto commands = app.get_subcommands([](const CLI::App*) { return true; });
    return std::any_of(commands.begin(), commands.end(),
                       [&](const CLI::App* command) { return command->get_name() == first; });
}

int runCommandLine(int argc, char** argv) {
    CLI::App app("Hallwright: designer of AI-factory campuses", "hallwright");
    int exitCode = 0;
    addAllCommands(app, exitCode);
    return cli::runApp(app, argc, argv, exitCode);
}

} // namespace hallwright::app
