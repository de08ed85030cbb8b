#pragma once

#include "core/base/result.h"

#include <nlohmann/json_fwd.hpp>

#include <iosfwd>
#include <string>

namespace hallwright::cli {

/// Exit codes of all subcommands.
inline constexpr int kDone = 0;
inline constexpr int kBadInput = 1; ///< the input is at fault
inline constexpr int kWrongUse = 2;
inline constexpr int kNotSound = 3; ///< did not converge, or a check failed

/// Writes findings to `err`, one a line, and gives the exit code for input at fault.
int reportBadInput(const base::Diagnostics& findings, std::ostream& err);

/// Whether results could be written to that file, so that nobody waits for a solve in vain; "-" and
/// an empty path always do. Leaves the file as it is.
[[nodiscard]] base::Diagnostics checkOutput(const std::string& path);

/// For options that name a file of a format that is not for standard output: what is wrong with
/// the name, empty where it is one. A check of CLI11.
[[nodiscard]] std::string fileNameFault(const std::string& path);

/// Writes results to a file, or to `out` where the path is "-". Devices and pipes are written to
/// as they are.
[[nodiscard]] base::Diagnostics writeJson(const nlohmann::ordered_json& json,
                                          const std::string& path, std::ostream& out);

} // namespace hallwright::cli
