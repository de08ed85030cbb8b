#include "core/solvers/airflow/gpu/gpu_pressure.h"

#include <algorithm>

namespace hallwright::airflow {
namespace {

// Cells of a grid that one block sweeps about as fast as all the others start.
constexpr int kCellsOfOneBlock = 4096;

} // namespace

GpuPressure::GpuPressure(compute::Executor& executor, const PressureMultigrid& host)
    : m_executor(executor) {
    for (const PressureMultigrid::Level& from : host.levels()) {
        Level level;
        level.shape = from.shape;
        for (std::size_t d = 0; d < 3; ++d)
            level.conductance[d] = {executor, from.conductance[d]};
        level.inverseDiagonal = {executor, from.inverseDiagonal};
        level.potential = {executor, from.potential.size()};
        level.source = {executor, from.source.size()};
        m_levels.push_back(std::move(level));
    }
    const std::size_t size = m_levels.front().source.size();
    for (auto* field : {&m_direction, &m_product, &m_answer})
        *field = {executor, size};
    const std::size_t most = CoarseCycle::kMostLevels;
    m_firstCoarse = m_levels.size() > most ? m_levels.size() - most : 0;
    while (m_firstCoarse + 1 < m_levels.size() &&
           m_levels[m_firstCoarse].shape.cellCount() > kCellsOfOneBlock)
        ++m_firstCoarse;
}

PressureLevel GpuPressure::view(std::size_t n) const {
    const Level& level = m_levels[n];
    PressureLevel view{};
    view.shape = level.shape;
    view.g.potential = level.potential.data();
    view.g.source = level.source.data();
    view.g.inverseDiagonal = level.inverseDiagonal.data();
    for (int d = 0; d < 3; ++d) {
        view.g.conductance[d] = level.conductance[d].data();
        view.g.stride[d] = level.shape.stride[d];
    }
    return view;
}

void GpuPressure::sweep(std::size_t n, bool isUpward) {
    const GridShape& s = m_levels[n].shape;
    for (int half = 0; half < 2 * kSmoothingSweeps; ++half)
        m_executor.run(RelaxColour{view(n), (half + (isUpward ? 1 : 0)) & 1, !isUpward && half < 2},
                       colourWidth(s), s.rowCount());
}

void GpuPressure::finishCoarse() {
    CoarseCycle cycle{};
    cycle.levelCount = static_cast<int>(m_levels.size() - m_firstCoarse);
    for (int n = 0; n < cycle.levelCount; ++n) {
        const std::size_t level = m_firstCoarse + static_cast<std::size_t>(n);
        cycle.levels[n] = view(level);
        cycle.sources[n] = m_levels[level].source.data();
    }
    m_executor.runInPhases(cycle);
}

void GpuPressure::cycle() {
    for (std::size_t n = 0; n < m_firstCoarse; ++n) {
        sweep(n, false);
        const GridShape& coarse = m_levels[n + 1].shape;
        m_executor.run(RestrictResidual{view(n), view(n + 1), m_levels[n + 1].source.data()},
                       coarse.cells[0], coarse.rowCount());
    }
    finishCoarse();
    for (std::size_t n = m_firstCoarse; n-- > 0;) {
        const GridShape& s = m_levels[n].shape;
        m_executor.run(AddCorrection{view(n + 1), view(n)}, s.cells[0], s.rowCount());
        sweep(n, true);
    }
}

GpuPressure::Answer GpuPressure::solve(int cycles, FlowScalars* scalars,
                                       const std::stop_token& stop) {
    Level& finest = m_levels.front();
    const GridShape& s = finest.shape;
    for (int n = 0; n < cycles && !stop.stop_requested(); ++n) {
        cycle();
        m_executor.reduce(
            SourceProduct{s, finest.source.data(), finest.potential.data(), n == 0, scalars},
            s.cells[0], s.rowCount());
        if (n == 0)
            std::swap(m_direction, finest.potential);
        else
            m_executor.run(TurnDirection{s, finest.potential.data(), scalars, m_direction.data()},
                           s.cells[0], s.rowCount());
        PressureLevel along = view(0);
        along.g.potential = m_direction.data();
        m_executor.reduce(DirectionProduct{along, m_product.data(), scalars}, s.cells[0],
                          s.rowCount());
        if (cycles == 1) // no scalars where the device broke
            return {m_direction.data(), scalars ? &scalars->length : nullptr};
        m_executor.run(StepAlong{s, m_direction.data(), m_product.data(), scalars, n == 0,
                                 m_answer.data(), finest.source.data()},
                       s.cells[0], s.rowCount());
    }
    return {m_answer.data(), nullptr};
}

} // namespace hallwright::airflow
