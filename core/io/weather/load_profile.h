#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace hallwright::io {

/// Reads shares of the racks' load by the hour, 0..1: one column `load` under its name (a column
/// `hour` before it is passed over), 24 (a day), 168 (a week from Monday), 8760 or 8784 rows.
[[nodiscard]] base::Result<std::vector<double>> readLoadProfileText(std::string_view text,
                                                                    const std::string& fileName);

/// A number ("0.8") or the name of a file for readLoadProfileText().
[[nodiscard]] base::Result<std::vector<double>> loadProfile(const std::string& numberOrFile);

} // namespace hallwright::io
