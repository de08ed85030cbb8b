#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace hallwright::io {

/// FNV-1a, 64 bit: tells whether a file is the one that a journal was written for.
/// G. Fowler, L. C. Noll, K.-P. Vo, IETF draft-eastlake-fnv.
[[nodiscard]] std::uint64_t hashOf(std::string_view bytes);

/// The lines of a journal. Each is "<16 hex digits> <JSON>\n", the digits being the hash of the
/// JSON, so a torn or damaged line is noticed.
namespace journal {

/// A campus file in the state with that content; an empty path stands for none.
struct FileState {
    std::string path;
    std::uint64_t hash = 0;
};

enum class LineKind { Head, Base, Edit, Saving };
struct Line {
    LineKind kind = LineKind::Head;
    FileState file;     ///< of head and saving lines
    std::string change; ///< of base and edit lines: a change set as JSON
};

[[nodiscard]] std::string headLine(const FileState& file);
[[nodiscard]] std::string baseLine(const std::string& change);
[[nodiscard]] std::string editLine(const std::string& change);
[[nodiscard]] std::string savingLine(const FileState& file);

/// All lines up to the first that is torn or damaged; `damagedLine` is that one's number (from 1)
/// or 0, `tornOff` says that it is the last one and lacks its end.
struct Lines {
    std::vector<Line> lines;
    std::size_t damagedLine = 0;
    bool tornOff = false;
};
[[nodiscard]] Lines readLines(std::string_view text);

} // namespace journal

} // namespace hallwright::io
