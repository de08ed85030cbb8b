#include "core/solvers/airflow/pressure_multigrid.h"

#include "core/compute/parallel_chunks.h"
#include "core/solvers/airflow/coarse_conductance.h"
#include "core/solvers/airflow/field_memory.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace hallwright::airflow {
namespace {

constexpr int kCellsPerChunk = 16384;   // below this a thread costs more than it gains
constexpr int kLayersOfBothColours = 6; // below it too few to share among threads

int rowGrain(const GridShape& shape) {
    return std::max(1, kCellsPerChunk / shape.cells[0]);
}

/// Calls body(j, k, index of the row's first cell) for all rows, on threads.
template <class Body>
void forRows(const GridShape& shape, const Body& body) {
    compute::parallelChunks(shape.cells[1] * shape.cells[2], rowGrain(shape),
                            [&](int begin, int end) {
                                for (int r = begin; r < end; ++r) {
                                    const int j = r % shape.cells[1], k = r / shape.cells[1];
                                    body(j, k, shape.index(0, j, k));
                                }
                            });
}

void relaxRow(const PressureView g, const float* mask, int first, int count) {
    float* potential = g.potential;
#pragma GCC ivdep // the mask leaves out the cells whose values the others read
    for (int i = 0; i < count; ++i) {
        const int c = first + i;
        potential[c] += mask[i] * relaxationStep(g, c);
    }
}

} // namespace

PressureMultigrid::PressureMultigrid(const GridShape& shape,
                                     const std::array<std::vector<float>, 3>& open,
                                     const std::stop_token& stop) {
    setOpen(shape, open, stop);
    if (stop.stop_requested())
        return;
    const auto size = static_cast<std::size_t>(shape.arraySize());
    for (auto* field : {&m_answer, &m_direction, &m_product})
        fillField(*field, size, 0.0f, stop);
    m_rowSums.assign(static_cast<std::size_t>(shape.cells[1] * shape.cells[2]), 0.0f);
}

void PressureMultigrid::setOpen(const GridShape& shape,
                                const std::array<std::vector<float>, 3>& open,
                                const std::stop_token& stop) {
    m_levels.clear();
    if (stop.stop_requested())
        return;
    Level finest;
    finest.shape = shape;
    for (std::size_t d = 0; d < 3; ++d) {
        const float scale = shape.inverse_per_m[d] * shape.inverse_per_m[d];
        copyField(open[d], finest.conductance[d], stop);
        for (float& value : finest.conductance[d])
            value *= scale;
        if (stop.stop_requested())
            return;
    }
    finish(finest, stop);
    m_levels.push_back(std::move(finest));
    const std::vector<GridShape> grids = shapes(shape);
    for (std::size_t n = 1; n < grids.size() && !stop.stop_requested(); ++n)
        m_levels.push_back(coarsen(m_levels.back(), grids[n], stop));
}

std::vector<GridShape> PressureMultigrid::shapes(const GridShape& finest) {
    std::vector<GridShape> grids{finest};
    while (grids.back().cellCount() > 8) {
        const GridShape& f = grids.back();
        if (std::max({f.cells[0], f.cells[1], f.cells[2]}) <= 2)
            break;
        int cells[3];
        double edge_m[3];
        for (int d = 0; d < 3; ++d) {
            cells[d] = (f.cells[d] + 1) / 2;
            edge_m[d] = (cells[d] == f.cells[d] ? 1.0 : 2.0) / f.inverse_per_m[d];
        }
        grids.push_back(
            makeGridShape(cells[0], cells[1], cells[2], edge_m[0], edge_m[1], edge_m[2]));
    }
    return grids;
}

void PressureMultigrid::finish(Level& level, const std::stop_token& stop) {
    const GridShape& s = level.shape;
    const auto size = static_cast<std::size_t>(s.arraySize());
    for (auto* field : {&level.potential, &level.source, &level.inverseDiagonal})
        fillField(*field, size, 0.0f, stop);
    if (stop.stop_requested())
        return;
    const float* const conductance[3] = {level.conductance[0].data(), level.conductance[1].data(),
                                         level.conductance[2].data()};
    for (int k = 0; k < s.cells[2] && !stop.stop_requested(); ++k)
        for (int j = 0; j < s.cells[1]; ++j)
            for (int c = s.index(0, j, k); c < s.index(s.cells[0], j, k); ++c)
                level.inverseDiagonal[static_cast<std::size_t>(c)] =
                    inverseConductance(conductance, s.stride, c);
    level.evenMask.resize(static_cast<std::size_t>(s.rowLength) + 1);
    for (std::size_t i = 0; i < level.evenMask.size(); ++i)
        level.evenMask[i] = i % 2 == 0 ? kOverRelaxation : 0.0f;
}

