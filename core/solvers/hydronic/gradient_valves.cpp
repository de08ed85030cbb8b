#include "core/solvers/hydronic/gradient_solver.h"

namespace hallwright::hydronic {

using Index = std::size_t;

bool GradientSolver::isHolding(Index k) const {
    if (m_status[k] != LinkStatus::Active)
        return false;
    const LinkKind kind = linkAt(k).kind;
    return kind == LinkKind::PressureReducing || kind == LinkKind::PressureSustaining;
}

/// A valve that holds a pressure passes whatever the node it holds needs.
void GradientSolver::balancePressureValves() {
    if (m_holding == 0)
        return;
    for (Index i = 0; i < m_balance.size(); ++i)
        m_balance[i] = -m_problem->nodes[i].demand_m3_per_s;
    for (Index k = 0; k < m_flow.size(); ++k) {
        if (m_isDead[k] || isHolding(k))
            continue;
        m_balance[static_cast<Index>(m_from[k])] -= m_flow[k];
        m_balance[static_cast<Index>(m_to[k])] += m_flow[k];
    }
    for (const Index k : m_switching) {
        if (!isHolding(k))
            continue;
        const bool reduces = linkAt(k).kind == LinkKind::PressureReducing;
        const double flow = reduces ? -m_balance[static_cast<Index>(m_to[k])]
                                    : m_balance[static_cast<Index>(m_from[k])];
        m_change[k] = flow - m_flow[k];
        m_flow[k] = flow;
        // Another valve may hold the far end.
        m_balance[static_cast<Index>(m_from[k])] -= flow;
        m_balance[static_cast<Index>(m_to[k])] += flow;
    }
}

} // namespace hallwright::hydronic
