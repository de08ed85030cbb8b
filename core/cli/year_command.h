#pragma once

#include "core/base/result.h"
#include "core/cli/campus_input.h"
#include "core/engine/year_run.h"

#include <filesystem>
#include <iosfwd>
#include <optional>
#include <string>

namespace CLI {
class App;
}

namespace hallwright::cli {

struct YearOptions {
    std::string weather;    ///< .epw or .csv; empty: the typical year of the site
    std::string site;       ///< id in assets/sites; empty: the campus's own
    std::string load = "1"; ///< a share, or a file with shares by the hour
    std::string scenario;   ///< name: what is out of service; empty: the campus's active one
    double heatExport_MW = 0.0;
    double heatExportSupply_C = 35.0;
    bool withHours = false; ///< hourly values in the JSON
    bool isExact = false;   ///< every hour by itself
    bool withPlume = false; ///< solve the scenario's plume first: coolers take in warmer air
    int threads = 0;
    std::string jsonPath; ///< empty: a summary in words; "-": JSON on `out`
};

/// Reads what a year needs: weather, site, load profile.
[[nodiscard]] base::Result<engine::YearRequest> yearRequest(CampusInput input,
                                                            const YearOptions& options);

/// Runs a year. Returns the exit code: 0 done, 1 the input is at fault, 3 a state does not
/// converge.
int runYearCommand(const std::filesystem::path& campusPath, const YearOptions& options,
                   std::ostream& out, std::ostream& err);

/// Adds the subcommand `year`; `exitCode` receives what it returns.
void addYearCommand(CLI::App& app, int& exitCode);

} // namespace hallwright::cli
