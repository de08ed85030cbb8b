#pragma once

#include "core/base/result.h"

#include <string>
#include <string_view>

namespace hallwright::io {

/// Adds a finding to those of one file, unless there are very many already; the last one then says
/// so. Keeps it to a line that can be read, whatever the file holds: long texts are cut, and a
/// finding that says no more than what was expected gets a plain remedy.
void addFinding(base::Diagnostics& findings, base::Diagnostic finding);

/// Whether no more findings are taken: whoever reads a long list may stop.
[[nodiscard]] bool isFull(const base::Diagnostics& findings);

/// Text of a file in quotes as it may stand in a message: short and printable.
[[nodiscard]] std::string quotedBrief(std::string_view text);

} // namespace hallwright::io
