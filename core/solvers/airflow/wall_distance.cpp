#include "core/solvers/airflow/wall_distance.h"

#include "core/solvers/airflow/field_memory.h"

#include <algorithm>
#include <cmath>

namespace hallwright::airflow {
namespace {

/// Solution d of sum over axes of max(0, (d - a_i) / h_i)^2 = 1 for upwind distances a_i.
double eikonalUpdate(std::array<double, 3> upwind_m, std::array<double, 3> edge_m) {
    std::array<int, 3> order{0, 1, 2};
    std::sort(order.begin(), order.end(), [&](int a, int b) {
        return upwind_m[static_cast<std::size_t>(a)] < upwind_m[static_cast<std::size_t>(b)];
    });
    double a = 0.0, b = 0.0, c = -1.0, result = HUGE_VAL;
    for (int o : order) {
        const double from = upwind_m[static_cast<std::size_t>(o)];
        if (result <= from)
            break;
        const double weight =
            1.0 / (edge_m[static_cast<std::size_t>(o)] * edge_m[static_cast<std::size_t>(o)]);
        a += weight;
        b += weight * from;
        c += weight * from * from;
        result = (b + std::sqrt(std::max(b * b - a * c, 0.0))) / a;
    }
    return result;
}

} // namespace

std::vector<float> wallDistances(const Lattice& lattice, bool isTwoDimensional,
                                 const std::stop_token& stop) {
    const GridShape& s = lattice.shape;
    const std::array<double, 3> edge_m{lattice.cell_m.x, lattice.cell_m.y, lattice.cell_m.z};
    const int axes = isTwoDimensional ? 2 : 3;
    const float far_m = static_cast<float>(s.cells[0] * edge_m[0] + s.cells[1] * edge_m[1] +
                                           s.cells[2] * edge_m[2]);
    std::vector<float> distance_m;
    fillField(distance_m, static_cast<std::size_t>(s.arraySize()), 0.0f, stop);
    if (stop.stop_requested())
        return distance_m;
    const auto at = [](const auto& array, int c) { return array[static_cast<std::size_t>(c)]; };

    for (int k = 0; k < s.cells[2] && !stop.stop_requested(); ++k)
        for (int j = 0; j < s.cells[1]; ++j)
            for (int i = 0; i < s.cells[0]; ++i) {
                const int c = s.index(i, j, k);
                if (at(lattice.isSolid, c))
                    continue;
                double nearest_m = far_m;
                for (int d = 0; d < axes; ++d) {
                    const auto& open = lattice.open[static_cast<std::size_t>(d)];
                    if (at(open, c) < 0.5f || at(open, c + s.stride[d]) < 0.5f)
                        nearest_m = std::min(nearest_m, 0.5 * edge_m[static_cast<std::size_t>(d)]);
                }
                distance_m[static_cast<std::size_t>(c)] = static_cast<float>(nearest_m);
            }

    const auto setOutside = [&](float value_m) { // open sides lead to no wall
        for (const OpenFace& face : lattice.openFaces)
            distance_m[static_cast<std::size_t>(face.outside)] = value_m;
    };
    setOutside(far_m);
    for (int sweep = 0; sweep < 8; ++sweep) {
        const auto place = [&](int d, int n) { return (sweep >> d) & 1 ? s.cells[d] - 1 - n : n; };
        for (int kk = 0; kk < s.cells[2] && !stop.stop_requested(); ++kk)
            for (int jj = 0; jj < s.cells[1]; ++jj)
                for (int ii = 0; ii < s.cells[0]; ++ii) {
                    const int c = s.index(place(0, ii), place(1, jj), place(2, kk));
                    if (at(lattice.isSolid, c))
                        continue;
                    std::array<double, 3> upwind_m{far_m, far_m, far_m};
                    for (int d = 0; d < axes; ++d) {
                        const auto axis = static_cast<std::size_t>(d);
                        const int far = c + s.stride[d], near = c - s.stride[d];
                        if (at(lattice.open[axis], c) > 0.5f)
                            upwind_m[axis] = at(distance_m, near);
                        if (at(lattice.open[axis], far) > 0.5f)
                            upwind_m[axis] = std::min(upwind_m[axis], double(at(distance_m, far)));
                    }
                    float& own_m = distance_m[static_cast<std::size_t>(c)];
                    own_m = std::min(own_m, static_cast<float>(eikonalUpdate(upwind_m, edge_m)));
                }
    }
    setOutside(0.0f);
    return distance_m;
}

} // namespace hallwright::airflow
