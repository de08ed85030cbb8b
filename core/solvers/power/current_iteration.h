#pragma once

#include "core/solvers/power/admittances.h"
#include "core/solvers/power/core_matrix.h"
#include "core/solvers/power/node_state.h"

#include <stop_token>

namespace hallwright::power {

/// Fixed-point iteration on nodal currents, Y V(k+1) = conj(S / V(k)): the backward/forward sweep
/// of radial networks (Shirmohammadi et al., IEEE Trans. PWRS-3(2), 1988) written as an
/// elimination, which takes shunts, taps and a meshed core along. The factors depend on admittances
/// alone and are kept from solve to solve, so that an iteration is two short passes over the nodes.
///
/// Converges linearly, by about the relative voltage drop an iteration: five to ten rounds for a
/// distribution network. It cannot hold voltages and is slow near collapse; those are Newton's.
class CurrentIteration {
public:
    CurrentIteration() = default;

    /// Must be called when admittances have changed.
    void forgetFactors() { m_isFactored = false; }

    /// Improves `state` until the estimated mismatch is below `tolerance_pu`. IterationLimit where
    /// it does not contract well; `state` is then as it was. The result is to be checked by the
    /// mismatch proper.
    IterationOutcome solve(const NetworkStructure& structure, const Admittances& admittances,
                           const NodeInjections& injections, NodeState& state, double tolerance_pu,
                           const std::stop_token& stop);

private:
    [[nodiscard]] bool factor(const NetworkStructure& structure, const Admittances& admittances);
    void gatherCurrents(const NetworkStructure& structure, const Admittances& admittances,
                        const NodeInjections& injections, const std::vector<Complex>& slack);
    void eliminateTrees(const NetworkStructure& structure);
    double substitute(const NetworkStructure& structure);
    double solveCore(const NetworkStructure& structure);

    /// What one pass needs of a tree node, side by side in memory.
    struct Factors {
        Complex lift;    ///< Y(parent, node) / D: current handed to the parent
        Complex inverse; ///< 1 / D
        Complex lower;   ///< Y(node, parent) / D
    };
    bool m_isFactored = false;
    std::vector<Factors> m_factors;
    std::vector<Complex> m_current; ///< [nodes]
    std::vector<Complex> m_voltage; ///< [nodes] iterate
    std::vector<double> m_coreRightSide;
    CoreMatrix m_core;
};

} // namespace hallwright::power
