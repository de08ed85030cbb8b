// Matrices of MatpowerInterpreter: [ rows ; of elements ].

#include "core/io/matpower/matpower_interpreter.h"

#include <limits>
#include <utility>

namespace hallwright::io {
namespace {

/// A matrix with more rows than this is no power system: the largest published cases have 1e5.
constexpr int kRowsMax = 4000000;
constexpr std::size_t kColumnsMax = 1000;

} // namespace

/// The quick way for what matrices of case files are made of: a signed number up to the next
/// separator.
bool MatpowerInterpreter::parsePlainNumber(double& value) {
    std::string_view text = m_text.rest();
    const bool isNegative = text[0] == '-';
    const std::size_t sign = isNegative || text[0] == '+' ? 1 : 0;
    text.remove_prefix(sign);
    const std::size_t length = scanMatpowerNumber(text, value);
    if (length == 0)
        return false;
    const char after = length < text.size() ? text[length] : '\n';
    std::size_t next = length;
    while (next < text.size() && isMatpowerBlank(text[next]))
        ++next;
    // An operator after blanks ("1 / 3") makes it a part of an expression.
    const char follows = next < text.size() ? text[next] : '\n';
    const bool isSeparated =
        isMatpowerBlank(after) || after == ',' || after == ';' || after == ']' || after == '\n';
    const bool isPlain =
        isSeparated &&
        (next == length || isMatpowerDigit(follows) || follows == '\n' || follows == ';' ||
         follows == ',' || follows == ']' || follows == '%' || follows == '#' ||
         (follows == '-' && next + 1 < text.size() && !isMatpowerBlank(text[next + 1])));
    if (!isPlain)
        return false;
    m_text.advance(sign + length);
    if (isNegative)
        value = -value;
    return true;
}

void MatpowerInterpreter::parseElement(MatpowerValue& matrix, std::vector<double>& row,
                                       int& rowLine) {
    const int line = m_text.line();
    const std::size_t start = m_text.place();
    if (row.empty())
        rowLine = line;
    double number = 0.0;
    if (parsePlainNumber(number)) {
        row.push_back(number);
        return;
    }
    const MatpowerValue value = parseExpression();
    const bool isUsable =
        !hasFailed() && value.kind == MatpowerValue::Kind::Matrix && value.rows() <= 1;
    if (isUsable) {
        row.insert(row.end(), value.numbers.begin(), value.numbers.end());
        return;
    }
    if (!hasFailed())
        fail("an element of a matrix is neither a number nor a row of numbers",
             "write a number such as -1.5e-3, Inf or NaN");
    // The rest of the matrix is read all the same, so that its findings are made at once.
    m_hasFailed = false;
    matrix.isBad = true;
    row.push_back(std::numeric_limits<double>::quiet_NaN());
    while (!m_text.atEnd() && !isMatpowerBlank(m_text.peek()) && m_text.peek() != '\n' &&
           m_text.peek() != ',' && m_text.peek() != ';' && m_text.peek() != ']')
        m_text.advance();
    if (m_text.place() == start && !m_text.atEnd())
        m_text.advance();
}

MatpowerValue MatpowerInterpreter::parseMatrix() {
    const int firstLine = m_text.line();
    if (++m_depth > kDeepest) {
        --m_depth;
        return fail("brackets are nested too deeply", "write the numbers out");
    }
    m_text.advance(); // '['
    const bool wasInMatrix = std::exchange(m_inMatrix, true);
    MatpowerValue matrix;
    matrix.line = firstLine;
    std::vector<double> row;
    int rowLine = firstLine;
    const auto endRow = [&] {
        if (row.empty())
            return;
        matrix.numbers.insert(matrix.numbers.end(), row.begin(), row.end());
        matrix.rowStart.push_back(static_cast<int>(matrix.numbers.size()));
        matrix.lines.push_back(rowLine);
        row.clear();
    };
    bool isClosed = false;
    while (!isClosed) {
        if (matrix.rows() > kRowsMax || row.size() > kColumnsMax) {
            m_text.find(m_text.line(), "a matrix has more than 4 million rows or 1000 columns",
                        "check where the file comes from");
            m_text.skipAll();
            m_hasFailed = true;
            m_inMatrix = wasInMatrix;
            --m_depth;
            return {};
        }
        m_text.skipBlanks();
        if (m_text.atEnd())
            break;
        const char c = m_text.peek();
        if (c == ']') {
            m_text.advance();
            endRow();
            isClosed = true;
        } else if (m_text.startsComment()) {
            m_text.skipComment();
        } else if (c == '\n' || c == ';') {
            endRow();
            m_text.advance();
        } else if (c == ',') {
            m_text.advance();
        } else {
            parseElement(matrix, row, rowLine);
        }
    }
    m_inMatrix = wasInMatrix;
    --m_depth;
    if (!isClosed) {
        m_text.find(firstLine, "a matrix is not closed", "end it with ]; the file may be cut off");
        m_hasFailed = true;
    }
    return matrix;
}

} // namespace hallwright::io
