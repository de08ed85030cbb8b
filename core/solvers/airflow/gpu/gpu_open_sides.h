#pragma once

#include "core/compute/executor.h"
#include "core/solvers/airflow/gpu/device_kernels.h"
#include "core/solvers/airflow/open_sides.h"

#include <array>

namespace hallwright::airflow {

/// OpenSides in the memory of an executor; the heat that passes them is GpuDevices' part.
class GpuOpenSides {
public:
    using Faces = std::array<compute::DeviceArray<float>, 3>;

    GpuOpenSides(compute::Executor& executor, const GridShape& shape, const OpenSides& host);

    /// Free faces, for the heat balance.
    [[nodiscard]] const compute::DeviceArray<OpenCell>& faces() const { return m_faces; }
    /// Wall speed over speed, see OpenSides::roughen(); 0 in halls.
    [[nodiscard]] float roughShare() const { return m_roughShare; }
    /// The eddies go on beyond the free faces.
    void extendEddies(float* eddyViscosity_m2_per_s);
    /// See OpenSides::step() and blow().
    void step(const Faces& old_m_per_s, const float* pressure_m2_per_s2, const float* step_s,
              Faces& next_m_per_s);
    /// See OpenSides::project(); the potential is `scale` (null: 1) times `potential`.
    void project(const float* potential, const float* scale, Faces& velocity_m_per_s);

private:
    compute::Executor& m_executor;
    GridShape m_shape;
    float m_roughShare;
    compute::DeviceArray<OpenCell> m_faces;
    compute::DeviceArray<JetCell> m_jets;
};

} // namespace hallwright::airflow
