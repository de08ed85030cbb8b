#include "core/catalog/equipment_types.h"

#include <algorithm>

namespace hallwright::catalog {

double interpolate(const Curve& curve, double x, double fallback) {
    if (curve.empty())
        return fallback;
    const auto above =
        std::lower_bound(curve.begin(), curve.end(), x,
                         [](const CurvePoint& point, double wanted) { return point.x < wanted; });
    if (above == curve.begin())
        return curve.front().y;
    if (above == curve.end())
        return curve.back().y;
    const auto below = above - 1;
    const double share = (x - below->x) / (above->x - below->x);
    return below->y + share * (above->y - below->y);
}

} // namespace hallwright::catalog
