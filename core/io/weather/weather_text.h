#pragma once

#include "core/base/result.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hallwright::io {

/// A line of a text of values, cut at a separator. Fields point into the text.
struct WeatherLine {
    int number = 0; ///< from 1
    std::vector<std::string_view> fields;
};

/// Cuts a text into lines (LF, CRLF or CR; a byte order mark is skipped) and lines into fields,
/// blanks around them removed. Empty lines are left out.
[[nodiscard]] std::vector<WeatherLine> cutLines(std::string_view text, char separator);

/// Cuts one line, as cutLines does.
[[nodiscard]] std::vector<std::string_view> cutFields(std::string_view line, char separator);

/// First line of a text that is not empty and no comment (#), without the byte order mark.
[[nodiscard]] std::string_view firstLine(std::string_view text);

[[nodiscard]] std::string_view trimmed(std::string_view word);
[[nodiscard]] std::string lowerCase(std::string_view word);

/// A finite number that fills the whole word, a plus sign allowed.
[[nodiscard]] std::optional<double> numberIn(std::string_view word);

/// What a word is, for findings: in quotes, cut where it is long, without control characters.
[[nodiscard]] std::string quoted(std::string_view word);

/// Findings about lines of one file; keeps the first few and says how many more there were.
class LineFindings {
public:
    explicit LineFindings(std::string fileName) : m_fileName(std::move(fileName)) {}

    void add(int line, std::string what, std::string remedy); ///< line 0: the file as a whole
    [[nodiscard]] bool isEmpty() const { return m_findings.empty(); }
    [[nodiscard]] bool isFull() const;
    [[nodiscard]] base::Diagnostics take();

private:
    std::string m_fileName;
    base::Diagnostics m_findings;
    int m_more = 0;
};

} // namespace hallwright::io
