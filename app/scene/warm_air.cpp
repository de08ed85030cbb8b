#include "app/scene/warm_air.h"

#include "app/scene/color_map.h"
#include "app/scene/hall_axes.h"
#include "core/base/physical_constants.h"
#include "core/model/footprint.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace hallwright::app {

namespace {

using base::Vec3;

constexpr double kCubesMost = 600e3; ///< over all halls: some tens of milliseconds

/// A cube of eight values; corner c lies at (c & 1, c >> 1 & 1, c >> 2).
struct Cube {
    Vec3 low_m, edge_m;
    std::array<double, 8> value{};

    [[nodiscard]] Vec3 corner(int c) const {
        return low_m + Vec3{(c & 1) * edge_m.x, (c >> 1 & 1) * edge_m.y, (c >> 2) * edge_m.z};
    }
    /// Downhill at a point of the cube, of length one.
    [[nodiscard]] Vec3 outward(Vec3 at_m) const {
        const double x = (at_m.x - low_m.x) / edge_m.x, y = (at_m.y - low_m.y) / edge_m.y,
                     z = (at_m.z - low_m.z) / edge_m.z;
        const auto& v = value;
        const auto mix = [](double a, double b, double t) { return a + t * (b - a); };
        const Vec3 down{
            -mix(mix(v[1] - v[0], v[3] - v[2], y), mix(v[5] - v[4], v[7] - v[6], y), z) / edge_m.x,
            -mix(mix(v[2] - v[0], v[3] - v[1], x), mix(v[6] - v[4], v[7] - v[5], x), z) / edge_m.y,
            -mix(mix(v[4] - v[0], v[5] - v[1], x), mix(v[6] - v[2], v[7] - v[3], x), y) / edge_m.z};
        const double length = std::sqrt(down.x * down.x + down.y * down.y + down.z * down.z);
        return length > 0.0 ? (1.0 / length) * down : Vec3{0.0, 0.0, 1.0};
    }
};

/// The cube at a cell, or none where it holds no air, or nothing of the surface.
std::optional<Cube> cubeAt(const airflow::AirField& air, double level_K, int stride, int i, int j,
                           int k) {
    Cube cube;
    std::array<bool, 8> isSolid{};
    double sum = 0.0;
    int airy = 0;
    for (int c = 0; c < 8; ++c) {
        const auto at =
            air.index(i + stride * (c & 1), j + stride * (c >> 1 & 1), k + stride * (c >> 2));
        const auto corner = std::size_t(c);
        isSolid[corner] = air.isSolid[at] != 0;
        cube.value[corner] = double(air.temperature_K[at]);
        if (!isSolid[corner]) {
            sum += cube.value[corner];
            ++airy;
        }
    }
    if (airy == 0)
        return std::nullopt;
    for (std::size_t c = 0; c < 8; ++c)
        if (isSolid[c]) // boxes go on as the air beside them: the surface meets them squarely
            cube.value[c] = sum / airy;
    const auto [least, most] = std::minmax_element(cube.value.begin(), cube.value.end());
    if (!(*least < level_K && *most >= level_K))
        return std::nullopt;
    cube.edge_m = double(stride) * air.cell_m;
    cube.low_m = {(i + 0.5) * air.cell_m.x, (j + 0.5) * air.cell_m.y, (k + 0.5) * air.cell_m.z};
    return cube;
}

/// Kuhn's tetrahedra: from corner 0 to corner 7 along the edges, in each order of the axes.
constexpr std::array<std::array<int, 4>, 6> kTetrahedra{
    {{0, 1, 3, 7}, {0, 1, 5, 7}, {0, 2, 3, 7}, {0, 2, 6, 7}, {0, 4, 5, 7}, {0, 4, 6, 7}}};

void march(const Cube& cube, double level_K, std::vector<SurfaceTriangle>& triangles) {
    const auto crossing = [&](int a, int b) {
        const double from = cube.value[std::size_t(a)], to = cube.value[std::size_t(b)];
        const double share = std::clamp((level_K - from) / (to - from), 0.0, 1.0);
        return cube.corner(a) + share * (cube.corner(b) - cube.corner(a));
    };
    const auto add = [&](Vec3 a, Vec3 b, Vec3 c) {
        triangles.push_back({{a, b, c}, {cube.outward(a), cube.outward(b), cube.outward(c)}});
    };
    for (const auto& tetrahedron : kTetrahedra) {
        std::array<int, 4> warm{}, cold{};
        std::size_t warms = 0, colds = 0;
        for (const int corner : tetrahedron)
            if (cube.value[std::size_t(corner)] >= level_K)
                warm[warms++] = corner;
            else
                cold[colds++] = corner;
        if (warms == 1)
            add(crossing(warm[0], cold[0]), crossing(warm[0], cold[1]), crossing(warm[0], cold[2]));
        else if (colds == 1)
            add(crossing(warm[0], cold[0]), crossing(warm[1], cold[0]), crossing(warm[2], cold[0]));
        else if (warms == 2) {
            const Vec3 a = crossing(warm[0], cold[0]), b = crossing(warm[0], cold[1]),
                       c = crossing(warm[1], cold[1]), d = crossing(warm[1], cold[0]);
            add(a, b, c);
            add(a, c, d);
        }
    }
}

} // namespace

std::vector<SurfaceTriangle> warmSurface(const airflow::AirField& air, double temperature_K,
                                         int stride) {
    std::vector<SurfaceTriangle> triangles;
    for (int k = 0; k + stride < air.cells[2]; k += stride)
        for (int j = 0; j + stride < air.cells[1]; j += stride)
            for (int i = 0; i + stride < air.cells[0]; i += stride)
                if (const auto cube = cubeAt(air, temperature_K, stride, i, j, k))
                    march(*cube, temperature_K, triangles);
    return triangles;
}

MeshBuilder warmAir(const model::Campus& campus, const catalog::Catalog& catalog,
                    const engine::Solution& solution, double temperature_C) {
    MeshBuilder mesh;
    mesh.setColor(ColorMap::airTemperature().color(temperature_C));
    double cells = 0.0;
    for (const auto& [id, state] : solution.halls)
        if (state.air)
            cells += double(state.air->cellCount());
    const int stride = std::max(1, int(std::ceil(std::cbrt(cells / kCubesMost))));
    for (const auto& [id, state] : solution.halls) {
        if (!state.air || !campus.halls().contains(id))
            continue;
        const HallAxes axes(footprintOf(campus, catalog, entity(id)), state.air->size_m());
        const auto turned = [&axes](Vec3 direction) {
            return toScene(axes.toSite(direction) - axes.toSite({}));
        };
        for (const auto& triangle :
             warmSurface(*state.air, temperature_C + base::kZeroCelsius_K, stride)) {
            std::array<QVector3D, 3> at, normal;
            for (std::size_t n = 0; n < 3; ++n) {
                at[n] = toScene(axes.toSite(triangle.at_m[n]));
                normal[n] = turned(triangle.outward[n]);
            }
            mesh.triangle(at, normal);
        }
    }
    return mesh;
}

} // namespace hallwright::app
