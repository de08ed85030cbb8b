#pragma once

#include "app/scene/mesh_builder.h"
#include "core/catalog/catalog.h"
#include "core/engine/solution.h"
#include "core/model/campus.h"
#include "core/solvers/airflow/air_field.h"

#include <array>
#include <vector>

namespace hallwright::app {

/// A triangle of a surface in an air field [m]; `outward` leads from warm to cold.
struct SurfaceTriangle {
    std::array<base::Vec3, 3> at_m;
    std::array<base::Vec3, 3> outward;
};

/// The surface around all air warmer than `temperature_K`, by marching tetrahedra over the centres
/// of the cells (six a cube, Kuhn's split, so that neighbours meet without gaps), of every
/// `stride`th. It is open where that air meets walls, racks and the ends of the field.
[[nodiscard]] std::vector<SurfaceTriangle> warmSurface(const airflow::AirField& air,
                                                       double temperature_K, int stride = 1);

/// The same for all halls that have an answer, in the scene's axes, in the colour that the
/// temperature has in its layer. Fields of many cells are taken more coarsely, to stay quick.
[[nodiscard]] MeshBuilder warmAir(const model::Campus& campus, const catalog::Catalog& catalog,
                                  const engine::Solution& solution, double temperature_C);

} // namespace hallwright::app
