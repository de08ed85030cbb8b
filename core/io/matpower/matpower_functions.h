#pragma once

#include "core/io/matpower/matpower_value.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hallwright::io {

/// Largest matrix that an expression may make.
constexpr double kMostMatpowerNumbers = 1 << 24;

enum class MatpowerOperator {
    Add,
    Subtract,
    Multiply,
    Divide,
    Power,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    Equal,
    NotEqual,
    And,
    Or,
};

/// The operation element by element; a number goes with every element, a column with every row and
/// a row with every column. Nothing where the sizes do not fit.
[[nodiscard]] std::optional<MatpowerValue>
applyElementwise(MatpowerOperator operation, const MatpowerValue& a, const MatpowerValue& b);

/// Matrix product; a number goes with every element.
[[nodiscard]] std::optional<MatpowerValue> multiplyMatrices(const MatpowerValue& a,
                                                            const MatpowerValue& b);

[[nodiscard]] MatpowerValue transposed(const MatpowerValue& a);

/// Whether a function of this name can be called.
[[nodiscard]] bool isMatpowerFunction(std::string_view name);

/// Calls one of the functions that case files compute with (sqrt, sin, acos, ones, size, sum, ...).
/// Nothing, with the reason in `problem`, where the arguments do not fit.
[[nodiscard]] std::optional<MatpowerValue>
callMatpowerFunction(std::string_view name, const std::vector<MatpowerValue>& arguments,
                     std::string& problem);

/// What `[A, B, ...] = name` gives for idx_bus, idx_gen, idx_brch, idx_cost: MATPOWER's named
/// columns in the order of its manual, appendix B. Empty for other names.
struct MatpowerConstant {
    const char* name;
    int value;
};
[[nodiscard]] const std::vector<MatpowerConstant>& matpowerConstants(std::string_view function);

} // namespace hallwright::io
