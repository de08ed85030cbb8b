#include "core/io/matpower/matpower_functions.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace hallwright::io {
namespace {

double apply(MatpowerOperator operation, double a, double b) {
    switch (operation) {
    case MatpowerOperator::Add:
        return a + b;
    case MatpowerOperator::Subtract:
        return a - b;
    case MatpowerOperator::Multiply:
        return a * b;
    case MatpowerOperator::Divide:
        return a / b;
    case MatpowerOperator::Power:
        return std::pow(a, b);
    case MatpowerOperator::Less:
        return a < b;
    case MatpowerOperator::LessEqual:
        return a <= b;
    case MatpowerOperator::Greater:
        return a > b;
    case MatpowerOperator::GreaterEqual:
        return a >= b;
    case MatpowerOperator::Equal:
        return a == b;
    case MatpowerOperator::NotEqual:
        return a != b;
    case MatpowerOperator::And:
        return a != 0.0 && b != 0.0;
    case MatpowerOperator::Or:
        return a != 0.0 || b != 0.0;
    }
    return 0.0;
}

/// Length of a dimension that two operands share; -1 where they do not fit.
int common(int a, int b) {
    return a == b || b == 1 ? a : a == 1 ? b : -1;
}

using Elementwise = double (*)(double);

const std::map<std::string_view, Elementwise>& elementwiseFunctions() {
    static const std::map<std::string_view, Elementwise> functions{
        {"sqrt", [](double x) { return std::sqrt(x); }},
        {"sin", [](double x) { return std::sin(x); }},
        {"cos", [](double x) { return std::cos(x); }},
        {"tan", [](double x) { return std::tan(x); }},
        {"asin", [](double x) { return std::asin(x); }},
        {"acos", [](double x) { return std::acos(x); }},
        {"atan", [](double x) { return std::atan(x); }},
        {"exp", [](double x) { return std::exp(x); }},
        {"log", [](double x) { return std::log(x); }},
        {"log10", [](double x) { return std::log10(x); }},
        {"abs", [](double x) { return std::abs(x); }},
        {"round", [](double x) { return std::round(x); }},
        {"floor", [](double x) { return std::floor(x); }},
        {"ceil", [](double x) { return std::ceil(x); }},
        {"fix", [](double x) { return std::trunc(x); }},
        {"sign", [](double x) { return x > 0.0   ? 1.0
                                       : x < 0.0 ? -1.0
                                                 : x; }},
        {"deg2rad", [](double x) { return x * std::acos(-1.0) / 180.0; }},
        {"rad2deg", [](double x) { return x * 180.0 / std::acos(-1.0); }},
    };
    return functions;
}

using Fold = double (*)(double, double);

/// sum, prod, max, min of the columns, or of a row.
const std::map<std::string_view, Fold>& foldFunctions() {
    static const std::map<std::string_view, Fold> functions{
        {"sum", [](double a, double b) { return a + b; }},
        {"prod", [](double a, double b) { return a * b; }},
        {"max", [](double a, double b) { return b > a || std::isnan(a) ? b : a; }},
        {"min", [](double a, double b) { return b < a || std::isnan(a) ? b : a; }},
    };
    return functions;
}

using Binary = double (*)(double, double);

const std::map<std::string_view, Binary>& binaryFunctions() {
    static const std::map<std::string_view, Binary> functions{
        {"hypot", [](double a, double b) { return std::hypot(a, b); }},
        {"atan2", [](double a, double b) { return std::atan2(a, b); }},
        {"max", [](double a, double b) { return a >= b || std::isnan(b) ? a : b; }},
        {"min", [](double a, double b) { return a <= b || std::isnan(b) ? a : b; }},
        {"mod", [](double a, double b) { return b == 0.0 ? a : a - std::floor(a / b) * b; }},
        {"power", [](double a, double b) { return std::pow(a, b); }},
    };
    return functions;
}

template <class Operation>
std::optional<MatpowerValue> combine(const MatpowerValue& a, const MatpowerValue& b,
                                     Operation operation) {
    const int rows = common(a.rows(), b.rows());
    const int columns = common(a.columns(), b.columns());
    if (rows < 0 || columns < 0 || static_cast<double>(rows) * columns > kMostMatpowerNumbers)
        return {};
    MatpowerValue result = MatpowerValue::matrix(rows, columns);
    for (int row = 0; row < rows; ++row)
        for (int column = 0; column < columns; ++column)
            result.at(row, column) =
                operation(a.at(a.rows() == 1 ? 0 : row, a.columns() == 1 ? 0 : column),
                          b.at(b.rows() == 1 ? 0 : row, b.columns() == 1 ? 0 : column));
    const MatpowerValue& tall = a.rows() == rows ? a : b;
    if (static_cast<int>(tall.lines.size()) == rows)
        result.lines = tall.lines;
    return result;
}

std::optional<MatpowerValue> fold(const MatpowerValue& a, Fold operation, double ofNothing) {
    if (a.size() == 0)
        return MatpowerValue::number(ofNothing);
    const bool isRow = a.rows() == 1;
    MatpowerValue result = MatpowerValue::matrix(1, isRow ? 1 : a.columns());
    for (int column = 0; column < result.columns(); ++column) {
        double value = a.at(0, column);
        for (int k = 1; k < (isRow ? a.columns() : a.rows()); ++k)
            value = operation(value, isRow ? a.at(0, k) : a.at(k, column));
        result.at(0, column) = value;
    }
    return result;
}

/// ones(n), ones(rows, columns), zeros(...).
std::optional<MatpowerValue> filled(const std::vector<MatpowerValue>& arguments, double value,
                                    std::string& problem) {
    double rows = 1.0;
    double columns = 1.0;
    if (arguments.size() == 1 && arguments[0].size() == 2) {
        rows = arguments[0].numbers[0];
        columns = arguments[0].numbers[1];
    } else if (!arguments.empty() && arguments.size() <= 2) {
        if (!arguments.front().isNumber() || !arguments.back().isNumber()) {
            problem = "its sizes are not numbers";
            return {};
        }
        rows = arguments.front().single();
        columns = arguments.back().single();
    }
    if (arguments.size() > 2) {
        problem = "it has too many arguments";
        return {};
    }
    if (!(rows >= 0.0 && columns >= 0.0 && rows * columns <= kMostMatpowerNumbers &&
          rows <= kMostMatpowerNumbers)) {
        problem = "the matrix is too large";
        return {};
    }
    return MatpowerValue::matrix(static_cast<int>(rows), static_cast<int>(columns), value);
}

std::optional<MatpowerValue> sizeOf(const std::vector<MatpowerValue>& arguments,
                                    std::string& problem) {
    const MatpowerValue& a = arguments.front();
    MatpowerValue both = MatpowerValue::matrix(1, 2);
    both.at(0, 0) = a.rows();
    both.at(0, 1) = a.columns();
    if (arguments.size() == 1)
        return both;
    if (arguments.size() != 2 || !arguments[1].isNumber()) {
        problem = "its second argument is 1 (rows) or 2 (columns)";
        return {};
    }
    const double dimension = arguments[1].single();
    return MatpowerValue::number(dimension == 1.0 ? a.rows() : dimension == 2.0 ? a.columns() : 1);
}

/// Places of the elements that are not zero, column by column, from 1.
MatpowerValue found(const MatpowerValue& a) {
    std::vector<double> places;
    for (int column = 0; column < a.columns(); ++column)
        for (int row = 0; row < a.rows(); ++row)
            if (a.at(row, column) != 0.0)
                places.push_back(static_cast<double>(column) * a.rows() + row + 1);
    const int count = static_cast<int>(places.size());
    MatpowerValue result =
        a.rows() == 1 ? MatpowerValue::matrix(1, count) : MatpowerValue::matrix(count, 1);
    result.numbers = std::move(places);
    return result;
}

bool isOther(std::string_view name) {
    for (const char* known : {"ones", "zeros", "size", "numel", "length", "isempty", "find", "any",
                              "all", "pi", "Inf", "inf", "NaN", "nan", "eps"})
        if (name == known)
            return true;
    return false;
}

} // namespace

