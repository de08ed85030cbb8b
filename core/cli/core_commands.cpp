#include "core/cli/core_commands.h"

#include "core/cli/airflow_command.h"
#include "core/cli/bench_command.h"
#include "core/cli/check_command.h"
#include "core/cli/hydraulics_command.h"
#include "core/cli/new_command.h"
#include "core/cli/powerflow_command.h"
#include "core/cli/short_circuit_command.h"
#include "core/cli/solve_command.h"

#include <CLI/CLI.hpp>

namespace hallwright::cli {

void addCoreCommands(CLI::App& app, int& exitCode) {
    addNewCommand(app, exitCode);
    addSolveCommand(app, exitCode);
    addCheckCommand(app, exitCode);
    addPowerflowCommand(app, exitCode);
    addShortCircuitCommand(app, exitCode);
    addHydraulicsCommand(app, exitCode);
    addAirflowCommand(app, exitCode);
    addBenchCommand(app, exitCode);
}

int runApp(CLI::App& app, int argc, char** argv, int& exitCode) {
    constexpr int kWrongUse = 2;
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : kWrongUse;
    }
    return exitCode;
}

} // namespace hallwright::cli
