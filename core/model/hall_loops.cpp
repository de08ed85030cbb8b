#include "core/model/hall_loops.h"

#include "core/geometry/frame.h"
#include "core/geometry/polygon.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace hallwright::model {

namespace {

/// A liquid-cooled rack and the line along which its branch runs.
struct Branch {
    const ContentRack* rack;
    const ContentRow* row; ///< nullptr: the rack stands alone
};

/// Rows that share a manifold, and the CDUs that stand nearest to them.
struct Group {
    std::vector<const ContentRow*> rows;
    std::vector<Branch> branches;
    std::vector<const Equipment*> cdus;
};

double distanceTo(const Group& group, Vec2 point) {
    double least = std::numeric_limits<double>::infinity();
    for (const auto* row : group.rows)
        least = std::min(least, geometry::distanceToSegment(point, row->start_m, row->end_m));
    for (const auto& branch : group.branches)
        if (!branch.row)
            least =
                std::min(least, geometry::length(point - branch.rack->rack->placement.position_m));
    return least;
}

template <class Groups>
std::size_t nearestGroup(const Groups& groups, Vec2 point) {
    std::size_t nearest = 0;
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < groups.size(); ++i)
        if (const double away = distanceTo(groups[i], point); away < least) {
            least = away;
            nearest = i;
        }
    return nearest;
}

std::vector<Group> groupLiquidRacks(const HallContent& content, const catalog::PipeFamily* pipe) {
    std::vector<const ContentRow*> rows;
    std::vector<double> flows;
    for (const auto& row : content.rows) {
        double flow = 0.0;
        bool isLiquid = false;
        for (const auto& rack : row.racks) {
            flow += rack.demand.coolant_m3_per_s;
            isLiquid |= rack.demand.heatToLiquid_W > 0.0;
        }
        if (isLiquid) {
            rows.push_back(&row);
            flows.push_back(flow);
        }
    }
    const double capacity = pipe && !pipe->sizes.empty()
                                ? pipeCapacity_m3_per_s(*pipe, pipe->sizes.back())
                                : std::numeric_limits<double>::infinity();
    const auto loopOfRow = groupRows(flows, capacity);
    std::vector<Group> groups(loopOfRow.empty() ? 0
                                                : static_cast<std::size_t>(loopOfRow.back()) + 1);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        auto& group = groups[static_cast<std::size_t>(loopOfRow[i])];
        group.rows.push_back(rows[i]);
        for (const auto& rack : rows[i]->racks)
            if (rack.demand.heatToLiquid_W > 0.0)
                group.branches.push_back({&rack, rows[i]});
    }
    for (const auto& rack : content.alone) {
        if (rack.demand.heatToLiquid_W <= 0.0)
            continue;
        if (groups.empty())
            groups.emplace_back();
        groups[nearestGroup(groups, rack.rack->placement.position_m)].branches.push_back(
            {&rack, nullptr});
    }
    return groups;
}

/// Rows of a group that has no CDU are served by the nearest group that has one.
void mergeUnserved(std::vector<Group>& groups) {
    std::vector<std::size_t> served;
    for (std::size_t i = 0; i < groups.size(); ++i)
        if (!groups[i].cdus.empty())
            served.push_back(i);
    if (served.empty())
        return;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        auto& group = groups[i];
        if (!group.cdus.empty())
            continue;
        const auto away = [i](std::size_t k) { return k > i ? k - i : i - k; };
        const auto nearest = *std::min_element(served.begin(), served.end(),
                                               [&](auto a, auto b) { return away(a) < away(b); });
        auto& host = groups[nearest];
        host.rows.insert(host.rows.end(), group.rows.begin(), group.rows.end());
        host.branches.insert(host.branches.end(), group.branches.begin(), group.branches.end());
        group.branches.clear();
    }
    std::erase_if(groups, [](const Group& group) { return group.cdus.empty(); });
}

/// The manifold enters where most of the loop's CDUs stand: at the rows' start or end.
void routeManifold(const Group& group, TcsLoop& loop) {
    Vec2 feed{};
    for (const auto* cdu : group.cdus)
        feed = feed + (1.0 / static_cast<double>(group.cdus.size())) * cdu->placement.position_m;
    int atEnd = 0;
    for (const auto* cdu : group.cdus)
        for (const auto* row : group.rows) {
            const Vec2 at = cdu->placement.position_m;
            atEnd +=
                geometry::length(at - row->end_m) < geometry::length(at - row->start_m) ? 1 : -1;
        }
    std::vector<std::pair<double, RackId>> reach;
    for (const auto& branch : group.branches) {
        const Vec2 at = branch.rack->rack->placement.position_m;
        double pipe_m = std::abs(at.x - feed.x) + std::abs(at.y - feed.y);
        if (branch.row) {
            const Vec2 along = branch.row->end_m - branch.row->start_m;
            const double length = geometry::length(along);
            const Vec2 enter = atEnd > 0 ? branch.row->end_m : branch.row->start_m;
            const Vec2 unit = length > 0.0 ? (1.0 / length) * along : Vec2{0.0, 1.0};
            const double across = std::abs(geometry::cross(enter - feed, unit));
            const double inRow = atEnd > 0 ? length - branch.rack->along_m : branch.rack->along_m;
            pipe_m = across + std::max(0.0, inRow);
        }
        reach.emplace_back(pipe_m, branch.rack->rack->id);
    }
    std::sort(reach.begin(), reach.end());
    for (const auto& [pipe_m, rack] : reach) {
        loop.manifold_m.push_back(pipe_m);
        loop.racks.push_back(rack);
    }
}

} // namespace

void deriveLoops(const HallContent& content, const catalog::Catalog& catalog,
                 HallInterior& interior) {
    const auto* pipe = catalog.pipe(content.hall->recipe.tcsPipe);
    auto groups = groupLiquidRacks(content, pipe);
    if (content.cdus.empty()) {
        for (const auto& group : groups)
            for (const auto& branch : group.branches)
                interior.racksWithoutCoolant.push_back(branch.rack->rack->id);
        std::sort(interior.racksWithoutCoolant.begin(), interior.racksWithoutCoolant.end());
        return;
    }
    if (groups.empty())
        return;
    for (const auto* cdu : content.cdus)
        groups[nearestGroup(groups, cdu->placement.position_m)].cdus.push_back(cdu);
    mergeUnserved(groups);
    for (const auto& group : groups) {
        TcsLoop loop;
        loop.name = "TCS-" + std::to_string(interior.loops.size() + 1);
        for (const auto* cdu : group.cdus)
            loop.cdus.push_back(cdu->id);
        routeManifold(group, loop);
        loop.pipeFamily = content.hall->recipe.tcsPipe;
        double flow = 0.0;
        for (const auto& branch : group.branches)
            flow += branch.rack->demand.coolant_m3_per_s;
        if (const auto* size = pipe ? pipeFor(*pipe, flow) : nullptr)
            loop.manifoldDn = size->dn;
        interior.loops.push_back(std::move(loop));
    }
}

} // namespace hallwright::model
