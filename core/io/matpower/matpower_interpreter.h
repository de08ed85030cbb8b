#pragma once

#include "core/io/matpower/matpower_functions.h"
#include "core/io/matpower/matpower_text.h"
#include "core/io/matpower/matpower_value.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace hallwright::io {

/// Carries out the statements of a case file: assignments to the fields of its struct and to
/// variables, whole or by rows and columns (`mpc.branch(:, [BR_R BR_X]) = ... / Zbase;`), with the
/// arithmetic of MATLAB on matrices and the functions of matpower_functions.h; named columns
/// (`[...] = idx_bus;`, `define_constants;`). There are no loops, conditions or files: a case is
/// data. Every statement that is not understood is a finding with its line, because leaving it out
/// would change the network.
class MatpowerInterpreter {
public:
    explicit MatpowerInterpreter(std::string_view text) : m_text(text) {}

    void run();

    /// Fields of the case's struct by name: "bus", "baseMVA", "reserves.zones".
    [[nodiscard]] std::map<std::string, MatpowerValue, std::less<>>& fields() { return m_fields; }
    [[nodiscard]] bool hasVariable(std::string_view name) const {
        return m_variables.find(name) != m_variables.end();
    }
    [[nodiscard]] base::Diagnostics& findings() { return m_text.findings(); }

    /// One expression by itself, such as "135/sqrt(3)"; findings where it is none.
    [[nodiscard]] MatpowerValue evaluate();

private:
    using Values = std::map<std::string, MatpowerValue, std::less<>>;

    /// Deeper brackets than this are not a case file's.
    static constexpr int kDeepest = 100;

    /// A selection of rows or columns, from 0.
    using Selection = std::vector<int>;
    struct Subscript {
        bool isAll = false; ///< a colon
        MatpowerValue value;
    };

    void runStatement();
    void runFunctionLine();
    void runMultipleAssignment();
    void runAssignment(std::string_view name);
    void assign(std::string_view name, const std::vector<Subscript>& subscripts,
                MatpowerValue value, int line);
    void assignPart(MatpowerValue& target, const std::vector<Subscript>& subscripts,
                    const MatpowerValue& value);
    void defineConstants(std::string_view function);
    /// Where a name's value is kept; `isField` says whether it belongs to the case.
    [[nodiscard]] std::string_view fieldOf(std::string_view name) const;
    [[nodiscard]] MatpowerValue* lookUp(std::string_view name);

    MatpowerValue combine(MatpowerValue left, MatpowerOperator operation,
                          const MatpowerValue& right);
    MatpowerValue parseExpression();
    MatpowerValue parseOr();
    MatpowerValue parseAnd();
    MatpowerValue parseComparison();
    MatpowerValue parseRange();
    MatpowerValue parseSum();
    MatpowerValue parseProduct();
    MatpowerValue parseUnary();
    MatpowerValue parsePower();
    MatpowerValue parsePostfix();
    MatpowerValue parsePrimary();
    MatpowerValue parseName();
    MatpowerValue parseMatrix();
    bool parsePlainNumber(double& value);
    void parseElement(MatpowerValue& matrix, std::vector<double>& row, int& rowLine);
    std::vector<Subscript> parseSubscripts(const MatpowerValue* indexed);
    MatpowerValue pick(const MatpowerValue& from, const std::vector<Subscript>& subscripts);
    bool select(const Subscript& subscript, int count, Selection& selection);

    /// Whether a binary operator follows that is not the sign of the next element of a matrix.
    bool nextOperator(std::string_view symbols, std::string& symbol);

    /// Notes what keeps the statement from being carried out; only the first of a statement.
    MatpowerValue fail(std::string what, std::string remedy);
    [[nodiscard]] bool hasFailed() const { return m_hasFailed; }

    MatpowerText m_text;
    std::string m_structName = "mpc";
    Values m_fields;
    Values m_variables;
    bool m_hasFailed = false;
    int m_depth = 0;          ///< of brackets and parentheses
    bool m_inMatrix = false;  ///< blanks separate elements
    std::vector<int> m_endOf; ///< what `end` stands for, innermost last
};

} // namespace hallwright::io
