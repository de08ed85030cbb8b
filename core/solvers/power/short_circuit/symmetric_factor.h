#pragma once

#include <complex>
#include <utility>
#include <vector>

namespace hallwright::short_circuit {

/// A complex symmetric sparse matrix as L D L^T, ordered once (approximate minimum degree: no fill
/// on a tree) and factored for as many sets of values as wanted. Besides solving it gives the
/// diagonal of the inverse, which is what faults at all buses need, without the rest of it:
/// Takahashi, Fagan & Chen 1973. On a tree both cost a few operations a bus.
class SymmetricFactor {
public:
    using Complex = std::complex<double>;

    /// `edges`: places of entries off the diagonal, each pair once or more often, in any direction.
    SymmetricFactor(int size, const std::vector<std::pair<int, int>>& edges);

    /// `offDiagonal`: as the edges; what lies at one place adds up. Nothing is pivoted: admittances
    /// of networks need it only where reactances of opposite sign cancel. False where that happens.
    [[nodiscard]] bool factor(const std::vector<Complex>& diagonal,
                              const std::vector<Complex>& offDiagonal);

    /// Diagonal of the inverse.
    [[nodiscard]] std::vector<Complex> inverseDiagonal() const;
    /// A column of the inverse.
    [[nodiscard]] std::vector<Complex> inverseColumn(int column) const;

    [[nodiscard]] int size() const { return m_size; }

private:
    void order(const std::vector<std::pair<int, int>>& edges);
    void analyse(const std::vector<std::pair<int, int>>& edges);
    [[nodiscard]] std::size_t place(int row, int column) const;

    int m_size;
    std::vector<int> m_position; ///< of a row in the elimination order
    std::vector<int> m_rowAt;    ///< row at a position
    // Upper triangle of the permuted matrix by columns; slot of each edge in it.
    std::vector<int> m_upperStart, m_upperRow, m_slotOfEdge;
    // L by columns, rows ascending; unit diagonal not stored.
    std::vector<int> m_parent, m_start, m_row;
    std::vector<Complex> m_lower, m_pivotInverse;
};

} // namespace hallwright::short_circuit
