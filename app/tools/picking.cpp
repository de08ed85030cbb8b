#include "app/tools/picking.h"

#include "core/model/footprint.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace hallwright::app {

namespace {

using base::Vec2;
using base::Vec3;
using model::EntityId;
using model::EntityKind;

constexpr double kAimable_px = 4.0; ///< smaller things can't be aimed at
constexpr double kRoute_px = 5.0;   ///< how near a cable must be

bool isContent(EntityKind kind) {
    return kind == EntityKind::Rack || kind == EntityKind::Equipment ||
           kind == EntityKind::GridConnection;
}

double distanceToSegment(Vec2 p, Vec2 a, Vec2 b) {
    const Vec2 ab = b - a, ap = p - a;
    const double squared = ab.x * ab.x + ab.y * ab.y;
    const double t =
        squared > 0.0 ? std::clamp((ap.x * ab.x + ap.y * ab.y) / squared, 0.0, 1.0) : 0.0;
    const Vec2 off = ap - t * ab;
    return std::hypot(off.x, off.y);
}

template <class Table>
void nearestRoute(const model::Campus& campus, const Table& table, Vec2 point, double& best_m,
                  EntityId& found) {
    for (const auto& row : table) {
        Vec2 from = campus.sitePlacement(row.from).position_m;
        const auto leg = [&](Vec2 to) {
            const double away = distanceToSegment(point, from, to);
            if (away < best_m) {
                best_m = away;
                found = entity(row.id);
            }
            from = to;
        };
        for (const Vec2 corner : row.route_m)
            leg(corner);
        leg(campus.sitePlacement(row.to).position_m);
    }
}

bool holds(const model::OrientedBox& box, Vec2 point) {
    const double angle = box.rotation_deg * std::numbers::pi / 180.0;
    const Vec2 d = point - box.centre_m;
    return std::abs(d.x * std::cos(angle) + d.y * std::sin(angle)) <= 0.5 * box.size_m.x &&
           std::abs(-d.x * std::sin(angle) + d.y * std::cos(angle)) <= 0.5 * box.size_m.y;
}

} // namespace

std::optional<Vec3> meetPlane(const PickRay& ray, double z_m) {
    if (std::abs(ray.direction.z) < 1e-6)
        return {};
    const double t = (z_m - ray.origin_m.z) / ray.direction.z;
    if (t <= 0.0)
        return {};
    return ray.origin_m + t * ray.direction;
}

EntityId pickEntity(const model::Campus& campus, const geometry::SpatialIndex& index,
                    const PickRay& ray, double metresPerPixel) {
    EntityId around;
    for (const geometry::RayHit& hit : index.pickAll(ray.origin_m, ray.direction)) {
        const EntityId id{hit.number};
        const EntityKind kind = campus.kindOf(id);
        if (isContent(kind)) {
            const auto* box = index.find(hit.number);
            const double edge_m = box ? std::max(box->size_m.x, box->size_m.y) : 0.0;
            if (edge_m >= kAimable_px * metresPerPixel)
                return id;
        } else if (!around.isValid() && kind != EntityKind::Row) {
            around = id;
        }
    }
    if (const auto ground = meetPlane(ray, 0.0)) {
        double best_m = std::max(0.8, kRoute_px * metresPerPixel);
        EntityId route;
        const Vec2 point{ground->x, ground->y};
        nearestRoute(campus, campus.feeders(), point, best_m, route);
        nearestRoute(campus, campus.mains(), point, best_m, route);
        // A cable ends under its hall: there the hall is meant.
        if (route.isValid() && !around.isValid())
            return route;
    }
    return around;
}

EntityId containerAt(const model::Campus& campus, const catalog::Catalog& catalog, Vec2 point_m) {
    const auto find = [&](const auto& table) {
        for (const auto& row : table)
            if (holds(model::footprintOf(campus, catalog, entity(row.id)), point_m))
                return entity(row.id);
        return EntityId{};
    };
    for (const EntityId id :
         {find(campus.halls()), find(campus.substations()), find(campus.plants())})
        if (id.isValid())
            return id;
    return {};
}

} // namespace hallwright::app
