#include "core/io/matpower/matpower_text.h"

#include "core/io/findings.h"

#include <cctype>
#include <charconv>
#include <limits>

namespace hallwright::io {
namespace {

bool isNameCharacter(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) || c == '_';
}

} // namespace

bool isMatpowerBlank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v';
}

std::size_t scanMatpowerNumber(std::string_view text, double& value) {
    if (text.empty() || !(isMatpowerDigit(text[0]) ||
                          (text[0] == '.' && text.size() > 1 && isMatpowerDigit(text[1]))))
        return 0;
    const char* first = text.data();
    const char* last = text.data() + text.size();
    auto [end, error] = std::from_chars(first, last, value);
    if (end != last && (*end == 'd' || *end == 'D') && end + 1 != last) {
        // MATLAB also writes exponents with d.
        std::string other(text.substr(0, 64));
        other[static_cast<std::size_t>(end - first)] = 'e';
        const auto retried = std::from_chars(other.data(), other.data() + other.size(), value);
        end = first + (retried.ptr - other.data());
        error = retried.ec;
    }
    if (error == std::errc::result_out_of_range) { // 1e999 and 1e-999 alike
        const std::string_view number(first, static_cast<std::size_t>(end - first));
        const std::size_t exponent = number.find_first_of("eEdD");
        const bool isTiny = exponent != std::string_view::npos && exponent + 1 < number.size() &&
                            number[exponent + 1] == '-';
        value = isTiny ? 0.0 : std::numeric_limits<double>::infinity();
    }
    return static_cast<std::size_t>(end - first);
}

void MatpowerText::find(int line, std::string what, std::string remedy) {
    addFinding(m_findings, {"line " + std::to_string(line), std::move(what), std::move(remedy)});
}

void MatpowerText::advance() {
    if (m_text[m_at] == '\n')
        ++m_line;
    ++m_at;
}

bool MatpowerText::take(char c) {
    if (peek() != c || atEnd())
        return false;
    advance();
    return true;
}

void MatpowerText::skipLine() {
    while (!atEnd() && peek() != '\n')
        advance();
}

/// Whether the two characters here are all there is on their line, as %{ and %} must be.
bool MatpowerText::standsAloneOnLine() const {
    std::size_t before = m_at;
    while (before > 0 && isMatpowerBlank(m_text[before - 1]))
        --before;
    std::size_t after = m_at + 2;
    while (after < m_text.size() && isMatpowerBlank(m_text[after]))
        ++after;
    return (before == 0 || m_text[before - 1] == '\n') &&
           (after >= m_text.size() || m_text[after] == '\n');
}

void MatpowerText::skipComment() {
    if (!(peek(1) == '{' && standsAloneOnLine())) {
        skipLine();
        return;
    }
    const int start = m_line;
    int depth = 0;
    while (!atEnd()) {
        if (startsComment() && standsAloneOnLine())
            depth += peek(1) == '{' ? 1 : peek(1) == '}' ? -1 : 0;
        skipLine();
        if (depth == 0)
            return;
        while (!atEnd() && (peek() == '\n' || isMatpowerBlank(peek())))
            advance();
    }
    find(start, "the block comment is not closed", "end it with %} on a line of its own");
}

bool MatpowerText::skipBlanks() {
    const std::size_t start = m_at;
    while (!atEnd()) {
        if (startsContinuation()) {
            skipLine();
            if (!atEnd())
                advance();
        } else if (isMatpowerBlank(peek())) {
            advance();
        } else {
            break;
        }
    }
    return m_at > start;
}

void MatpowerText::skipBetweenStatements() {
    while (!atEnd()) {
        if (startsComment())
            skipComment();
        else if (isMatpowerBlank(peek()) || peek() == '\n' || peek() == ';' || peek() == ',')
            advance();
        else if (startsContinuation())
            skipBlanks();
        else
            return;
    }
}

void MatpowerText::skipStatement() {
    while (!atEnd() && peek() != '\n') {
        const bool continues = startsContinuation();
        if (continues || startsComment()) {
            skipLine();
            if (!continues || atEnd())
                return;
        }
        advance();
    }
}

std::string_view MatpowerText::takeName() {
    const std::size_t start = m_at;
    while (!atEnd() &&
           (isNameCharacter(peek()) || (peek() == '.' && m_at > start && isNameCharacter(peek(1)))))
        advance();
    return since(start);
}

bool MatpowerText::takeString(std::string& text) {
    const int line = m_line;
    const char quote = peek();
    advance();
    while (!atEnd() && peek() != '\n') {
        if (peek() == quote) {
            advance();
            if (peek() != quote) // a doubled quote stands for itself
                return true;
        }
        text += peek();
        advance();
    }
    find(line, "the text is not closed", std::string("end it with ") + quote);
    return false;
}

bool MatpowerText::skipCell() {
    const int line = m_line;
    int depth = 0;
    std::string ignored;
    while (!atEnd()) {
        const char c = peek();
        if (startsComment()) {
            skipComment();
            continue;
        }
        if (c == '\'' || c == '"') {
            if (!takeString(ignored))
                return false;
            continue;
        }
        depth += c == '{' ? 1 : c == '}' ? -1 : 0;
        advance();
        if (depth == 0)
            return true;
    }
    find(line, "the cell array is not closed", "end it with }; the file may be cut off");
    return false;
}

} // namespace hallwright::io
