#pragma once

#include <span>
#include <utility>
#include <vector>

namespace hallwright::hydronic {

/// L D L' of a symmetric positive definite matrix whose pattern stays while its values change.
/// The order is SuiteSparse's AMD. Pipe networks fill in very little (about two entries a row),
/// where a row at a time with a pattern stored beforehand beats supernodes and their calls into
/// BLAS.
class SparseLdl {
public:
    /// Analyses a matrix of `size` rows with off-diagonal entries at `pairs` (row, column; either
    /// order; repeated pairs share one entry; equal ones are not allowed).
    void analyse(int size, std::span<const std::pair<int, int>> pairs);

    [[nodiscard]] int size() const { return m_size; }
    /// Where the diagonal of a row, or the entry of a pair, is kept in values().
    [[nodiscard]] int diagonalSlot(int row) const {
        return m_newIndex[static_cast<std::size_t>(row)];
    }
    [[nodiscard]] int pairSlot(int pair) const {
        return m_pairSlot[static_cast<std::size_t>(pair)];
    }
    /// One value per slot: diagonals first, then the distinct pairs.
    [[nodiscard]] std::span<double> values() { return m_values; }

    /// Factorises values(); false where an entry is not finite or a diagonal not positive.
    [[nodiscard]] bool factorise();
    /// Solves for a right-hand side in the order of diagonalSlot(); the answer replaces it.
    void solveInPlace(std::span<double> rhs) const;

private:
    void eliminateSymbolically();

    int m_size = 0;
    std::vector<int> m_newIndex;
    std::vector<int> m_pairSlot;
    std::vector<double> m_values;
    // Strictly upper part by columns, in the new order; entry p has value m_values[m_size + p].
    std::vector<int> m_columnStart, m_rowOfEntry;
    // L by columns, and the pattern of each row of L in the order that the elimination needs.
    std::vector<int> m_lStart, m_lRow, m_rowStart, m_rowPattern;
    std::vector<double> m_l, m_inverseD, m_work;
    std::vector<int> m_filled;
};

} // namespace hallwright::hydronic
