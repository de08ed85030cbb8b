#include "core/solvers/hydronic/gradient_solver.h"

#include "core/solvers/hydronic/link_limits.h"
#include "core/solvers/hydronic/link_switching.h"
#include "core/solvers/hydronic/problem_checks.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace hallwright::hydronic {

namespace {

using Index = std::size_t;

constexpr double kStartVelocity_m_per_s = 0.3;
/// Iterations in which every link may switch; afterwards only once the flows have settled.
constexpr int kFreeSwitching = 20;
constexpr double kSettled = 1e-3;
/// From this iteration on status is judged by settled flows alone: in a large network a thousandth
/// of all flow can be many times that of the links which flutter.
constexpr int kPatience = 50;
constexpr double kFullySettled = 1e-6;
/// Times that a link may switch together with others once flows settle.
constexpr unsigned kTogether = 4;
constexpr std::size_t kCrowd = 8; ///< links that wish to switch at once and are no mere cycle
constexpr double kOvershoot =
    0.5; ///< of the first slope along a step, beyond which it is shortened
constexpr int kLineSearchTrials = 4;
/// Share of each step that is taken after kPatience iterations while a valve holds a pressure,
/// where the content says nothing about steps: laws of straight pieces send full steps to and fro.
constexpr double kPatientStep = 0.6;

} // namespace

double GradientSolver::initialFlow(Index k) const {
    if (k >= m_pipeCount)
        return m_devices[k - m_pipeCount].designFlow();
    const double d = linkAt(k).diameter_m;
    const double direction = linkAt(k).hasReverseCheckValve ? -1.0 : 1.0;
    return direction * kStartVelocity_m_per_s * 0.25 * std::numbers::pi * d * d;
}

void GradientSolver::begin(const HydronicSolution* start) {
    const bool isWarm = start != nullptr && start->flow_m3_per_s.size() == m_flow.size() &&
                        start->linkStatus.size() == m_flow.size() &&
                        start->head_m.size() == m_head.size();
    m_switching.clear();
    m_flips.assign(m_flow.size(), 0);
    m_holding = 0;
    m_isFeasible = false;
    if (isWarm) {
        for (Index i = 0; i < m_head.size(); ++i)
            if (m_row[i] >= 0 && !m_isPinned[i] && std::isfinite(start->head_m[i]))
                m_head[i] = start->head_m[i];
    }
    for (Index k = 0; k < m_flow.size(); ++k) {
        const Link& link = linkAt(k);
        const Index from = static_cast<Index>(link.from);
        m_isDead[k] = isShut(link) || m_supply.node[from] == Supply::Cut ? 1 : 0;
        m_status[k] = m_isDead[k] ? LinkStatus::Closed : LinkStatus::Open;
        m_flow[k] = 0.0;
        if (m_isDead[k])
            continue;
        m_flow[k] = initialFlow(k);
        if (canSwitch(link))
            m_switching.push_back(k);
        if (!isWarm)
            continue;
        const Index external = m_externalLink[k];
        const double flow = start->flow_m3_per_s[external];
        const LinkStatus status = start->linkStatus[external];
        if (!std::isfinite(flow) || flow == 0.0)
            continue;
        m_flow[k] = flow;
        if (canSwitch(link) && status != LinkStatus::Open) {
            enter(k, status);
            if (status != LinkStatus::Active)
                m_flow[k] = flow;
        }
    }
}

