#pragma once

#include "core/solvers/power/batch.h"

#include <memory>

namespace hallwright::power {

/// Solves changed cases of one network one after the other, each from the state of the base. One
/// thread's; made from a network that has been solved for the base.
class CaseSolver {
public:
    /// `isBridge`: findBridges() of the base.
    CaseSolver(const PowerNetwork& intact, const PowerProblem& base,
               const std::vector<char>& isBridge, const PowerOptions& options);
    ~CaseSolver();
    CaseSolver(CaseSolver&&) noexcept;

    /// The solution is that of the changed problem, valid until the next call, where the status
    /// says that it was solved.
    CaseStatus solve(const CaseChanges& changes, const std::stop_token& stop);
    [[nodiscard]] const PowerSolution& solution() const;

private:
    class State;
    std::unique_ptr<State> m_state;
};

/// Whether every row that `changes` names is there and its numbers are finite.
[[nodiscard]] bool isValid(const CaseChanges& changes, const PowerProblem& base);

/// The few numbers of a solved case.
[[nodiscard]] CaseResult summarise(CaseStatus status, const PowerProblem& problem,
                                   const PowerSolution& solution);

} // namespace hallwright::power
