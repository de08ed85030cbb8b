#include "core/solvers/airflow/gpu/gpu_pressure.h"

#include "core/solvers/airflow/gpu/pressure_setup_kernels.h"

#include <algorithm>

namespace hallwright::airflow {
namespace {

// Cells of a grid that one block sweeps about as fast as all the others start.
constexpr int kCellsOfOneBlock = 4096;

} // namespace

GpuPressure::GpuPressure(compute::Executor& executor, const GridShape& shape,
                         const std::array<compute::DeviceArray<float>, 3>& open,
                         const ScreenFlow& screens)
    : m_executor(executor) {
    for (const GridShape& grid : PressureMultigrid::shapes(shape)) {
        Level level;
        level.shape = grid;
        const auto size = static_cast<std::size_t>(grid.arraySize());
        for (auto& conductance : level.conductance)
            conductance = {executor, size};
        for (auto* field : {&level.inverseDiagonal, &level.potential, &level.source})
            *field = {executor, size};
        m_levels.push_back(std::move(level));
    }
    FaceConductance faces{};
    for (std::size_t d = 0; d < 3; ++d) {
        faces.conductance[d] = m_levels.front().conductance[d].data();
        faces.open[d] = open[d].data();
        faces.scale_per_m2[d] = shape.inverse_per_m[d] * shape.inverse_per_m[d];
    }
    if (!screens.isEmpty()) {
        const std::array<std::vector<float>, 3> passable = screens.passable();
        for (std::size_t d = 0; d < 3; ++d) {
            m_levels.front().conductance[d].upload(passable[d]);
            faces.open[d] = faces.conductance[d];
        }
    }
    executor.run(faces, shape.arraySize());
    takeConductances();
    const std::size_t size = m_levels.front().source.size();
    for (auto* field : {&m_direction, &m_nextDirection, &m_product, &m_answer})
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

std::array<float*, 3> GpuPressure::conductances() const {
    const Level& finest = m_levels.front();
    return {finest.conductance[0].data(), finest.conductance[1].data(),
            finest.conductance[2].data()};
}

void GpuPressure::takeConductances() {
    const GridShape& finest = m_levels.front().shape;
    m_executor.run(FinishLevel{view(0), m_levels.front().inverseDiagonal.data()}, finest.cells[0],
                   finest.rowCount());
    for (std::size_t n = 1; n < m_levels.size(); ++n) {
        const Level& level = m_levels[n];
        CoarsenLevel coarsen{};
        coarsen.fine = view(n - 1);
        coarsen.coarse = view(n);
        for (int d = 0; d < 3; ++d)
            coarsen.conductance[d] = level.conductance[d].data();
        coarsen.inverseDiagonal = level.inverseDiagonal.data();
        m_executor.run(coarsen, level.shape.cells[0], level.shape.rowCount());
    }
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

void GpuPressure::cycle(const DivergenceAt* divergence) {
    const GridShape& finest = m_levels.front().shape;
    float* const source = m_levels.front().source.data();
    if (divergence && m_firstCoarse == 0)
        m_executor.run(DivergenceSource{*divergence, finest, source}, finest.cells[0],
                       finest.rowCount());
    for (std::size_t n = 0; n < m_firstCoarse; ++n) {
        const GridShape &fine = m_levels[n].shape, &coarse = m_levels[n + 1].shape;
        if (n == 0 && divergence)
            m_executor.run(BeginCycle{view(n), *divergence, source}, fine.cells[0],
                           fine.rowCount());
        else
            m_executor.run(RelaxFromZero{view(n)}, fine.cells[0], fine.rowCount());
        m_executor.run(RestrictResidual{view(n), view(n + 1), m_levels[n + 1].source.data()},
                       coarse.cells[0], coarse.rowCount());
    }
    finishCoarse();
    for (std::size_t n = m_firstCoarse; n-- > 0;)
        for (const int colour : {1, 0}) { // swapped, which keeps the cycle symmetric
            const GridShape& fine = m_levels[n].shape;
            m_executor.run(CorrectAndRelax{view(n + 1), view(n), colour, colour == 1},
                           colourWidth(fine), fine.rowCount());
        }
}

void GpuPressure::findDirection(bool isFirst, bool isLast, FlowScalars* scalars) {
    Level& finest = m_levels.front();
    const GridShape& s = finest.shape;
    if (isFirst) {
        std::swap(m_direction, finest.potential);
        PressureLevel along = view(0);
        along.g.potential = m_direction.data();
        m_executor.reduce(FirstStep{along, isLast ? nullptr : m_product.data(), scalars},
                          s.cells[0], s.rowCount());
        return;
    }
    m_executor.reduce(SourceProduct{s, finest.source.data(), finest.potential.data(), scalars},
                      s.cells[0], s.rowCount());
    m_executor.reduce(
        NextStep{view(0), m_direction.data(), m_nextDirection.data(), m_product.data(), scalars},
        s.cells[0], s.rowCount());
    std::swap(m_direction, m_nextDirection);
}

GpuPressure::Answer GpuPressure::solve(const DivergenceAt& divergence, int cycles,
                                       FlowScalars* scalars, const std::stop_token& stop) {
    Level& finest = m_levels.front();
    const GridShape& s = finest.shape;
    for (int n = 0; n < cycles && !stop.stop_requested(); ++n) {
        cycle(n == 0 ? &divergence : nullptr);
        findDirection(n == 0, cycles == 1, scalars);
        if (cycles == 1) // no scalars where the device broke
            return {m_direction.data(), scalars ? &scalars->length : nullptr};
        m_executor.run(StepAlong{s, m_direction.data(), m_product.data(), scalars, n == 0,
                                 m_answer.data(), finest.source.data()},
                       s.cells[0], s.rowCount());
    }
    return {m_answer.data(), nullptr};
}

} // namespace hallwright::airflow
