#pragma once

#include <string>
#include <vector>

namespace hallwright::io {

/// A value of a case file: a matrix of numbers (a number is 1 x 1), a text, or something that is
/// carried along unread (a cell array).
struct MatpowerValue {
    enum class Kind { Matrix, Text, Other };
    Kind kind = Kind::Matrix;
    int line = 0;           ///< of the statement
    bool isBad = false;     ///< findings have been made about it; it is not to be used
    bool isLogical = false; ///< result of a comparison: as an index it selects
    std::string text;

    /// Row by row. Literals may have rows of different lengths, which is a finding of whoever needs
    /// the matrix.
    std::vector<double> numbers;
    std::vector<int> rowStart{0}; ///< [rows + 1]
    std::vector<int> lines;       ///< [rows] of the file, empty where they have none

    [[nodiscard]] static MatpowerValue number(double value) {
        MatpowerValue result;
        result.numbers = {value};
        result.rowStart = {0, 1};
        return result;
    }
    [[nodiscard]] static MatpowerValue matrix(int rows, int columns, double value = 0.0) {
        MatpowerValue result;
        result.numbers.assign(static_cast<std::size_t>(rows) * static_cast<std::size_t>(columns),
                              value);
        result.rowStart.clear();
        for (int row = 0; row <= rows; ++row)
            result.rowStart.push_back(row * columns);
        return result;
    }

    [[nodiscard]] int rows() const { return static_cast<int>(rowStart.size()) - 1; }
    [[nodiscard]] int columnsOf(int row) const { return rowStart[row + 1] - rowStart[row]; }
    [[nodiscard]] int columns() const { return rows() == 0 ? 0 : columnsOf(0); }
    [[nodiscard]] int size() const { return static_cast<int>(numbers.size()); }
    [[nodiscard]] const double* row(int index) const { return numbers.data() + rowStart[index]; }
    [[nodiscard]] double& at(int row, int column) { return numbers[rowStart[row] + column]; }
    [[nodiscard]] double at(int row, int column) const { return numbers[rowStart[row] + column]; }
    [[nodiscard]] int lineOf(int row) const {
        return lines.empty() ? line : lines[static_cast<std::size_t>(row)];
    }

    [[nodiscard]] bool isRectangular() const {
        for (int i = 1; i < rows(); ++i)
            if (columnsOf(i) != columnsOf(0))
                return false;
        return true;
    }
    [[nodiscard]] bool isNumber() const {
        return kind == Kind::Matrix && rows() == 1 && columns() == 1;
    }
    [[nodiscard]] double single() const { return numbers.front(); }
};

} // namespace hallwright::io
