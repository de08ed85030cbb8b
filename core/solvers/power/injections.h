#pragma once

#include "core/solvers/power/network_structure.h"
#include "core/solvers/power/node_state.h"

#include <vector>

namespace hallwright::power {

/// Reactive range of the generators that hold a node's voltage, summed, and where the node stands.
struct VoltageControl {
    int node = -1;
    double vSet_pu = 1.0;
    double qMin_pu = 0.0;
    double qMax_pu = 0.0;
    enum class Held { Free, AtMin, AtMax } held = Held::Free;
    int releases = 0; ///< times it went back from a limit to holding the voltage
};

/// Loads and generators summed by node. Generators that hold a voltage give their active power
/// only.
void gatherInjections(const PowerProblem& problem, const NetworkStructure& structure,
                      NodeInjections& injections, std::vector<VoltageControl>& controls);

} // namespace hallwright::power
