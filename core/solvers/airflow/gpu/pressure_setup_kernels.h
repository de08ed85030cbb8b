#pragma once

// Kernels that make the grids of the pressure equation, see compute::Executor and
// PressureMultigrid. C++17: nvcc reads this too.

#include "core/solvers/airflow/coarse_conductance.h"
#include "core/solvers/airflow/gpu/pressure_kernels.h"

namespace hallwright::airflow {

/// Conductances of faces, from their openness; `open` may be where they go.
struct FaceConductance {
    static constexpr const char* kName = "FaceConductance";
    const float* open[3];
    float scale_per_m2[3];
    float* conductance[3];

    HW_HD void operator()(int c, int) const {
        for (int d = 0; d < 3; ++d)
            conductance[d][c] = open[d][c] * scale_per_m2[d];
    }
};

/// Diagonal of a level whose conductances have changed.
struct FinishLevel {
    static constexpr const char* kName = "FinishLevel";
    PressureLevel level;
    float* inverseDiagonal;

    HW_HD void operator()(int i, int row) const {
        const int c = level.shape.rowStart(row) + i;
        inverseDiagonal[c] = inverseConductance(level.g.conductance, level.g.stride, c);
    }
};

/// Conductances and diagonal of a level from those of the next finer one.
struct CoarsenLevel {
    static constexpr const char* kName = "CoarsenLevel";
    PressureLevel fine, coarse;
    float* conductance[3];
    float* inverseDiagonal;

    HW_HD void operator()(int i, int row) const {
        const GridShape& s = coarse.shape;
        const int j = row % s.cells[1], k = row / s.cells[1];
        const int c = s.index(i, j, k);
        const int place[3] = {i, j, k};
        float diagonal = 0.0f;
        for (int d = 0; d < 3; ++d) {
            const float* from = fine.g.conductance[d];
            const float near = coarseConductance(from, fine.shape, s, d, place);
            const int next[3] = {i + (d == 0), j + (d == 1), k + (d == 2)};
            const float far = coarseConductance(from, fine.shape, s, d, next);
            conductance[d][c] = near;
            if (next[d] == s.cells[d])
                conductance[d][c + s.stride[d]] = far;
            diagonal += near + far;
        }
        inverseDiagonal[c] = diagonal > 0.0f ? 1.0f / diagonal : 0.0f;
    }
};

} // namespace hallwright::airflow
