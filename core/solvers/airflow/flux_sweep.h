#pragma once

#include "core/solvers/airflow/grid_shape.h"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace hallwright::airflow {

/// The three directions as constants, so that strides and pointers leave the inner loops.
template <int direction>
struct Direction {
    static constexpr int value = direction;
};

/// For all cells c of the rows [rowBegin, rowEnd) of every layer calls
/// update(c, sum over directions of (far - near flux) / edge). flux(Direction<d>, c) is the flux
/// through the near side of c; each is computed once and carried over to the next row and layer.
template <class Flux, class Update>
void sweepFluxes(const GridShape& shape, int rowBegin, int rowEnd, const Flux flux,
                 const Update update) {
    constexpr int kRowsPerBlock = 24;  // the carried layer stays in the fast cache
    const int count = shape.rowLength; // closed faces keep the halo as it is
    const int sy = shape.stride[1], sz = shape.stride[2];
    const float inverseX = shape.inverse_per_m[0], inverseY = shape.inverse_per_m[1],
                inverseZ = shape.inverse_per_m[2];
    static thread_local std::vector<float> memory;
    const auto width = static_cast<std::size_t>(count) + 1;
    memory.resize(width * (kRowsPerBlock + 4));
    float* const alongX = memory.data();
    float* const farZ = alongX + width;
    float* nearY = farZ + width;
    float* farY = nearY + width;
    float* const layerZ = farY + width;

    for (int block = rowBegin; block < rowEnd; block += kRowsPerBlock) {
        const int blockEnd = std::min(block + kRowsPerBlock, rowEnd);
        for (int j = block; j < blockEnd; ++j) {
            float* const nearZ = layerZ + static_cast<std::size_t>(j - block) * width;
            const int first = shape.index(0, j, 0);
#pragma GCC ivdep
            for (int i = 0; i < count; ++i)
                nearZ[i] = flux(Direction<2>{}, first + i);
        }
        for (int k = 0; k < shape.cells[2]; ++k) {
            const int layer = shape.index(0, block, k);
#pragma GCC ivdep
            for (int i = 0; i < count; ++i)
                nearY[i] = flux(Direction<1>{}, layer + i);
            for (int j = block; j < blockEnd; ++j) {
                const int first = layer + (j - block) * sy;
                float* const nearZ = layerZ + static_cast<std::size_t>(j - block) * width;
#pragma GCC ivdep
                for (int i = 0; i < count; ++i)
                    alongX[i] = flux(Direction<0>{}, first + i);
                alongX[count] = flux(Direction<0>{}, first + count);
#pragma GCC ivdep
                for (int i = 0; i < count; ++i)
                    farY[i] = flux(Direction<1>{}, first + sy + i);
#pragma GCC ivdep
                for (int i = 0; i < count; ++i)
                    farZ[i] = flux(Direction<2>{}, first + sz + i);
#pragma GCC ivdep
                for (int i = 0; i < count; ++i)
                    update(first + i, (alongX[i + 1] - alongX[i]) * inverseX +
                                          (farY[i] - nearY[i]) * inverseY +
                                          (farZ[i] - nearZ[i]) * inverseZ);
                std::copy(farZ, farZ + count, nearZ);
                std::swap(nearY, farY);
            }
        }
    }
}

} // namespace hallwright::airflow
