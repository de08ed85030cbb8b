#pragma once

#include "app/scene/layer_values.h"
#include "app/scene/mesh_builder.h"
#include "core/model/campus.h"

#include <vector>

namespace hallwright::app {

/// Corners of a feeder's or a main's route from end to end, site axes.
[[nodiscard]] std::vector<base::Vec2> routeOf(const model::Campus& campus,
                                              const model::Feeder& feeder);
[[nodiscard]] std::vector<base::Vec2> routeOf(const model::Campus& campus, const model::Main& main);

/// Feeders as ribbons, A and B side by side, and a thin core of each main so that it stays visible
/// from afar; in the colours of the layer.
[[nodiscard]] MeshBuilder routeBands(const model::Campus& campus, const LayerValues& values);

/// Mains as round pipes: supply to the left of the route, return to the right.
[[nodiscard]] MeshBuilder mainPipes(const model::Campus& campus, const LayerValues& values);

} // namespace hallwright::app
