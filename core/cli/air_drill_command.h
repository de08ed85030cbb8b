#pragma once

#include <filesystem>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

namespace hallwright::cli {

struct AirDrillCommand {
    std::string hall;               ///< by name or id
    std::string event = "fans";     ///< "fans" or "water"
    std::vector<std::string> units; ///< air units by name or id; empty: all
    std::optional<double> restart_s;
    double duration_s = 300.0;
    double cell_m = 0.0; ///< 0: by the hall's size
    std::string device = "auto";
    std::string scenario;
    std::string jsonPath;
};

/// Follows the air of a hall in time while its air units stop or lose their water. Returns the exit
/// code: 0 no rack gets over its allowable inlet, 1 the input is at fault, 3 one does, or there is
/// no answer. Findings go to `err`, one a line.
int runAirDrill(const std::filesystem::path& campusPath, const AirDrillCommand& command,
                std::ostream& out, std::ostream& err);

} // namespace hallwright::cli
