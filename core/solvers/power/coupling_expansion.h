#pragma once

#include "core/solvers/power/energisation.h"
#include "core/solvers/power/power_solution.h"

#include <vector>

namespace hallwright::power {

/// A problem whose converters are written as sources at their outputs and loads at their inputs,
/// appended to the tables, so that the rows of the problem keep their places. What the inputs draw
/// follows from what the outputs feed: an output's voltage does not depend on its input, so that a
/// chain of converters is right after as many rounds as it is long.
class CouplingExpansion {
public:
    /// Of a checked problem.
    explicit CouplingExpansion(const PowerProblem& problem);

    /// Takes over values; what the inputs draw stays as the last round left it.
    void update(const PowerProblem& problem);

    [[nodiscard]] const PowerProblem& problem() const { return m_expanded; }

    /// Sets what the inputs draw from a solution of problem(). True where one of them changed by
    /// more than `tolerance_pu`: the problem is to be solved again.
    [[nodiscard]] bool feedBack(const PowerSolution& solution, double tolerance_pu);

    /// Moves the rows of the converters to where the solution reports them.
    void finish(PowerSolution& solution) const;

private:
    [[nodiscard]] double rating_pu(const Coupling& coupling) const;
    [[nodiscard]] double loss_pu(const Coupling& coupling, double p_pu) const;

    std::size_t m_loads = 0;   ///< of the problem itself
    std::size_t m_sources = 0; ///< of the problem itself
    PowerProblem m_expanded;
    Energisation m_energised;
    std::vector<int> m_groupOfCoupling; ///< converters with outputs on one node share its power
    std::vector<double> m_ratingOfGroup;
    std::vector<std::complex<double>> m_fed_pu; ///< [couplings]
};

} // namespace hallwright::power
