#pragma once

#include <algorithm>
#include <cmath>

namespace hallwright::hydronic {

/// Slope [s/m2] of a closed link: 30 m of head push 3e-10 m3/s through it, which the balance still
/// counts.
inline constexpr double kClosedSlope = 1e11;
/// Slope [s/m2] that laws without friction have at least: a fitting without loss takes 1e-5 m at 1
/// m3/s. Smaller ones would turn the rounding of heads into flow, 1e-14 m / 1e-8 s/m2 = 1e-6 m3/s.
inline constexpr double kSlopeFloor = 1e-5;
/// Flow [m3/s] below which power laws run straight to zero.
inline constexpr double kLinearFlow = 1e-6;

/// h = coefficient Q |Q|^(exponent-1) and its slope; straight below kLinearFlow, and where the law
/// falls below the floor.
inline void powerLaw(double coefficient, double exponent, double flow, double& loss,
                     double& slope) {
    const double size = std::max(std::abs(flow), kLinearFlow);
    const double secant = coefficient * (exponent == 2.0 ? size : std::pow(size, exponent - 1.0));
    const bool isStraight = size == kLinearFlow || secant < kSlopeFloor;
    const double used = std::max(secant, kSlopeFloor);
    loss = used * flow;
    slope = isStraight ? used : exponent * secant;
}

} // namespace hallwright::hydronic
