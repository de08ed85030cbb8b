#include "core/geometry/frame.h"
#include "core/geometry/polygon.h"
#include "core/model/naming.h"
#include "core/model/rules/rule_context.h"
#include "core/model/words.h"

#include <algorithm>
#include <cmath>

namespace hallwright::model {

namespace {

/// Slack for things that stand flush with an edge [m].
constexpr double kFlush_m = 1e-3;

bool isMountedInRack(const RuleContext& context, std::string_view type) {
    const auto* cdu = context.catalog().cdu(type);
    return cdu && cdu->mounting == "in-rack";
}

bool standsOnSite(const RuleContext& context) {
    return !context.container.isValid();
}

double clearWidth_m(const Zone& zone) {
    return 0.5 * zone.width_m;
}

} // namespace

void checkOverlap(const RuleContext& context, std::vector<Refusal>& refusals) {
    if (isMountedInRack(context, context.type))
        return;
    for (const auto& other : context.overlapping(context.box)) {
        if (context.isToldByOther(other.id) || isMountedInRack(context, context.typeOf(other.id)))
            continue;
        const auto mine = context.box.rectangle(), theirs = other.rectangle();
        refusals.push_back({"overlap", joined("Overlaps ", context.campus().nameOf(other.id)) + '.',
                            moveSentence(geometry::partingShift(mine, theirs)), other.id,
                            geometry::penetration(mine, theirs), 0.0});
    }
}

void checkContainer(const RuleContext& context, std::vector<Refusal>& refusals) {
    if (standsOnSite(context))
        return;
    const auto hull = footprintOf(context.campus(), context.catalog(), context.container);
    const auto turn = geometry::Direction::ofDegrees(hull.rotation_deg);
    Vec2 low{}, high{};
    for (const Vec2 corner : context.box.corners()) {
        const Vec2 own = turn.turnBack(corner - hull.centre_m);
        low = {std::max(low.x, -0.5 * hull.size_m.x - own.x),
               std::max(low.y, -0.5 * hull.size_m.y - own.y)};
        high = {std::max(high.x, own.x - 0.5 * hull.size_m.x),
                std::max(high.y, own.y - 0.5 * hull.size_m.y)};
    }
    const double out_m = std::max({low.x, low.y, high.x, high.y});
    const auto name = context.campus().nameOf(context.container);
    if (out_m > kFlush_m)
        refusals.push_back({"container", joined("Reaches out of ", name) + '.',
                            moveSentence(turn.turn(low - high)), context.container, out_m, 0.0});
    const double above_m =
        context.box.bottom_m + context.box.size_m.z - hull.bottom_m - hull.size_m.z;
    const bool isRoofed = context.campus().halls().contains({context.container.number});
    if (isRoofed && above_m > kFlush_m)
        refusals.push_back(
            {"container",
             joined("Taller than the clear height of ", name) + " by " + inMetres(above_m) + '.',
             joined("Raise the hall's clear height to ", inMetres(hull.size_m.z + above_m)) + '.',
             context.container, above_m, 0.0});
}

void checkBoundary(const RuleContext& context, std::vector<Refusal>& refusals) {
    const auto& boundary = context.campus().site().boundary_m;
    if (!standsOnSite(context) || boundary.size() < 3 ||
        geometry::contains(boundary, context.box.rectangle()))
        return;
    // The corner that lies furthest out tells by how much, and the nearest edge where to.
    double out_m = 0.0;
    Vec2 back{};
    for (const Vec2 corner : context.box.corners()) {
        if (geometry::contains(boundary, corner))
            continue;
        double least_m = 0.0;
        Vec2 nearest{};
        for (std::size_t i = 0; i < boundary.size(); ++i) {
            const Vec2 a = boundary[i], along = boundary[(i + 1) % boundary.size()] - a;
            const double square = geometry::dot(along, along);
            const double t = square > 0.0
                                 ? std::clamp(geometry::dot(corner - a, along) / square, 0.0, 1.0)
                                 : 0.0;
            const Vec2 shift = a + t * along - corner;
            if (i == 0 || geometry::length(shift) < least_m) {
                least_m = geometry::length(shift);
                nearest = shift;
            }
        }
        if (least_m > out_m) {
            out_m = least_m;
            back = nearest;
        }
    }
    refusals.push_back({"boundary", "Outside the site boundary.",
                        out_m > 0.0 ? moveSentence(back)
                                    : std::string("Move it away from the notch in the boundary."),
                        EntityId{}, out_m, 0.0});
}

void checkExclusion(const RuleContext& context, std::vector<Refusal>& refusals) {
    if (!standsOnSite(context))
        return;
    for (const auto& zone : context.campus().zones())
        if (zone.kind == ZoneKind::Exclusion &&
            geometry::overlaps(zone.points_m, context.box.rectangle(), kFlush_m))
            refusals.push_back({"exclusion", joined("Stands in ", zone.name) + '.',
                                "Move it out of the zone.", entity(zone.id), 0.0, 0.0});
}

void checkRoads(const RuleContext& context, std::vector<Refusal>& refusals) {
    if (!standsOnSite(context))
        return;
    for (const auto& zone : context.campus().zones()) {
        const bool isRoad = zone.kind == ZoneKind::Road;
        if (!isRoad && zone.kind != ZoneKind::Fence)
            continue;
        const auto mine = context.box.rectangle();
        const double gap_m = geometry::distance(mine, zone.points_m);
        const double limit_m = clearWidth_m(zone);
        // A line without width is crossed, not touched.
        bool isHit = gap_m < limit_m - kFlush_m;
        for (std::size_t i = 1; !isHit && i < zone.points_m.size(); ++i)
            isHit = geometry::crosses(mine, zone.points_m[i - 1], zone.points_m[i], kFlush_m);
        if (isHit)
            refusals.push_back({"road", joined("Stands on ", zone.name) + '.',
                                joined("Keep ", inMetres(limit_m)) +
                                    (isRoad ? " from the road's middle." : " from the fence."),
                                entity(zone.id), gap_m, limit_m});
    }
}

} // namespace hallwright::model
