#pragma once

#include "core/solvers/power/sweep_node.h"
#include "core/solvers/power/sweep_plan.h"

#include <cmath>

namespace hallwright::power {

/// Values of one case (Real = double) or of a pack of cases (Real = a vector, a case a lane) during
/// sweeps. All arrays have a place more than there are nodes: the parent of the roots, with voltage
/// and power zero.
template <class Real>
struct SweepArrays {
    const Phasor<Real>* power = nullptr;            ///< [nodes] fed in
    const Phasor<Real>* currentShare = nullptr;     ///< [nodes] goes with |V|; null: none
    const Phasor<Real>* impedanceShare = nullptr;   ///< [nodes] goes with |V|^2; null: none
    const Phasor<Real>* slackCurrent = nullptr;     ///< [slack edges] fed in from fixed voltages
    Phasor<Real>* voltage = nullptr;                ///< [nodes] iterate
    Phasor<Real>* current = nullptr;                ///< [nodes]
};

inline double laneSqrt(double x) {
    return std::sqrt(x);
}

template <class Vector>
inline Vector laneSqrt(Vector x) {
    for (unsigned lane = 0; lane < sizeof(Vector) / sizeof(double); ++lane)
        x[lane] = std::sqrt(x[lane]);
    return x;
}

/// The loops of a sweep over the nodes of a plan. See sweep_node.h for what is computed.
template <class Real, bool dependsOnVoltage>
class SweepPasses {
public:
    SweepPasses(const SweepPlan& plan, const SweepArrays<Real>& arrays) : m_plan(plan), m_a(arrays) {}

    /// Currents of the nodes first .. last-1 at their present voltages.
    void start(int first, int last) const {
        for (int node = first; node < last; ++node) {
            const Phasor<Real> v = m_a.voltage[node];
            const Real square = squaredSize(v);
            m_a.current[node] = nodalCurrent<Real>(powerOf(node, square), v, 1.0 / square);
        }
    }

    /// From the leaves of a block to its roots, which keep their share for passToTrunk().
    void backward(const NodeBlock& block) const {
        const int* parent = m_plan.parent.data();
        const SweepFactors* factors = m_plan.factors.data();
        for (int node = block.end; node-- > block.rootEnd;) {
            const Phasor<Real> scaled = product(factors[node].inverse, m_a.current[node]);
            m_a.current[node] = scaled;
            subtractProduct(m_a.current[parent[node]], factors[node].up, scaled);
        }
        for (int node = block.rootEnd; node-- > block.begin;)
            m_a.current[node] = product(factors[node].inverse, m_a.current[node]);
    }

    /// Voltages of a block from its roots down, with the currents they draw; gives the largest
    /// squared mismatch, or `worst` where that is larger.
    Real forward(const NodeBlock& block, Real worst) const {
        for (int node = block.begin; node < block.end; ++node)
            worst = takeVoltage(node, worst);
        return worst;
    }

    /// Everything above the blocks: up to the core, through it, and down again.
    Real trunk(Real worst) const {
        for (std::size_t k = 0; k < m_plan.slackNode.size(); ++k) {
            Phasor<Real>& current = m_a.current[m_plan.slackNode[k]];
            current.re += m_a.slackCurrent[k].re;
            current.im += m_a.slackCurrent[k].im;
        }
        const int* parent = m_plan.parent.data();
        const SweepFactors* factors = m_plan.factors.data();
        for (const NodeBlock& block : m_plan.blocks)
            for (int node = block.begin; node < block.rootEnd; ++node)
                subtractProduct(m_a.current[parent[node]], factors[node].up, m_a.current[node]);
        for (std::size_t k = m_plan.trunk.size(); k-- > 0;) {
            const int node = m_plan.trunk[k];
            const Phasor<Real> scaled = product(factors[node].inverse, m_a.current[node]);
            m_a.current[node] = scaled;
            subtractProduct(m_a.current[parent[node]], factors[node].up, scaled);
        }
        worst = core(worst);
        for (const int node : m_plan.trunk)
            worst = takeVoltage(node, worst);
        return worst;
    }

private:
    Phasor<Real> powerOf(int node, Real square) const {
        if constexpr (dependsOnVoltage)
            return powerAt<Real>({m_a.power[node], m_a.currentShare[node], m_a.impedanceShare[node]},
                                 laneSqrt(square));
        else
            return m_a.power[node];
    }

    Real settle(int node, const Phasor<Real>& v, Real worst) const {
        const Real square = squaredSize(v);
        const Real inverseSquare = 1.0 / square;
        const Phasor<Real> s = powerOf(node, square);
        const Real mismatch = squaredMismatch(s, m_a.voltage[node], v, inverseSquare);
        m_a.voltage[node] = v;
        m_a.current[node] = nodalCurrent(s, v, inverseSquare);
        return mismatch > worst ? mismatch : worst;
    }

    Real takeVoltage(int node, Real worst) const {
        Phasor<Real> v = m_a.current[node];
        subtractProduct(v, m_plan.factors[node].down, m_a.voltage[m_plan.parent[node]]);
        return settle(node, v, worst);
    }

    Real core(Real worst) const {
        const CoreFactors& factors = m_plan.core;
        for (const CoreFactors::Pivot& pivot : factors.pivots)
            for (int e = pivot.first; e < pivot.last; ++e)
                subtractProduct(m_a.current[factors.entries[e].node], factors.entries[e].lower,
                                m_a.current[pivot.node]);
        for (std::size_t k = factors.pivots.size(); k-- > 0;) {
            const CoreFactors::Pivot& pivot = factors.pivots[k];
            Phasor<Real> v = product(pivot.inverse, m_a.current[pivot.node]);
            for (int e = pivot.first; e < pivot.last; ++e)
                subtractProduct(v, factors.entries[e].upper,
                                m_a.voltage[factors.entries[e].node]);
            worst = settle(pivot.node, v, worst);
        }
        return worst;
    }

    const SweepPlan& m_plan;
    SweepArrays<Real> m_a;
};

} // namespace hallwright::power
