#pragma once

#include <iosfwd>
#include <string>

namespace CLI {
class App;
}

namespace hallwright::cli {

struct BenchOptions {
    std::string what = "all"; ///< "power", "hydronic", "airflow", "live" or "all"
    std::string jsonPath;     ///< empty: a table; "-": JSON on `out`
};

/// Times the solvers and the live loop on this machine. Returns the exit code: 0 done, 1 the input
/// (catalogue or sample campus) is at fault.
int runBench(const BenchOptions& options, std::ostream& out, std::ostream& err);

/// Adds the subcommand `bench`; `exitCode` receives what it returns.
void addBenchCommand(CLI::App& app, int& exitCode);

} // namespace hallwright::cli
