#include "core/model/edits/arranging.h"

#include "core/geometry/frame.h"
#include "core/model/edits/edit_support.h"
#include "core/model/validation.h"

#include <algorithm>
#include <cmath>

namespace hallwright::model {

namespace {

using geometry::Direction;

/// A rigid motion in one frame: turn about a centre, then shift.
struct Motion {
    Vec2 centre_m;
    double turn_deg = 0.0;
    Vec2 by_m;

    [[nodiscard]] Vec2 moved(Vec2 p) const {
        return centre_m + Direction::ofDegrees(turn_deg).turn(p - centre_m) + by_m;
    }
    [[nodiscard]] Placement moved(Placement placement) const {
        placement.position_m = moved(placement.position_m);
        if (turn_deg != 0.0)
            placement.rotation_deg = geometry::normalisedDegrees(placement.rotation_deg + turn_deg);
        return placement;
    }
    /// The same motion seen from the frame of a container.
    [[nodiscard]] Motion in(const Campus& campus, EntityId container) const {
        if (!container.isValid())
            return *this;
        const auto frame = campus.sitePlacement(container);
        return {campus.toLocal(container, centre_m), turn_deg,
                Direction::ofDegrees(frame.rotation_deg).turnBack(by_m)};
    }
};

bool isFinite(Vec2 v) {
    return std::isfinite(v.x) && std::isfinite(v.y);
}

/// Those of `entities` that are not carried by another of them: racks of a chosen row and content
/// of a chosen container move with it. Numbers of all chosen ones are in `chosen`.
std::vector<EntityId> carriers(const Campus& campus, const std::vector<EntityId>& entities,
                               const NumberSet& chosen) {
    std::vector<EntityId> all;
    NumberSet seen;
    for (const auto id : entities) {
        if (!seen.insert(id.number).second || chosen.contains(campus.containerOf(id).number))
            continue;
        const auto* rack = campus.racks().find({id.number});
        if (rack && chosen.contains(rack->row.number))
            continue;
        all.push_back(id);
    }
    return all;
}

/// Middle of the smallest upright rectangle around the places of things, in site axes.
Vec2 commonCentre(const Campus& campus, const std::vector<EntityId>& things) {
    bool isFirst = true;
    Vec2 low, high;
    const auto add = [&](Vec2 p) {
        low = isFirst ? p : Vec2{std::min(low.x, p.x), std::min(low.y, p.y)};
        high = isFirst ? p : Vec2{std::max(high.x, p.x), std::max(high.y, p.y)};
        isFirst = false;
    };
    for (const auto id : things)
        visitEntity(campus, id, [&](const auto& row) {
            if constexpr (requires { row.placement; })
                add(campus.sitePlacement(id).position_m);
            else if constexpr (requires { row.points_m; })
                std::for_each(row.points_m.begin(), row.points_m.end(), add);
        });
    return 0.5 * (low + high);
}

template <class T>
void moveRoutes(const Table<T>& table, const NumberSet& chosen, const Motion& motion,
                ChangeSet& changes) {
    for (const auto& line : table) {
        const bool isCarried = chosen.contains(line.from.number) && chosen.contains(line.to.number);
        if (line.route_m.empty() || (!isCarried && !chosen.contains(line.id.number)))
            continue;
        T moved = line;
        for (Vec2& corner : moved.route_m)
            corner = motion.moved(corner);
        changes.put(std::move(moved));
    }
}

void moveOne(const Campus& campus, EntityId id, const Motion& motion, ChangeSet& changes) {
    const EntityId container = campus.containerOf(id);
    const Motion local = motion.in(campus, container);
    visitEntity(campus, id, [&](const auto& row) {
        auto moved = row;
        if constexpr (requires { moved.placement; })
            moved.placement = local.moved(row.placement);
        else if constexpr (requires { moved.points_m; })
            for (Vec2& point : moved.points_m)
                point = motion.moved(point);
        else
            return; // routes follow in moveRoutes; scenarios stand nowhere
        changes.put(std::move(moved));
    });
    if (campus.rows().contains({id.number}))
        for (const auto& rack : campus.racks())
            if (rack.row.number == id.number) {
                Rack moved = rack;
                moved.placement = local.moved(rack.placement);
                changes.put(std::move(moved));
            }
    markDetached(campus, container, changes);
}

} // namespace

base::Result<ChangeSet> MoveEntities::plan(const Campus& campus, const catalog::Catalog&) const {
    if (!isFinite(by_m) || !std::isfinite(turn_deg))
        return base::failure("/by_m", "is not a displacement", "Set finite numbers.");
    NumberSet chosen;
    for (const auto id : entities) {
        if (campus.kindOf(id) == EntityKind::None)
            return unknownEntity(id);
        chosen.insert(id.number);
    }
    ChangeSet changes;
    if (by_m == Vec2{} && turn_deg == 0.0)
        return changes;
    const auto things = carriers(campus, entities, chosen);
    const Motion motion{commonCentre(campus, things), turn_deg, by_m};
    for (const auto id : things)
        moveOne(campus, id, motion, changes);
    moveRoutes(campus.feeders(), chosen, motion, changes);
    moveRoutes(campus.mains(), chosen, motion, changes);
    return changes;
}

base::Result<ChangeSet> SetPlacement::plan(const Campus& campus,
                                           const catalog::Catalog& catalog) const {
    if (campus.kindOf(entity) == EntityKind::None)
        return unknownEntity(entity);
    ChangeSet changes;
    base::Diagnostics found;
    visitEntity(campus, entity, [&](const auto& row) {
        if constexpr (requires { row.placement; }) {
            auto placed = row;
            placed.placement = placement;
            found = validateRow(campus, catalog, placed);
            if (found.empty() && !(placed == row))
                changes.put(std::move(placed));
        } else {
            found = base::failure("/placement", "this has no place of its own",
                                  "Edit its points or its ends.");
        }
    });
    if (!found.empty())
        return found;
    const auto* row = campus.rows().find({entity.number});
    if (row && !changes.isEmpty()) {
        // Racks keep their places in the row's frame.
        const auto before = Direction::ofDegrees(row->placement.rotation_deg);
        const auto after = Direction::ofDegrees(placement.rotation_deg);
        const double turn_deg = placement.rotation_deg - row->placement.rotation_deg;
        for (const auto& rack : campus.racks()) {
            if (rack.row != row->id)
                continue;
            Rack moved = rack;
            moved.placement.position_m =
                placement.position_m +
                after.turn(before.turnBack(rack.placement.position_m - row->placement.position_m));
            moved.placement.z_m += placement.z_m - row->placement.z_m;
            moved.placement.rotation_deg =
                geometry::normalisedDegrees(rack.placement.rotation_deg + turn_deg);
            changes.put(std::move(moved));
        }
    }
    if (!changes.isEmpty())
        markDetached(campus, campus.containerOf(entity), changes);
    return changes;
}

base::Result<ChangeSet> DeleteEntities::plan(const Campus& campus, const catalog::Catalog&) const {
    NumberSet numbers;
    ChangeSet changes;
    for (const auto id : entities) {
        if (campus.kindOf(id) == EntityKind::None)
            return unknownEntity(id);
        numbers.insert(id.number);
    }
    addContent(campus, numbers);
    removeAll(campus, numbers, changes);
    for (const auto id : entities)
        if (const auto container = campus.containerOf(id); !numbers.contains(container.number))
            markDetached(campus, container, changes);
    return changes;
}

} // namespace hallwright::model
