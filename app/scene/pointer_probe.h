#pragma once

#include <QVariantMap>

namespace hallwright::app {

class CameraController;
class CampusScene;

/// What the layer shows under a pixel, for QML: {visible, title, value, unit, color, share, over,
/// number, rows:[{label, value}]}; of the nearest of a thing, a cut through a hall's air and the
/// cut through the plume. The scene must have a document.
[[nodiscard]] QVariantMap probeUnder(const CampusScene& scene, const CameraController& camera,
                                     double x, double y);

} // namespace hallwright::app