PressureMultigrid::Level PressureMultigrid::coarsen(const Level& fine, const GridShape& shape,
                                                    const std::stop_token& stop) {
    const GridShape& f = fine.shape;
    Level coarse;
    coarse.shape = shape;
    const GridShape& s = coarse.shape;
    for (int d = 0; d < 3; ++d) {
        auto& conductance = coarse.conductance[static_cast<std::size_t>(d)];
        fillField(conductance, static_cast<std::size_t>(s.arraySize()), 0.0f, stop);
        const float* const from = fine.conductance[static_cast<std::size_t>(d)].data();
        const int end[3] = {s.cells[0] + (d == 0), s.cells[1] + (d == 1), s.cells[2] + (d == 2)};
        for (int k = 0; k < end[2] && !stop.stop_requested(); ++k)
            for (int j = 0; j < end[1]; ++j)
                for (int i = 0; i < end[0]; ++i) {
                    const int place[3] = {i, j, k};
                    conductance[static_cast<std::size_t>(s.index(i, j, k))] =
                        coarseConductance(from, f, s, d, place);
                }
    }
    finish(coarse, stop);
    return coarse;
}

PressureView PressureMultigrid::view(Level& level) {
    PressureView g = view(std::as_const(level));
    g.potential = level.potential.data();
    return g;
}

PressureView PressureMultigrid::view(const Level& level) {
    PressureView g{};
    g.potential = const_cast<float*>(level.potential.data());
    g.source = level.source.data();
    g.inverseDiagonal = level.inverseDiagonal.data();
    for (std::size_t d = 0; d < 3; ++d) {
        g.conductance[d] = level.conductance[d].data();
        g.stride[d] = level.shape.stride[d];
    }
    return g;
}

void PressureMultigrid::smooth(Level& level, int sweeps, bool isUpward) {
    for (int sweep = 0; sweep < sweeps; ++sweep) {
        // Going up the colours swap, which keeps the cycle symmetric.
        const int first = isUpward ? 1 : 0;
        if (level.shape.cells[2] >= kLayersOfBothColours)
            relaxBothColours(level, first, 1 - first);
        else
            for (const int colour : {first, 1 - first})
                relaxColour(level, colour, 0, level.shape.cells[2]);
    }
}

void PressureMultigrid::relaxColour(Level& level, int colour, int begin, int end) {
    const PressureView g = view(level);
    const GridShape& s = level.shape;
    compute::parallelChunks(s.cells[1] * (end - begin), rowGrain(s), [&](int from, int to) {
        for (int r = from; r < to; ++r) {
            const int j = r % s.cells[1], k = begin + r / s.cells[1];
            relaxRow(g, level.evenMask.data() + ((j + k + colour) & 1), s.index(0, j, k),
                     s.rowLength);
        }
    });
}

void PressureMultigrid::relaxBothColours(Level& level, int first, int second) {
    const PressureView g = view(level);
    const GridShape& s = level.shape;
    const int layers = s.cells[2];
    const auto relaxLayer = [&](int colour, int k) {
        for (int j = 0; j < s.cells[1]; ++j)
            relaxRow(g, level.evenMask.data() + ((j + k + colour) & 1), s.index(0, j, k),
                     s.rowLength);
    };
    m_isLate.assign(static_cast<std::size_t>(layers), 0);
    const int grain =
        std::max(kLayersOfBothColours / 2, kCellsPerChunk / (s.cells[0] * s.cells[1]));
    // The second colour follows a layer behind the first, while that is still in the cache. Where
    // it needs what another thread does, it waits until all are done.
    compute::parallelChunks(layers, grain, [&](int begin, int end) {
        for (int k = begin; k < end; ++k) {
            relaxLayer(first, k);
            if (k > begin && (k - 1 > begin || begin == 0))
                relaxLayer(second, k - 1);
        }
        if (end == layers && (end - 1 > begin || begin == 0))
            relaxLayer(second, end - 1);
        if (begin > 0)
            m_isLate[static_cast<std::size_t>(begin)] = 1;
        if (end < layers)
            m_isLate[static_cast<std::size_t>(end) - 1] = 1;
    });
    for (int k = 0; k < layers; ++k)
        if (m_isLate[static_cast<std::size_t>(k)] != 0)
            relaxColour(level, second, k, k + 1);
}

void PressureMultigrid::restrictResidual(const Level& fine, Level& coarse) {
    const PressureView g = view(fine);
    const GridShape& f = fine.shape;
    forRows(coarse.shape, [&](int j, int k, int first) {
        float* target = coarse.source.data() + first;
        float* potential = coarse.potential.data() + first;
        std::fill(target, target + coarse.shape.cells[0], 0.0f);
        std::fill(potential, potential + coarse.shape.cells[0], 0.0f);
        static thread_local std::vector<float> residual;
        residual.assign(static_cast<std::size_t>(f.rowLength) + 1, 0.0f);
        for (int kk = 2 * k; kk < std::min(2 * k + 2, f.cells[2]); ++kk)
            for (int jj = 2 * j; jj < std::min(2 * j + 2, f.cells[1]); ++jj) {
                const int row = f.index(0, jj, kk);
                float* sum = residual.data();
#pragma GCC ivdep
                for (int i = 0; i < f.rowLength; ++i)
                    sum[i] += pressureResidual(g, row + i);
            }
        // Beyond an open side the row's end holds what the calm air there would have to give.
        std::fill(residual.begin() + f.cells[0], residual.end(), 0.0f);
        if (f.cells[0] == 1)
            target[0] = residual[0];
        else
            for (int i = 0; i < coarse.shape.cells[0]; ++i)
                target[i] = residual[static_cast<std::size_t>(2 * i)] +
                            residual[static_cast<std::size_t>(2 * i) + 1];
    });
}