/// Puts a link into a status, with a flow from which Newton's method finds its way.
void GradientSolver::enter(Index k, LinkStatus status) {
    const Link& link = linkAt(k);
    const bool isPressureValve =
        link.kind == LinkKind::PressureReducing || link.kind == LinkKind::PressureSustaining;
    if (isPressureValve) {
        const Index held =
            static_cast<Index>(link.kind == LinkKind::PressureReducing ? link.to : link.from);
        if (isHolding(k)) {
            m_isPinned[held] = 0;
            --m_holding;
        }
        // Two valves cannot hold one node: the second stays as it is.
        if (status == LinkStatus::Active && m_isPinned[held])
            return;
        m_status[k] = status;
        if (status == LinkStatus::Active) {
            m_isPinned[held] = 1;
            m_head[held] = link.setting;
            ++m_holding;
        }
    } else {
        m_status[k] = status;
    }
    switch (status) {
    case LinkStatus::Open:
        if (m_flow[k] <= kLinearFlow && !(link.hasReverseCheckValve && m_flow[k] < -kLinearFlow))
            m_flow[k] = initialFlow(k);
        break;
    case LinkStatus::Active:
        if (link.kind == LinkKind::FlowControl)
            m_flow[k] = link.setting;
        break;
    case LinkStatus::Closed:
    case LinkStatus::CannotDeliver:
        m_flow[k] = 0.0;
        break;
    }
    m_isFeasible = false;
}

void GradientSolver::evaluateLink(Index k) {
    if (m_isDead[k]) {
        m_loss[k] = m_slope[k] = 0.0;
        return;
    }
    double openLoss = 0.0;
    switch (m_status[k]) {
    case LinkStatus::Closed:
        m_loss[k] = m_closedSlope * m_flow[k];
        m_slope[k] = m_closedSlope;
        return;
    case LinkStatus::CannotDeliver:
        m_loss[k] = m_closedSlope * m_flow[k] - m_devices[k - m_pipeCount].shutoffHead_m();
        m_slope[k] = m_closedSlope;
        return;
    case LinkStatus::Active:
        if (linkAt(k).kind == LinkKind::FlowControl) {
            const double setting = linkAt(k).setting;
            m_devices[k - m_pipeCount].evaluate(setting, openLoss, m_slope[k]);
            m_loss[k] = openLoss + m_closedSlope * (m_flow[k] - setting);
            m_slope[k] = m_closedSlope;
        }
        return;
    case LinkStatus::Open:
        if (k < m_pipeCount)
            m_pipes.evaluateOne(k, m_flow[k], m_loss[k], m_slope[k]);
        else
            m_devices[k - m_pipeCount].evaluate(m_flow[k], m_loss[k], m_slope[k]);
        return;
    }
}

void GradientSolver::evaluate() {
    const std::span<const double> flow(m_flow);
    m_pipes.evaluate(flow.first(m_pipeCount), std::span(m_loss).first(m_pipeCount),
                     std::span(m_slope).first(m_pipeCount));
    for (Index k = 0; k < m_pipeCount; ++k)
        if (m_isDead[k] || m_status[k] != LinkStatus::Open)
            evaluateLink(k);
    for (Index k = m_pipeCount; k < m_flow.size(); ++k)
        evaluateLink(k);
}

bool GradientSolver::solveHeads() {
    const std::span<double> a = m_ldl.values();
    std::fill(a.begin(), a.end(), 0.0);
    for (Index i = 0; i < m_head.size(); ++i)
        if (m_row[i] >= 0)
            m_rhs[static_cast<Index>(m_row[i])] = -m_problem->nodes[i].demand_m3_per_s;
    for (Index k = 0; k < m_flow.size(); ++k) {
        m_change[k] = 0.0;
        if (m_isDead[k])
            continue;
        const Index from = static_cast<Index>(m_from[k]);
        const Index to = static_cast<Index>(m_to[k]);
        double p = 0.0;
        if (m_holding == 0 || !isHolding(k)) {
            p = 1.0 / m_slope[k];
            m_change[k] = -p * (m_loss[k] - (m_head[from] - m_head[to]));
        }
        const double y = m_flow[k] + m_change[k];
        const bool solvesFrom = m_row[from] >= 0 && !m_isPinned[from];
        const bool solvesTo = m_row[to] >= 0 && !m_isPinned[to];
        if (solvesFrom) {
            const Index row = static_cast<Index>(m_row[from]);
            a[row] += p;
            m_rhs[row] -= y;
        }
        if (solvesTo) {
            const Index row = static_cast<Index>(m_row[to]);
            a[row] += p;
            m_rhs[row] += y;
        }
        if (solvesFrom && solvesTo)
            a[static_cast<Index>(m_pairSlot[k])] -= p;
    }
    for (Index i = 0; i < m_head.size(); ++i) {
        if (m_row[i] < 0)
            continue;
        const Index row = static_cast<Index>(m_row[i]);
        // The head stays: it is given, or every link around the node is held by a pressure valve.
        if (m_isPinned[i] || a[row] == 0.0) {
            a[row] = 1.0;
            m_rhs[row] = 0.0;
        }
    }
    if (!m_ldl.factorise())
        return false;
    m_ldl.solveInPlace(m_rhs);
    return true;
}

