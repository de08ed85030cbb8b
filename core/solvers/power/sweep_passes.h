#pragma once

#include "core/solvers/power/sweep_node.h"
#include "core/solvers/power/sweep_view.h"

#include <cmath>

namespace hallwright::power {

// Seen by nvcc: C++17 only.

/// Values of a pack of cases, node by node.
template <class Real>
struct PackedArray {
    Phasor<Real>* data = nullptr;
    HW_HD Phasor<Real>& operator[](int node) const { return data[node]; }
    [[nodiscard]] HW_HD bool isThere() const { return data != nullptr; }
};

/// Values of one case among many that stand side by side, so that neighbouring threads of a GPU
/// read neighbouring places.
struct StridedArray {
    Phasor<double>* data = nullptr; ///< of this case at node 0
    long long stride = 1;           ///< cases
    HW_HD Phasor<double>& operator[](int node) const { return data[node * stride]; }
    [[nodiscard]] HW_HD bool isThere() const { return data != nullptr; }
};

/// What a sweep works on; see SweepView for the lengths. Power is fed in: loads are negative.
template <class Array>
struct SweepArrays {
    Array power;
    Array currentShare;   ///< goes with |V|; not there: none
    Array impedanceShare; ///< goes with |V|^2; not there: none
    Array voltage;        ///< iterate
    Array current;
};

HW_HD double laneSqrt(double x) {
    return sqrt(x);
}
HW_HD double largestLane(double x) {
    return x;
}

/// The loops of a sweep over the nodes of a plan, for one case (Real = double) or a pack of them
/// (Real = a vector, a case a lane). See sweep_node.h for what is computed.
template <class Real, class Array, bool dependsOnVoltage>
class SweepPasses {
public:
    HW_HD SweepPasses(const SweepView& plan, const SweepArrays<Array>& arrays)
        : m_plan(plan), m_a(arrays) {}

    /// Currents of the nodes first .. last-1 at their present voltages.
    HW_HD void start(int first, int last) const {
        for (int node = first; node < last; ++node) {
            const Phasor<Real> v = m_a.voltage[node];
            const Real square = squaredSize(v);
            m_a.current[node] = nodalCurrent<Real>(powerOf(node, square), v, 1.0 / square);
        }
    }

    /// From the leaves of a block to its roots, which keep their share for trunk().
    HW_HD void backward(const NodeBlock& block) const {
        for (int node = block.end; node-- > block.rootEnd;)
            passUp(node);
        for (int node = block.rootEnd; node-- > block.begin;)
            m_a.current[node] = product(m_plan.factors[node].inverse, m_a.current[node]);
    }

    /// Voltages of a block from its roots down, with the currents they draw; gives the largest
    /// squared mismatch, or `worst` where that is larger.
    HW_HD Real forward(const NodeBlock& block, Real worst) const {
        for (int node = block.begin; node < block.end; ++node)
            worst = takeVoltage(node, worst);
        return worst;
    }

    /// Everything above the blocks: up to the core, through it, and down again.
    HW_HD Real trunk(Real worst) const {
        for (int k = 0; k < m_plan.slackEdgeCount; ++k) {
            const Phasor<Real> current =
                product(m_plan.slack[k], m_a.voltage[m_plan.slackPlace[k]]);
            m_a.current[m_plan.slackNode[k]].re += current.re;
            m_a.current[m_plan.slackNode[k]].im += current.im;
        }
        for (int k = 0; k < m_plan.blockCount; ++k)
            for (int node = m_plan.blocks[k].begin; node < m_plan.blocks[k].rootEnd; ++node)
                subtractProduct(m_a.current[m_plan.parent[node]], m_plan.factors[node].up,
                                m_a.current[node]);
        for (int k = m_plan.trunkCount; k-- > 0;)
            passUp(m_plan.trunk[k]);
        worst = core(worst);
        for (int k = 0; k < m_plan.trunkCount; ++k)
            worst = takeVoltage(m_plan.trunk[k], worst);
        return worst;
    }

