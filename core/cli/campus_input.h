#pragma once

#include "core/base/result.h"
#include "core/catalog/catalog.h"
#include "core/model/campus.h"

#include <nlohmann/json_fwd.hpp>

#include <filesystem>
#include <iosfwd>
#include <memory>
#include <string>

namespace hallwright::cli {

/// Exit codes of all subcommands.
inline constexpr int kDone = 0;
inline constexpr int kBadInput = 1; ///< the input is at fault
inline constexpr int kNotSound = 3; ///< did not converge, or a check failed

/// What every command on a campus begins with.
struct CampusInput {
    model::Campus campus;
    std::shared_ptr<const catalog::Catalog> catalog;
};

/// Reads the shipped catalogue and a campus; gives all findings of the first that is at fault.
[[nodiscard]] base::Result<CampusInput> readCampusInput(const std::filesystem::path& campusPath);

/// Writes findings to `err`, one a line, and gives the exit code for input at fault.
int reportBadInput(const base::Diagnostics& findings, std::ostream& err);

/// Writes results to a file, or to `out` where the path is "-".
[[nodiscard]] base::Diagnostics writeJson(const nlohmann::ordered_json& json,
                                          const std::string& path, std::ostream& out);

} // namespace hallwright::cli
