#include "core/io/matpower/matpower_interpreter.h"

#include "core/io/findings.h"
#include "core/io/matpower/matpower_functions.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <limits>

namespace hallwright::io {
namespace {

constexpr const char* kAssignmentsOnly =
    "case files are read as data and assignments; write the resulting numbers instead";

std::string withoutBlanksAtEnd(std::string_view statement) {
    while (!statement.empty() && isMatpowerBlank(statement.back()))
        statement.remove_suffix(1);
    return quotedBrief(statement);
}

} // namespace

void MatpowerInterpreter::run() {
    for (;;) {
        m_text.skipBetweenStatements();
        if (m_text.atEnd() || isFull(findings()))
            return;
        m_hasFailed = false;
        m_depth = 0;
        m_inMatrix = false;
        m_endOf.clear();
        runStatement();
    }
}

MatpowerValue MatpowerInterpreter::fail(std::string what, std::string remedy) {
    if (!m_hasFailed)
        m_text.find(m_text.line(), std::move(what), std::move(remedy));
    m_hasFailed = true;
    MatpowerValue bad;
    bad.isBad = true;
    return bad;
}

void MatpowerInterpreter::runStatement() {
    const int line = m_text.line();
    const std::size_t start = m_text.place();
    if (m_text.peek() == '[') {
        runMultipleAssignment();
        return;
    }
    const std::string_view name = m_text.takeName();
    m_text.skipBlanks();
    if (name == "function") {
        runFunctionLine();
        return;
    }
    if (name == "return" || name == "end" || name == "endfunction") {
        m_text.skipStatement();
        return;
    }
    if (name == "define_constants" && m_text.endsStatement()) {
        for (const char* function : {"idx_bus", "idx_gen", "idx_brch", "idx_cost"})
            defineConstants(function);
        return;
    }
    const bool assigns = m_text.peek() == '=' && m_text.peek(1) != '=';
    if (!name.empty() && (assigns || m_text.peek() == '(')) {
        runAssignment(name);
        return;
    }
    m_text.skipStatement();
    m_text.find(line,
                "the statement " + withoutBlanksAtEnd(m_text.since(start)) + " is not understood",
                kAssignmentsOnly);
    if (!m_text.atEnd() && m_text.place() == start)
        m_text.advance();
}

void MatpowerInterpreter::runFunctionLine() {
    // "function mpc = case9": the name before "=" is the struct that later lines fill.
    const std::string_view result = m_text.takeName();
    m_text.skipBlanks();
    if (m_text.peek() == '=' && !result.empty())
        m_structName = std::string(result);
    m_text.skipStatement();
}

/// [A, B, ...] = idx_bus;
void MatpowerInterpreter::runMultipleAssignment() {
    const int line = m_text.line();
    const std::size_t start = m_text.place();
    m_text.advance();
    std::vector<std::string> names;
    for (;;) {
        m_text.skipBlanks();
        if (m_text.take(','))
            continue;
        const std::string_view name = m_text.takeName();
        if (name.empty() && m_text.take('~'))
            names.emplace_back();
        else if (name.empty())
            break;
        else
            names.emplace_back(name);
    }
    const bool isClosed = m_text.take(']');
    m_text.skipBlanks();
    const bool assigns = isClosed && m_text.take('=');
    m_text.skipBlanks();
    const std::string_view function = assigns ? m_text.takeName() : std::string_view();
    m_text.skipBlanks();
    const std::vector<MatpowerConstant>& constants = matpowerConstants(function);
    if (constants.empty() || names.size() > constants.size() || !m_text.endsStatement()) {
        m_text.skipStatement();
        m_text.find(
            line, "the statement " + withoutBlanksAtEnd(m_text.since(start)) + " is not understood",
            "only the named columns of idx_bus, idx_gen, idx_brch and idx_cost are known");
        return;
    }
    for (std::size_t i = 0; i < names.size(); ++i)
        if (!names[i].empty())
            m_variables[names[i]] = MatpowerValue::number(constants[i].value);
}

void MatpowerInterpreter::defineConstants(std::string_view function) {
    for (const MatpowerConstant& constant : matpowerConstants(function))
        m_variables[constant.name] = MatpowerValue::number(constant.value);
}

std::string_view MatpowerInterpreter::fieldOf(std::string_view name) const {
    const std::size_t dot = name.find('.');
    return dot != std::string_view::npos && name.substr(0, dot) == m_structName
               ? name.substr(dot + 1)
               : std::string_view();
}

MatpowerValue* MatpowerInterpreter::lookUp(std::string_view name) {
    const std::string_view field = fieldOf(name);
    Values& values = field.empty() ? m_variables : m_fields;
    const auto found = values.find(field.empty() ? name : field);
    return found == values.end() ? nullptr : &found->second;
}

void MatpowerInterpreter::runAssignment(std::string_view name) {
    const int line = m_text.line();
    const std::size_t findingsBefore = findings().size();
    std::vector<Subscript> subscripts;
    if (m_text.peek() == '(') {
        const MatpowerValue* target = lookUp(name);
        if (!target)
            fail(quotedBrief(name) + " is not known here", kAssignmentsOnly);
        else
            subscripts = parseSubscripts(target);
        m_text.skipBlanks();
    }
    MatpowerValue value;
    if (!hasFailed() && !(m_text.peek() == '=' && m_text.peek(1) != '='))
        fail("a statement that starts with " + quotedBrief(name) + " is not understood",
             kAssignmentsOnly);
    if (!hasFailed()) {
        m_text.advance();
        m_text.skipBlanks();
        if (m_text.peek() == '{') {
            value.kind = MatpowerValue::Kind::Other;
            if (!m_text.skipCell())
                m_hasFailed = true;
        } else {
            value = parseExpression();
        }
    }
    m_text.skipBlanks();
    if (!hasFailed() && !m_text.endsStatement())
        fail("the value of " + quotedBrief(name) +
                 " goes on with something that is not "
                 "understood",
             kAssignmentsOnly);
    if (hasFailed())
        m_text.skipStatement();
    else
        assign(name, subscripts, std::move(value), line);
    if (hasFailed() ||
        findings().size() > findingsBefore) { // no findings about what follows from the first one
        const std::string_view field = fieldOf(name);
        MatpowerValue& spoilt =
            field.empty() ? m_variables[std::string(name)] : m_fields[std::string(field)];
        spoilt.isBad = true;
    }
}

void MatpowerInterpreter::assign(std::string_view name, const std::vector<Subscript>& subscripts,
                                 MatpowerValue value, int line) {
    if (!subscripts.empty()) {
        if (MatpowerValue* target = lookUp(name); target && !target->isBad)
            assignPart(*target, subscripts, value);
        return;
    }
    value.line = line;
    const std::string_view field = fieldOf(name);
    if (field.empty())
        m_variables[std::string(name)] = std::move(value);
    else
        m_fields[std::string(field)] = std::move(value);
}

void MatpowerInterpreter::assignPart(MatpowerValue& target,
                                     const std::vector<Subscript>& subscripts,
                                     const MatpowerValue& value) {
    constexpr const char* kSizes = "give both sides the same rows and columns";
    if (value.isBad)
        return;
    if (target.kind != MatpowerValue::Kind::Matrix || value.kind != MatpowerValue::Kind::Matrix ||
        !target.isRectangular() || !value.isRectangular()) {
        fail("a part of something that is not a matrix is assigned", kSizes);
        return;
    }
    Selection rows;
    Selection columns;
    if (subscripts.size() == 1) { // a vector, or all of a matrix
        const bool isRow = target.rows() == 1;
        if (!subscripts[0].isAll && !isRow && target.columns() != 1) {
            fail("a matrix is assigned to with one subscript", "give rows and columns");
            return;
        }
        const Subscript all{true, {}};
        if (!select(isRow ? all : subscripts[0], target.rows(), rows) ||
            !select(isRow ? subscripts[0] : all, target.columns(), columns))
            return;
    } else if (!select(subscripts[0], target.rows(), rows) ||
               !select(subscripts[1], target.columns(), columns)) {
        return;
    }
    const bool isSame = value.rows() == static_cast<int>(rows.size()) &&
                        value.columns() == static_cast<int>(columns.size());
    const bool isTurned = value.size() == static_cast<int>(rows.size() * columns.size()) &&
                          (rows.size() == 1 || columns.size() == 1) &&
                          (value.rows() == 1 || value.columns() == 1);
    if (!value.isNumber() && !isSame && !isTurned) {
        fail("a part of " + std::to_string(rows.size()) + " x " + std::to_string(columns.size()) +
                 " is assigned a value of " + std::to_string(value.rows()) + " x " +
                 std::to_string(value.columns()),
             kSizes);
        return;
    }
    std::size_t next = 0;
    for (const int row : rows)
        for (const int column : columns)
            target.at(row, column) = value.isNumber() ? value.single() : value.numbers[next++];
}

bool MatpowerInterpreter::select(const Subscript& subscript, int count, Selection& selection) {
    selection.clear();
    if (subscript.isAll) {
        for (int i = 0; i < count; ++i)
            selection.push_back(i);
        return true;
    }
    const MatpowerValue& value = subscript.value;
    if (value.isBad || value.kind != MatpowerValue::Kind::Matrix) {
        fail("a subscript is not a number", kAssignmentsOnly);
        return false;
    }
    if (value.isLogical) {
        if (value.size() > count) {
            fail("a selection has more elements than there are rows or columns", kAssignmentsOnly);
            return false;
        }
        for (int i = 0; i < value.size(); ++i)
            if (value.numbers[i] != 0.0)
                selection.push_back(i);
        return true;
    }
    for (const double number : value.numbers) {
        if (!(number >= 1.0 && number <= count) || number != std::floor(number)) {
            fail("a subscript is outside 1 to " + std::to_string(count),
                 "name a row or column that is there");
            return false;
        }
        selection.push_back(static_cast<int>(number) - 1);
    }
    return true;
}

MatpowerValue MatpowerInterpreter::pick(const MatpowerValue& from,
                                        const std::vector<Subscript>& subscripts) {
    if (from.isBad) { // its findings are made already
        m_hasFailed = true;
        return from;
    }
    if (from.kind != MatpowerValue::Kind::Matrix || !from.isRectangular())
        return fail("a part of something that is not a matrix is asked for", kAssignmentsOnly);
    Selection rows;
    Selection columns;
    if (subscripts.size() == 1) {
        Selection places; // column by column
        if (!select(subscripts[0], from.size(), places))
            return fail("", "");
        const int count = static_cast<int>(places.size());
        const bool isRow = !subscripts[0].isAll && from.rows() == 1;
        MatpowerValue result =
            isRow ? MatpowerValue::matrix(1, count) : MatpowerValue::matrix(count, 1);
        for (int i = 0; i < count; ++i)
            result.numbers[i] = from.at(places[i] % from.rows(), places[i] / from.rows());
        if (from.columns() == 1 && static_cast<int>(from.lines.size()) == from.rows())
            for (const int place : places)
                result.lines.push_back(from.lines[place]);
        return result;
    }
    if (!select(subscripts[0], from.rows(), rows) ||
        !select(subscripts[1], from.columns(), columns))
        return fail("", "");
    MatpowerValue result =
        MatpowerValue::matrix(static_cast<int>(rows.size()), static_cast<int>(columns.size()));
    std::size_t next = 0;
    for (const int row : rows)
        for (const int column : columns)
            result.numbers[next++] = from.at(row, column);
    if (static_cast<int>(from.lines.size()) == from.rows())
        for (const int row : rows)
            result.lines.push_back(from.lines[row]);
    return result;
}

} // namespace hallwright::io
