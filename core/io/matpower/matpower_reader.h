#pragma once

#include "core/io/matpower/matpower_case.h"

#include <filesystem>
#include <string_view>

namespace hallwright::io {

/// Reads the text of a MATPOWER case of format version 2. Every finding has its line; a case with
/// any finding is not given at all.
[[nodiscard]] base::Result<MatpowerCase> readMatpowerCase(std::string_view text);

/// The same for a file. A file that cannot be read is a finding too.
[[nodiscard]] base::Result<MatpowerCase> readMatpowerFile(const std::filesystem::path& path);

} // namespace hallwright::io