/// Adds the solved changes of the heads, and to each link's change of flow the part they cause.
void GradientSolver::stepHeads() {
    for (Index i = 0; i < m_head.size(); ++i) {
        m_headChange[i] = m_row[i] >= 0 ? m_rhs[static_cast<Index>(m_row[i])] : 0.0;
        m_head[i] += m_headChange[i];
    }
    for (Index k = 0; k < m_flow.size(); ++k)
        if (!m_isDead[k] && (m_holding == 0 || !isHolding(k)))
            m_change[k] += (m_headChange[static_cast<Index>(m_from[k])] -
                            m_headChange[static_cast<Index>(m_to[k])]) /
                           m_slope[k];
}

double GradientSolver::stepFlows() {
    stepHeads();
    double atStart = 0.0; // closure times change; the change is minus the closure over the slope
    for (Index k = 0; k < m_flow.size(); ++k)
        if (m_change[k] != 0.0)
            atStart -= m_slope[k] * m_change[k] * m_change[k];
    // A constant-power pump has no law at or below zero flow.
    for (Index k = m_pipeCount; k < m_flow.size(); ++k)
        if (!m_isDead[k] && m_devices[k - m_pipeCount].isConstantPower() &&
            m_flow[k] + m_change[k] < 0.1 * m_flow[k])
            m_change[k] = -0.9 * m_flow[k];
    if (m_holding > 0 && m_iteration > kPatience)
        for (double& change : m_change)
            change *= kPatientStep;
    for (Index k = 0; k < m_flow.size(); ++k)
        m_flow[k] += m_change[k];
    const bool wasFeasible = m_isFeasible;
    m_isFeasible = true;
    balancePressureValves();
    evaluate();
    if (wasFeasible && m_holding == 0) {
        double atEnd = 0.0;
        for (Index k = 0; k < m_flow.size(); ++k)
            atEnd += (m_loss[k] - (m_head[static_cast<Index>(m_from[k])] -
                                   m_head[static_cast<Index>(m_to[k])])) *
                     m_change[k];
        if (atEnd > kOvershoot * std::abs(atStart))
            shortenStep(atStart, atEnd);
    }
    double sumChange = 0.0;
    double sumFlow = 0.0;
    for (Index k = 0; k < m_flow.size(); ++k) {
        sumChange += std::abs(m_change[k]);
        sumFlow += std::abs(m_flow[k]);
    }
    if (sumFlow <= kRestFlow && sumChange <= kRestFlow)
        return 0.0;
    return sumFlow > 0.0 ? sumChange / sumFlow : 0.0;
}

