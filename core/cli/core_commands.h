#pragma once

#include "core/cli/bench_part.h"

#include <vector>

namespace CLI {
class App;
}

namespace hallwright::cli {

/// Adds every subcommand that needs no drawing. `exitCode` receives what the one that ran returns:
/// 0 done, 1 the input is at fault, 3 did not converge or a check failed. `programParts` is what
/// the program can measure in `bench` beyond the core.
void addCoreCommands(CLI::App& app, int& exitCode, std::vector<BenchPart> programParts = {});

/// Parses the arguments and runs the subcommand; wrong use prints a line and gives 2.
int runApp(CLI::App& app, int argc, char** argv, int& exitCode);

} // namespace hallwright::cli
