#pragma once

#include "core/solvers/power/admittances.h"
#include "core/solvers/power/core_factors.h"
#include "core/solvers/power/network_structure.h"
#include "core/solvers/power/sweep_node.h"

#include <vector>

namespace hallwright::power {

/// The factored admittance matrix of a network in the order in which sweeps pass over it. Made once
/// for given impedances; then any number of cases are swept with it.
struct SweepPlan {
    int nodeCount = 0;
    int coreCount = 0; ///< the first nodes
    std::vector<int> parent;           ///< [nodes] nodeCount for the roots
    std::vector<SweepFactors> factors; ///< [nodes]; of core nodes: unused
    std::vector<NodeBlock> blocks;
    std::vector<int> trunk;
    std::vector<int> slackNode; ///< [slack edges]
    CoreFactors core;

    /// False where the core is too large for it or a pivot vanishes.
    [[nodiscard]] bool make(const NetworkStructure& structure, const Admittances& admittances);
};

} // namespace hallwright::power
