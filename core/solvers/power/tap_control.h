#pragma once

#include "core/solvers/power/admittance_patch.h"
#include "core/solvers/power/node_state.h"

#include <vector>

namespace hallwright::power {

/// Moves the tap changers of a problem between solves of its network. A changer first takes as many
/// steps as its voltage is away, then single ones; one that would go back where it came from stays,
/// which ends hunting between two positions or between neighbours.
class TapController {
public:
    TapController(const PowerProblem& problem, const NetworkStructure& structure,
                  Admittances& admittances);

    /// True where a changer has moved: the network is to be solved again.
    [[nodiscard]] bool move(const NodeState& nodes);

    [[nodiscard]] const std::vector<int>& positions() const { return m_positions; }

private:
    void setTap(std::size_t changer);

    const PowerProblem& m_problem;
    const NetworkStructure& m_structure;
    AdmittancePatch m_patch;
    std::vector<int> m_positions;
    std::vector<int> m_lastMove; ///< steps of the last move, 0: none yet
    std::vector<char> m_isSettled;
};

} // namespace hallwright::power
