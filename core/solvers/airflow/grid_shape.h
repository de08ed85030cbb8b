#pragma once

// C++17: CUDA kernels read this too.

#include "core/base/host_device.h"

namespace hallwright::airflow {

/// Numbers of cells, strides and spacing of one grid. All arrays of a grid share the layout: cell
/// (i, j, k) at index(i, j, k), with kHalo layers around it that stay zero. A face carries the
/// index of the cell on its far side: face c along axis d lies between the cells c - stride[d] and
/// c.
struct GridShape {
    static constexpr int kHalo = 2; // limited upwind schemes look two cells away

    int cells[3] = {0, 0, 0};
    int rowLength =
        0; ///< cells[0] and some of the halo, a multiple of 8: what a loop along a row does
    int stride[3] = {1, 0, 0};
    float inverse_per_m[3] = {0, 0, 0}; ///< 1 / edge of a cell

    HW_HD int index(int i, int j, int k) const {
        return (k + kHalo) * stride[2] + (j + kHalo) * stride[1] + i + kHalo;
    }
    /// First cell of a row; rows count along y, then along z.
    HW_HD int rowStart(int row) const { return index(0, row % cells[1], row / cells[1]); }
    int rowCount() const { return cells[1] * cells[2]; }
    int arraySize() const { return stride[2] * (cells[2] + 2 * kHalo); }
    int cellCount() const { return cells[0] * cells[1] * cells[2]; }
};

inline GridShape makeGridShape(int nx, int ny, int nz, double hx_m, double hy_m, double hz_m) {
    GridShape shape;
    shape.cells[0] = nx;
    shape.cells[1] = ny;
    shape.cells[2] = nz;
    shape.rowLength = (nx + 7) / 8 * 8;
    shape.stride[1] = shape.rowLength + 2 * GridShape::kHalo;
    shape.stride[2] = shape.stride[1] * (ny + 2 * GridShape::kHalo);
    shape.inverse_per_m[0] = static_cast<float>(1.0 / hx_m);
    shape.inverse_per_m[1] = static_cast<float>(1.0 / hy_m);
    shape.inverse_per_m[2] = static_cast<float>(1.0 / hz_m);
    return shape;
}

} // namespace hallwright::airflow
