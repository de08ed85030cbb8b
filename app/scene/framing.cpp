#include "app/scene/framing.h"

#include "core/model/footprint.h"

#include <algorithm>

namespace hallwright::app {

using base::Vec2;
using base::Vec3;
using model::EntityId;

std::optional<CampusScene::Extent> extentOf(const CampusScene& scene,
                                            const std::vector<EntityId>& ids) {
    Vec3 low{1e30, 1e30, 1e30}, high{-1e30, -1e30, -1e30};
    const model::Campus& campus = scene.document()->campus();
    const auto include = [&](Vec2 point, double bottom_m, double top_m) {
        low = {std::min(low.x, point.x), std::min(low.y, point.y), std::min(low.z, bottom_m)};
        high = {std::max(high.x, point.x), std::max(high.y, point.y), std::max(high.z, top_m)};
    };
    for (const EntityId id : ids) {
        const auto ends = [&](const auto* row) {
            if (!row)
                return;
            include(campus.sitePlacement(row->from).position_m, 0.0, 1.0);
            include(campus.sitePlacement(row->to).position_m, 0.0, 1.0);
        };
        ends(campus.feeders().find(model::FeederId{id.number}));
        ends(campus.mains().find(model::MainId{id.number}));
        const auto box = model::footprintOf(campus, *scene.document()->catalog(), id);
        if (box.size_m.x > 0.0)
            for (const Vec2 corner : box.corners())
                include(corner, box.bottom_m, box.bottom_m + box.size_m.z);
    }
    if (low.x > high.x)
        return {};
    return CampusScene::Extent{low, high};
}

CameraController::Pose poseOn(const CameraController& camera, const CampusScene::Extent& extent,
                              FramingAir air, const QMarginsF& margins) {
    const double radius_m = extent.radius_m();
    const double grow_m = std::max((air.factor - 1.0) * radius_m, air.least_m - radius_m);
    const Vec3 by_m{std::max(0.0, grow_m), std::max(0.0, grow_m), 0.0};
    const CampusScene::Extent framed{extent.low_m - by_m, extent.high_m + by_m};
    return camera.poseShowing(framed.corners_m(), camera.goal(), margins);
}

} // namespace hallwright::app
