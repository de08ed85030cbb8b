#include "core/solvers/power/current_iteration.h"

#include <algorithm>
#include <cmath>

namespace hallwright::power {
namespace {

constexpr int kMaxIterations = 40;
/// Slower contraction than this, seen after a few rounds, is left to Newton.
constexpr double kWorstContraction = 0.4;
constexpr int kRoundsToJudge = 4;

/// Complex admittance as a block on (real, imaginary) parts.
Block realBlock(Complex y) {
    return {y.real(), -y.imag(), y.imag(), y.real()};
}

} // namespace

bool CurrentIteration::factor(const NetworkStructure& s, const Admittances& y) {
    const auto nodes = static_cast<std::size_t>(s.nodeCount);
    m_factors.resize(nodes);
    m_current.resize(nodes);
    m_voltage.resize(nodes);
    std::vector<Complex>& pivot = m_current;
    std::copy(y.diagonal.begin(), y.diagonal.end(), pivot.begin());
    for (int c = s.nodeCount - 1; c >= s.coreCount; --c) {
        Factors& f = m_factors[c];
        f.inverse = inverse(pivot[c]);
        f.lift = times(y.up[c], f.inverse);
        f.lower = times(y.down[c], f.inverse);
        if (const int p = s.parent[c]; p >= 0)
            pivot[p] -= times(f.lift, y.down[c]);
    }
    if (s.coreCount == 0)
        return true;
    m_core = CoreMatrix(s);
    m_coreRightSide.resize(2 * static_cast<std::size_t>(s.coreCount));
    for (int i = 0; i < s.coreCount; ++i) {
        m_core.setDiagonal(i, realBlock(pivot[i]));
        for (int k = s.coreStart[i]; k < s.coreStart[i + 1]; ++k)
            m_core.setEntry(k, realBlock(y.core[k]));
    }
    return m_core.klu().factor();
}

void CurrentIteration::gatherCurrents(const NetworkStructure& s, const Admittances& y,
                                      const NodeInjections& injections,
                                      const std::vector<Complex>& slack) {
    for (int i = 0; i < s.nodeCount; ++i) {
        const Complex v = m_voltage[i];
        const double square = squaredMagnitude(v);
        Complex power = injections.power[i];
        if (injections.dependsOnVoltage())
            power = injections.at(i, std::sqrt(square));
        // conj(S / V) = conj(S) V / |V|^2
        m_current[i] = times(std::conj(power), v) * (1.0 / square);
    }
    for (std::size_t k = 0; k < s.slackEdges.size(); ++k)
        m_current[s.slackEdges[k].node] -= times(y.slack[k], slack[s.slackEdges[k].slack]);
}

void CurrentIteration::eliminateTrees(const NetworkStructure& s) {
    for (int c = s.nodeCount - 1; c >= s.coreCount; --c)
        if (const int p = s.parent[c]; p >= 0)
            m_current[p] -= times(m_factors[c].lift, m_current[c]);
}

double CurrentIteration::solveCore(const NetworkStructure& s) {
    if (s.coreCount == 0)
        return 0.0;
    for (int i = 0; i < s.coreCount; ++i) {
        m_coreRightSide[2 * i] = m_current[i].real();
        m_coreRightSide[2 * i + 1] = m_current[i].imag();
    }
    m_core.klu().solve(m_coreRightSide);
    double largest = 0.0;
    for (int i = 0; i < s.coreCount; ++i) {
        const Complex v(m_coreRightSide[2 * i], m_coreRightSide[2 * i + 1]);
        largest = std::max(largest, squaredMagnitude(v - m_voltage[i]));
        m_voltage[i] = v;
    }
    return largest;
}

/// Voltages from the top down; gives the largest squared change.
double CurrentIteration::substitute(const NetworkStructure& s) {
    double largest = solveCore(s);
    for (int c = s.coreCount; c < s.nodeCount; ++c) {
        const Factors& f = m_factors[c];
        Complex v = times(f.inverse, m_current[c]);
        if (const int p = s.parent[c]; p >= 0)
            v -= times(f.lower, m_voltage[p]);
        largest = std::max(largest, squaredMagnitude(v - m_voltage[c]));
        m_voltage[c] = v;
    }
    return largest;
}

IterationOutcome CurrentIteration::solve(const NetworkStructure& structure,
                                         const Admittances& admittances,
                                         const NodeInjections& injections, NodeState& state,
                                         double tolerance_pu, const std::stop_token& stop) {
    if (!m_isFactored && !factor(structure, admittances))
        return {};
    m_isFactored = true;
    const int nodes = structure.nodeCount;
    std::copy_n(state.v.begin(), nodes, m_voltage.begin());
    double largestPower2 = 0.0;
    for (int i = 0; i < nodes; ++i)
        largestPower2 = std::max(largestPower2, squaredMagnitude(injections.at(i, 1.0)));
    // With voltages changed by dV a node's power is off by about |S| |dV| / |V|; a third of the
    // tolerance leaves room for rounding and for |V| below 1.
    const double smallChange = tolerance_pu / 3.0 / std::max(std::sqrt(largestPower2), 1e-12);

    IterationOutcome outcome;
    double before = 0.0;
    double first = 0.0;
    while (outcome.iterations < kMaxIterations) {
        if (stop.stop_requested()) {
            outcome.end = IterationEnd::Cancelled;
            return outcome;
        }
        gatherCurrents(structure, admittances, injections, state.v);
        eliminateTrees(structure);
        const double change = std::sqrt(substitute(structure));
        ++outcome.iterations;
        if (!std::isfinite(change))
            return outcome;
        // The next round would change by the contraction seen; what is left is known beforehand.
        const double contraction = outcome.iterations > 1 ? change / before : 1.0;
        if (change * std::min(1.0, contraction) <= smallChange) {
            outcome.end = IterationEnd::Converged;
            break;
        }
        if (outcome.iterations == 1)
            first = change;
        if (outcome.iterations == kRoundsToJudge &&
            change > first * std::pow(kWorstContraction, kRoundsToJudge - 1))
            return outcome;
        before = change;
    }
    if (outcome.end != IterationEnd::Converged)
        return outcome;
    for (int i = 0; i < nodes; ++i) {
        const Complex v = m_voltage[i];
        state.vm[i] = std::sqrt(squaredMagnitude(v));
        state.theta_rad[i] += smallAngle(timesConjugate(v, state.v[i]));
        state.v[i] = v;
    }
    return outcome;
}

} // namespace hallwright::power
