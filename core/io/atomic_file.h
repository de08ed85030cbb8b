#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <string>
#include <string_view>

namespace hallwright::io {

/// Replaces a file as a whole: writes beside it, syncs, renames, syncs the folder. Whoever reads
/// the file sees the old content or the new, also after a power cut. Permissions of an existing
/// file are kept; a symbolic link is followed, not replaced. Empty where that succeeded; otherwise
/// one finding with the cause (disk full, folder read-only, ...) and the old file is untouched.
[[nodiscard]] base::Diagnostics writeFileAtomically(const std::filesystem::path& file,
                                                    std::string_view content);

/// A whole file as bytes; fails where it is missing, unreadable, not a regular file or larger
/// than `sizeMax` bytes.
[[nodiscard]] base::Result<std::string> readFile(const std::filesystem::path& file,
                                                 std::size_t sizeMax);

/// A sentence for an errno value, in words that a user can act on, and the remedy.
[[nodiscard]] base::Diagnostic fileFinding(const std::filesystem::path& file,
                                           const std::string& action, int errorNumber);

} // namespace hallwright::io