void PressureMultigrid::addCorrection(const Level& coarse, Level& fine) {
    const GridShape& f = fine.shape;
    forRows(f, [&](int j, int k, int first) {
        const float* from = coarse.potential.data() + coarse.shape.index(0, j / 2, k / 2);
        float* to = fine.potential.data() + first;
        for (int i = 0; i < f.cells[0]; ++i)
            to[i] += from[i / 2];
    });
}

double PressureMultigrid::sumOfRows() const {
    // In double: a single-precision sum of a million terms rounds each one to a tenth of itself.
    return std::accumulate(m_rowSums.begin(), m_rowSums.end(), 0.0);
}

double PressureMultigrid::innerProduct(const std::vector<float>& a, const std::vector<float>& b) {
    const GridShape& s = m_levels.front().shape;
    forRows(s, [&](int j, int k, int first) {
        const float* p = a.data() + first;
        const float* q = b.data() + first;
        float sum = 0.0f;
#pragma omp simd reduction(+ : sum)
        for (int i = 0; i < s.rowLength; ++i)
            sum += p[i] * q[i];
        m_rowSums[static_cast<std::size_t>(k * s.cells[1] + j)] = sum;
    });
    return sumOfRows();
}

double PressureMultigrid::applyOperator(std::vector<float>& direction) {
    const GridShape& s = m_levels.front().shape;
    PressureView g = view(m_levels.front());
    g.potential = direction.data();
    float* product = m_product.data();
    forRows(s, [&, g, product](int j, int k, int first) {
#pragma GCC ivdep
        for (int c = first; c < first + s.rowLength; ++c)
            product[c] = pressureOperator(g, c);
        float sum = 0.0f;
#pragma omp simd reduction(+ : sum)
        for (int c = first; c < first + s.rowLength; ++c)
            sum += product[c] * g.potential[c];
        m_rowSums[static_cast<std::size_t>(k * s.cells[1] + j)] = sum;
    });
    return sumOfRows();
}

void PressureMultigrid::solve(int cycles, const std::stop_token& stop) {
    Level& level = m_levels.front();
    const GridShape& s = level.shape;
    double previous = 0.0;
    for (int n = 0; n < cycles; ++n) {
        std::fill(level.potential.begin(), level.potential.end(), 0.0f);
        descend(0, stop);
        if (stop.stop_requested())
            return;
        const double inner = innerProduct(level.source, level.potential);
        if (stop.stop_requested())
            return;
        const auto turn = static_cast<float>(n > 0 && previous != 0.0 ? inner / previous : 0.0);
        previous = inner;
        const bool isFirst = n == 0, isLast = n + 1 == cycles;
        if (isFirst)
            std::swap(m_direction, level.potential);
        else
            forRows(s, [&](int, int, int first) {
                for (int c = first; c < first + s.rowLength; ++c)
                    m_direction[static_cast<std::size_t>(c)] =
                        level.potential[static_cast<std::size_t>(c)] +
                        turn * m_direction[static_cast<std::size_t>(c)];
            });
        if (stop.stop_requested())
            return;
        const double curvature = applyOperator(m_direction);
        if (stop.stop_requested())
            return;
        // Nothing left to do: the source is at the level of rounding.
        const auto length = static_cast<float>(curvature < 0.0 ? inner / curvature : 0.0);
        forRows(s, [&](int, int, int first) {
            float* answer = m_answer.data();
            float* source = level.source.data();
            const float* direction = m_direction.data();
            const float* product = m_product.data();
#pragma GCC ivdep
            for (int c = first; c < first + s.rowLength; ++c)
                answer[c] = (isFirst ? 0.0f : answer[c]) + length * direction[c];
            if (isLast)
                return;
#pragma GCC ivdep
            for (int c = first; c < first + s.rowLength; ++c)
                source[c] -= length * product[c];
        });
    }
}

void PressureMultigrid::descend(std::size_t n, const std::stop_token& stop) {
    if (stop.stop_requested())
        return;
    Level& level = m_levels[n];
    if (n + 1 == m_levels.size()) {
        smooth(level, kCoarsestSweeps, false);
        return;
    }
    smooth(level, kSmoothingSweeps, false);
    if (stop.stop_requested())
        return;
    restrictResidual(level, m_levels[n + 1]);
    descend(n + 1, stop);
    if (stop.stop_requested())
        return;
    addCorrection(m_levels[n + 1], level);
    if (stop.stop_requested())
        return;
    smooth(level, kSmoothingSweeps, true);
}

} // namespace hallwright::airflow
