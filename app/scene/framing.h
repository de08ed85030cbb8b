#pragma once

#include "app/scene/camera_controller.h"
#include "app/scene/scene_extent.h"

#include <QMarginsF>

namespace hallwright::app {

/// Room around what is framed: a factor of its radius, and the radius that it has at least.
struct FramingAir {
    double factor = 1.0;
    double least_m = 0.0;
};

/// The nearest pose with the look that the camera has or is about to have that shows a box whole,
/// with air around it, inside the viewport less `margins` [px].
[[nodiscard]] CameraController::Pose poseOn(const CameraController& camera,
                                            const SceneExtent& extent, FramingAir air,
                                            const QMarginsF& margins);

} // namespace hallwright::app
