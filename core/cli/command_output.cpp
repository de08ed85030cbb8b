#include "core/cli/command_output.h"

#include "core/io/atomic_file.h"

#include <nlohmann/json.hpp>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <ostream>

namespace hallwright::cli {

namespace {

namespace fs = std::filesystem;

constexpr const char* kNotWritten = "could not be written";

} // namespace

int reportBadInput(const base::Diagnostics& findings, std::ostream& err) {
    for (const auto& finding : findings)
        err << finding.text() << '\n';
    return kBadInput;
}

base::Diagnostics checkOutput(const std::string& path) {
    if (path.empty() || path == "-")
        return {};
    const fs::path file = path;
    std::error_code error;
    if (fs::is_directory(file, error))
        return {io::fileFinding(file, kNotWritten, EISDIR)};
    const bool exists = fs::exists(file, error);
    const fs::path asked = exists                   ? file
                           : file.has_parent_path() ? file.parent_path()
                                                    : fs::path(".");
    if (!exists && fs::exists(asked, error) && !fs::is_directory(asked, error))
        return {io::fileFinding(file, kNotWritten, ENOTDIR)};
    if (::access(asked.c_str(), exists ? W_OK : W_OK | X_OK) != 0)
        return {io::fileFinding(file, kNotWritten, errno)};
    return {};
}

std::string fileNameFault(const std::string& path) {
    return path.empty() || path == "-" ? "expected the name of a file, got \"" + path + '"' : "";
}

base::Diagnostics writeJson(const nlohmann::ordered_json& json, const std::string& path,
                            std::ostream& out) {
    // Names from foreign files need not be UTF-8.
    const auto text =
        json.dump(1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + '\n';
    if (path == "-") {
        if (!(out << text).flush())
            return {io::fileFinding("standard output", kNotWritten, errno)};
        return {};
    }
    errno = 0;
    std::ofstream file(path, std::ios::binary);
    file << text;
    if (!file.flush())
        return {io::fileFinding(path, kNotWritten, errno)};
    return {};
}

} // namespace hallwright::cli
