#include "core/solvers/power/newton_solver.h"

#include <algorithm>
#include <cmath>

namespace hallwright::power {
namespace {

/// A step is cut at most this often by half before the state counts as stuck.
constexpr int kMaxHalvings = 10;
/// Largest step of one iteration; beyond these the polar linearisation says nothing.
constexpr double kMaxAngleStep_rad = 1.5;
constexpr double kMaxLogVoltageStep = 0.7;
/// The factors of a step are used again where the mismatch falls to 0.3 or less (squared).
constexpr double kQuickFall = 0.09;

/// Derivatives with respect to (theta_j, ln|V_j|) of the node that T belongs to.
Block offDiagonal(Complex t, bool holdsVoltage) {
    if (holdsVoltage)
        return {t.imag(), t.real(), 0.0, 0.0};
    return {t.imag(), t.real(), -t.real(), t.imag()};
}

Block product(const Block& l, const Block& r) {
    return {l.a * r.a + l.b * r.c, l.a * r.b + l.b * r.d, l.c * r.a + l.d * r.c,
            l.c * r.b + l.d * r.d};
}

Block inverseOf(const Block& m) {
    const double scale = 1.0 / (m.a * m.d - m.b * m.c);
    return {m.d * scale, -m.b * scale, -m.c * scale, m.a * scale};
}

} // namespace

void NewtonSolver::bind(const NetworkStructure& structure, const Admittances& admittances,
                        const NodeInjections& injections) {
    m_structure = &structure;
    m_admittances = &admittances;
    m_injections = &injections;
    const auto nodes = static_cast<std::size_t>(structure.nodeCount);
    m_power.resize(nodes);
}

void NewtonSolver::prepareFactors() {
    const auto nodes = static_cast<std::size_t>(m_structure->nodeCount);
    m_toParent.resize(nodes);
    m_toChild.resize(nodes);
    m_rightSide.resize(nodes);
    m_coreFlow.resize(m_structure->coreColumn.size());
    if (m_diagonal.size() == nodes)
        return;
    m_diagonal.resize(nodes);
    m_inverse.resize(nodes);
    m_back.resize(nodes);
    m_coupling.resize(nodes);
    m_coreRightSide.resize(2 * static_cast<std::size_t>(m_structure->coreCount));
    m_core = CoreMatrix(*m_structure);
}

void NewtonSolver::computePowers(const NodeState& state) {
    const NetworkStructure& s = *m_structure;
    const Admittances& y = *m_admittances;
    const std::vector<Complex>& v = state.v;
    for (int i = 0; i < s.nodeCount; ++i)
        m_power[i] = squaredMagnitude(v[i]) * std::conj(y.diagonal[i]);
    for (std::size_t k = 0; k < s.slackEdges.size(); ++k) {
        const SlackEdge& edge = s.slackEdges[k];
        m_power[edge.node] += timesConjugate(v[edge.node], times(y.slack[k], v[edge.slack]));
    }
    for (int i = 0; i < s.coreCount; ++i)
        for (int k = s.coreStart[i]; k < s.coreStart[i + 1]; ++k) {
            const Complex flow = timesConjugate(v[i], times(y.core[k], v[s.coreColumn[k]]));
            m_power[i] += flow;
            m_coreFlow[k] = flow;
        }
    for (int c = s.coreCount; c < s.nodeCount; ++c) {
        const int p = s.parent[c];
        if (p < 0)
            continue;
        const Complex toParent = timesConjugate(v[c], times(y.down[c], v[p]));
        const Complex toChild = timesConjugate(v[p], times(y.up[c], v[c]));
        m_power[c] += toParent;
        m_power[p] += toChild;
        m_toParent[c] = toParent;
        m_toChild[c] = toChild;
    }
}

NewtonSolver::Mismatch NewtonSolver::computeMismatch(const NodeState& state) {
    computePowers(state);
    Mismatch result;
    for (int i = 0; i < m_structure->nodeCount; ++i) {
        const Complex lacking = m_injections->at(i, state.vm[i]) - m_power[i];
        const double dp = lacking.real();
        const double dq = m_injections->holdsVoltage[i] ? 0.0 : lacking.imag();
        m_rightSide[i] = {dp, dq};
        const double larger = std::max(std::abs(dp), std::abs(dq));
        // Written so that a NaN is taken up and stays.
        if (!(larger <= result.largest) && !std::isnan(result.largest)) {
            result.largest = larger;
            result.node = i;
        }
        result.sumOfSquares += dp * dp + dq * dq;
    }
    return result;
}

void NewtonSolver::fillDiagonal(const NodeState& state) {
    const NodeInjections& in = *m_injections;
    for (int i = 0; i < m_structure->nodeCount; ++i) {
        const double vm = state.vm[i];
        const Complex own = vm * vm * std::conj(m_admittances->diagonal[i]);
        const Complex less = m_power[i] - own;
        Complex more = m_power[i] + own;
        if (in.dependsOnVoltage())
            more -= vm * (in.current[i] + 2.0 * vm * in.impedance[i]);
        m_diagonal[i] = {-less.imag(), more.real(), less.real(), more.imag()};
        if (in.holdsVoltage[i]) {
            m_diagonal[i].c = 0.0;
            m_diagonal[i].d = 1.0;
        }
    }
}

void NewtonSolver::eliminateTrees() {
    const NetworkStructure& s = *m_structure;
    const std::vector<char>& holds = m_injections->holdsVoltage;
    for (int c = s.nodeCount - 1; c >= s.coreCount; --c) {
        const Block inverse = m_inverse[c] = inverseOf(m_diagonal[c]);
        const Step right = m_rightSide[c];
        const Step y{inverse.a * right.theta_rad + inverse.b * right.logV,
                     inverse.c * right.theta_rad + inverse.d * right.logV};
        m_rightSide[c] = y;
        const int p = s.parent[c];
        if (p < 0)
            continue;
        const Block coupling = product(inverse, offDiagonal(m_toParent[c], holds[c]));
        m_coupling[c] = coupling;
        m_back[c] = m_toChild[c];
        const Block back = offDiagonal(m_toChild[c], holds[p]);
        const Block less = product(back, coupling);
        Block& d = m_diagonal[p];
        d.a -= less.a;
        d.b -= less.b;
        d.c -= less.c;
        d.d -= less.d;
        m_rightSide[p].theta_rad -= back.a * y.theta_rad + back.b * y.logV;
        m_rightSide[p].logV -= back.c * y.theta_rad + back.d * y.logV;
    }
}

bool NewtonSolver::factorCore(bool choosePivots) {
    m_isCompensated = false;
    const NetworkStructure& s = *m_structure;
    if (s.coreCount == 0)
        return true;
    for (int i = 0; i < s.coreCount; ++i) {
        m_core.setDiagonal(i, m_diagonal[i]);
        for (int k = s.coreStart[i]; k < s.coreStart[i + 1]; ++k)
            m_core.setEntry(k, offDiagonal(m_coreFlow[k], m_injections->holdsVoltage[i]));
    }
    return choosePivots ? m_core.klu().factor() : m_core.klu().refactor();
}

void NewtonSolver::solveCore() {
    const int nodes = m_structure->coreCount;
    if (nodes == 0)
        return;
    for (int i = 0; i < nodes; ++i) {
        m_coreRightSide[2 * i] = m_rightSide[i].theta_rad;
        m_coreRightSide[2 * i + 1] = m_rightSide[i].logV;
    }
    if (m_isCompensated)
        m_compensation.solve(m_coreRightSide);
    else
        m_core.klu().solve(m_coreRightSide);
    for (int i = 0; i < nodes; ++i)
        m_rightSide[i] = {m_coreRightSide[2 * i], m_coreRightSide[2 * i + 1]};
}

void NewtonSolver::substituteTrees() {
    const NetworkStructure& s = *m_structure;
    for (int c = s.coreCount; c < s.nodeCount; ++c) {
        const int p = s.parent[c];
        if (p < 0)
            continue;
        const Block& g = m_coupling[c];
        const Step above = m_rightSide[p];
        m_rightSide[c].theta_rad -= g.a * above.theta_rad + g.b * above.logV;
        m_rightSide[c].logV -= g.c * above.theta_rad + g.d * above.logV;
    }
}

void NewtonSolver::solveWithKeptFactors() {
    const NetworkStructure& s = *m_structure;
    const std::vector<char>& holds = m_injections->holdsVoltage;
    for (int c = s.nodeCount - 1; c >= s.coreCount; --c) {
        const Block& inverse = m_inverse[c];
        const Step right = m_rightSide[c];
        const Step y{inverse.a * right.theta_rad + inverse.b * right.logV,
                     inverse.c * right.theta_rad + inverse.d * right.logV};
        m_rightSide[c] = y;
        const int p = s.parent[c];
        if (p < 0)
            continue;
        const Block back = offDiagonal(m_back[c], holds[p]);
        m_rightSide[p].theta_rad -= back.a * y.theta_rad + back.b * y.logV;
        m_rightSide[p].logV -= back.c * y.theta_rad + back.d * y.logV;
    }
    solveCore();
    substituteTrees();
}

double NewtonSolver::stepNorm() const {
    double sum = 0.0;
    for (const Step& step : m_rightSide)
        sum += step.theta_rad * step.theta_rad + step.logV * step.logV;
    return std::sqrt(sum);
}

double NewtonSolver::largestSafeFraction() const {
    double angle = 0.0;
    double logV = 0.0;
    for (const Step& step : m_rightSide) {
        angle = std::max(angle, std::abs(step.theta_rad));
        logV = std::max(logV, std::abs(step.logV));
        if (std::isnan(step.theta_rad + step.logV))
            return 0.0;
    }
    return std::min({1.0, kMaxAngleStep_rad / angle, kMaxLogVoltageStep / logV});
}

void NewtonSolver::move(const NodeState& from, double fraction, NodeState& to) const {
    for (int i = 0; i < m_structure->nodeCount; ++i) {
        const double dTheta = fraction * m_rightSide[i].theta_rad;
        const double growth = 1.0 + fraction * m_rightSide[i].logV;
        to.theta_rad[i] = from.theta_rad[i] + dTheta;
        to.vm[i] = from.vm[i] * growth;
        to.v[i] = growth * times(from.v[i], unitPhasor(dTheta));
    }
}

CoreCompensation::Blocks NewtonSolver::coreBlocks() const {
    const NetworkStructure& s = *m_structure;
    CoreCompensation::Blocks blocks;
    blocks.diagonal.assign(m_diagonal.begin(), m_diagonal.begin() + s.coreCount);
    blocks.entries.reserve(m_coreFlow.size());
    for (int i = 0; i < s.coreCount; ++i)
        for (int k = s.coreStart[i]; k < s.coreStart[i + 1]; ++k)
            blocks.entries.push_back(offDiagonal(m_coreFlow[k], m_injections->holdsVoltage[i]));
    return blocks;
}

void NewtonSolver::takeBase(const NetworkStructure& structure, const Admittances& admittances,
                            const NodeInjections& injections, const NodeState& state) {
    bind(structure, admittances, injections);
    prepareFactors();
    computeMismatch(state);
    fillDiagonal(state);
    eliminateTrees();
    (void)factorCore(true); // a singular base finds its pivots in solve()
    if (structure.coreCount > 0)
        m_compensation.takeBase(structure, coreBlocks());
}

/// The Newton step at the present state into m_rightSide. False where the matrix is singular.
bool NewtonSolver::computeStep(const NodeState& state, Factoring factoring,
                               const std::vector<int>& touched) {
    fillDiagonal(state);
    eliminateTrees();
    m_isCompensated = factoring == Factoring::Compensation &&
                      m_compensation.compensate(*m_structure, touched, coreBlocks());
    if (!m_isCompensated && !factorCore(factoring == Factoring::FreshPivots))
        return false;
    solveCore();
    substituteTrees();
    return true;
}

IterationOutcome NewtonSolver::solve(const NetworkStructure& structure,
                                     const Admittances& admittances,
                                     const NodeInjections& injections, NodeState& state,
                                     double tolerance_pu, int maxIterations, const NearBase& near,
                                     std::stop_token stop) {
    bind(structure, admittances, injections);
    prepareFactors();
    Mismatch mismatch = computeMismatch(state);
    bool hasFactors = false; // of a state near by
    for (int iteration = 0;; ++iteration) {
        const auto outcome = [&](IterationEnd end) {
            return IterationOutcome{end, iteration, mismatch.largest, mismatch.node};
        };
        if (mismatch.largest <= tolerance_pu)
            return outcome(IterationEnd::Converged);
        if (stop.stop_requested())
            return outcome(IterationEnd::Cancelled);
        if (iteration == maxIterations)
            return outcome(IterationEnd::IterationLimit);

        m_before = state;
        if (hasFactors) {
            solveWithKeptFactors();
            move(m_before, 1.0, state);
            const Mismatch trial = computeMismatch(state);
            hasFactors = trial.sumOfSquares < kQuickFall * mismatch.sumOfSquares;
            if (trial.sumOfSquares < mismatch.sumOfSquares) {
                mismatch = trial;
                continue;
            }
            state = m_before;
            mismatch = computeMismatch(state);
        }
        // Fresh pivots at the start of a solve: its result then does not depend on earlier solves.
        const Factoring factoring = iteration > 0 ? Factoring::KeptPivots
                                    : near.isNear ? Factoring::Compensation
                                                  : Factoring::FreshPivots;
        if (!computeStep(state, factoring, near.touched))
            return outcome(IterationEnd::Singular);
        double fraction = largestSafeFraction();
        if (fraction == 0.0)
            return outcome(IterationEnd::Singular);

        m_step = m_rightSide; // computeMismatch() needs the place
        const double norm = stepNorm();
        Mismatch trial;
        bool isGood = false;
        for (int halvings = 0; !isGood && halvings <= kMaxHalvings; ++halvings, fraction /= 2.0) {
            if (halvings > 0)
                m_rightSide = m_step;
            move(m_before, fraction, state);
            trial = computeMismatch(state);
            isGood = trial.sumOfSquares < mismatch.sumOfSquares;
            if (isGood)
                break;
            solveWithKeptFactors();
            isGood = stepNorm() < (1.0 - fraction / 4.0) * norm;
            if (isGood)
                trial = computeMismatch(state); // brings back the right-hand side
        }
        if (!isGood) {
            state = m_before;
            return outcome(IterationEnd::Stalled);
        }
        hasFactors = near.isNear && fraction == 1.0 &&
                     trial.sumOfSquares < kQuickFall * mismatch.sumOfSquares;
        mismatch = trial;
    }
}

} // namespace hallwright::power
