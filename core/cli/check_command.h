#pragma once

#include <filesystem>
#include <iosfwd>
#include <string>

namespace CLI {
class App;
}

namespace hallwright::cli {

struct CheckOptions {
    bool withAir = true;
    bool withPlume = true; ///< the air over the campus; needs withAir
    std::string jsonPath;  ///< empty: one line a finding; "-": JSON on `out`
};

/// Checks layout and solution of a campus against the design rules. Returns the exit code: 0 no
/// fault (warnings may be there), 1 the input is at fault, 3 a fault was found or a stage did not
/// converge.
int runCheck(const std::filesystem::path& campusPath, const CheckOptions& options,
             std::ostream& out, std::ostream& err);

/// Adds the subcommand `check`; `exitCode` receives what it returns.
void addCheckCommand(CLI::App& app, int& exitCode);

} // namespace hallwright::cli
