#pragma once

#include "core/solvers/power/admittances.h"
#include "core/solvers/power/core_factors.h"
#include "core/solvers/power/network_structure.h"
#include "core/solvers/power/sweep_view.h"

#include <vector>

namespace hallwright::power {

/// The factored admittance matrix of a network in the order in which sweeps pass over it. Made once
/// for given impedances; then any number of cases are swept with it.
class SweepPlan {
public:
    /// False where the core is too large for it or a pivot vanishes.
    [[nodiscard]] bool make(const NetworkStructure& structure, const Admittances& admittances);

    /// The branches as the results of a batch need them; only after make().
    void addBranches(const PowerProblem& problem, const NetworkStructure& structure,
                     const Admittances& admittances);

    /// Looks at this plan's arrays.
    [[nodiscard]] SweepView view() const;

    [[nodiscard]] const std::vector<NodeBlock>& blocks() const { return m_blocks; }
    [[nodiscard]] const std::vector<SweepBranch>& branches() const { return m_branches; }
    [[nodiscard]] const std::vector<int>& rowOfBranch() const { return m_rowOfBranch; }

    /// Place of a node's voltage in the arrays of a sweep.
    [[nodiscard]] int placeOf(int node) const { return node < m_nodeCount ? node : node + 1; }
    [[nodiscard]] int voltagePlaces() const { return m_nodeCount + 1 + m_slackCount; }

private:
    void takeStructure(const NetworkStructure& structure);

    bool m_hasStructure = false;
    int m_nodeCount = 0;
    int m_coreCount = 0;
    int m_slackCount = 0;
    std::vector<int> m_parent;
    std::vector<SweepFactors> m_factors;
    std::vector<NodeBlock> m_blocks;
    std::vector<int> m_trunk;
    std::vector<int> m_slackNode;
    std::vector<int> m_slackPlace;
    std::vector<Phasor<double>> m_slack;
    CoreFactors m_core;
    std::vector<SweepBranch> m_branches;
    std::vector<int> m_rowOfBranch; ///< [branches] row of the problem
};

} // namespace hallwright::power
