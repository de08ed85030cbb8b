#pragma once

#include "core/compute/executor.h"
#include "core/solvers/airflow/gpu/pressure_kernels.h"
#include "core/solvers/airflow/pressure_multigrid.h"
#include "core/solvers/airflow/screen_flow.h"

#include <array>
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

    /// `open`: of the faces, on the executor; `screens` make less of it.
    GpuPressure(compute::Executor& executor, const GridShape& shape,
                const std::array<compute::DeviceArray<float>, 3>& open, const ScreenFlow& screens);

    /// Conductances of the finest grid, to be changed before takeConductances().
    [[nodiscard]] std::array<float*, 3> conductances() const;
    /// Makes all else of the grids anew from them.
    void takeConductances();
    /// Potential that takes the divergence out of a flow.
    Answer solve(const DivergenceAt& divergence, int cycles, FlowScalars* scalars,
                 const std::stop_token& stop);

private:
    struct Level {
        GridShape shape;
        compute::DeviceArray<float> conductance[3], inverseDiagonal, potential, source;
    };
    [[nodiscard]] PressureLevel view(std::size_t n) const;
    /// `divergence`: null where the source is there.
    void cycle(const DivergenceAt* divergence);
    void finishCoarse();
    void findDirection(bool isFirst, bool isLast, FlowScalars* scalars);

    compute::Executor& m_executor;
    std::vector<Level> m_levels;
    std::size_t m_firstCoarse = 0; ///< of the levels that one block does
    compute::DeviceArray<float> m_direction, m_nextDirection, m_product, m_answer;
};

} // namespace hallwright::airflow
