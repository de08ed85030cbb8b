#pragma once

#include "core/geometry/oriented_box.h"
#include "core/geometry/polygon.h"

#include <vector>

namespace hallwright::geometry {

/// A strip beside which trenches are laid: a road.
struct Corridor {
    Polyline axis_m;
    double width_m = 0.0;
};

struct RoutingOptions {
    double clearance_m = 1.0;   ///< kept from obstacles
    double verge_m = 1.0;       ///< from a corridor's edge to the trench beside it
    double lane_m = 0.0;        ///< shift of the whole route aside, so that routes lie side by side
    double turnCost_m = 12.0;   ///< length that one corner is worth
    double offRoadFactor = 1.6; ///< a metre away from corridors against one beside them
};

/// Corners of an orthogonal route between the outlines of two boxes: around obstacles, along
/// corridors where that is not much longer, few corners. Axes are those of the site; turned boxes
/// count with the upright rectangle around them. Where no way is free the direct corner is taken.
/// First and last point lie on the outlines of `from` and `to`. Deterministic.
[[nodiscard]] Polyline routeOrthogonal(const Rectangle& from, const Rectangle& to,
                                       const std::vector<Rectangle>& obstacles,
                                       const std::vector<Corridor>& corridors,
                                       const RoutingOptions& options = {});

} // namespace hallwright::geometry
