#include "core/solvers/hydronic/gradient_solver.h"

#include <algorithm>
#include <cmath>

namespace hallwright::hydronic {

using Index = std::size_t;

GradientSolver::GradientSolver(const HydronicProblem& problem) {
    const Index nodeCount = problem.nodes.size();
    const Index linkCount = problem.links.size();
    m_nodeKind.reserve(nodeCount);
    int rows = 0;
    std::vector<int> unknown(nodeCount, -1);
    for (Index i = 0; i < nodeCount; ++i) {
        m_nodeKind.push_back(problem.nodes[i].kind);
        if (problem.nodes[i].kind == NodeKind::Junction)
            unknown[i] = rows++;
    }
    m_linkKind.reserve(linkCount);
    m_ends.reserve(linkCount);
    m_externalLink.reserve(linkCount);
    for (const Link& link : problem.links) {
        m_linkKind.push_back(link.kind);
        m_ends.emplace_back(link.from, link.to);
    }
    for (Index i = 0; i < linkCount; ++i)
        if (m_linkKind[i] == LinkKind::Pipe)
            m_externalLink.push_back(i);
    m_pipeCount = m_externalLink.size();
    for (Index i = 0; i < linkCount; ++i)
        if (m_linkKind[i] != LinkKind::Pipe)
            m_externalLink.push_back(i);

    std::vector<std::pair<int, int>> pairs;
    std::vector<Index> linkOfPair;
    m_pairSlot.assign(linkCount, -1);
    const auto isNode = [&](int i) { return i >= 0 && static_cast<Index>(i) < nodeCount; };
    for (Index k = 0; k < linkCount; ++k) {
        const auto [from, to] = m_ends[m_externalLink[k]];
        m_from.push_back(from);
        m_to.push_back(to);
        if (!isNode(from) || !isNode(to) || from == to)
            continue;
        const int a = unknown[static_cast<Index>(from)];
        const int b = unknown[static_cast<Index>(to)];
        if (a < 0 || b < 0)
            continue;
        pairs.emplace_back(a, b);
        linkOfPair.push_back(k);
    }
    m_ldl.analyse(rows, pairs);
    for (Index e = 0; e < pairs.size(); ++e)
        m_pairSlot[linkOfPair[e]] = m_ldl.pairSlot(static_cast<int>(e));
    m_row.assign(nodeCount, -1);
    for (Index i = 0; i < nodeCount; ++i)
        if (unknown[i] >= 0)
            m_row[i] = m_ldl.diagonalSlot(unknown[i]);

    m_pipes.resize(m_pipeCount);
    m_devices.resize(linkCount - m_pipeCount);
    for (auto* values : {&m_flow, &m_loss, &m_slope, &m_change, &m_trial})
        values->assign(linkCount, 0.0);
    m_head.assign(nodeCount, 0.0);
    m_headChange.assign(nodeCount, 0.0);
    m_balance.assign(nodeCount, 0.0);
    m_rhs.assign(static_cast<Index>(rows), 0.0);
    m_status.assign(linkCount, LinkStatus::Open);
    m_isDead.assign(linkCount, 0);
    m_isPinned.assign(nodeCount, 0);
}

bool GradientSolver::matches(const HydronicProblem& problem) const {
    if (problem.nodes.size() != m_nodeKind.size() || problem.links.size() != m_linkKind.size())
        return false;
    for (Index i = 0; i < m_nodeKind.size(); ++i)
        if (problem.nodes[i].kind != m_nodeKind[i])
            return false;
    for (Index i = 0; i < m_linkKind.size(); ++i) {
        const Link& link = problem.links[i];
        if (link.kind != m_linkKind[i] || link.from != m_ends[i].first ||
            link.to != m_ends[i].second)
            return false;
    }
    return true;
}

void GradientSolver::load(const HydronicProblem& problem) {
    m_problem = &problem;
    for (Index k = 0; k < m_pipeCount; ++k)
        m_pipes.set(k, linkAt(k), problem);
    for (Index k = m_pipeCount; k < m_flow.size(); ++k)
        m_devices[k - m_pipeCount].set(linkAt(k), problem);
    findParts();
    for (Index i = 0; i < m_head.size(); ++i) {
        const Node& node = problem.nodes[i];
        m_isPinned[i] = m_supply.node[i] != Supply::Supplied ? 1 : 0;
        if (node.kind == NodeKind::FixedHead)
            m_head[i] = node.head_m;
        if (m_isPinned[i])
            m_head[i] = node.elevation_m;
    }
}

/// Finds the parts again only when a link was shut or opened, or a demand has changed.
void GradientSolver::findParts() {
    bool isSame = m_shutLast.size() == m_problem->links.size() &&
                  m_demandLast.size() == m_problem->nodes.size();
    m_shutLast.resize(m_problem->links.size());
    m_demandLast.resize(m_problem->nodes.size());
    for (Index i = 0; i < m_shutLast.size(); ++i) {
        const std::uint8_t shut = isShut(m_problem->links[i]) ? 1 : 0;
        isSame = isSame && m_shutLast[i] == shut;
        m_shutLast[i] = shut;
    }
    for (Index i = 0; i < m_demandLast.size(); ++i) {
        const double demand = m_problem->nodes[i].demand_m3_per_s;
        isSame = isSame && m_demandLast[i] == demand;
        m_demandLast[i] = demand;
    }
    if (!isSame)
        m_supply = mapSupply(*m_problem);
}

} // namespace hallwright::hydronic
