#pragma once

#include "core/solvers/power/short_circuit/short_circuit_solution.h"

#include <filesystem>
#include <iosfwd>
#include <string>

namespace CLI {
class App;
}

namespace hallwright::cli {

struct ShortCircuitCommandOptions {
    std::string bus;      ///< name or id of the one bus wanted; empty: all
    std::string scenario; ///< of a campus, by name; empty: the active one
    std::string jsonPath; ///< empty: a table in words; "-": JSON on `out`
    short_circuit::ShortCircuitOptions study;
    bool toleranceIsGiven = false; ///< else a network's own file decides
};

/// Fault currents by IEC 60909-0 at every bus of a campus or of a network
/// (assets/schema/short-circuit-case.schema.json). Returns the exit code: 0 done, 1 the input is at
/// fault, 3 no solution. Findings go to `err`, one a line.
int runShortCircuit(const std::filesystem::path& path, const ShortCircuitCommandOptions& options,
                    std::ostream& out, std::ostream& err);

/// Adds the subcommand `shortcircuit`; `exitCode` receives what it returns.
void addShortCircuitCommand(CLI::App& app, int& exitCode);

} // namespace hallwright::cli
