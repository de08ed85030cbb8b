#pragma once

#include "core/solvers/power/core_matrix.h"

#include <vector>

namespace hallwright::power {

/// A core matrix factored once, and solutions of matrices that differ from it at few nodes: with
/// J' = J + E M E^T, where E picks the touched rows, Woodbury's formula gives
///     J'^-1 b = y - W C y_E,  y = J^-1 b,  W = J^-1 E,  C = (1 + M W_E)^-1 M.
/// An outage of a branch in a meshed network touches two nodes: four solutions with the factors at
/// hand instead of a factorisation of its own.
class CoreCompensation {
public:
    /// Blocks of a core: by node, and as NetworkStructure::coreColumn.
    struct Blocks {
        std::vector<Block> diagonal;
        std::vector<Block> entries;
    };

    /// Factors the base. Compensations are possible after success only.
    void takeBase(const NetworkStructure& structure, Blocks base);

    /// Makes solve() that of `changed`, which equals the base but at the `touched` core nodes and
    /// between them. False where that is not possible: the base is not factored, too many nodes are
    /// touched, or the changed matrix is singular.
    [[nodiscard]] bool compensate(const NetworkStructure& structure,
                                  const std::vector<int>& touched, const Blocks& changed);

    void solve(std::vector<double>& rightHandSide) const;

private:
    bool m_isFactored = false;
    CoreMatrix m_matrix;
    Blocks m_base;
    std::vector<int> m_rows; ///< touched rows
    std::vector<double> m_w; ///< W, column by column
    std::vector<double> m_c; ///< C, row by row
};

} // namespace hallwright::power
