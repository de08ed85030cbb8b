#pragma once

#include "core/solvers/power/complex_math.h"
#include "core/solvers/power/network_structure.h"

#include <vector>

namespace hallwright::power {

/// Two-port of a branch: I_from = ff V_from + ft V_to, I_to = tf V_from + tt V_to.
struct TwoPort {
    Complex ff, ft, tf, tt;
};

[[nodiscard]] TwoPort twoPort(const Branch& branch);

/// The nodal admittance matrix in the layout of a NetworkStructure, per unit.
struct Admittances {
    std::vector<Complex> diagonal; ///< [nodes]
    std::vector<Complex> down;     ///< [nodes] tree nodes: Y(node, parent)
    std::vector<Complex> up;       ///< [nodes] tree nodes: Y(parent, node)
    std::vector<Complex> core;     ///< as coreColumn: Y(row, column)
    std::vector<Complex> slack;    ///< as slackEdges: Y(node, slack)
    std::vector<TwoPort> branches; ///< [branches]; zero where nowhere
    std::vector<Complex> sources;  ///< [sources] 1/z, 0 for an ideal source
    double largest2 = 0.0;         ///< squared size of the largest diagonal entry

    /// Takes a branch out of service without touching the structure; putBack() undoes it. Meant for
    /// branches whose loss leaves every node with a source.
    void takeOut(const BranchSlot& slot, int branch);
    void putBack(const BranchSlot& slot, int branch);

private:
    void add(const BranchSlot& slot, int branch, double sign);
};

[[nodiscard]] Admittances computeAdmittances(const PowerProblem& problem,
                                             const NetworkStructure& structure);

} // namespace hallwright::power
