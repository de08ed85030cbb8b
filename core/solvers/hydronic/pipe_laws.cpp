#include "core/solvers/hydronic/pipe_laws.h"

#include "core/solvers/hydronic/friction_law.h"
#include "core/solvers/hydronic/link_limits.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace hallwright::hydronic {

namespace {

constexpr double kMetresPerFoot = 0.3048;
constexpr double kHazenWilliamsExponent = 1.852;
constexpr double kHazenWilliamsDiameterPower = 4.871;
constexpr double kChezyManningDiameterPower = 5.333;
/// Manning's formula as EPANET computes it, in ft and ft3/s: (4 / (1.49 pi))^2 4^1.333 = 4.634. Its
/// manual rounds this to 4.66.
constexpr double kChezyManning = 4.6344016;

/// EPANET's coefficient for ft and ft3/s, turned to m and m3/s.
double toMetric(double footCoefficient, double flowPower, double diameterPower) {
    return footCoefficient * std::pow(kMetresPerFoot, diameterPower - 3.0 * flowPower);
}

struct Coefficients {
    double friction, minor, floor, reynoldsPerFlow, roughness, endFactor, endSlope;
};

inline void darcyWeisbach(const Coefficients& c, double flow, double& loss, double& slope) {
    constexpr double kLeastReynolds = 1e-6; // keeps 64/Re finite; the laminar law is linear anyway
    const double size = std::abs(flow);
    const double reynolds = std::max(size * c.reynoldsPerFlow, kLeastReynolds);
    const FrictionSlope turbulent = swameeJain(std::max(reynolds, kLaminarReynolds), c.roughness);
    const FrictionSlope middle = transition(reynolds, {c.endFactor, c.endSlope});
    const bool isTurbulent = reynolds >= kTurbulentReynolds;
    const double factor = isTurbulent ? turbulent.factor : middle.factor;
    const double factorSlope = isTurbulent ? turbulent.slope : middle.slope;
    const bool isLaminar = reynolds < kLaminarReynolds;
    const double laminarSlope = c.friction * 64.0 / c.reynoldsPerFlow;
    const double frictionLoss = isLaminar ? laminarSlope : c.friction * factor * size;
    const double frictionSlope =
        isLaminar ? laminarSlope : c.friction * size * (2.0 * factor + factorSlope * reynolds);
    loss = flow * (frictionLoss + c.minor * size + c.floor);
    slope = frictionSlope + 2.0 * c.minor * size + c.floor;
}

} // namespace

double minorLossCoefficient(double minorLossK, double diameter_m, double gravity_m_per_s2) {
    if (!(diameter_m > 0.0))
        return 0.0;
    const double area = 0.25 * std::numbers::pi * diameter_m * diameter_m;
    return minorLossK / (2.0 * gravity_m_per_s2 * area * area);
}

void PipeLaws::resize(std::size_t count) {
    for (auto* values : {&m_friction, &m_minor, &m_floor, &m_reynoldsPerFlow, &m_roughness,
                         &m_endFactor, &m_endSlope})
        values->resize(count);
}

void PipeLaws::set(std::size_t index, const Link& link, const HydronicProblem& problem) {
    const double d = link.diameter_m;
    m_formula = problem.friction;
    m_floor[index] = link.length_m > 0.0 ? 0.0 : kSlopeFloor;
    m_minor[index] = minorLossCoefficient(link.minorLossK, d, problem.gravity_m_per_s2);
    switch (m_formula) {
    case FrictionFormula::DarcyWeisbach: {
        m_friction[index] = minorLossCoefficient(link.length_m / d, d, problem.gravity_m_per_s2);
        m_reynoldsPerFlow[index] =
            4.0 / (std::numbers::pi * d * problem.fluid.kinematicViscosity_m2_per_s);
        m_roughness[index] = link.roughness / (3.7 * d);
        const FrictionSlope end = turbulentEnd(link.roughness / d);
        m_endFactor[index] = end.factor;
        m_endSlope[index] = end.slope;
        break;
    }
    case FrictionFormula::HazenWilliams: {
        static const double scale =
            toMetric(4.727, kHazenWilliamsExponent, kHazenWilliamsDiameterPower);
        m_friction[index] = link.length_m > 0.0
                                ? scale * link.length_m /
                                      (std::pow(link.roughness, kHazenWilliamsExponent) *
                                       std::pow(d, kHazenWilliamsDiameterPower))
                                : 0.0;
        break;
    }
    case FrictionFormula::ChezyManning: {
        static const double scale = toMetric(kChezyManning, 2.0, kChezyManningDiameterPower);
        m_friction[index] = scale * link.length_m * link.roughness * link.roughness /
                            std::pow(d, kChezyManningDiameterPower);
        break;
    }
    }
}

void PipeLaws::evaluate(std::span<const double> flow, std::span<double> loss,
                        std::span<double> slope) const {
    const std::size_t count = flow.size();
    if (m_formula != FrictionFormula::DarcyWeisbach) {
        for (std::size_t i = 0; i < count; ++i)
            evaluateOne(i, flow[i], loss[i], slope[i]);
        return;
    }
    const double* const friction = m_friction.data();
    const double* const minor = m_minor.data();
    const double* const floor = m_floor.data();
    const double* const reynoldsPerFlow = m_reynoldsPerFlow.data();
    const double* const roughness = m_roughness.data();
    const double* const endFactor = m_endFactor.data();
    const double* const endSlope = m_endSlope.data();
    const double* const q = flow.data();
    double* const h = loss.data();
    double* const g = slope.data();
#pragma GCC ivdep
    for (std::size_t i = 0; i < count; ++i)
        darcyWeisbach({friction[i], minor[i], floor[i], reynoldsPerFlow[i], roughness[i],
                       endFactor[i], endSlope[i]},
                      q[i], h[i], g[i]);
}

void PipeLaws::evaluateOne(std::size_t i, double flow, double& loss, double& slope) const {
    if (m_formula == FrictionFormula::DarcyWeisbach) {
        darcyWeisbach({m_friction[i], m_minor[i], m_floor[i], m_reynoldsPerFlow[i], m_roughness[i],
                       m_endFactor[i], m_endSlope[i]},
                      flow, loss, slope);
        return;
    }
    const double exponent =
        m_formula == FrictionFormula::HazenWilliams ? kHazenWilliamsExponent : 2.0;
    powerLaw(m_friction[i], exponent, flow, loss, slope);
    loss += flow * m_minor[i] * std::abs(flow);
    slope += 2.0 * m_minor[i] * std::abs(flow);
}

} // namespace hallwright::hydronic
