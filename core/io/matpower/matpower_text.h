#pragma once

#include "core/base/result.h"

#include <string>
#include <string_view>

namespace hallwright::io {

/// A place in the text of a case file, with what of the MATLAB language lies below statements:
/// comments (%, #, %{ %}), line continuations (...), blanks, strings, cell arrays. Findings have
/// the line they stand on.
class MatpowerText {
public:
    explicit MatpowerText(std::string_view text) : m_text(text) {}

    [[nodiscard]] bool atEnd() const { return m_at >= m_text.size(); }
    [[nodiscard]] char peek(std::size_t ahead = 0) const {
        return m_at + ahead < m_text.size() ? m_text[m_at + ahead] : '\0';
    }
    [[nodiscard]] int line() const { return m_line; }
    [[nodiscard]] std::size_t place() const { return m_at; }
    [[nodiscard]] std::string_view rest() const { return m_text.substr(m_at); }
    /// The text from an earlier place to here.
    [[nodiscard]] std::string_view since(std::size_t place) const {
        return m_text.substr(place, m_at - place);
    }

    struct Mark {
        std::size_t at;
        int line;
    };
    [[nodiscard]] Mark mark() const { return {m_at, m_line}; }
    void goBack(Mark mark) {
        m_at = mark.at;
        m_line = mark.line;
    }

    void advance();
    void advance(std::size_t count) { m_at += count; } ///< within a line
    bool take(char c);

    [[nodiscard]] bool startsComment() const { return peek() == '%' || peek() == '#'; }
    [[nodiscard]] bool startsContinuation() const {
        return peek() == '.' && peek(1) == '.' && peek(2) == '.';
    }
    [[nodiscard]] bool endsStatement() const {
        return atEnd() || peek() == '\n' || peek() == ';' || peek() == ',' || startsComment();
    }

    bool skipBlanks(); ///< blanks and continuations; whether there were any
    void skipComment();
    void skipBetweenStatements();
    void skipAll() { m_at = m_text.size(); }
    void skipStatement(); ///< to the end of the line, continuations included

    [[nodiscard]] std::string_view takeName(); ///< letters, digits, underscores, dots
    bool takeString(std::string& text);
    bool skipCell();

    void find(int line, std::string what, std::string remedy);
    [[nodiscard]] base::Diagnostics& findings() { return m_findings; }

private:
    [[nodiscard]] bool standsAloneOnLine() const;
    void skipLine();

    std::string_view m_text;
    std::size_t m_at = 0;
    int m_line = 1;
    base::Diagnostics m_findings;
};

[[nodiscard]] bool isMatpowerBlank(char c);
[[nodiscard]] constexpr bool isMatpowerDigit(char c) {
    return c >= '0' && c <= '9';
}

/// A number without sign at the start of `text` ("1.5e-3", "2d2", ".5"): its length, 0 where there
/// is none.
[[nodiscard]] std::size_t scanMatpowerNumber(std::string_view text, double& value);

} // namespace hallwright::io
