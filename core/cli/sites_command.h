#pragma once

#include <filesystem>
#include <iosfwd>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace hallwright::cli {

struct SitesOptions {
    std::string campusPath;         ///< empty: the sites' own figures alone
    std::vector<std::string> sites; ///< ids; empty: all
    std::string jsonPath;           ///< empty: a table; "-": JSON on `out`
};

/// Lists the shipped sites, or compares a campus at them: a year at each, by its typical year,
/// price and carbon. Returns the exit code: 0 done, 1 the input is at fault, 3 a state of a year
/// does not converge.
int runSites(const SitesOptions& options, std::ostream& out, std::ostream& err);

/// Adds the subcommand `sites`; `exitCode` receives what it returns.
void addSitesCommand(CLI::App& app, int& exitCode);

} // namespace hallwright::cli
