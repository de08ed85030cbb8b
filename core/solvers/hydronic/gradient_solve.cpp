#include "core/solvers/hydronic/gradient_solver.h"
#include "core/solvers/hydronic/link_limits.h"
#include "core/solvers/hydronic/problem_checks.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <sstream>

namespace hallwright::hydronic {

namespace {

using Index = std::size_t;

constexpr double kContinuityTolerance = 1e-7; ///< of the largest flow
/// Closures are measured against this where a network loses less: the last digit of its heads.
constexpr double kLeastLoss_m = 1e-6;
constexpr double kPressureNoise_m = 1e-3; ///< below zero gauge that is not worth a finding

HydronicSolution refuse(std::vector<HydronicIssue> issues) {
    HydronicSolution solution;
    solution.status = SolveStatus::InvalidInput;
    solution.issues = std::move(issues);
    solution.message = "not solved: " + solution.issues.front().text;
    return solution;
}

/// Keeps the largest value; one that is no number stays whatever follows.
void raise(double& worst, double value) {
    if (!std::isnan(worst) && !(value <= worst))
        worst = value;
}

HydronicIssue issueOf(IssueKind kind, const char* what, Index index, const std::string& text) {
    return {kind, static_cast<int>(index), what + std::to_string(index) + ": " + text};
}

} // namespace

HydronicSolution GradientSolver::solve(const HydronicProblem& problem, const SolveOptions& options,
                                       const std::stop_token& stop, const HydronicSolution* start) {
    if (!matches(problem))
        return refuse({{IssueKind::InvalidLink, -1,
                        "the network's connections have changed since it was compiled"}});
    if (auto issues = findInvalidInput(problem); !issues.empty())
        return refuse(std::move(issues));

    m_closedSlope = options.closedSlope_s_per_m2;
    load(problem);
    begin(start);
    evaluate();
    HydronicResiduals residuals;
    SolveStatus status = SolveStatus::NotConverged;
    m_iteration = 0;
    while (m_iteration < options.maxIterations) {
        if (stop.stop_requested()) {
            status = SolveStatus::Cancelled;
            break;
        }
        ++m_iteration;
        if (!solveHeads())
            break;
        residuals.flowChange = stepFlows();
        if (!std::isfinite(residuals.flowChange))
            break;
        const bool hasSwitched = switchLinks(residuals.flowChange);
        if (hasSwitched || !(residuals.flowChange <= options.flowTolerance))
            continue;
        measure(residuals);
        const bool isFinite = std::all_of(m_head.begin(), m_head.end(),
                                          [](double head) { return std::isfinite(head); });
        if (isFinite && residuals.headClosureRelative <= options.headClosureTolerance &&
            residuals.continuityRelative <= kContinuityTolerance) {
            status = SolveStatus::Converged;
            break;
        }
    }
    measure(residuals);
    return report(status, m_iteration, residuals);
}

void GradientSolver::measure(HydronicResiduals& residuals) {
    double largestFlow = 0.0;
    double largestLoss = 0.0;
    residuals.headClosure_m = 0.0;
    for (Index i = 0; i < m_balance.size(); ++i)
        m_balance[i] = -m_problem->nodes[i].demand_m3_per_s;
    for (Index k = 0; k < m_flow.size(); ++k) {
        if (m_isDead[k])
            continue;
        const Index from = static_cast<Index>(m_from[k]);
        const Index to = static_cast<Index>(m_to[k]);
        m_balance[from] -= m_flow[k];
        m_balance[to] += m_flow[k];
        largestFlow = std::max(largestFlow, std::abs(m_flow[k]));
        if (isHolding(k))
            continue;
        // A closed or regulating link has no law of its own: its stand-in would only measure
        // rounding.
        if (m_status[k] != LinkStatus::Open)
            continue;
        largestLoss = std::max(largestLoss, std::abs(m_loss[k]));
        const double closure = std::abs(m_loss[k] - (m_head[from] - m_head[to]));
        if (!(closure <= residuals.headClosure_m))
            m_worstLink = k;
        raise(residuals.headClosure_m, closure);
    }
    residuals.continuity_m3_per_s = 0.0;
    for (Index i = 0; i < m_balance.size(); ++i) {
        if (m_row[i] < 0 || m_supply.node[i] != Supply::Supplied)
            continue;
        raise(residuals.continuity_m3_per_s, std::abs(m_balance[i]));
    }
    const auto relative = [](double value, double scale) {
        return scale > 0.0 || std::isnan(value) ? value / scale : 0.0;
    };
    residuals.headClosureRelative =
        relative(residuals.headClosure_m, std::max(largestLoss, kLeastLoss_m));
    residuals.continuityRelative =
        relative(residuals.continuity_m3_per_s, std::max(largestFlow, kRestFlow));
}

HydronicSolution GradientSolver::report(SolveStatus status, int iterations,
                                        const HydronicResiduals& residuals) {
    HydronicSolution solution;
    solution.status = status;
    solution.iterations = iterations;
    solution.residuals = residuals;
    solution.head_m = m_head;
    const Index count = m_flow.size();
    solution.flow_m3_per_s.resize(count);
    solution.velocity_m_per_s.resize(count);
    solution.headLoss_m.resize(count);
    solution.linkStatus.resize(count);
    for (Index k = 0; k < count; ++k) {
        const Index external = m_externalLink[k];
        const double d = linkAt(k).diameter_m;
        const double area = 0.25 * std::numbers::pi * d * d;
        solution.flow_m3_per_s[external] = m_flow[k];
        solution.velocity_m_per_s[external] = area > 0.0 ? std::abs(m_flow[k]) / area : 0.0;
        solution.headLoss_m[external] =
            m_head[static_cast<Index>(m_from[k])] - m_head[static_cast<Index>(m_to[k])];
        solution.linkStatus[external] = m_status[k];
    }
    addIssues(solution);
    std::ostringstream message;
    switch (status) {
    case SolveStatus::Converged:
        message << "converged in " << iterations << " iterations";
        break;
    case SolveStatus::Cancelled:
        message << "cancelled after " << iterations << " iterations";
        break;
    default:
        message << "did not converge in " << iterations << " iterations";
        break;
    }
    if (!solution.issues.empty())
        message << "; " << solution.issues.front().text;
    solution.message = message.str();
    return solution;
}

void GradientSolver::addIssues(HydronicSolution& solution) const {
    auto& issues = solution.issues;
    if (solution.status == SolveStatus::NotConverged && !m_flow.empty()) {
        std::ostringstream text;
        text << "head closes only within " << solution.residuals.headClosure_m << " m";
        issues.push_back(
            issueOf(IssueKind::NotConverged, "link ", m_externalLink[m_worstLink], text.str()));
    }
    issues.insert(issues.end(), m_supply.issues.begin(), m_supply.issues.end());
    if (!m_switching.empty()) {
        const auto cutOff = findCutOff(*m_problem, m_supply, solution.linkStatus);
        issues.insert(issues.end(), cutOff.begin(), cutOff.end());
    }
    for (Index k = m_pipeCount; k < m_flow.size(); ++k) {
        if (m_isDead[k] || linkAt(k).kind != LinkKind::Pump)
            continue;
        const DeviceLaw& device = m_devices[k - m_pipeCount];
        if (m_status[k] == LinkStatus::CannotDeliver)
            issues.push_back(issueOf(IssueKind::PumpCannotDeliver, "pump ", m_externalLink[k],
                                     "its shut-off head is too small to deliver any flow"));
        else if (m_flow[k] > device.largestFlow() * (1.0 + 1e-9))
            issues.push_back(issueOf(IssueKind::PumpBeyondCurve, "pump ", m_externalLink[k],
                                     "runs beyond the end of its curve"));
    }
    Index lowest = m_head.size();
    double lowestPressure = -kPressureNoise_m;
    for (Index i = 0; i < m_head.size(); ++i) {
        if (m_row[i] < 0 || m_supply.node[i] != Supply::Supplied)
            continue;
        const double pressure = m_head[i] - m_problem->nodes[i].elevation_m;
        if (pressure < lowestPressure) {
            lowestPressure = pressure;
            lowest = i;
        }
    }
    if (lowest < m_head.size()) {
        std::ostringstream text;
        text << "pressure is " << lowestPressure << " m below atmospheric";
        issues.push_back(issueOf(IssueKind::NegativePressure, "node ", lowest, text.str()));
    }
}

} // namespace hallwright::hydronic
