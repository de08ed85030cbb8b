#include "app/scene/framing.h"

#include <algorithm>

namespace hallwright::app {

CameraController::Pose poseOn(const CameraController& camera, const SceneExtent& extent,
                              FramingAir air, const QMarginsF& margins) {
    const double radius_m = extent.radius_m();
    const double grow_m = std::max((air.factor - 1.0) * radius_m, air.least_m - radius_m);
    const base::Vec3 by_m{std::max(0.0, grow_m), std::max(0.0, grow_m), 0.0};
    const SceneExtent framed{extent.low_m - by_m, extent.high_m + by_m};
    return camera.poseShowing(framed.corners_m(), camera.goal(), margins);
}

} // namespace hallwright::app
