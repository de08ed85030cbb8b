#include "core/solvers/hydronic/device_laws.h"

#include "core/solvers/hydronic/link_limits.h"
#include "core/solvers/hydronic/pipe_laws.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace hallwright::hydronic {

namespace {

constexpr double kStartVelocity_m_per_s = 0.3;
constexpr double kStartLoss_m = 3.0; ///< of devices known by their resistance alone
constexpr double kStartFlow_m3_per_s = 0.01;
/// Slope [s/m2], EPANET's 1e8 ft for 1 ft3/s, up to which a constant power makes head: at next to
/// no flow it would make kilometres, and ends there with the flow.
constexpr double kSteepestPower = 1e8 / (0.3048 * 0.3048);

double startFlow(const Link& link, const Curve* curve, double resistance, double powerHead) {
    if (link.kind == LinkKind::FlowControl && link.setting > 0.0)
        return link.setting;
    if (link.kind == LinkKind::Pump && curve != nullptr) {
        switch (curve->kind) {
        case CurveKind::PowerLaw: // three quarters of the shut-off head, the usual duty point
            if (curve->coefficient > 0.0)
                return link.speed * std::pow(0.25 * curve->shutoffHead_m / curve->coefficient,
                                             1.0 / curve->exponent);
            break;
        case CurveKind::Points:
            return link.speed * 0.5 * (curve->flow_m3_per_s.front() + curve->flow_m3_per_s.back());
        case CurveKind::ConstantPower:
            return powerHead / 30.0; // at 30 m of head
        }
    }
    if (curve != nullptr && curve->kind == CurveKind::Points)
        return 0.5 * (curve->flow_m3_per_s.front() + curve->flow_m3_per_s.back());
    if (link.diameter_m > 0.0)
        return kStartVelocity_m_per_s * 0.25 * std::numbers::pi * link.diameter_m * link.diameter_m;
    if (resistance > 0.0)
        return std::pow(kStartLoss_m / resistance, 1.0 / link.exponent);
    return kStartFlow_m3_per_s;
}

} // namespace

void DeviceLaw::set(const Link& link, const HydronicProblem& problem) {
    m_kind = link.kind;
    const bool hasCurve = link.kind == LinkKind::Pump || link.kind == LinkKind::HeadLossCurve;
    m_curve = hasCurve ? &problem.curves[static_cast<std::size_t>(link.curve)] : nullptr;
    m_speed = link.speed;
    m_setting = link.setting;
    m_exponent = link.kind == LinkKind::Resistance || link.kind == LinkKind::FlowControl
                     ? link.exponent
                     : 2.0;
    m_resistance = link.resistance;
    m_minor = minorLossCoefficient(link.minorLossK, link.diameter_m, problem.gravity_m_per_s2);
    m_powerHead = m_curve != nullptr
                      ? m_curve->hydraulicPower_W /
                            (problem.fluid.density_kg_per_m3 * problem.gravity_m_per_s2) *
                            link.speed * link.speed * link.speed
                      : 0.0;
    m_designFlow = startFlow(link, m_curve, m_resistance, m_powerHead);
}

bool DeviceLaw::isConstantPower() const {
    return m_kind == LinkKind::Pump && m_curve->kind == CurveKind::ConstantPower;
}

void DeviceLaw::evaluatePoints(double flow, double& loss, double& slope) const {
    const bool isPump = m_kind == LinkKind::Pump;
    const double at = isPump ? flow / m_speed : std::abs(flow);
    const auto& x = m_curve->flow_m3_per_s;
    const auto& y = m_curve->head_m;
    const auto above = std::upper_bound(x.begin() + 1, x.end() - 1, at);
    const auto i = static_cast<std::size_t>(above - x.begin());
    const double rise = (y[i] - y[i - 1]) / (x[i] - x[i - 1]);
    const double head = y[i - 1] + rise * (at - x[i - 1]);
    if (isPump) {
        loss = -m_speed * m_speed * head;
        slope = -m_speed * rise;
        return;
    }
    // A head loss runs through zero with the flow: below the first point in proportion to it.
    const bool isBelow = at < x.front();
    const double proportion = isBelow ? y.front() / x.front() : rise;
    loss = isBelow ? proportion * flow : std::copysign(head, flow);
    slope = proportion;
}

void DeviceLaw::evaluate(double flow, double& loss, double& slope) const {
    switch (m_kind) {
    case LinkKind::Pump:
        switch (m_curve->kind) {
        case CurveKind::PowerLaw: {
            const double n = m_curve->exponent;
            const double coefficient =
                m_curve->coefficient * (n == 2.0 ? 1.0 : std::pow(m_speed, 2.0 - n));
            powerLaw(coefficient, n, flow, loss, slope);
            loss -= m_speed * m_speed * m_curve->shutoffHead_m;
            return;
        }
        case CurveKind::Points:
            evaluatePoints(flow, loss, slope);
            break;
        case CurveKind::ConstantPower:
            if (flow <= 0.0 || m_powerHead > kSteepestPower * flow * flow) {
                slope = kSteepestPower;
                loss = -kSteepestPower * flow;
            } else {
                slope = m_powerHead / (flow * flow);
                loss = -m_powerHead / flow;
            }
            return;
        }
        break;
    case LinkKind::HeadLossCurve:
        evaluatePoints(flow, loss, slope);
        break;
    default:
        powerLaw(m_resistance, m_exponent, flow, loss, slope);
        if (m_minor > 0.0) {
            loss += m_minor * flow * std::abs(flow);
            slope += 2.0 * m_minor * std::abs(flow);
        }
        if (m_kind == LinkKind::PressureBreaker && loss < m_setting) {
            loss = m_setting + kSlopeFloor * flow;
            slope = kSlopeFloor;
        }
        return;
    }
    loss += kSlopeFloor * flow;
    slope += kSlopeFloor;
}

double DeviceLaw::shutoffHead_m() const {
    if (isConstantPower())
        return std::numeric_limits<double>::infinity();
    double loss = 0.0;
    double slope = 0.0;
    evaluate(0.0, loss, slope);
    return -loss;
}

double DeviceLaw::largestFlow() const {
    switch (m_curve->kind) {
    case CurveKind::Points:
        return m_speed * m_curve->flow_m3_per_s.back();
    case CurveKind::PowerLaw:
        if (m_curve->coefficient > 0.0)
            return m_speed *
                   std::pow(m_curve->shutoffHead_m / m_curve->coefficient, 1.0 / m_curve->exponent);
        break;
    case CurveKind::ConstantPower:
        break;
    }
    return std::numeric_limits<double>::infinity();
}

} // namespace hallwright::hydronic
