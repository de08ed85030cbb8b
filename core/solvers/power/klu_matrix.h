#pragma once

#include <memory>
#include <vector>

namespace hallwright::power {

/// A square sparse matrix of fixed pattern with SuiteSparse's KLU: ordered once, factored with
/// pivoting once, refactored with the same pivots for each new set of values. Values are in the
/// order of `columnStart` / `row` (compressed columns, rows ascending).
class KluMatrix {
public:
    KluMatrix();
    KluMatrix(std::vector<int> columnStart, std::vector<int> row);
    KluMatrix(const KluMatrix& other);
    KluMatrix& operator=(const KluMatrix& other);
    KluMatrix(KluMatrix&&) noexcept;
    KluMatrix& operator=(KluMatrix&&) noexcept;
    ~KluMatrix();

    [[nodiscard]] int size() const;
    [[nodiscard]] std::vector<double>& values();

    /// Chooses new pivots for the present values. False where the matrix is singular.
    [[nodiscard]] bool factor();

    /// Uses the pivots of the last factor(), or factor() where there are none or they have become
    /// unfit for the present values. False where the matrix is singular.
    [[nodiscard]] bool refactor();

    /// How often pivots have been chosen.
    [[nodiscard]] int factorings() const;

    /// Replaces `rightHandSides`, `count` columns one after the other, by the solutions. Needs a
    /// successful (re)factor().
    void solve(std::vector<double>& rightHandSides, int count = 1) const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace hallwright::power
