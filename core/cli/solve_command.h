#pragma once

#include <filesystem>
#include <iosfwd>
#include <string>

namespace CLI {
class App;
}

namespace hallwright::cli {

struct SolveOptions {
    std::string scenario; ///< name; empty: the campus's active one
    std::string device = "auto";
    bool withAir = true;
    bool withPlume = true;  ///< the air over the campus; needs withAir
    double airCell_m = 0.0; ///< finest; 0: by the size of each hall
    double airTime_s = 0.0; ///< that the finest may take; 0: by the size of each hall
    std::string jsonPath;   ///< empty: a summary in words; "-": JSON on `out`
};

/// Solves a campus. Returns the exit code: 0 solved, 1 the input is at fault, 3 a stage did not
/// converge. Findings go to `err`, one a line.
int runSolve(const std::filesystem::path& campusPath, const SolveOptions& options,
             std::ostream& out, std::ostream& err);

/// Adds the subcommand `solve`; `exitCode` receives what it returns.
void addSolveCommand(CLI::App& app, int& exitCode);

} // namespace hallwright::cli
