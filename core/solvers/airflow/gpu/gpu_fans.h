#pragma once

#include "core/compute/executor.h"
#include "core/solvers/airflow/fan_flow.h"
#include "core/solvers/airflow/gpu/device_kernels.h"

#include <array>
#include <vector>

namespace hallwright::airflow {

/// What FanFlow needs of a flow in the memory of an executor: a number of each fan comes, one goes.
class GpuFans {
public:
    using Faces = std::array<compute::DeviceArray<float>, 3>;

    GpuFans(compute::Executor& executor, const Lattice& lattice, const FanFlow& fans);

    /// See FanFlow::rises_m2_per_s2().
    [[nodiscard]] std::vector<double> rises_m2_per_s2(const float* pressure_m2_per_s2);
    /// See FanFlow::drive(); `before`: the other set of velocities.
    void drive(const std::vector<double>& steps_m3_per_s, Faces& velocity_m_per_s, Faces& before);

private:
    compute::Executor& m_executor;
    compute::DeviceArray<int> m_first;
    compute::DeviceArray<FanCell> m_cells;
    compute::DeviceArray<FanFace> m_faces;
    compute::DeviceArray<double> m_rises, m_steps;
};

} // namespace hallwright::airflow
