#pragma once

// C++17: CUDA kernels read this too.

#include "core/solvers/airflow/grid_shape.h"

namespace hallwright::airflow {

// Conductance through an open side of the next coarser grid over the fine ones': its cells lie 5/3
// to 2 times as far from the calm air, which stays half a fine cell beyond the side.
constexpr float kOpenSideShare = 0.6f;

/// Conductance along `axis` of the near face of coarse cell `place` from the conductances `fine` of
/// the fine grid's near faces; place[axis] may be one beyond the last cell. Open fine faces add up
/// over the distance between the centres of the coarse cells: two fine steps, or one and a half
/// where the last coarse cell holds a single layer.
HW_HD float coarseConductance(const float* fine, const GridShape& fineShape,
                              const GridShape& coarseShape, int axis, const int* place) {
    int begin[3], end[3];
    for (int d = 0; d < 3; ++d) {
        begin[d] = 2 * place[d];
        end[d] = begin[d] + 2 < fineShape.cells[d] ? begin[d] + 2 : fineShape.cells[d];
    }
    float share = kOpenSideShare; // sides that are open have calm air beyond; shut ones add nothing
    const bool isFarSide = place[axis] == coarseShape.cells[axis];
    if (isFarSide)
        begin[axis] = fineShape.cells[axis];
    else if (place[axis] > 0)
        share = begin[axis] == fineShape.cells[axis] - 1 ? 1.0f / 1.5f : 0.5f;
    end[axis] = begin[axis] + 1;
    float sum = 0.0f;
    for (int k = begin[2]; k < end[2]; ++k)
        for (int j = begin[1]; j < end[1]; ++j)
            for (int i = begin[0]; i < end[0]; ++i)
                sum += share * fine[fineShape.index(i, j, k)];
    return sum;
}

/// 1 over the sum of the conductances of a cell, 0 for cells without any.
HW_HD float inverseConductance(const float* const* conductance, const int* stride, int c) {
    float diagonal = 0.0f;
    for (int d = 0; d < 3; ++d)
        diagonal += conductance[d][c] + conductance[d][c + stride[d]];
    return diagonal > 0.0f ? 1.0f / diagonal : 0.0f;
}

} // namespace hallwright::airflow
