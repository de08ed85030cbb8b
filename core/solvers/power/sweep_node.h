#pragma once

#include "core/solvers/power/phasor.h"

namespace hallwright::power {

// What happens at one node of one sweep. The loops over nodes stand in sweep_passes.h (CPU, lanes
// of cases) and in batch_sweep.cu (CUDA, a case a thread); neither repeats a formula.
//
// The network is Y V = conj(S / V) + I_slack with Y = L D U eliminated from the leaves up. A node c
// hands -Y(p,c) / D_c of its current to its parent p on the way up and takes
// V_c = I_c / D_c - Y(c,p) / D_c V_p on the way down. The factors are the same for all cases.

/// Sweeps end at this part of the tolerance. Their mismatches have one sign at all nodes, so that
/// 100,000 of them at the tolerance proper would move the losses in the sixth digit.
constexpr double kSweepMargin = 0.25;

/// Factors of a tree node; `up` and `down` are zero for the root of a tree.
struct SweepFactors {
    Phasor<double> inverse; ///< 1 / D
    Phasor<double> up;      ///< Y(parent, node)
    Phasor<double> down;    ///< Y(node, parent) / D
};

/// Share of the load's power that does not depend on voltage, and those that go with |V|, |V|^2.
template <class Real>
struct NodePower {
    Phasor<Real> constant;
    Phasor<Real> current;
    Phasor<Real> impedance;
};

/// Power fed in at |V| = sqrt(square).
template <class Real>
HW_HD Phasor<Real> powerAt(const NodePower<Real>& s, Real vm) {
    return {s.constant.re + vm * (s.current.re + vm * s.impedance.re),
            s.constant.im + vm * (s.current.im + vm * s.impedance.im)};
}

/// conj(S / V), given 1 / |V|^2.
template <class Real>
HW_HD Phasor<Real> nodalCurrent(const Phasor<Real>& s, const Phasor<Real>& v, Real inverseSquare) {
    return {(s.re * v.re + s.im * v.im) * inverseSquare,
            (s.re * v.im - s.im * v.re) * inverseSquare};
}

/// Square of the power mismatch at a node whose voltage went from `before` to `now`: the network is
/// exact for the currents at `before`, so that |dS| = |S| |V - V_before| / |V_before|. (|V| of now
/// serves as well where the iteration converges.)
template <class Real>
HW_HD Real squaredMismatch(const Phasor<Real>& s, const Phasor<Real>& before,
                           const Phasor<Real>& now, Real inverseSquare) {
    const Phasor<Real> change{now.re - before.re, now.im - before.im};
    return squaredSize(s) * squaredSize(change) * inverseSquare;
}

} // namespace hallwright::power
