#pragma once

#include "app/scene/mesh_builder.h"
#include "app/scene/scene_palette.h"
#include "core/catalog/catalog.h"
#include "core/model/campus.h"

namespace hallwright::app {

/// What lies flat: pads, roads, hall floors, gravel of substations, the site boundary.
[[nodiscard]] MeshBuilder surfaceMesh(const model::Campus& campus, const catalog::Catalog& catalog,
                                      const ScenePalette& palette);

/// Shells of the halls, cut open above `cutHeight_m`: walls with their thickness, the cut face
/// lighter; a roof only where the cut lies above it.
[[nodiscard]] MeshBuilder shellMesh(const model::Campus& campus, const catalog::Catalog& catalog,
                                    double cutHeight_m);

/// Gantries and fire walls of substations, towers of grid connections, fences, pipe racks.
[[nodiscard]] MeshBuilder structureMesh(const model::Campus& campus,
                                        const catalog::Catalog& catalog);

/// One level square around the campus, large enough that its edge is never seen.
[[nodiscard]] MeshBuilder groundMesh(base::Vec2 centre_m);

/// Height of the floor slab above the ground [m].
inline constexpr double kFloor_m = 0.12;

} // namespace hallwright::app
