#pragma once

#include "core/compute/executor.h"
#include "core/solvers/airflow/device_air.h"
#include "core/solvers/airflow/gpu/device_kernels.h"
#include "core/solvers/airflow/lattice.h"

#include <vector>

namespace hallwright::airflow {

/// Racks, units, openings, leaks and warm walls in the memory of an executor; see DeviceAir. Their
/// flows stay what they are.
class GpuDevices {
public:
    GpuDevices(compute::Executor& executor, const AirflowProblem& problem, const Lattice& lattice,
               const DeviceAir& devices);

    /// Takes over what was read on the host.
    void upload(const DeviceAir& devices) { m_readings.upload(devices.readings()); }
    void download(DeviceAir& devices) const;
    /// See DeviceAir::readAfter(); below zero: after the step that `scalars` know.
    void readAfter(double elapsed_s, const float* temperature_K, const FlowScalars* scalars);
    /// Adds what devices, leaks and walls exchange with the air in a step to `next_K`.
    /// `wallSpeed_m_per_s`: null where the flow is laminar.
    void exchange(const HeatView& heat, const float* wallSpeed_m_per_s, float* next_K);

    // For the heat balance of a frozen flow.
    [[nodiscard]] int count() const { return m_deviceCount; }
    /// Adds what devices and walls take out of each cell, 1/s.
    void addLoss(const HeatView& heat, const float* wallSpeed_m_per_s, float* loss_per_s) const;
    /// y = base + factor times what devices bring of the temperatures `x` before them, at the cells
    /// they touch. `carried` has room for a number of each device.
    void carry(const float* x, float factor, double* carried, const float* base, float* y) const;

private:
    compute::Executor& m_executor;
    int m_deviceCount = 0;
    int m_touchedCount = 0;
    int m_walledCount = 0;
    compute::DeviceArray<DeviceCell> m_devices;
    compute::DeviceArray<DeviceReading> m_readings;
    compute::DeviceArray<int> m_firstIntake;
    compute::DeviceArray<IntakeCell> m_intakes;
    compute::DeviceArray<TouchedCell> m_touched, m_walled;
    compute::DeviceArray<HeatTouch> m_touches;
    compute::DeviceArray<WarmWallCell> m_walls;
};

} // namespace hallwright::airflow
