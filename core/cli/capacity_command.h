#pragma once

#include <filesystem>
#include <iosfwd>
#include <string>

namespace CLI {
class App;
}

namespace hallwright::cli {

struct CapacityOptions {
    std::string scenario;   ///< name; empty: the campus's active one
    bool withAir = false;   ///< solve the halls' air, so that inlet temperatures count
    bool withRacks = false; ///< a line for each rack in the table
    std::string jsonPath;   ///< empty: tables; "-": JSON on `out`
};

/// Usable against nominal megawatts of a campus, and what binds in each hall. Returns the exit
/// code: 0 all that is placed is usable, 1 the input is at fault, 3 something is short or a state
/// does not converge.
int runCapacity(const std::filesystem::path& campusPath, const CapacityOptions& options,
                std::ostream& out, std::ostream& err);

/// Adds the subcommand `capacity`; `exitCode` receives what it returns.
void addCapacityCommand(CLI::App& app, int& exitCode);

} // namespace hallwright::cli
