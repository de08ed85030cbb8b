#pragma once

#include <memory>
#include <vector>

namespace hallwright::hydronic {

/// Solves A x = b once, A unsymmetric and given by rows, through SuiteSparse's KLU: its block
/// triangular form makes a purely downstream system a substitution.
class KluSolver {
public:
    /// Row i has columns column[start[i]] .. column[start[i + 1] - 1], each column at most once.
    struct Rows {
        std::vector<int> start;
        std::vector<int> column;
        std::vector<double> value;
    };

    KluSolver();
    ~KluSolver();
    KluSolver(const KluSolver&) = delete;
    KluSolver& operator=(const KluSolver&) = delete;

    /// Replaces `rhs` by the solution; false if the matrix is singular.
    [[nodiscard]] bool solve(Rows& rows, std::vector<double>& rhs);

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace hallwright::hydronic
