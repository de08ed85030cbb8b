#include "core/model/route.h"

#include <cmath>

namespace hallwright::model {

double routeLength_m(const Campus& campus, EntityId from, const std::vector<Vec2>& corners_m,
                     EntityId to) {
    Vec2 previous = campus.sitePlacement(from).position_m;
    double length_m = 0.0;
    const auto goTo = [&](Vec2 next) {
        length_m += std::hypot(next.x - previous.x, next.y - previous.y);
        previous = next;
    };
    for (const auto& corner : corners_m)
        goTo(corner);
    goTo(campus.sitePlacement(to).position_m);
    return length_m;
}

} // namespace hallwright::model
