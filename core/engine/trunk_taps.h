#pragma once

#include "core/engine/trunk_power.h"
#include "core/solvers/power/power_network.h"
#include "core/solvers/power/power_solution.h"

#include <optional>
#include <vector>

namespace hallwright::engine {

/// The on-load tap changers of the trunk's transformers: each holds the voltage of its low-voltage
/// bar at the set-point and within the dead band of its catalogue type. Where they stand depends on
/// the campus alone and not on what was solved before, in two steps:
/// - place() moves them from neutral on the trunk by itself, with halls and plants as the loads
/// that
///   they are expected to be, which costs a few per cent of a solve of the campus;
/// - correct() judges them by the bars' voltages of the settled campus, and moves those on that the
///   expectation put beside their band.
class TrunkTaps {
public:
    /// Begins with a joined problem, whose rows stand at neutral: gives it the changers, and the
    /// rows of their transformers the positions found last. True where there are no such positions,
    /// so that a network that has been told some no longer knows the rows.
    bool begin(const TrunkPower& trunk, power::PowerProblem& problem,
               const std::vector<bool>& isLive);

    /// Whether the changers are placed since begin().
    [[nodiscard]] bool arePlaced() const { return m_arePlaced; }

    /// Places them. `draws`: what hangs on the trunk's buses, as expected before any solve; the
    /// same rows at each call for the same campus. True where rows of the problem changed.
    bool place(const TrunkPower& trunk, power::PowerProblem& problem,
               const std::vector<power::Load>& draws);

    /// Moves the changers whose bar stands beside its band in a settled solution. One that would go
    /// back where it came from stays, which ends hunting. True where one has moved.
    bool correct(const TrunkPower& trunk, power::PowerProblem& problem,
                 const power::PowerSolution& solution);

    /// Of each trunk transformer, as trunk.transformers.
    [[nodiscard]] const std::vector<int>& positions() const { return m_positions; }

    /// Row of trunk.transformers that a row of the problem's changers belongs to.
    [[nodiscard]] std::size_t transformerOf(std::size_t changer) const {
        return m_transformerOf[changer];
    }

private:
    [[nodiscard]] std::vector<int> search(const TrunkPower& trunk,
                                          const power::PowerProblem& problem,
                                          const std::vector<power::Load>& draws);
    bool setRows(const TrunkPower& trunk, power::PowerProblem& problem) const;

    std::vector<int> m_positions;
    std::vector<std::size_t> m_transformerOf; ///< of each changer, row of trunk.transformers
    std::vector<int> m_lastMove;              ///< of each changer, by correct(); 0: none yet
    bool m_arePlaced = false;
    std::optional<power::PowerNetwork> m_network; ///< of the trunk alone, kept while it fits
};

} // namespace hallwright::engine
