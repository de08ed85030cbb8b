#include "app/scene/scene_extent.h"

#include "core/model/footprint.h"

#include <algorithm>
#include <cmath>

namespace hallwright::app {

namespace {

using base::Vec2;
using base::Vec3;

/// Grows around what it is given.
class Bounds {
public:
    void include(Vec2 point, double bottom_m, double top_m) {
        m_low = {std::min(m_low.x, point.x), std::min(m_low.y, point.y),
                 std::min(m_low.z, bottom_m)};
        m_high = {std::max(m_high.x, point.x), std::max(m_high.y, point.y),
                  std::max(m_high.z, top_m)};
    }
    void include(const model::OrientedBox& box) {
        for (const Vec2 corner : box.corners())
            include(corner, box.bottom_m, box.bottom_m + box.size_m.z);
    }
    [[nodiscard]] bool isEmpty() const { return m_low.x > m_high.x; }
    [[nodiscard]] SceneExtent extent() const { return {m_low, m_high}; }

private:
    Vec3 m_low{1e30, 1e30, 1e30}, m_high{-1e30, -1e30, -1e30};
};

} // namespace

double SceneExtent::radius_m() const {
    const Vec3 size = high_m - low_m;
    return 0.5 * std::sqrt(size.x * size.x + size.y * size.y + size.z * size.z);
}

std::array<Vec3, 8> SceneExtent::corners_m() const {
    std::array<Vec3, 8> corners;
    for (std::size_t i = 0; i < corners.size(); ++i)
        corners[i] = {i & 1 ? high_m.x : low_m.x, i & 2 ? high_m.y : low_m.y,
                      i & 4 ? high_m.z : low_m.z};
    return corners;
}

SceneExtent extentOf(const model::Campus& campus, const catalog::Catalog& catalog) {
    Bounds bounds;
    const auto includeAll = [&](const auto& table) {
        for (const auto& row : table)
            bounds.include(footprintOf(campus, catalog, entity(row.id)));
    };
    includeAll(campus.halls());
    includeAll(campus.substations());
    includeAll(campus.plants());
    includeAll(campus.grids());
    for (const model::Equipment& item : campus.equipment())
        if (!item.parent.isValid())
            bounds.include(item.placement.position_m, 0.0, 0.0);
    if (bounds.isEmpty())
        for (const Vec2 corner : campus.site().boundary_m)
            bounds.include(corner, 0.0, 0.0);
    if (bounds.isEmpty())
        return {};
    SceneExtent extent = bounds.extent();
    extent.low_m.z = 0.0;
    return extent;
}

std::optional<SceneExtent> extentOf(const model::Campus& campus, const catalog::Catalog& catalog,
                                    const std::vector<model::EntityId>& ids) {
    Bounds bounds;
    const auto includeEnds = [&](const auto* route) {
        if (!route)
            return;
        bounds.include(campus.sitePlacement(route->from).position_m, 0.0, 1.0);
        bounds.include(campus.sitePlacement(route->to).position_m, 0.0, 1.0);
    };
    for (const model::EntityId id : ids) {
        includeEnds(campus.feeders().find(model::FeederId{id.number}));
        includeEnds(campus.mains().find(model::MainId{id.number}));
        if (const auto box = footprintOf(campus, catalog, id); box.size_m.x > 0.0)
            bounds.include(box);
    }
    if (bounds.isEmpty())
        return {};
    return bounds.extent();
}

} // namespace hallwright::app
