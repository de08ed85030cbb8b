#include "core/solvers/power/sweep_plan.h"

#include <cmath>

namespace hallwright::power {
namespace {

/// Cores with more factors than this are better left to KLU's orderings.
constexpr std::size_t kMostCoreEntries = 20000;

} // namespace

void SweepPlan::takeStructure(const NetworkStructure& s) {
    m_nodeCount = s.nodeCount;
    m_coreCount = s.coreCount;
    m_slackCount = s.slackCount;
    m_blocks = s.blocks;
    m_trunk = s.trunk;
    m_parent = s.parent;
    for (int& parent : m_parent)
        if (parent < 0)
            parent = m_nodeCount;
    for (const SlackEdge& edge : s.slackEdges) {
        m_slackNode.push_back(edge.node);
        m_slackPlace.push_back(placeOf(edge.slack));
    }
    m_slack.resize(s.slackEdges.size());
    m_factors.resize(static_cast<std::size_t>(m_nodeCount));
}

bool SweepPlan::make(const NetworkStructure& s, const Admittances& y) {
    if (!m_hasStructure) {
        takeStructure(s);
        if (s.coreCount > 0 && !m_core.analyse(s, kMostCoreEntries))
            return false;
        m_hasStructure = true;
    }
    std::vector<Complex> pivot = y.diagonal;
    bool isFinite = true;
    for (int c = s.nodeCount - 1; c >= s.coreCount; --c) {
        const Complex d = inverse(pivot[c]);
        SweepFactors& f = m_factors[c];
        f.inverse = phasor(d);
        isFinite &= std::isfinite(d.real() + d.imag());
        const int p = s.parent[c];
        if (p < 0) {
            f.up = f.down = {};
            continue;
        }
        f.up = phasor(y.up[c]);
        const Complex down = times(y.down[c], d);
        f.down = phasor(down);
        pivot[p] -= times(y.up[c], down);
    }
    for (std::size_t k = 0; k < m_slack.size(); ++k)
        m_slack[k] = phasor(-y.slack[k]);
    return isFinite && (s.coreCount == 0 || m_core.factor(s, pivot, y.core));
}

void SweepPlan::addBranches(const PowerProblem& problem, const NetworkStructure& structure,
                            const Admittances& admittances) {
    m_branches.clear();
    m_rowOfBranch.clear();
    for (std::size_t i = 0; i < problem.branches.size(); ++i) {
        const BranchSlot& slot = structure.branches[i];
        if (slot.from < 0)
            continue;
        const TwoPort& y = admittances.branches[i];
        const double rating_pu = problem.branches[i].rating_MVA / problem.base_MVA;
        m_branches.push_back({placeOf(slot.from), placeOf(slot.to), phasor(y.ff), phasor(y.ft),
                              phasor(y.tf), phasor(y.tt),
                              rating_pu > 0.0 ? 1.0 / (rating_pu * rating_pu) : 0.0});
        m_rowOfBranch.push_back(static_cast<int>(i));
    }
}

SweepView SweepPlan::view() const {
    SweepView view;
    view.nodeCount = m_nodeCount;
    view.coreCount = m_coreCount;
    view.blockCount = static_cast<int>(m_blocks.size());
    view.trunkCount = static_cast<int>(m_trunk.size());
    view.slackEdgeCount = static_cast<int>(m_slack.size());
    view.branchCount = static_cast<int>(m_branches.size());
    view.parent = m_parent.data();
    view.factors = m_factors.data();
    view.blocks = m_blocks.data();
    view.trunk = m_trunk.data();
    view.slackNode = m_slackNode.data();
    view.slackPlace = m_slackPlace.data();
    view.slack = m_slack.data();
    view.pivots = m_core.pivots.data();
    view.entries = m_core.entries.data();
    view.branches = m_branches.data();
    return view;
}

} // namespace hallwright::power
