#include "core/solvers/power/tap_control.h"

#include <algorithm>
#include <cmath>

namespace hallwright::power {

TapController::TapController(const PowerProblem& problem, const NetworkStructure& structure,
                             Admittances& admittances)
    : m_problem(problem), m_structure(structure), m_patch(admittances, structure) {
    for (const TapChanger& changer : problem.tapChangers)
        m_positions.push_back(changer.position);
    m_lastMove.assign(m_positions.size(), 0);
    m_isSettled.assign(m_positions.size(), 0);
    for (std::size_t i = 0; i < m_positions.size(); ++i) {
        const TapChanger& changer = problem.tapChangers[i];
        const BranchSlot& slot = structure.branches[changer.branch];
        if (!changer.inService || slot.from < 0 || structure.nodeOfBus[changer.controlledBus] < 0)
            m_isSettled[i] = 1;
        else
            setTap(i);
    }
}

void TapController::setTap(std::size_t index) {
    const TapChanger& changer = m_problem.tapChangers[index];
    Branch branch = m_problem.branches[changer.branch];
    branch.tap = changer.neutralTap * (1.0 + changer.step * m_positions[index]);
    m_patch.replace(changer.branch, twoPort(branch));
}

bool TapController::move(const NodeState& nodes) {
    bool moved = false;
    for (std::size_t i = 0; i < m_positions.size(); ++i) {
        if (m_isSettled[i])
            continue;
        const TapChanger& changer = m_problem.tapChangers[i];
        const double vm = nodes.vm[m_structure.nodeOfBus[changer.controlledBus]];
        const double above = vm - changer.vSet_pu;
        if (std::abs(above) <= 0.5 * changer.band_pu)
            continue; // a neighbour's move may still push it out
        // Ratio and voltage go about one to one; single steps once the first guess is made.
        int steps = static_cast<int>(std::lround(above / (vm * changer.step)));
        if (steps == 0)
            steps = (above > 0.0) == (changer.step > 0.0) ? 1 : -1;
        if (m_lastMove[i] != 0) {
            steps = std::clamp(steps, -1, 1);
            const bool turns = (steps > 0) != (m_lastMove[i] > 0);
            if (turns && std::abs(m_lastMove[i]) == 1) {
                m_isSettled[i] = 1;
                continue;
            }
        }
        const int position =
            std::clamp(m_positions[i] + steps, changer.minPosition, changer.maxPosition);
        if (position == m_positions[i])
            continue; // at its last tap
        m_lastMove[i] = position - m_positions[i];
        m_positions[i] = position;
        setTap(i);
        moved = true;
    }
    return moved;
}

} // namespace hallwright::power
