#include "core/io/matpower/matpower_scanner.h"

#include "core/io/findings.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <limits>

namespace hallwright::io {
namespace {

/// A matrix with more rows than this is no power system: the largest published cases have 1e5.
constexpr std::size_t kRowsMax = 4000000;
constexpr std::size_t kColumnsMax = 1000;
constexpr const char* kPlainNumbersOnly =
    "write the computed numbers into the matrices; statements are not executed";

bool isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v';
}

bool isWordCharacter(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '.';
}

/// A number without operators.
bool parseFactor(std::string_view word, double& value) {
    double sign = 1.0;
    if (!word.empty() && (word.front() == '+' || word.front() == '-')) {
        sign = word.front() == '-' ? -1.0 : 1.0;
        word.remove_prefix(1);
    }
    if (word == "Inf" || word == "inf") {
        value = sign * std::numeric_limits<double>::infinity();
        return true;
    }
    if (word == "NaN" || word == "nan") {
        value = std::numeric_limits<double>::quiet_NaN();
        return true;
    }
    if (word.empty() ||
        !(std::isdigit(static_cast<unsigned char>(word.front())) || word.front() == '.'))
        return false;         // from_chars would take a second sign and "infinity"
    std::string number(word); // MATLAB also writes exponents with d
    std::replace_if(
        number.begin(), number.end(), [](char c) { return c == 'd' || c == 'D'; }, 'e');
    const char* last = number.data() + number.size();
    const auto [end, error] = std::from_chars(number.data(), last, value);
    if (end != last || error == std::errc::invalid_argument)
        return false;
    if (error == std::errc::result_out_of_range) // 1e999 and 1e-999 alike
        value =
            number.find("e-") != std::string::npos ? 0.0 : std::numeric_limits<double>::infinity();
    value *= sign;
    return true;
}

} // namespace

bool parseMatpowerNumber(std::string_view word, double& value) {
    value = 1.0;
    char operation = '*';
    for (;;) {
        const std::size_t split = word.find_first_of("*/");
        double factor = 0.0;
        if (!parseFactor(word.substr(0, split), factor))
            return false;
        value = operation == '*' ? value * factor : value / factor;
        if (split == std::string_view::npos)
            return true;
        operation = word[split];
        word.remove_prefix(split + 1);
    }
}

void MatpowerScanner::find(int line, std::string what, std::string remedy) {
    addFinding(m_findings, {"line " + std::to_string(line), std::move(what), std::move(remedy)});
}

void MatpowerScanner::advance() {
    if (m_text[m_at] == '\n')
        ++m_line;
    ++m_at;
}

bool MatpowerScanner::startsComment() const {
    return peek() == '%' || peek() == '#';
}

bool MatpowerScanner::startsContinuation() const {
    return peek() == '.' && peek(1) == '.' && peek(2) == '.';
}

void MatpowerScanner::skipLine() {
    while (!atEnd() && peek() != '\n')
        advance();
}

/// Whether the two characters here are all there is on their line, as %{ and %} must be.
bool MatpowerScanner::standsAloneOnLine() const {
    std::size_t before = m_at;
    while (before > 0 && isBlank(m_text[before - 1]))
        --before;
    std::size_t after = m_at + 2;
    while (after < m_text.size() && isBlank(m_text[after]))
        ++after;
    return (before == 0 || m_text[before - 1] == '\n') &&
           (after >= m_text.size() || m_text[after] == '\n');
}

void MatpowerScanner::skipComment() {
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
        while (!atEnd() && (peek() == '\n' || isBlank(peek())))
            advance();
    }
    find(start, "the block comment is not closed", "end it with %} on a line of its own");
}

void MatpowerScanner::skipBlanks() {
    while (!atEnd()) {
        if (startsContinuation()) {
            skipLine();
            if (!atEnd())
                advance();
        } else if (isBlank(peek())) {
            advance();
        } else {
            return;
        }
    }
}

void MatpowerScanner::skipBetweenStatements() {
    while (!atEnd()) {
        if (startsComment())
            skipComment();
        else if (isBlank(peek()) || peek() == '\n' || peek() == ';' || peek() == ',')
            advance();
        else
            return;
    }
}

