#pragma once

#include "core/base/result.h"
#include "core/model/campus.h"

#include <filesystem>
#include <string_view>

namespace hallwright::io {

/// Largest campus file that is read [bytes]; a gigawatt campus takes about 3 MB.
inline constexpr std::size_t kCampusFileSizeMax = std::size_t{512} << 20;

/// Reads a `.hallwright` file whole or not at all. On failure every finding is given with its place
/// as a JSON pointer ("/racks/3/it_load_w"), or "line 12, column 5" where the text is not JSON.
[[nodiscard]] base::Result<model::Campus> readCampus(const std::filesystem::path& file);

/// The same for text in memory.
[[nodiscard]] base::Result<model::Campus> readCampusText(std::string_view text);

} // namespace hallwright::io
