#pragma once

#include "core/compute/executor.h"
#include "core/solvers/airflow/gpu/pressure_kernels.h"
#include "core/solvers/airflow/pressure_multigrid.h"

#include <stop_token>
#include <vector>

namespace hallwright::airflow {

/// PressureMultigrid in the memory of an executor: the same cycles, and no number on its way
/// through the host.
class GpuPressure {
public:
    /// What solve() found: `scale` times `potential`.
    struct Answer {
        const float* potential;
        const float* scale; ///< null: 1
    };

    GpuPressure(compute::Executor& executor, const PressureMultigrid& host);

    /// Right side on the grid's layout, to be filled before solve(), which uses it up.
    [[nodiscard]] float* source() { return m_levels.front().source.data(); }
    Answer solve(int cycles, FlowScalars* scalars, const std::stop_token& stop);

private:
    struct Level {
        GridShape shape;
        compute::DeviceArray<float> conductance[3], inverseDiagonal, potential, source;
    };
    [[nodiscard]] PressureLevel view(std::size_t n) const;
    void sweep(std::size_t n, bool isUpward);
    void cycle();
    void finishCoarse();

    compute::Executor& m_executor;
    std::vector<Level> m_levels;
    std::size_t m_firstCoarse = 0; ///< of the levels that one block does
    compute::DeviceArray<float> m_direction, m_product, m_answer;
};

} // namespace hallwright::airflow
