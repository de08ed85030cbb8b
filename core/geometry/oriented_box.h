#pragma once

#include "core/base/vec.h"

#include <array>
#include <cstdint>
#include <optional>

namespace hallwright::geometry {

/// A rectangle on the ground, turned counter-clockwise about its centre.
struct Rectangle {
    base::Vec2 centre_m;
    base::Vec2 size_m; ///< along its own x and y
    double rotation_deg = 0.0;

    [[nodiscard]] std::array<base::Vec2, 4> corners() const; ///< counter-clockwise
};

/// The smallest upright rectangle around another one, axes not turned.
struct Bounds {
    base::Vec2 low_m;
    base::Vec2 high_m;
};
[[nodiscard]] Bounds boundsOf(const Rectangle& rectangle);

/// By how much two rectangles lie in each other [m]: the shortest displacement that parts them;
/// negative where they are apart (then a lower bound of their distance). Separating axes.
[[nodiscard]] double penetration(const Rectangle& a, const Rectangle& b);

/// The displacement of `a` that just parts it from `b`; zero where they do not overlap.
[[nodiscard]] base::Vec2 partingShift(const Rectangle& a, const Rectangle& b);

/// Shortest distance between the outlines [m]; 0 where they touch or overlap.
[[nodiscard]] double distance(const Rectangle& a, const Rectangle& b);

/// Distance of a point to the rectangle [m]; 0 inside.
[[nodiscard]] double distance(const Rectangle& rectangle, base::Vec2 point_m);

/// Length parameter of the first point of a ray inside the upright box, in units of `direction`;
/// 0 where the origin is inside. None where the ray misses.
[[nodiscard]] std::optional<double> rayEntry(base::Vec3 origin_m, base::Vec3 direction,
                                             const Rectangle& footprint, double bottom_m,
                                             double height_m);

} // namespace hallwright::geometry
