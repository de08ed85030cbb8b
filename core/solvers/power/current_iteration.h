#pragma once

#include "core/solvers/power/admittances.h"
#include "core/solvers/power/node_state.h"
#include "core/solvers/power/sweep_plan.h"

#include <stop_token>

namespace hallwright::power {

/// Fixed-point iteration on nodal currents, Y V(k+1) = conj(S / V(k)): the backward/forward sweep
/// of radial networks (Shirmohammadi et al., IEEE Trans. PWRS-3(2), 1988) written as an
/// elimination, which takes shunts, taps and a meshed core along. The factors depend on admittances
/// alone and are kept from solve to solve, so that an iteration is two short passes over the nodes.
/// One thread does it: the blocks of a network could be swept side by side, but threads that wait
/// for each other twice an iteration lose more on a busy machine than they win on an idle one.
///
/// Converges linearly, by about the relative voltage drop an iteration: five to ten rounds for a
/// distribution network. It cannot hold voltages and is slow near collapse; those are Newton's.
class CurrentIteration {
public:
    CurrentIteration() = default;

    /// Must be called when admittances have changed.
    void forgetFactors() { m_isFactored = false; }

    /// Improves `state` until the mismatch is below `tolerance_pu`, which is computed to rounding
    /// from the change of the voltages. IterationLimit where it does not contract well; `state` is
    /// then as it was.
    IterationOutcome solve(const NetworkStructure& structure, const Admittances& admittances,
                           const NodeInjections& injections, NodeState& state, double tolerance_pu,
                           const std::stop_token& stop);

private:
    template <bool dependsOnVoltage>
    IterationOutcome iterate(const NodeInjections& injections, double tolerance_pu,
                             const std::stop_token& stop);

    bool m_isFactored = false;
    bool m_isFit = false; ///< factored with success
    SweepPlan m_plan;
    std::vector<Phasor<double>> m_current;
    std::vector<Phasor<double>> m_voltage;
};

} // namespace hallwright::power
