#pragma once

#include "core/solvers/hydronic/friction.h"
#include "core/solvers/hydronic/vector_math.h"

#include <cmath>

namespace hallwright::hydronic {

inline constexpr double kReynoldsPower = 0.9;
inline constexpr double kSwameeJain = 5.74;
/// 5.74 / 4000^0.9: the Reynolds term of Swamee and Jain's formula where turbulence is complete.
inline constexpr double kTermAtTurbulent = 3.2889547634538e-3;

/// Turbulent friction factor and slope for `roughness` = eps / 3.7D, in Swamee and Jain's form.
/// d f / d Re = 1.8 f t / (y ln y Re) with t = 5.74 Re^-0.9 and y = roughness + t.
inline FrictionSlope swameeJain(double reynolds, double roughness) {
    constexpr double kScale = 0.25 * 5.301898110478399; // 0.25 (ln 10)^2
    const double t = kSwameeJain * vectorExp(-kReynoldsPower * vectorLog(reynolds));
    const double y = roughness + t;
    const double logY = vectorLog(y);
    const double factor = kScale / (logY * logY);
    return {factor, 2.0 * kReynoldsPower * factor * t / (y * logY * reynolds)};
}

/// Factor and slope of Swamee and Jain's formula at Re = 4000, where the transition ends.
inline FrictionSlope turbulentEnd(double relativeRoughness) {
    constexpr double kScale = 0.25 * 5.301898110478399;
    const double y = relativeRoughness / 3.7 + kTermAtTurbulent;
    const double logY = std::log(y);
    const double factor = kScale / (logY * logY);
    return {factor,
            2.0 * kReynoldsPower * factor * kTermAtTurbulent / (y * logY * kTurbulentReynolds)};
}

/// Cubic Hermite polynomial from (2000, 0.032, slope of 64/Re) to `end` at Re = 4000.
inline FrictionSlope transition(double reynolds, FrictionSlope end) {
    constexpr double kSpan = kTurbulentReynolds - kLaminarReynolds;
    constexpr double kStart = 64.0 / kLaminarReynolds;
    constexpr double kStartSlope = -64.0 / (kLaminarReynolds * kLaminarReynolds) * kSpan;
    const double x = (reynolds - kLaminarReynolds) / kSpan;
    const double endSlope = end.slope * kSpan;
    const double c2 = 3.0 * (end.factor - kStart) - 2.0 * kStartSlope - endSlope;
    const double c3 = 2.0 * (kStart - end.factor) + kStartSlope + endSlope;
    return {kStart + x * (kStartSlope + x * (c2 + x * c3)),
            (kStartSlope + x * (2.0 * c2 + 3.0 * x * c3)) / kSpan};
}

} // namespace hallwright::hydronic
