#pragma once

#include <filesystem>
#include <iosfwd>
#include <string>

namespace CLI {
class App;
}

namespace hallwright::cli {

struct SizeOptions {
    std::string scenario;   ///< name; empty: the active one
    bool nMinusOne = false; ///< any one main or pump out as well
    std::string output;     ///< campus file to write; empty: nothing is changed
    std::string jsonPath;   ///< empty: what changes in words; "-": JSON on `out`
};

/// Sizes mains and pumps of a campus and prints what changes; writes the changed campus to
/// `options.output`. 0 sized, 1 bad input, 3 not solved or beyond the largest size.
int runSize(const std::filesystem::path& campusPath, const SizeOptions& options, std::ostream& out,
            std::ostream& err);

void addSizeCommand(CLI::App& app, int& exitCode);

} // namespace hallwright::cli
