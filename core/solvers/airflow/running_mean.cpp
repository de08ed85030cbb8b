#include "core/solvers/airflow/running_mean.h"

#include "core/compute/parallel_chunks.h"

#include <algorithm>

namespace hallwright::airflow {
namespace {

constexpr int kValuesPerChunk = 65536;

template <class Number>
void blend(std::vector<Number>& mean, const std::vector<Number>& now, double weight) {
    const auto w = static_cast<Number>(weight);
    const Number* from = now.data();
    Number* to = mean.data();
    compute::parallelChunks(static_cast<int>(mean.size()), kValuesPerChunk,
                            [&, from, to, w](int begin, int end) {
#pragma GCC ivdep
                                for (int c = begin; c < end; ++c)
                                    to[c] += w * (from[c] - to[c]);
                            });
}

} // namespace

RunningMean::RunningMean(const FlowGrid& grid)
    : m_lattice(grid.lattice()), m_temperature_K(grid.temperature_K()),
      m_velocity(grid.velocity_m_per_s()), m_rackInlet_K(grid.devices().rackInlet_K()),
      m_rackInletMax_K(grid.devices().rackInletMax_K()),
      m_rackOutlet_K(grid.devices().rackOutlet_K()), m_unitReturn_K(grid.devices().unitReturn_K()),
      m_unitSupply_K(grid.devices().unitSupply_K()), m_removed_W(grid.devices().removed_W()),
      m_warmWallHeat_W(grid.warmWallHeat_W()), m_hotWallHeat_W(grid.hotWallHeat_W()) {}

void RunningMean::add(const FlowGrid& grid, double duration_s) {
    m_elapsed_s += duration_s;
    blendIn(grid, duration_s / std::max(duration_s, 0.5 * m_elapsed_s));
}

void RunningMean::restart(const FlowGrid& grid) {
    m_elapsed_s = 0.0;
    blendIn(grid, 1.0);
}

void RunningMean::blendIn(const FlowGrid& grid, double weight) {
    blend(m_temperature_K, grid.temperature_K(), weight);
    for (std::size_t d = 0; d < 3; ++d)
        blend(m_velocity[d], grid.velocity_m_per_s()[d], weight);
    const DeviceAir& devices = grid.devices();
    blend(m_rackInlet_K, devices.rackInlet_K(), weight);
    blend(m_rackInletMax_K, devices.rackInletMax_K(), weight);
    blend(m_rackOutlet_K, devices.rackOutlet_K(), weight);
    blend(m_unitReturn_K, devices.unitReturn_K(), weight);
    blend(m_unitSupply_K, devices.unitSupply_K(), weight);
    m_removed_W += weight * (devices.removed_W() - m_removed_W);
    m_warmWallHeat_W += weight * (grid.warmWallHeat_W() - m_warmWallHeat_W);
    m_hotWallHeat_W += weight * (grid.hotWallHeat_W() - m_hotWallHeat_W);
}

std::shared_ptr<const AirField> RunningMean::field(const AirflowProblem& problem) const {
    const GridShape& s = m_lattice.shape;
    auto field = std::make_shared<AirField>();
    field->cells = {s.cells[0], s.cells[1], s.cells[2]};
    field->cell_m = m_lattice.cell_m;
    field->lidVelocity_m_per_s = problem.lidVelocity_m_per_s;
    field->isTwoDimensional = problem.isTwoDimensional;
    const auto size = static_cast<std::size_t>(s.cellCount());
    field->temperature_K.resize(size);
    field->u_m_per_s.resize(size);
    field->v_m_per_s.resize(size);
    field->w_m_per_s.resize(size);
    field->isSolid.resize(size);
    const auto reference_K = static_cast<float>(problem.air.reference_K);
    std::size_t n = 0;
    for (int k = 0; k < s.cells[2]; ++k)
        for (int j = 0; j < s.cells[1]; ++j)
            for (int i = 0; i < s.cells[0]; ++i, ++n) {
                const int cell = s.index(i, j, k);
                const auto c = static_cast<std::size_t>(cell);
                const auto middle = [&](std::size_t d) {
                    return 0.5f * (m_velocity[d][c] +
                                   m_velocity[d][static_cast<std::size_t>(cell + s.stride[d])]);
                };
                field->isSolid[n] = m_lattice.isSolid[c];
                field->temperature_K[n] = reference_K + m_temperature_K[c];
                if (m_lattice.isSolid[c])
                    continue;
                field->u_m_per_s[n] = middle(0);
                field->v_m_per_s[n] = middle(1);
                field->w_m_per_s[n] = middle(2);
            }
    return field;
}

} // namespace hallwright::airflow