std::optional<MatpowerValue> applyElementwise(MatpowerOperator operation, const MatpowerValue& a,
                                              const MatpowerValue& b) {
    auto result = combine(a, b, [&](double x, double y) { return apply(operation, x, y); });
    if (result)
        result->isLogical = operation >= MatpowerOperator::Less;
    return result;
}

std::optional<MatpowerValue> multiplyMatrices(const MatpowerValue& a, const MatpowerValue& b) {
    if (a.isNumber() || b.isNumber())
        return applyElementwise(MatpowerOperator::Multiply, a, b);
    if (a.columns() != b.rows() ||
        static_cast<double>(a.rows()) * b.columns() > kMostMatpowerNumbers)
        return {};
    MatpowerValue result = MatpowerValue::matrix(a.rows(), b.columns());
    for (int row = 0; row < a.rows(); ++row)
        for (int k = 0; k < a.columns(); ++k)
            for (int column = 0; column < b.columns(); ++column)
                result.at(row, column) += a.at(row, k) * b.at(k, column);
    result.lines = a.lines;
    return result;
}

MatpowerValue transposed(const MatpowerValue& a) {
    MatpowerValue result = MatpowerValue::matrix(a.columns(), a.rows());
    for (int row = 0; row < a.rows(); ++row)
        for (int column = 0; column < a.columns(); ++column)
            result.at(column, row) = a.at(row, column);
    result.isLogical = a.isLogical;
    return result;
}

bool isMatpowerFunction(std::string_view name) {
    return isOther(name) || elementwiseFunctions().contains(name) ||
           foldFunctions().contains(name) || binaryFunctions().contains(name);
}