    /// Sweeps one case or pack alone until the squared mismatch is `enough` in all lanes or
    /// `maxIterations` are done; gives the iterations. `worst`: squared mismatch of each lane.
    HW_HD int sweepAll(double enough, int maxIterations, Real& worst) const {
        for (int k = 0; k < m_plan.blockCount; ++k) {
            start(m_plan.blocks[k].begin, m_plan.blocks[k].end);
            backward(m_plan.blocks[k]);
        }
        start(0, m_plan.coreCount);
        for (int k = 0; k < m_plan.trunkCount; ++k)
            start(m_plan.trunk[k], m_plan.trunk[k] + 1);
        double before = 0.0;
        double expected = 1.0;
        for (int iteration = 1;; ++iteration) {
            // A block is cheaper to lead back up while it is in the cache, unless this is the end.
            const bool isLast = expected <= 0.1 * enough || iteration == maxIterations;
            worst = trunk(Real{});
            for (int k = 0; k < m_plan.blockCount; ++k) {
                worst = forward(m_plan.blocks[k], worst);
                if (!isLast)
                    backward(m_plan.blocks[k]);
            }
            const double largest = largestLane(worst);
            if (largest <= enough || iteration == maxIterations)
                return iteration;
            if (isLast)
                for (int k = 0; k < m_plan.blockCount; ++k)
                    backward(m_plan.blocks[k]);
            expected = iteration > 1 && largest < before ? largest / before * largest : largest;
            before = largest;
        }
    }

private:
    HW_HD Phasor<Real> powerOf(int node, Real square) const {
        if constexpr (dependsOnVoltage)
            return powerAt<Real>(
                {m_a.power[node], m_a.currentShare[node], m_a.impedanceShare[node]},
                laneSqrt(square));
        else
            return m_a.power[node];
    }

    HW_HD void passUp(int node) const {
        const SweepFactors& factors = m_plan.factors[node];
        const Phasor<Real> scaled = product(factors.inverse, m_a.current[node]);
        m_a.current[node] = scaled;
        subtractProduct(m_a.current[m_plan.parent[node]], factors.up, scaled);
    }

    HW_HD Real settle(int node, const Phasor<Real>& v, Real worst) const {
        const Real square = squaredSize(v);
        const Real inverseSquare = 1.0 / square;
        const Phasor<Real> s = powerOf(node, square);
        const Real mismatch = squaredMismatch<Real>(s, m_a.voltage[node], v, inverseSquare);
        m_a.voltage[node] = v;
        m_a.current[node] = nodalCurrent<Real>(s, v, inverseSquare);
        return mismatch > worst ? mismatch : worst;
    }

    HW_HD Real takeVoltage(int node, Real worst) const {
        Phasor<Real> v = m_a.current[node];
        subtractProduct(v, m_plan.factors[node].down, m_a.voltage[m_plan.parent[node]]);
        return settle(node, v, worst);
    }

    HW_HD Real core(Real worst) const {
        for (int k = 0; k < m_plan.coreCount; ++k) {
            const CorePivot& pivot = m_plan.pivots[k];
            for (int e = pivot.first; e < pivot.last; ++e)
                subtractProduct(m_a.current[m_plan.entries[e].node], m_plan.entries[e].lower,
                                m_a.current[pivot.node]);
        }
        for (int k = m_plan.coreCount; k-- > 0;) {
            const CorePivot& pivot = m_plan.pivots[k];
            Phasor<Real> v = product(pivot.inverse, m_a.current[pivot.node]);
            for (int e = pivot.first; e < pivot.last; ++e)
                subtractProduct(v, m_plan.entries[e].upper, m_a.voltage[m_plan.entries[e].node]);
            worst = settle(pivot.node, v, worst);
        }
        return worst;
    }

    SweepView m_plan;
    SweepArrays<Array> m_a;
};

} // namespace hallwright::power