/// Along a step that keeps continuity the derivative of the network's content (Todini and Pilati)
/// is sum (h(Q) - dH) dQ, which grows with the step: regula falsi finds about where it vanishes,
/// and the content is convex, so that a shortened step always brings the flows closer.
void GradientSolver::shortenStep(double atStart, double atEnd) {
    m_trial = m_flow;
    double low = 0.0;
    double high = 1.0;
    double slopeLow = atStart;
    double slopeHigh = atEnd;
    double share = 1.0;
    for (int trial = 0; trial < kLineSearchTrials; ++trial) {
        share = std::clamp(low - slopeLow * (high - low) / (slopeHigh - slopeLow),
                           low + 0.02 * (high - low), high - 0.02 * (high - low));
        double slope = 0.0;
        for (Index k = 0; k < m_flow.size(); ++k)
            m_flow[k] = m_trial[k] - (1.0 - share) * m_change[k];
        evaluate();
        for (Index k = 0; k < m_flow.size(); ++k)
            slope += (m_loss[k] - (m_head[static_cast<Index>(m_from[k])] -
                                   m_head[static_cast<Index>(m_to[k])])) *
                     m_change[k];
        if (std::abs(slope) <= kOvershoot * std::abs(atStart))
            break;
        if (slope > 0.0) {
            high = share;
            slopeHigh = slope;
            slopeLow *= 0.5;
        } else {
            low = share;
            slopeLow = slope;
            slopeHigh *= 0.5;
        }
    }
    for (double& change : m_change)
        change *= share;
}

bool GradientSolver::switchLinks(double flowChange) {
    const bool isFree = m_iteration < kFreeSwitching;
    if (m_iteration == kFreeSwitching)
        std::fill(m_flips.begin(), m_flips.end(), 0);
    const double settled = m_iteration < kPatience ? kSettled : kFullySettled;
    if (!isFree && flowChange > settled)
        return false;
    findWishes();
    // While many links wish to switch, those that have done so often yet again do it by turns,
    // every second, fourth ... of them: neighbours that undo each other's reasons part, and
    // hundreds of check valves need tens of rounds. A few are a cycle; the one that has switched
    // least ends it.
    bool hasSwitched = false;
    const bool isCrowd = m_wishes.size() > kCrowd;
    std::size_t least = m_wishes.size();
    for (std::size_t i = 0; i < m_wishes.size(); ++i) {
        const Index k = m_wishes[i].first;
        const auto flips = static_cast<unsigned>(m_flips[k]);
        const unsigned turn = 1u << std::min(flips / kTogether, 5u);
        if (isFree || flips < kTogether ||
            (isCrowd && (k + static_cast<unsigned>(m_iteration)) % turn == 0))
            hasSwitched = grant(m_wishes[i]) || hasSwitched;
        else if (least == m_wishes.size() || m_flips[k] < m_flips[m_wishes[least].first])
            least = i;
    }
    if (!hasSwitched && least < m_wishes.size())
        hasSwitched = grant(m_wishes[least]);
    return hasSwitched;
}

/// The links whose status does not fit their heads and flow, with the one that would.
void GradientSolver::findWishes() {
    m_wishes.clear();
    for (const Index k : m_switching) {
        LinkView view{m_flow[k], m_head[static_cast<Index>(m_from[k])],
                      m_head[static_cast<Index>(m_to[k])], 0.0, 0.0};
        if (k >= m_pipeCount) {
            const DeviceLaw& device = m_devices[k - m_pipeCount];
            const Link& link = linkAt(k);
            double slope = 0.0;
            if (link.kind == LinkKind::Pump)
                view.shutoffHead_m = device.shutoffHead_m();
            else
                device.evaluate(link.kind == LinkKind::FlowControl ? link.setting : m_flow[k],
                                view.openLoss_m, slope);
        }
        const LinkStatus next = nextStatus(linkAt(k), m_status[k], view);
        if (next != m_status[k])
            m_wishes.emplace_back(k, next);
    }
}

bool GradientSolver::grant(const std::pair<std::size_t, LinkStatus>& wish) {
    const Index k = wish.first;
    ++m_flips[k];
    const LinkStatus before = m_status[k];
    enter(k, wish.second);
    evaluateLink(k);
    return m_status[k] != before;
}

} // namespace hallwright::hydronic
