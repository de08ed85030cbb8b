#pragma once

#include "core/base/result.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hallwright::io {

/// One data line of an .inp file: its words, without comment. `words` point into the file's text.
struct InpLine {
    int number = 0; ///< from 1
    std::vector<std::string_view> words;
};

/// One [SECTION] with its data lines; repeated sections are one.
struct InpSection {
    std::string name; ///< upper case, without brackets
    std::vector<InpLine> lines;
};

/// Text of an .inp file cut into sections and words. Section names may be shortened to four
/// letters, as EPANET allows. Reading stops at [END].
struct InpText {
    std::vector<InpSection> sections;
    [[nodiscard]] const InpSection* find(std::string_view name) const;
};

/// Cuts `text`; unknown sections and data before the first section become findings.
[[nodiscard]] InpText cutInp(std::string_view text, base::Diagnostics& findings);

/// A number of at most 1e15 either way that fills the whole word.
[[nodiscard]] std::optional<double> parseNumber(std::string_view word);
/// Case-insensitive equality, as EPANET treats its keywords.
[[nodiscard]] bool isKeyword(std::string_view word, std::string_view keyword);
/// Whether a word begins with `stem`, in any case: EPANET looks at no more of most keywords.
[[nodiscard]] bool beginsWith(std::string_view word, std::string_view stem);
[[nodiscard]] std::string upperCase(std::string_view word);

} // namespace hallwright::io
