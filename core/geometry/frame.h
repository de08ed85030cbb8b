#pragma once

#include "core/base/vec.h"

#include <cmath>

namespace hallwright::geometry {

inline constexpr double kPi = 3.14159265358979323846;

/// Cosine and sine of an angle in degrees, exact at multiples of 90 degrees: a hall that is turned
/// by a quarter keeps coordinates without rounding dust.
struct Direction {
    double cos = 1.0;
    double sin = 0.0;

    [[nodiscard]] static Direction ofDegrees(double angle_deg) {
        const double turn = std::remainder(angle_deg, 360.0);
        if (turn == 0.0)
            return {1.0, 0.0};
        if (turn == 90.0)
            return {0.0, 1.0};
        if (turn == -90.0)
            return {0.0, -1.0};
        if (turn == 180.0 || turn == -180.0)
            return {-1.0, 0.0};
        return {std::cos(turn * kPi / 180.0), std::sin(turn * kPi / 180.0)};
    }
    /// Turns a displacement counter-clockwise by this angle.
    [[nodiscard]] base::Vec2 turn(base::Vec2 v) const {
        return {cos * v.x - sin * v.y, sin * v.x + cos * v.y};
    }
    /// Turns it clockwise.
    [[nodiscard]] base::Vec2 turnBack(base::Vec2 v) const {
        return {cos * v.x + sin * v.y, -sin * v.x + cos * v.y};
    }
};

[[nodiscard]] inline double dot(base::Vec2 a, base::Vec2 b) {
    return a.x * b.x + a.y * b.y;
}
[[nodiscard]] inline double cross(base::Vec2 a, base::Vec2 b) {
    return a.x * b.y - a.y * b.x;
}
[[nodiscard]] inline double length(base::Vec2 v) {
    return std::hypot(v.x, v.y);
}

/// An angle in degrees in [0, 360).
[[nodiscard]] inline double normalisedDegrees(double angle_deg) {
    const double turn = std::fmod(angle_deg, 360.0);
    return turn < 0.0 ? turn + 360.0 : (turn == 0.0 ? 0.0 : turn);
}

} // namespace hallwright::geometry
