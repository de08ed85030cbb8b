#pragma once

#include "core/base/result.h"
#include "core/model/campus.h"

#include <filesystem>
#include <string>

namespace hallwright::io {

/// The version of the file format that is written; older ones are migrated when read.
inline constexpr int kCampusFormatVersion = 1;

/// The campus as `.hallwright` text, with the next free id where rows were deleted at the end:
/// stable order, one entity a line, fixed keys, LF, numbers in the shortest form that reads back to
/// the same double. The same campus gives the same bytes.
[[nodiscard]] std::string writeCampusText(const model::Campus& campus);

/// Writes the file atomically (see atomic_file.h); the findings are empty where that succeeded.
[[nodiscard]] base::Diagnostics writeCampus(const model::Campus& campus,
                                            const std::filesystem::path& file);

} // namespace hallwright::io
