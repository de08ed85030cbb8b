#pragma once

#include "core/solvers/power/admittances.h"
#include "core/solvers/power/injections.h"
#include "core/solvers/power/power_solution.h"

#include <vector>

namespace hallwright::power {

/// Order in which the flows of closed links follow from the balance of their buses: a spanning
/// forest of the closed links, parents first.
struct LinkTree {
    struct Step {
        int link;
        int parentBus;
        int childBus;
    };
    std::vector<Step> steps;
};

[[nodiscard]] LinkTree compileLinkTree(const PowerProblem& problem);

/// What mapResults() reads; all of one solve.
struct SolvedNetwork {
    const PowerProblem& problem;
    const NetworkStructure& structure;
    const Admittances& admittances;
    const NodeInjections& injections;
    const std::vector<VoltageControl>& controls;
    const NodeState& state;
    const LinkTree& linkTree;
};

/// Fills voltages, flows, source and generator powers, losses, mismatch and dead buses of
/// `solution`, reusing its memory. `nodePower` is working space.
void mapResults(const SolvedNetwork& network, std::vector<Complex>& nodePower,
                PowerSolution& solution);

} // namespace hallwright::power
