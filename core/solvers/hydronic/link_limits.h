#pragma once

#include <algorithm>
#include <cmath>

namespace hallwright::hydronic {

/// Slope [s/m2] that laws without friction have at least: a fitting without loss takes 1e-5 m at 1
/// m3/s. Smaller ones would turn the rounding of heads into flow, 1e-14 m / 1e-8 s/m2 = 1e-6 m3/s.
inline constexpr double kSlopeFloor = 1e-5;
/// Flow [m3/s] below which power laws run straight to zero.
inline constexpr double kLinearFlow = 1e-6;

/// Flow [m3/s] of all links together below which a network is at rest: relative measures would only
/// tell rounding.
inline constexpr double kRestFlow = 1e-6;

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
