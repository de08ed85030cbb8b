#pragma once

#include "core/cli/facility_column.h"

#include <filesystem>
#include <iosfwd>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace hallwright::cli {

struct KpisOptions {
    std::string campusPath; ///< empty: figures of presets and of what is set alone
    YearOptions year;       ///< weather, site, load; its JSON path is not used
    YearBasis basis = YearBasis::Hours;
    std::vector<std::string> set;     ///< "id=value"
    std::vector<std::string> presets; ///< ids; "all": every one that ships
    std::vector<std::string> kpis;    ///< ids to show; empty: all
    double presetIt_MW = 0.0;         ///< IT load of presets; 0: the campus's, 100 MW without one
    bool withInputs = false;          ///< lists the inputs
    std::string jsonPath;             ///< empty: a table; "-": JSON on `out`
};

/// All figures of a campus over its year, with formula, inputs and source, and of presets beside
/// it. Without a campus every figure follows from what is set. Returns the exit code: 0 done, 1 the
/// input is at fault, 3 a state does not converge.
int runKpis(const KpisOptions& options, std::ostream& out, std::ostream& err);

/// Adds the subcommand `kpis`; `exitCode` receives what it returns.
void addKpisCommand(CLI::App& app, int& exitCode);

} // namespace hallwright::cli
