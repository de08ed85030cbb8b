#pragma once

#include <iosfwd>
#include <string>

namespace CLI {
class App;
}

namespace hallwright::cli {

struct AirflowCommandOptions {
    double cell_m = 0.0;  ///< 0: what the case says
    std::string jsonPath; ///< "-": standard output; empty: a short summary instead
    std::string device = "auto";
};

/// Solves the hall or validation case at `path` and writes the answer. Findings go to `err`, one a
/// line. Gives 0: solved, 1: the file is at fault, 3: did not converge.
[[nodiscard]] int runAirflow(const std::string& path, const AirflowCommandOptions& options,
                             std::ostream& out, std::ostream& err);

/// Adds `airflow HALL.json [--cell M] [--device D] [--json OUT]`.
void addAirflowCommand(CLI::App& app, int& exitCode);

} // namespace hallwright::cli