void MatpowerScanner::skipStatement() {
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

std::string_view MatpowerScanner::takeWord(std::string_view stops) {
    const std::size_t start = m_at;
    while (!atEnd() && !isBlank(peek()) && peek() != '\n' && !startsComment() &&
           stops.find(peek()) == std::string_view::npos && !startsContinuation())
        advance();
    return m_text.substr(start, m_at - start);
}

std::vector<MatpowerAssignment> MatpowerScanner::scan() {
    std::vector<MatpowerAssignment> assignments;
    for (;;) {
        skipBetweenStatements();
        if (atEnd())
            return assignments;
        scanStatement(assignments);
    }
}

void MatpowerScanner::scanStatement(std::vector<MatpowerAssignment>& assignments) {
    const int line = m_line;
    const std::size_t start = m_at;
    while (!atEnd() && isWordCharacter(peek()))
        advance();
    const std::string_view name = m_text.substr(start, m_at - start);
    skipBlanks();
    if (name == "function") {
        // "function mpc = case9": the name before "=" is the struct that later lines fill.
        const std::size_t nameAt = m_at;
        while (!atEnd() && isWordCharacter(peek()))
            advance();
        const std::string_view result = m_text.substr(nameAt, m_at - nameAt);
        skipBlanks();
        if (peek() == '=' && !result.empty())
            m_structName = std::string(result);
        skipLine();
        return;
    }
    if (name == "return" || name == "end" || name == "endfunction") {
        skipStatement();
        return;
    }
    const std::size_t dot = name.find('.');
    const bool isField = dot != std::string_view::npos && name.substr(0, dot) == m_structName;
    if (!isField || peek() != '=' || peek(1) == '=') {
        const bool isOldFormat = name == "baseMVA" || name == "bus" || name == "branch";
        skipStatement();
        std::string_view statement = m_text.substr(start, m_at - start);
        while (!statement.empty() && isBlank(statement.back()))
            statement.remove_suffix(1);
        find(line, "the statement " + quotedBrief(statement) + " is not understood",
             isOldFormat ? "convert the case to format version 2 (mpc.bus, mpc.gen, mpc.branch)"
                         : kPlainNumbersOnly);
        if (atEnd() || m_at == start)
            m_at = std::min(m_at + 1, m_text.size());
        return;
    }
    advance(); // '='
    MatpowerAssignment assignment;
    assignment.line = line;
    assignment.field = std::string(name.substr(dot + 1));
    skipBlanks();
    if (!scanValue(assignment))
        return;
    skipBlanks();
    if (!atEnd() && peek() != '\n' && peek() != ';' && peek() != ',' && !startsComment()) {
        find(m_line, "the value of " + assignment.field + " goes on with a computation",
             kPlainNumbersOnly);
        skipStatement();
        return;
    }
    assignments.push_back(std::move(assignment));
}

bool MatpowerScanner::scanValue(MatpowerAssignment& assignment) {
    using Kind = MatpowerAssignment::Kind;
    const char first = peek();
    if (first == '[') {
        assignment.kind = Kind::Matrix;
        return scanMatrix(assignment);
    }
    if (first == '{')
        return scanCell(assignment.line);
    if (first == '\'' || first == '"') {
        assignment.kind = Kind::Text;
        return scanString(assignment.text);
    }
    const int line = m_line;
    const std::string_view word = takeWord(";,");
    if (parseMatpowerNumber(word, assignment.number)) {
        assignment.kind = Kind::Number;
        return true;
    }
    find(line,
         "the value " + quotedBrief(word) + " of " + assignment.field + " is not a plain number",
         kPlainNumbersOnly);
    skipStatement();
    return false;
}

bool MatpowerScanner::scanMatrix(MatpowerAssignment& assignment) {
    MatpowerMatrix& matrix = assignment.matrix;
    matrix.line = m_line;
    advance(); // '['
    MatpowerMatrix::Row row;
    bool good = true;
    const auto endRow = [&] {
        if (!row.values.empty())
            matrix.rows.push_back(std::move(row));
        row = {};
    };
    while (!atEnd()) {
        if (matrix.rows.size() > kRowsMax || row.values.size() > kColumnsMax) {
            find(m_line,
                 "the matrix " + assignment.field + " has more than 4 million rows or 1000 columns",
                 "check where the file comes from");
            m_at = m_text.size();
            return false;
        }
        skipBlanks();
        const char c = peek();
        if (atEnd())
            break;
        if (c == ']') {
            advance();
            endRow();
            return good;
        }
        if (startsComment()) {
            skipComment();
        } else if (c == '\n' || c == ';') {
            endRow();
            advance();
        } else if (c == ',') {
            advance();
        } else {
            if (row.values.empty())
                row.line = m_line;
            double value = 0.0;
            const int line = m_line;
            const std::string_view word = takeWord(",;]");
            if (!parseMatpowerNumber(word, value)) {
                good = false;
                find(line, quotedBrief(word) + " in " + assignment.field + " is not a plain number",
                     "write a number such as -1.5e-3, Inf or NaN");
            }
            row.values.push_back(value);
        }
    }
    find(matrix.line, "the matrix " + assignment.field + " is not closed",
         "end it with ]; the file may be cut off");
    return false;
}

bool MatpowerScanner::scanString(std::string& text) {
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

bool MatpowerScanner::scanCell(int line) {
    int depth = 0;
    std::string ignored;
    while (!atEnd()) {
        const char c = peek();
        if (startsComment()) {
            skipComment();
            continue;
        }
        if (c == '\'' || c == '"') {
            if (!scanString(ignored))
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
