#include "core/solvers/hydronic/problem_checks.h"

#include <cmath>
#include <string>

namespace hallwright::hydronic {

namespace {

bool isUsable(double value) {
    return std::isfinite(value);
}
bool isPositive(double value) {
    return std::isfinite(value) && value > 0.0;
}
bool isNotNegative(double value) {
    return std::isfinite(value) && value >= 0.0;
}

class Findings {
public:
    void node(int index, const char* what) { add(IssueKind::InvalidNode, "node ", index, what); }
    void link(int index, const char* what) { add(IssueKind::InvalidLink, "link ", index, what); }
    void curve(int index, const char* what) { add(IssueKind::InvalidCurve, "curve ", index, what); }
    [[nodiscard]] std::vector<HydronicIssue> take() { return std::move(m_issues); }

private:
    void add(IssueKind kind, const char* what, int index, const char* text) {
        m_issues.push_back({kind, index, what + std::to_string(index) + ": " + text});
    }
    std::vector<HydronicIssue> m_issues;
};

void checkCurve(int index, const Curve& curve, Findings& findings) {
    switch (curve.kind) {
    case CurveKind::PowerLaw:
        if (!isPositive(curve.shutoffHead_m) || !isNotNegative(curve.coefficient) ||
            !isPositive(curve.exponent))
            findings.curve(index, "shut-off head and exponent must be > 0, coefficient >= 0");
        break;
    case CurveKind::ConstantPower:
        if (!isPositive(curve.hydraulicPower_W))
            findings.curve(index, "power must be > 0 W");
        break;
    case CurveKind::Points:
        if (curve.flow_m3_per_s.size() < 2 || curve.flow_m3_per_s.size() != curve.head_m.size()) {
            findings.curve(index, "needs two or more points of flow and head");
            break;
        }
        for (std::size_t i = 0; i < curve.head_m.size(); ++i)
            if (!isUsable(curve.head_m[i]) || !isNotNegative(curve.flow_m3_per_s[i]) ||
                (i > 0 && curve.flow_m3_per_s[i] <= curve.flow_m3_per_s[i - 1])) {
                findings.curve(index, "flows must be >= 0 and increase, heads be numbers");
                break;
            }
        break;
    }
}

bool isMonotone(const Curve& curve, double sign) {
    for (std::size_t i = 1; i < curve.head_m.size(); ++i)
        if (sign * (curve.head_m[i] - curve.head_m[i - 1]) < 0.0)
            return false;
    return true;
}

void checkCurveOf(int index, const Link& link, const HydronicProblem& problem, Findings& findings) {
    if (link.curve < 0 || link.curve >= static_cast<int>(problem.curves.size())) {
        findings.link(index, "has no curve");
        return;
    }
    const Curve& curve = problem.curves[static_cast<std::size_t>(link.curve)];
    if (link.kind == LinkKind::HeadLossCurve) {
        if (curve.kind != CurveKind::Points || !isMonotone(curve, 1.0))
            findings.link(index, "needs a curve of points whose head loss does not fall");
    } else if (curve.kind == CurveKind::Points && !isMonotone(curve, -1.0)) {
        findings.link(index, "pump head must fall as flow grows");
    }
}

void checkPipe(int index, const Link& link, FrictionFormula formula, Findings& findings) {
    if (!isPositive(link.diameter_m))
        findings.link(index, "diameter must be > 0 m");
    if (!isNotNegative(link.length_m))
        findings.link(index, "length must be >= 0 m");
    const bool needsRoughness = formula != FrictionFormula::DarcyWeisbach && link.length_m > 0.0;
    if (needsRoughness ? !isPositive(link.roughness) : !isNotNegative(link.roughness))
        findings.link(index, needsRoughness ? "roughness coefficient must be > 0"
                                            : "roughness must be >= 0 m");
    // Beyond half the diameter neither formula means anything, and the logarithm changes its sign.
    if (formula == FrictionFormula::DarcyWeisbach && link.roughness > 0.5 * link.diameter_m)
        findings.link(index, "roughness must be below half of the diameter");
}

void checkLink(int index, const HydronicProblem& problem, Findings& findings) {
    const Link& link = problem.links[static_cast<std::size_t>(index)];
    const int nodeCount = static_cast<int>(problem.nodes.size());
    if (link.from < 0 || link.from >= nodeCount || link.to < 0 || link.to >= nodeCount) {
        findings.link(index, "begins or ends at a node that does not exist");
        return;
    }
    if (link.from == link.to)
        findings.link(index, "begins and ends at the same node");
    if (!isNotNegative(link.minorLossK))
        findings.link(index, "loss coefficient must be >= 0");
    if (!isNotNegative(link.diameter_m))
        findings.link(index, "diameter must be >= 0 m");
    if (!isNotNegative(link.resistance))
        findings.link(index, "resistance must be >= 0");
    if (link.hasReverseCheckValve && (link.hasCheckValve || link.kind != LinkKind::Pipe))
        findings.link(index, "only a pipe without other check valve may have a reverse one");
    if (!isUsable(link.setting))
        findings.link(index, "setting must be a number");
    switch (link.kind) {
    case LinkKind::Pipe:
        checkPipe(index, link, problem.friction, findings);
        break;
    case LinkKind::Resistance:
        if (!isPositive(link.exponent))
            findings.link(index, "exponent must be > 0");
        break;
    case LinkKind::Pump:
        if (!isNotNegative(link.speed))
            findings.link(index, "speed must be >= 0");
        checkCurveOf(index, link, problem, findings);
        break;
    case LinkKind::HeadLossCurve:
        checkCurveOf(index, link, problem, findings);
        break;
    case LinkKind::PressureReducing:
    case LinkKind::PressureSustaining: {
        const bool reduces = link.kind == LinkKind::PressureReducing;
        const int held = reduces ? link.to : link.from;
        if (problem.nodes[static_cast<std::size_t>(held)].kind == NodeKind::FixedHead)
            findings.link(index, "cannot control the pressure of a node with fixed head");
        break;
    }
    case LinkKind::PressureBreaker:
    case LinkKind::FlowControl:
        if (!isNotNegative(link.setting))
            findings.link(index, "setting must be >= 0");
        break;
    }
}

} // namespace

std::vector<HydronicIssue> findInvalidInput(const HydronicProblem& problem) {
    Findings findings;
    for (std::size_t i = 0; i < problem.nodes.size(); ++i) {
        const Node& node = problem.nodes[i];
        if (!isUsable(node.elevation_m) || !isUsable(node.demand_m3_per_s) ||
            !isUsable(node.head_m))
            findings.node(static_cast<int>(i), "elevation, demand and head must be numbers");
    }
    for (std::size_t i = 0; i < problem.curves.size(); ++i)
        checkCurve(static_cast<int>(i), problem.curves[i], findings);
    for (std::size_t i = 0; i < problem.links.size(); ++i)
        checkLink(static_cast<int>(i), problem, findings);
    if (!isPositive(problem.fluid.density_kg_per_m3) ||
        !isPositive(problem.fluid.kinematicViscosity_m2_per_s) ||
        !isPositive(problem.gravity_m_per_s2))
        findings.node(-1, "density, viscosity and gravity must be > 0");
    return findings.take();
}

} // namespace hallwright::hydronic
