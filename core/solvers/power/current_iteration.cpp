#include "core/solvers/power/current_iteration.h"

#include "core/solvers/power/sweep_passes.h"

#include <algorithm>
#include <cmath>

namespace hallwright::power {
namespace {

constexpr int kMaxIterations = 40;
/// Slower contraction of the squared mismatch than this, seen after a few rounds, is left to
/// Newton.
constexpr double kWorstContraction = 0.16;
constexpr int kRoundsToJudge = 4;

/// The passes read powers and shares only; [complex.numbers]: a std::complex<double> is an array of
/// two doubles.
PackedArray<double> packed(const std::vector<Complex>& values) {
    return {values.empty()
                ? nullptr
                : reinterpret_cast<Phasor<double>*>(const_cast<Complex*>(values.data()))};
}

} // namespace

template <bool dependsOnVoltage>
IterationOutcome CurrentIteration::iterate(const NodeInjections& injections, double tolerance_pu,
                                           const std::stop_token& stop) {
    const std::vector<NodeBlock>& blocks = m_plan.blocks();
    const SweepView view = m_plan.view();
    const SweepPasses<double, PackedArray<double>, dependsOnVoltage> passes(
        view, {packed(injections.power),
               packed(injections.current),
               packed(injections.impedance),
               {m_voltage.data()},
               {m_current.data()}});
    for (const NodeBlock& block : blocks) {
        passes.start(block.begin, block.end);
        passes.backward(block);
    }
    passes.start(0, view.coreCount);
    for (int k = 0; k < view.trunkCount; ++k)
        passes.start(view.trunk[k], view.trunk[k] + 1);

    IterationOutcome outcome;
    const double enough = kSweepMargin * kSweepMargin * tolerance_pu * tolerance_pu;
    double before = 0.0;
    double first = 0.0;
    double contraction = 1.0;
    while (outcome.iterations < kMaxIterations) {
        if (stop.stop_requested()) {
            outcome.end = IterationEnd::Cancelled;
            return outcome;
        }
        // A block is cheaper to lead back up while it is in the cache, unless this is the end.
        const bool isLast = outcome.iterations > 0 && before * contraction <= 0.1 * enough;
        double worst = passes.trunk(0.0);
        for (const NodeBlock& block : blocks) {
            worst = passes.forward(block, worst);
            if (!isLast)
                passes.backward(block);
        }
        ++outcome.iterations;
        if (!std::isfinite(worst))
            return outcome;
        outcome.maxMismatch_pu = std::sqrt(worst);
        if (worst <= enough) {
            outcome.end = IterationEnd::Converged;
            return outcome;
        }
        if (isLast)
            for (const NodeBlock& block : blocks)
                passes.backward(block);
        if (outcome.iterations == 1)
            first = worst;
        else
            contraction = std::min(1.0, worst / before);
        if (outcome.iterations == kRoundsToJudge &&
            worst > first * std::pow(kWorstContraction, kRoundsToJudge - 1))
            return outcome;
        before = worst;
    }
    return outcome;
}

IterationOutcome CurrentIteration::solve(const NetworkStructure& structure,
                                         const Admittances& admittances,
                                         const NodeInjections& injections, NodeState& state,
                                         double tolerance_pu, const std::stop_token& stop) {
    const int nodes = structure.nodeCount;
    if (!m_isFactored) {
        m_isFit = m_plan.make(structure, admittances);
        m_isFactored = true;
        m_current.assign(static_cast<std::size_t>(nodes) + 1, {});
        m_voltage.assign(static_cast<std::size_t>(m_plan.voltagePlaces()), {});
    }
    if (!m_isFit)
        return {};
    for (int i = 0; i < structure.totalNodes(); ++i)
        m_voltage[m_plan.placeOf(i)] = phasor(state.v[i]);
    const IterationOutcome outcome = injections.dependsOnVoltage()
                                         ? iterate<true>(injections, tolerance_pu, stop)
                                         : iterate<false>(injections, tolerance_pu, stop);
    if (outcome.end != IterationEnd::Converged)
        return outcome;
    for (int i = 0; i < nodes; ++i) {
        const Complex v(m_voltage[i].re, m_voltage[i].im);
        state.vm[i] = std::sqrt(squaredMagnitude(v));
        state.theta_rad[i] += smallAngle(timesConjugate(v, state.v[i]));
        state.v[i] = v;
    }
    return outcome;
}

} // namespace hallwright::power
