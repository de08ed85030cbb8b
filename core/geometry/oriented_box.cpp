#include "core/geometry/oriented_box.h"

#include "core/geometry/frame.h"
#include "core/geometry/polygon.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace hallwright::geometry {

using base::Vec2;
using base::Vec3;

std::array<Vec2, 4> Rectangle::corners() const {
    const auto turn = Direction::ofDegrees(rotation_deg);
    const double x = 0.5 * size_m.x, y = 0.5 * size_m.y;
    return {centre_m + turn.turn({-x, -y}), centre_m + turn.turn({x, -y}),
            centre_m + turn.turn({x, y}), centre_m + turn.turn({-x, y})};
}

Bounds boundsOf(const Rectangle& rectangle) {
    const auto turn = Direction::ofDegrees(rectangle.rotation_deg);
    const double c = std::abs(turn.cos), s = std::abs(turn.sin);
    const Vec2 half{0.5 * (c * rectangle.size_m.x + s * rectangle.size_m.y),
                    0.5 * (s * rectangle.size_m.x + c * rectangle.size_m.y)};
    return {rectangle.centre_m - half, rectangle.centre_m + half};
}

namespace {

/// Half of the rectangle's extent along a unit vector.
double halfExtent(const Rectangle& r, const Direction& turn, Vec2 axis) {
    const Vec2 own = turn.turnBack(axis);
    return 0.5 * (std::abs(own.x) * r.size_m.x + std::abs(own.y) * r.size_m.y);
}

struct Separation {
    double overlap_m = std::numeric_limits<double>::infinity();
    Vec2 axis; ///< unit vector from b towards a
};

/// The axis of least overlap; the first one wins a tie, so the answer is the same every time.
Separation leastOverlap(const Rectangle& a, const Rectangle& b) {
    const auto turnA = Direction::ofDegrees(a.rotation_deg);
    const auto turnB = Direction::ofDegrees(b.rotation_deg);
    const Vec2 between = a.centre_m - b.centre_m;
    Separation least;
    for (const Vec2 axis : {turnA.turn({1.0, 0.0}), turnA.turn({0.0, 1.0}), turnB.turn({1.0, 0.0}),
                            turnB.turn({0.0, 1.0})}) {
        const double along = dot(between, axis);
        const double overlap =
            halfExtent(a, turnA, axis) + halfExtent(b, turnB, axis) - std::abs(along);
        if (overlap < least.overlap_m)
            least = {overlap, along < 0.0 ? -1.0 * axis : axis};
    }
    return least;
}

} // namespace

double penetration(const Rectangle& a, const Rectangle& b) {
    return leastOverlap(a, b).overlap_m;
}

Vec2 partingShift(const Rectangle& a, const Rectangle& b) {
    const auto least = leastOverlap(a, b);
    return least.overlap_m > 0.0 ? least.overlap_m * least.axis : Vec2{};
}

double distance(const Rectangle& a, const Rectangle& b) {
    if (penetration(a, b) >= 0.0)
        return 0.0;
    // Two convex outlines apart are nearest at a corner of one of them.
    double least = std::numeric_limits<double>::infinity();
    const auto cornersA = a.corners(), cornersB = b.corners();
    for (std::size_t i = 0; i < 4; ++i)
        for (std::size_t k = 0; k < 4; ++k) {
            least =
                std::min(least, distanceToSegment(cornersA[i], cornersB[k], cornersB[(k + 1) % 4]));
            least =
                std::min(least, distanceToSegment(cornersB[k], cornersA[i], cornersA[(i + 1) % 4]));
        }
    return least;
}

double distance(const Rectangle& rectangle, Vec2 point_m) {
    const Vec2 own =
        Direction::ofDegrees(rectangle.rotation_deg).turnBack(point_m - rectangle.centre_m);
    const double x = std::max(0.0, std::abs(own.x) - 0.5 * rectangle.size_m.x);
    const double y = std::max(0.0, std::abs(own.y) - 0.5 * rectangle.size_m.y);
    return std::hypot(x, y);
}

std::optional<double> rayEntry(Vec3 origin_m, Vec3 direction, const Rectangle& footprint,
                               double bottom_m, double height_m) {
    const auto turn = Direction::ofDegrees(footprint.rotation_deg);
    const Vec2 origin = turn.turnBack(Vec2{origin_m.x, origin_m.y} - footprint.centre_m);
    const Vec2 along = turn.turnBack({direction.x, direction.y});
    const double start[3] = {origin.x, origin.y, origin_m.z - bottom_m - 0.5 * height_m};
    const double step[3] = {along.x, along.y, direction.z};
    const double half[3] = {0.5 * footprint.size_m.x, 0.5 * footprint.size_m.y, 0.5 * height_m};
    double entry = 0.0, leave = std::numeric_limits<double>::infinity();
    for (int axis = 0; axis < 3; ++axis) {
        if (step[axis] == 0.0) {
            if (std::abs(start[axis]) > half[axis])
                return std::nullopt;
            continue;
        }
        double near = (-half[axis] - start[axis]) / step[axis];
        double far = (half[axis] - start[axis]) / step[axis];
        if (near > far)
            std::swap(near, far);
        entry = std::max(entry, near);
        leave = std::min(leave, far);
    }
    if (entry > leave)
        return std::nullopt;
    return entry;
}

} // namespace hallwright::geometry
