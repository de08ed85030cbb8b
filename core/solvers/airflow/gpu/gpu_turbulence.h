#pragma once

#include "core/compute/executor.h"
#include "core/solvers/airflow/gpu/turbulence_kernels.h"
#include "core/solvers/airflow/two_equation.h"

namespace hallwright::airflow {

/// TwoEquation in the memory of an executor.
class GpuTurbulence {
public:
    /// `isSolid` is the grid's, on the executor; `host` outlives this.
    GpuTurbulence(compute::Executor& executor, const TwoEquation& host, const GridShape& shape,
                  const unsigned char* isSolid);

    /// See TwoEquation::start() and advance(); `flow` has the pointers to velocity, openness and
    /// step, and to start with the eddies too.
    void start(TurbulenceView flow, const compute::DeviceArray<float>& eddyViscosity_m2_per_s);
    void advance(TurbulenceView flow, double steps);
    /// See TwoEquation::startFrom(); `flow` as for advance().
    void startFrom(TurbulenceView flow, const TurbulenceFields& fields);
    [[nodiscard]] TurbulenceFields fields() const;

    [[nodiscard]] TurbulenceView numbers() const { return m_host.numbers(); }
    [[nodiscard]] const float* eddyViscosity_m2_per_s() const { return m_eddyViscosity.data(); }
    [[nodiscard]] const float* wallSpeed_m_per_s() const { return m_wallSpeed.data(); }

private:
    compute::Executor& m_executor;
    const TwoEquation& m_host;
    GridShape m_shape;
    const unsigned char* m_isSolid;
    compute::DeviceArray<float> m_touchesWall, m_energy, m_dissipation, m_nextEnergy,
        m_nextDissipation, m_eddyViscosity, m_wallSpeed;
};

} // namespace hallwright::airflow