std::optional<MatpowerValue> callMatpowerFunction(std::string_view name,
                                                  const std::vector<MatpowerValue>& arguments,
                                                  std::string& problem) {
    for (const MatpowerValue& argument : arguments)
        if (argument.kind != MatpowerValue::Kind::Matrix || !argument.isRectangular()) {
            problem = "its argument is not a matrix of numbers";
            return {};
        }
    const std::size_t count = arguments.size();
    if (name == "pi")
        return MatpowerValue::number(std::acos(-1.0));
    if (name == "eps")
        return MatpowerValue::number(std::numeric_limits<double>::epsilon());
    if (name == "Inf" || name == "inf")
        return filled(arguments, std::numeric_limits<double>::infinity(), problem);
    if (name == "NaN" || name == "nan")
        return filled(arguments, std::numeric_limits<double>::quiet_NaN(), problem);
    if (name == "ones")
        return filled(arguments, 1.0, problem);
    if (name == "zeros")
        return filled(arguments, 0.0, problem);
    if (count == 0) {
        problem = "it needs an argument";
        return {};
    }
    const MatpowerValue& a = arguments.front();
    if (name == "size")
        return sizeOf(arguments, problem);
    if (count == 2) {
        if (const auto known = binaryFunctions().find(name); known != binaryFunctions().end()) {
            auto result = combine(a, arguments[1], known->second);
            if (!result)
                problem = "its arguments have different sizes";
            return result;
        }
    }
    if (count != 1) {
        problem = "it has too many arguments";
        return {};
    }
    if (name == "numel")
        return MatpowerValue::number(a.size());
    if (name == "length")
        return MatpowerValue::number(a.size() == 0 ? 0 : std::max(a.rows(), a.columns()));
    if (name == "isempty")
        return MatpowerValue::number(a.size() == 0);
    if (name == "find")
        return found(a);
    if (name == "any" || name == "all") {
        const bool isAny = name == "any";
        bool result = !isAny;
        for (const double x : a.numbers)
            result = isAny ? result || x != 0.0 : result && x != 0.0;
        MatpowerValue value = MatpowerValue::number(result);
        value.isLogical = true;
        return value;
    }
    if (const auto known = elementwiseFunctions().find(name);
        known != elementwiseFunctions().end()) {
        MatpowerValue result = a;
        result.isLogical = false;
        for (double& x : result.numbers)
            x = known->second(x);
        return result;
    }
    if (const auto known = foldFunctions().find(name); known != foldFunctions().end())
        return fold(a, known->second, name == "prod" ? 1.0 : 0.0);
    problem = "it needs two arguments";
    return {};
}

const std::vector<MatpowerConstant>& matpowerConstants(std::string_view function) {
    static const std::vector<MatpowerConstant> none;
    static const std::vector<MatpowerConstant> bus{
        {"PQ", 1},       {"PV", 2},    {"REF", 3},    {"NONE", 4},     {"BUS_I", 1},
        {"BUS_TYPE", 2}, {"PD", 3},    {"QD", 4},     {"GS", 5},       {"BS", 6},
        {"BUS_AREA", 7}, {"VM", 8},    {"VA", 9},     {"BASE_KV", 10}, {"ZONE", 11},
        {"VMAX", 12},    {"VMIN", 13}, {"LAM_P", 14}, {"LAM_Q", 15},   {"MU_VMAX", 16},
        {"MU_VMIN", 17}};
    static const std::vector<MatpowerConstant> generator{
        {"GEN_BUS", 1},   {"PG", 2},       {"QG", 3},         {"QMAX", 4},     {"QMIN", 5},
        {"VG", 6},        {"MBASE", 7},    {"GEN_STATUS", 8}, {"PMAX", 9},     {"PMIN", 10},
        {"MU_PMAX", 22},  {"MU_PMIN", 23}, {"MU_QMAX", 24},   {"MU_QMIN", 25}, {"PC1", 11},
        {"PC2", 12},      {"QC1MIN", 13},  {"QC1MAX", 14},    {"QC2MIN", 15},  {"QC2MAX", 16},
        {"RAMP_AGC", 17}, {"RAMP_10", 18}, {"RAMP_30", 19},   {"RAMP_Q", 20},  {"APF", 21}};
    static const std::vector<MatpowerConstant> branch{
        {"F_BUS", 1},      {"T_BUS", 2},  {"BR_R", 3},    {"BR_X", 4},    {"BR_B", 5},
        {"RATE_A", 6},     {"RATE_B", 7}, {"RATE_C", 8},  {"TAP", 9},     {"SHIFT", 10},
        {"BR_STATUS", 11}, {"PF", 14},    {"QF", 15},     {"PT", 16},     {"QT", 17},
        {"MU_SF", 18},     {"MU_ST", 19}, {"ANGMIN", 12}, {"ANGMAX", 13}, {"MU_ANGMIN", 20},
        {"MU_ANGMAX", 21}};
    static const std::vector<MatpowerConstant> cost{
        {"PW_LINEAR", 1}, {"POLYNOMIAL", 2}, {"MODEL", 1}, {"STARTUP", 2},
        {"SHUTDOWN", 3},  {"NCOST", 4},      {"COST", 5}};
    return function == "idx_bus"    ? bus
           : function == "idx_gen"  ? generator
           : function == "idx_brch" ? branch
           : function == "idx_cost" ? cost
                                    : none;
}

} // namespace hallwright::io
