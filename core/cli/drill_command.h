#pragma once

#include <filesystem>
#include <iosfwd>
#include <string>

namespace CLI {
class App;
}

namespace hallwright::cli {

struct DrillOptions {
    std::string fail = "each"; ///< "each", or an element by id or name; "SS-1:2" is a bus section
    std::string cooling;       ///< what to take out of the cooling instead; see runCoolingDrill()
    bool withPlume = false;    ///< of cooling: coolers take in the warm air over the campus
    std::string scenario;      ///< name; empty: the campus's active one
    std::string jsonPath;      ///< empty: a list in words; "-": JSON on `out`
};

/// Takes elements out one at a time and says what the steady state after it is. Returns the exit
/// code: 0 all hold, 1 the input is at fault, 3 an outage drops load, overloads something or could
/// not be solved. Findings go to `err`, one a line.
int runDrill(const std::filesystem::path& campusPath, const DrillOptions& options,
             std::ostream& out, std::ostream& err);

/// Adds the subcommand `drill`; `exitCode` receives what it returns.
void addDrillCommand(CLI::App& app, int& exitCode);

} // namespace hallwright::cli
