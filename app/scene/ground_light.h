#pragma once

#include "core/model/footprint.h"

#include <QImage>
#include <QRectF>

#include <vector>

namespace hallwright::app {

/// How light the ground is: shadows that boxes throw under a sun from the south-west at 55
/// degrees, and the dimmer light close to them. Baked once an edit instead of a shadow pass a
/// frame, because a frame is drawn far more often than the campus changes.
struct GroundLight {
    QImage light;   ///< Grayscale8, 255 = open sky
    QRectF scene_m; ///< what it covers: x and z of the scene
};

/// `boxes` stand on the ground or on a floor; those below knee height throw no shadow.
[[nodiscard]] GroundLight bakeGroundLight(const std::vector<model::OrientedBox>& boxes);

/// The walls of a hall as boxes, instead of its whole box: light falls in where it is cut open.
void addHallWalls(std::vector<model::OrientedBox>& boxes, const model::OrientedBox& hall,
                  double height_m);

} // namespace hallwright::app
