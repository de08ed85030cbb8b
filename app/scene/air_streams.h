#pragma once

#include "app/document/view_state.h"
#include "app/scene/mesh_builder.h"
#include "core/catalog/catalog.h"
#include "core/engine/solution.h"
#include "core/model/campus.h"

#include <span>

namespace hallwright::app {

/// Paths of the air that let one see where racks get theirs from: upstream from the fronts and
/// downstream from the rears of the racks among `picked`; without one, upstream from the warmest
/// racks of each hall and downstream from its air units. Coloured as the layer's slice is.
[[nodiscard]] MeshBuilder airStreams(const model::Campus& campus, const catalog::Catalog& catalog,
                                     const engine::Solution& solution, ViewState::Layer layer,
                                     std::span<const model::EntityId> picked);

} // namespace hallwright::app
