#pragma once

#include <filesystem>
#include <iosfwd>
#include <string>

namespace CLI {
class App;
}

namespace hallwright::cli {

struct HydraulicsOptions {
    std::string jsonPath; ///< "-": standard output; empty: a short summary instead
};

/// Solves the EPANET network at `path` for time 0 and writes the answer. Findings, notes and issues
/// go to `err`, one a line. Gives 0: solved, 1: the file is at fault, 3: did not converge.
[[nodiscard]] int runHydraulics(const std::filesystem::path& path, const HydraulicsOptions& options,
                                std::ostream& out, std::ostream& err);

/// Adds `hydraulics NET.inp [--json OUT]`.
void addHydraulicsCommand(CLI::App& app, int& exitCode);

} // namespace hallwright::cli
