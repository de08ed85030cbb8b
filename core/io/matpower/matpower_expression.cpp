// The expressions of MatpowerInterpreter: from the weakest operator to numbers and names.

#include "core/io/findings.h"
#include "core/io/matpower/matpower_functions.h"
#include "core/io/matpower/matpower_interpreter.h"

#include <cctype>
#include <cmath>
#include <utility>

namespace hallwright::io {
MatpowerValue MatpowerInterpreter::evaluate() {
    m_text.skipBlanks();
    MatpowerValue value = parseExpression();
    m_text.skipBlanks();
    if (!hasFailed() && !m_text.atEnd())
        return fail("the expression goes on", "give one expression");
    return value;
}

bool MatpowerInterpreter::nextOperator(std::string_view symbols, std::string& symbol) {
    if (hasFailed())
        return false;
    const MatpowerText::Mark before = m_text.mark();
    const bool hadBlank = m_text.skipBlanks();
    const char c = m_text.peek();
    symbol.assign(1, c);
    const char next = m_text.peek(1);
    if (c == '.' && (next == '*' || next == '/' || next == '^' || next == '\''))
        symbol += next;
    else if ((c == '=' || c == '<' || c == '>' || c == '~' || c == '!') && next == '=')
        symbol += next;
    else if ((c == '&' || c == '|') && next == c)
        symbol += next;
    const bool isSign =
        m_inMatrix && hadBlank && (c == '+' || c == '-') && !isMatpowerBlank(m_text.peek(1));
    // Symbols are given with blanks around each.
    if (c == '\0' || isSign || symbols.find(" " + symbol + " ") == std::string_view::npos) {
        m_text.goBack(before);
        return false;
    }
    m_text.advance(symbol.size());
    m_text.skipBlanks();
    return true;
}

MatpowerValue MatpowerInterpreter::parseExpression() {
    if (++m_depth > kDeepest) {
        --m_depth;
        return fail("brackets are nested too deeply", "write the numbers out");
    }
    MatpowerValue value = parseOr();
    --m_depth;
    return value;
}

namespace {

MatpowerOperator comparisonOf(const std::string& symbol) {
    if (symbol == "<")
        return MatpowerOperator::Less;
    if (symbol == "<=")
        return MatpowerOperator::LessEqual;
    if (symbol == ">")
        return MatpowerOperator::Greater;
    if (symbol == ">=")
        return MatpowerOperator::GreaterEqual;
    return symbol == "==" ? MatpowerOperator::Equal : MatpowerOperator::NotEqual;
}

bool areMatrices(const MatpowerValue& a, const MatpowerValue& b) {
    return a.kind == MatpowerValue::Kind::Matrix && b.kind == MatpowerValue::Kind::Matrix &&
           a.isRectangular() && b.isRectangular();
}

} // namespace

MatpowerValue MatpowerInterpreter::combine(MatpowerValue left, MatpowerOperator operation,
                                           const MatpowerValue& right) {
    if (hasFailed())
        return left;
    auto result = areMatrices(left, right) ? applyElementwise(operation, left, right)
                                           : std::optional<MatpowerValue>();
    if (!result)
        return fail("the sizes on both sides of an operator do not fit",
                    "use matrices with the same rows and columns");
    return std::move(*result);
}

MatpowerValue MatpowerInterpreter::parseOr() {
    MatpowerValue left = parseAnd();
    for (std::string symbol; nextOperator(" | || ", symbol);) {
        left = combine(std::move(left), MatpowerOperator::Or, parseAnd());
    }
    return left;
}

MatpowerValue MatpowerInterpreter::parseAnd() {
    MatpowerValue left = parseComparison();
    for (std::string symbol; nextOperator(" & && ", symbol);) {
        left = combine(std::move(left), MatpowerOperator::And, parseComparison());
    }
    return left;
}

MatpowerValue MatpowerInterpreter::parseComparison() {
    MatpowerValue left = parseRange();
    for (std::string symbol; nextOperator(" < <= > >= == ~= != ", symbol);) {
        left = combine(std::move(left), comparisonOf(symbol), parseRange());
    }
    return left;
}

MatpowerValue MatpowerInterpreter::parseRange() {
    const MatpowerValue first = parseSum();
    std::string symbol;
    if (!nextOperator(" : ", symbol))
        return first;
    MatpowerValue step = MatpowerValue::number(1.0);
    MatpowerValue last = parseSum();
    if (nextOperator(" : ", symbol)) {
        step = last;
        last = parseSum();
    }
    if (hasFailed())
        return first;
    if (!first.isNumber() || !step.isNumber() || !last.isNumber())
        return fail("the ends of a range are not numbers", "write it as first:last");
    const double span = (last.single() - first.single()) / step.single();
    if (!std::isfinite(span) || span >= kMostMatpowerNumbers)
        return fail("a range is too long", "write it as first:last");
    const int count = span < 0.0 ? 0 : static_cast<int>(span + 1e-10) + 1;
    MatpowerValue range = MatpowerValue::matrix(1, count);
    for (int i = 0; i < count; ++i)
        range.numbers[i] = first.single() + i * step.single();
    return range;
}

MatpowerValue MatpowerInterpreter::parseSum() {
    MatpowerValue left = parseProduct();
    for (std::string symbol; nextOperator(" + - ", symbol);) {
        left = combine(std::move(left),
                       symbol == "+" ? MatpowerOperator::Add : MatpowerOperator::Subtract,
                       parseProduct());
    }
    return left;
}

MatpowerValue MatpowerInterpreter::parseProduct() {
    MatpowerValue left = parseUnary();
    for (std::string symbol; nextOperator(" * / .* ./ ", symbol);) {
        const MatpowerValue right = parseUnary();
        if (hasFailed())
            return left;
        if (symbol == "*") {
            auto result = areMatrices(left, right) ? multiplyMatrices(left, right)
                                                   : std::optional<MatpowerValue>();
            if (!result)
                return fail("the sizes on both sides of * do not fit",
                            "write .* for a product element by element");
            left = std::move(*result);
            continue;
        }
        if (symbol == "/" && !right.isNumber())
            return fail("something is divided by a matrix",
                        "write ./ for a quotient element by element");
        left =
            combine(std::move(left),
                    symbol == ".*" ? MatpowerOperator::Multiply : MatpowerOperator::Divide, right);
    }
    return left;
}

MatpowerValue MatpowerInterpreter::parseUnary() {
    double sign = 1.0;
    bool isNegated = false;
    bool isNot = false;
    for (;; m_text.advance(), m_text.skipBlanks()) {
        if (m_text.peek() == '-')
            sign = -sign;
        else if ((m_text.peek() == '~' || m_text.peek() == '!') && m_text.peek(1) != '=') {
            isNot = true;
            isNegated = !isNegated;
        } else if (m_text.peek() != '+')
            break;
    }
    MatpowerValue value = parsePower();
    if (hasFailed() || (sign > 0.0 && !isNot))
        return value;
    if (value.kind != MatpowerValue::Kind::Matrix)
        return fail("a text has a sign", "write a number");
    for (double& number : value.numbers)
        number = isNot ? ((number != 0.0) != isNegated ? 1.0 : 0.0) : -number;
    value.isLogical = isNot;
    return value;
}

MatpowerValue MatpowerInterpreter::parsePower() {
    MatpowerValue left = parsePostfix();
    for (std::string symbol; nextOperator(" ^ .^ ", symbol);) {
        double sign = 1.0;
        while (m_text.peek() == '-' || m_text.peek() == '+') {
            sign = m_text.peek() == '-' ? -sign : sign;
            m_text.advance();
        }
        MatpowerValue right = parsePostfix();
        if (hasFailed())
            return left;
        for (double& number : right.numbers)
            number *= sign;
        if (symbol == "^" && !(left.isNumber() && right.isNumber()))
            return fail("a matrix is raised to a power", "write .^ to raise each element");
        left = combine(std::move(left), MatpowerOperator::Power, right);
    }
    return left;
}

MatpowerValue MatpowerInterpreter::parsePostfix() {
    MatpowerValue value = parsePrimary();
    while (!hasFailed() &&
           (m_text.peek() == '\'' || (m_text.peek() == '.' && m_text.peek(1) == '\''))) {
        m_text.advance(m_text.peek() == '.' ? 2 : 1);
        if (value.kind != MatpowerValue::Kind::Matrix || !value.isRectangular())
            return fail("something that is not a matrix is transposed", "write the numbers out");
        value = transposed(value);
    }
    return value;
}

MatpowerValue MatpowerInterpreter::parsePrimary() {
    if (hasFailed())
        return {};
    const char c = m_text.peek();
    if (m_text.atEnd() || c == '\n')
        return fail("a value is missing", "write a number such as -1.5e-3, Inf or NaN");
    if (double number = 0.0; const std::size_t length = scanMatpowerNumber(m_text.rest(), number)) {
        m_text.advance(length);
        if (std::isalpha(static_cast<unsigned char>(m_text.peek())) || m_text.peek() == '_')
            return fail(quotedBrief(m_text.rest().substr(0, 1)) + " follows a number directly",
                        "write a number such as -1.5e-3, Inf or NaN");
        return MatpowerValue::number(number);
    }
    if (c == '[')
        return parseMatrix();
    if (c == '\'' || c == '"') {
        MatpowerValue text;
        text.kind = MatpowerValue::Kind::Text;
        if (!m_text.takeString(text.text))
            m_hasFailed = true;
        return text;
    }
    if (c == '(') {
        m_text.advance();
        const bool wasInMatrix = std::exchange(m_inMatrix, false);
        m_text.skipBlanks();
        MatpowerValue value = parseExpression();
        m_text.skipBlanks();
        m_inMatrix = wasInMatrix;
        if (!hasFailed() && !m_text.take(')'))
            return fail("a parenthesis is not closed", "end it with )");
        return value;
    }
    if (std::isalpha(static_cast<unsigned char>(c)))
        return parseName();
    return fail(quotedBrief(m_text.rest().substr(0, 1)) + " is not understood here",
                "write a number such as -1.5e-3, Inf or NaN");
}

MatpowerValue MatpowerInterpreter::parseName() {
    const std::string_view name = m_text.takeName();
    if (name == "end" && !m_endOf.empty())
        return MatpowerValue::number(m_endOf.back());
    const MatpowerValue* known = lookUp(name);
    if (!m_inMatrix)
        m_text.skipBlanks();
    const bool hasArguments = m_text.peek() == '(';
    if (known) {
        if (!hasArguments) {
            if (known->isBad)
                m_hasFailed = true; // the finding has been made where it was assigned
            return *known;
        }
        const MatpowerValue from = *known;
        const std::vector<Subscript> subscripts = parseSubscripts(&from);
        return hasFailed() ? MatpowerValue() : pick(from, subscripts);
    }
    if (!isMatpowerFunction(name))
        return fail(quotedBrief(name) + " is not known",
                    "use numbers, names assigned before, or functions such as sqrt");
    std::vector<MatpowerValue> arguments;
    if (hasArguments)
        for (Subscript& subscript : parseSubscripts(nullptr))
            arguments.push_back(std::move(subscript.value));
    if (hasFailed())
        return {};
    std::string problem;
    auto result = callMatpowerFunction(name, arguments, problem);
    if (!result)
        return fail(std::string(name) + "() cannot be computed: " + problem,
                    "write the resulting number");
    return std::move(*result);
}

/// ( a, b, :, end-1 ): arguments of a function or subscripts of `indexed`.
std::vector<MatpowerInterpreter::Subscript>
MatpowerInterpreter::parseSubscripts(const MatpowerValue* indexed) {
    std::vector<Subscript> subscripts;
    m_text.advance(); // '('
    const bool wasInMatrix = std::exchange(m_inMatrix, false);
    const auto leave = [&] { m_inMatrix = wasInMatrix; };
    m_text.skipBlanks();
    if (m_text.take(')')) {
        leave();
        return subscripts;
    }
    while (!hasFailed()) {
        m_text.skipBlanks();
        if (m_text.peek() == ':' && indexed) {
            m_text.advance();
            subscripts.push_back({true, {}});
        } else {
            if (indexed)
                m_endOf.push_back(subscripts.empty() ? indexed->rows() : indexed->columns());
            subscripts.push_back({false, parseExpression()});
            if (indexed)
                m_endOf.pop_back();
        }
        m_text.skipBlanks();
        if (m_text.take(','))
            continue;
        if (!hasFailed() && !m_text.take(')'))
            fail("a parenthesis is not closed", "end it with )");
        break;
    }
    leave();
    if (indexed && !hasFailed() && subscripts.size() > 2)
        fail("a matrix has more than two subscripts", "give rows and columns");
    return subscripts;
}

} // namespace hallwright::io
