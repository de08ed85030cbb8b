#include "core/geometry/polygon.h"

#include "core/geometry/frame.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

namespace hallwright::geometry {

using base::Vec2;

namespace {

/// Slack for "on the outline" [m]: a micrometre, far below any dimension that is drawn.
constexpr double kOnLine_m = 1e-6;

/// The part of a segment, as parameters from 0 to 1, inside a rectangle grown by `margin_m`.
std::optional<std::pair<double, double>> clip(const Rectangle& rectangle, double margin_m,
                                              Vec2 from_m, Vec2 to_m) {
    const auto turn = Direction::ofDegrees(rectangle.rotation_deg);
    const Vec2 start = turn.turnBack(from_m - rectangle.centre_m);
    const Vec2 step = turn.turnBack(to_m - from_m);
    const double starts[2] = {start.x, start.y}, steps[2] = {step.x, step.y};
    const double halves[2] = {0.5 * rectangle.size_m.x + margin_m,
                              0.5 * rectangle.size_m.y + margin_m};
    double enter = 0.0, leave = 1.0;
    for (int axis = 0; axis < 2; ++axis) {
        if (halves[axis] < 0.0)
            return std::nullopt;
        if (steps[axis] == 0.0) {
            if (std::abs(starts[axis]) > halves[axis])
                return std::nullopt;
            continue;
        }
        double near = (-halves[axis] - starts[axis]) / steps[axis];
        double far = (halves[axis] - starts[axis]) / steps[axis];
        if (near > far)
            std::swap(near, far);
        enter = std::max(enter, near);
        leave = std::min(leave, far);
    }
    if (enter > leave)
        return std::nullopt;
    return std::pair(enter, leave);
}

} // namespace

double signedArea(const Polygon& polygon) {
    double twice = 0.0;
    for (std::size_t i = 0; i < polygon.size(); ++i)
        twice += cross(polygon[i], polygon[(i + 1) % polygon.size()]);
    return 0.5 * twice;
}

bool contains(const Polygon& polygon, Vec2 point_m) {
    if (polygon.size() < 3)
        return false;
    bool inside = false;
    for (std::size_t i = 0; i < polygon.size(); ++i) {
        const Vec2 a = polygon[i], b = polygon[(i + 1) % polygon.size()];
        if (distanceToSegment(point_m, a, b) <= kOnLine_m)
            return true;
        if ((a.y > point_m.y) != (b.y > point_m.y) &&
            point_m.x < a.x + (point_m.y - a.y) / (b.y - a.y) * (b.x - a.x))
            inside = !inside;
    }
    return inside;
}

bool contains(const Polygon& polygon, const Rectangle& rectangle) {
    for (const Vec2 corner : rectangle.corners())
        if (!contains(polygon, corner))
            return false;
    for (std::size_t i = 0; i < polygon.size(); ++i)
        if (crosses(rectangle, polygon[i], polygon[(i + 1) % polygon.size()]))
            return false;
    return true;
}

bool overlaps(const Polygon& polygon, const Rectangle& rectangle, double tolerance_m) {
    if (polygon.size() < 3)
        return false;
    if (contains(polygon, rectangle.centre_m))
        return true;
    for (std::size_t i = 0; i < polygon.size(); ++i)
        if (crosses(rectangle, polygon[i], polygon[(i + 1) % polygon.size()], tolerance_m))
            return true;
    return false;
}

double length(const Polyline& line) {
    double total = 0.0;
    for (std::size_t i = 1; i < line.size(); ++i)
        total += length(line[i] - line[i - 1]);
    return total;
}

double distanceToSegment(Vec2 point_m, Vec2 from_m, Vec2 to_m) {
    const Vec2 along = to_m - from_m;
    const double square = dot(along, along);
    const double t =
        square > 0.0 ? std::clamp(dot(point_m - from_m, along) / square, 0.0, 1.0) : 0.0;
    return length(point_m - from_m - t * along);
}

double distance(const Rectangle& rectangle, Vec2 from_m, Vec2 to_m) {
    if (clip(rectangle, 0.0, from_m, to_m))
        return 0.0;
    double least = std::min(distance(rectangle, from_m), distance(rectangle, to_m));
    for (const Vec2 corner : rectangle.corners())
        least = std::min(least, distanceToSegment(corner, from_m, to_m));
    return least;
}

double distance(const Rectangle& rectangle, const Polyline& line) {
    double least = line.size() == 1 ? distance(rectangle, line.front())
                                    : std::numeric_limits<double>::infinity();
    for (std::size_t i = 1; i < line.size(); ++i)
        least = std::min(least, distance(rectangle, line[i - 1], line[i]));
    return least;
}

bool crosses(const Rectangle& rectangle, Vec2 from_m, Vec2 to_m, double tolerance_m) {
    return clip(rectangle, -tolerance_m, from_m, to_m).has_value();
}

Polyline offset(const Polyline& line, double offset_m) {
    Polyline corners;
    for (const Vec2 corner : line)
        if (corners.empty() || length(corner - corners.back()) > kOnLine_m)
            corners.push_back(corner);
    if (corners.size() < 2)
        return corners;
    const auto normal = [&](std::size_t segment) {
        const Vec2 along = corners[segment + 1] - corners[segment];
        return (1.0 / length(along)) * Vec2{-along.y, along.x};
    };
    Polyline shifted;
    for (std::size_t i = 0; i < corners.size(); ++i) {
        const Vec2 before = normal(i == 0 ? 0 : i - 1);
        const Vec2 after = normal(i + 1 == corners.size() ? i - 1 : i);
        const Vec2 sum = before + after;
        // Mitre: along the bisector, so far that both sides keep their distance. |sum| is twice
        // the cosine of half the turn; cos 75 deg = 0.2588 belongs to a corner of 30 degrees.
        const double halfCos = std::max(0.5 * length(sum), 0.2588);
        const double size = length(sum);
        const Vec2 bisector = size > 1e-9 ? (1.0 / size) * sum : before;
        shifted.push_back(corners[i] + (offset_m / halfCos) * bisector);
    }
    return shifted;
}

} // namespace hallwright::geometry
