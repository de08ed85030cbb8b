#pragma once

#include "core/solvers/airflow/grid_shape.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <stop_token>
#include <vector>

namespace hallwright::airflow {

/// The three directions as constants, so that strides and pointers leave the inner loops.
template <int direction>
struct Direction {
    static constexpr int value = direction;
};

/// The fluxes of one quantity through a block of rows, layer by layer: each flux is computed once
/// and carried over to the next row and layer. Flattened, because a flux that stays a call keeps
/// its loop from running in vectors.
class FluxBlock {
public:
    static constexpr int kRows = 24; ///< the carried layer stays in the fast cache

    /// For rows [begin, end), at most kRows; `memory` is kept from block to block.
    FluxBlock(const GridShape& shape, int begin, int end, std::vector<float>& memory)
        : m_shape(shape), m_begin(begin), m_end(end),
          m_width(static_cast<std::size_t>(shape.rowLength) + 1) {
        memory.resize(m_width * (kRows + 4));
        m_alongX = memory.data();
        m_farZ = m_alongX + m_width;
        m_nearY = m_farZ + m_width;
        m_farY = m_nearY + m_width;
        m_layerZ = m_farY + m_width;
    }

    /// The near side of the lowest layer, to be called first.
    template <class Flux>
    [[gnu::flatten]] void start(const Flux& flux) {
        const int count = m_shape.rowLength;
        for (int j = m_begin; j < m_end; ++j) {
            float* const nearZ = rowZ(j);
            const int first = m_shape.index(0, j, 0);
#pragma GCC ivdep
            for (int i = 0; i < count; ++i)
                nearZ[i] = flux(Direction<2>{}, first + i);
        }
    }

    /// Layer k, after k - 1: calls update(c, sum over directions of (far - near flux) / edge) for
    /// all its cells c in the block.
    template <class Flux, class Update>
    [[gnu::flatten]] void sweepLayer(int k, const Flux flux, const Update update) {
        const int count = m_shape.rowLength; // closed faces keep the halo as it is
        const int sy = m_shape.stride[1], sz = m_shape.stride[2];
        const float inverseX = m_shape.inverse_per_m[0], inverseY = m_shape.inverse_per_m[1],
                    inverseZ = m_shape.inverse_per_m[2];
        float* const alongX = m_alongX;
        float* const farZ = m_farZ;
        float* nearY = m_nearY;
        float* farY = m_farY;
        const int layer = m_shape.index(0, m_begin, k);
#pragma GCC ivdep
        for (int i = 0; i < count; ++i)
            nearY[i] = flux(Direction<1>{}, layer + i);
        for (int j = m_begin; j < m_end; ++j) {
            const int first = layer + (j - m_begin) * sy;
            float* const nearZ = rowZ(j);
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

private:
    [[nodiscard]] float* rowZ(int j) const {
        return m_layerZ + static_cast<std::size_t>(j - m_begin) * m_width;
    }

    const GridShape& m_shape;
    int m_begin, m_end;
    std::size_t m_width;
    float *m_alongX, *m_farZ, *m_nearY, *m_farY, *m_layerZ;
};

/// What a sweep does to one quantity: flux(Direction<d>, c) is the flux through the near side of c,
/// update(c, divergence) takes the cell's.
template <class Flux, class Update>
struct Sweep {
    Flux flux;
    Update update;
};
template <class Flux, class Update>
Sweep(Flux, Update) -> Sweep<Flux, Update>;

/// Sweeps all cells of the rows [rowBegin, rowEnd) of every layer. Quantities swept together go
/// through each layer one after the other, and what they read comes from memory once. Ends early
/// where a stop is requested.
template <class... Sweeps>
void sweepFluxes(const GridShape& shape, int rowBegin, int rowEnd, const std::stop_token& stop,
                 const Sweeps&... sweeps) {
    static thread_local std::array<std::vector<float>, 3> memory;
    static_assert(sizeof...(Sweeps) <= 3);
    for (int begin = rowBegin; begin < rowEnd && !stop.stop_requested();
         begin += FluxBlock::kRows) {
        const int end = std::min(begin + FluxBlock::kRows, rowEnd);
        std::size_t n = 0;
        std::array<FluxBlock, sizeof...(Sweeps)> blocks{
            (static_cast<void>(sweeps), FluxBlock(shape, begin, end, memory[n++]))...};
        n = 0;
        (blocks[n++].start(sweeps.flux), ...);
        for (int k = 0; k < shape.cells[2] && !stop.stop_requested(); ++k) {
            n = 0;
            (blocks[n++].sweepLayer(k, sweeps.flux, sweeps.update), ...);
        }
    }
}

} // namespace hallwright::airflow
