#pragma once

#include "core/cli/bench_part.h"

#include <iosfwd>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace hallwright::cli {

struct BenchOptions {
    std::string what = "all";   ///< the name of a part, or "all"
    std::string jsonPath;       ///< empty: a table; "-": JSON on `out`
    std::string device = "cpu"; ///< of the parts that can run elsewhere
};

/// Measures the parts asked for on this machine, in their order; of cases of the same name the
/// first counts. Returns the exit code: 0 done, 1 the input (catalogue or sample campus) is at
/// fault.
int runBench(const BenchOptions& options, const std::vector<BenchPart>& parts, std::ostream& out,
             std::ostream& err);

/// Adds the subcommand `bench` with `programParts` before those of the core; `exitCode` receives
/// what it returns.
void addBenchCommand(CLI::App& app, int& exitCode, std::vector<BenchPart> programParts);

} // namespace hallwright::cli
