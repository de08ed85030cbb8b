#pragma once

#include <filesystem>
#include <iosfwd>
#include <string>

namespace CLI {
class App;
}

namespace hallwright::cli {

struct PowerflowOptions {
    bool contingencies = false;
    bool enforceReactiveLimits = false;
    std::string device = "auto"; ///< auto, cpu or cuda; single cases run on the CPU
    std::string jsonPath = {};   ///< empty: a summary in words; "-": JSON on `out`
};

/// Solves a MATPOWER case (MatpowerPowerFlow) and reports it. Returns the exit code: 0 solved, 1
/// the input is at fault, 3 no convergence or reactive limits that cannot be kept. Findings go to
/// `err`, one a line.
int runPowerflow(const std::filesystem::path& casePath, const PowerflowOptions& options,
                 std::ostream& out, std::ostream& err);

/// Adds the subcommand `powerflow`; `exitCode` receives what it returns.
void addPowerflowCommand(CLI::App& app, int& exitCode);

} // namespace hallwright::cli
