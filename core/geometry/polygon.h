#pragma once

#include "core/base/vec.h"
#include "core/geometry/oriented_box.h"

#include <vector>

namespace hallwright::geometry {

/// A polygon's corners in order, either way round; the last joins the first. Fewer than three
/// corners enclose nothing.
using Polygon = std::vector<base::Vec2>;
/// Corners of an open line.
using Polyline = std::vector<base::Vec2>;

/// Signed area [m2]: positive where corners run counter-clockwise.
[[nodiscard]] double signedArea(const Polygon& polygon);
/// True inside and on the outline.
[[nodiscard]] bool contains(const Polygon& polygon, base::Vec2 point_m);
/// True where the whole rectangle lies inside or on the outline; notches are seen.
[[nodiscard]] bool contains(const Polygon& polygon, const Rectangle& rectangle);
/// True where a polygon and a rectangle share more than `tolerance_m` of depth.
[[nodiscard]] bool overlaps(const Polygon& polygon, const Rectangle& rectangle,
                            double tolerance_m = 1e-4);

[[nodiscard]] double length(const Polyline& line);
[[nodiscard]] double distanceToSegment(base::Vec2 point_m, base::Vec2 from_m, base::Vec2 to_m);
/// Shortest distance between a segment and a rectangle [m]; 0 where they meet.
[[nodiscard]] double distance(const Rectangle& rectangle, base::Vec2 from_m, base::Vec2 to_m);
/// Shortest distance between a line and a rectangle [m]; infinite for an empty line.
[[nodiscard]] double distance(const Rectangle& rectangle, const Polyline& line);
/// True where the segment passes through the rectangle deeper than `tolerance_m`.
[[nodiscard]] bool crosses(const Rectangle& rectangle, base::Vec2 from_m, base::Vec2 to_m,
                           double tolerance_m = 1e-6);
/// The line shifted to its left by `offset_m` (right where negative), with mitred corners; a corner
/// sharper than 30 degrees is cut off at the mitre of that angle.
[[nodiscard]] Polyline offset(const Polyline& line, double offset_m);

} // namespace hallwright::geometry
