#pragma once

#include "core/cli/self_check.h"

#include <iosfwd>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace hallwright::cli {

/// Says which devices there are, runs `checks` one after the other and tells of each as soon as it
/// is done. `jsonPath`: where the results go; empty: as lines to `out`. kNotSound where one failed.
int runSelfCheck(const std::vector<CheckRun>& checks, const std::string& jsonPath,
                 std::ostream& out, std::ostream& err);

/// `hallwright self-check [--json OUT]`
void addSelfCheckCommand(CLI::App& app, int& exitCode);

} // namespace hallwright::cli
