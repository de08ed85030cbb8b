#pragma once

#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace hallwright::cli {

/// What `hallwright new` was asked for.
struct NewOptions {
    std::string output;               ///< file to write
    std::string sample = "hall-demo"; ///< "bosquel-1gw", "hall-demo", "air-hall" or "empty"
    std::string name;                 ///< empty: the sample's
    std::string site;                 ///< id in assets/sites; empty: the sample's
    std::optional<double> gridPower_MW;
    std::optional<int> halls;
    std::vector<std::string> hallTemplates; ///< "HM-38" or "HM-38:2" with a share
    std::string coolerType;                 ///< of the halls' plants; empty: the template's
    std::string chillerType;
    std::string trimChillerType; ///< behind the coolers; empty: none
    std::optional<int> coolersSpare;
    std::string rackType;                 ///< in place of the templates' racks
    std::optional<int> rows, racksPerRow; ///< in place of the templates'
    std::optional<int> columns;
    std::vector<double> openGround_m; ///< along x and y; empty: chosen
    std::string redundancy; ///< "n", "n+1", "2n", "dr32", "dr43", "block"; empty: the templates'
    std::string stations;   ///< "halls", "n", "n+1"; empty: chosen
    bool eco = false;       ///< UPS on their bypass
    bool ringsTransfer = false;
    bool replace = false; ///< an existing file
};

/// Lays a campus out and writes it; findings go to `err` one a line, a summary to `out`.
/// 0: written, 1: the wishes or the catalogue are at fault, or the file could not be written.
int runNew(const NewOptions& options, std::ostream& out, std::ostream& err);

/// Adds the subcommand `new`; `exitCode` receives what runNew returns.
void addNewCommand(CLI::App& app, int& exitCode);

} // namespace hallwright::cli
