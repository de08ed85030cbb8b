#include "core/cli/core_commands.h"

#include "core/cli/airflow_command.h"
#include "core/cli/bench_command.h"
#include "core/cli/capacity_command.h"
#include "core/cli/check_command.h"
#include "core/cli/command_output.h"
#include "core/cli/drill_command.h"
#include "core/cli/hydraulics_command.h"
#include "core/cli/kpis_command.h"
#include "core/cli/new_command.h"
#include "core/cli/powerflow_command.h"
#include "core/cli/self_check_command.h"
#include "core/cli/short_circuit_command.h"
#include "core/cli/sites_command.h"
#include "core/cli/size_command.h"
#include "core/cli/solve_command.h"
#include "core/cli/year_command.h"

#include <CLI/CLI.hpp>

#include <string>
#include <utility>

namespace hallwright::cli {

void addCoreCommands(CLI::App& app, int& exitCode, std::vector<BenchPart> programParts) {
    addNewCommand(app, exitCode);
    addSolveCommand(app, exitCode);
    addCheckCommand(app, exitCode);
    addDrillCommand(app, exitCode);
    addSizeCommand(app, exitCode);
    addYearCommand(app, exitCode);
    addSitesCommand(app, exitCode);
    addKpisCommand(app, exitCode);
    addCapacityCommand(app, exitCode);
    addPowerflowCommand(app, exitCode);
    addShortCircuitCommand(app, exitCode);
    addHydraulicsCommand(app, exitCode);
    addAirflowCommand(app, exitCode);
    addSelfCheckCommand(app, exitCode);
    addBenchCommand(app, exitCode, std::move(programParts));
}

int runApp(CLI::App& app, int argc, char** argv, int& exitCode) {
    app.failure_message([](const CLI::App* command, const CLI::Error& error) {
        return std::string(error.what()) + "; " + command->get_name() + " --help tells the use\n";
    });
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : kWrongUse;
    }
    return exitCode;
}

} // namespace hallwright::cli
