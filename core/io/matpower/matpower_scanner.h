#pragma once

#include "core/base/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace hallwright::io {

/// Numbers of one matrix, row by row, with the line that each row starts on.
struct MatpowerMatrix {
    int line = 0;
    struct Row {
        int line = 0;
        std::vector<double> values;
    };
    std::vector<Row> rows;
};

/// One statement `name.field = value` whose value is a plain number, text or matrix.
struct MatpowerAssignment {
    enum class Kind { Number, Text, Matrix, Other };
    int line = 0;
    std::string field; ///< "bus", "baseMVA", ...
    Kind kind = Kind::Other;
    double number = 0.0;
    std::string text;
    MatpowerMatrix matrix;
};

/// Splits a case file into assignments. Reads the part of the MATLAB language that case files are
/// made of: comments (%, #, %{ %}), line continuations (...), numbers, Inf, NaN, products and
/// quotients of numbers without blanks, strings, matrices, cell arrays (skipped). Anything that
/// would have to be computed is a finding, because leaving it out would change the network.
class MatpowerScanner {
public:
    explicit MatpowerScanner(std::string_view text) : m_text(text) {}

    [[nodiscard]] std::vector<MatpowerAssignment> scan();
    [[nodiscard]] base::Diagnostics& findings() { return m_findings; }

private:
    [[nodiscard]] bool atEnd() const { return m_at >= m_text.size(); }
    [[nodiscard]] char peek(std::size_t ahead = 0) const {
        return m_at + ahead < m_text.size() ? m_text[m_at + ahead] : '\0';
    }
    [[nodiscard]] bool startsComment() const;
    [[nodiscard]] bool startsContinuation() const;
    [[nodiscard]] bool standsAloneOnLine() const;
    void advance();
    void skipLine();
    void skipComment();
    void skipBlanks();
    void skipBetweenStatements();
    void skipStatement();

    void scanStatement(std::vector<MatpowerAssignment>& assignments);
    bool scanValue(MatpowerAssignment& assignment);
    bool scanMatrix(MatpowerAssignment& assignment);
    bool scanString(std::string& text);
    bool scanCell(int line);
    [[nodiscard]] std::string_view takeWord(std::string_view stops);
    void find(int line, std::string what, std::string remedy);

    std::string_view m_text;
    std::size_t m_at = 0;
    int m_line = 1;
    std::string m_structName = "mpc";
    base::Diagnostics m_findings;
};

/// The number that `word` stands for: [+-] digits, Inf, NaN, and chains such as 1/3 or 2*0.5.
/// False where it is anything else.
[[nodiscard]] bool parseMatpowerNumber(std::string_view word, double& value);

} // namespace hallwright::io
