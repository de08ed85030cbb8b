#pragma once

#include "core/compute/executor.h"
#include "core/solvers/airflow/device_air.h"
#include "core/solvers/airflow/fan_flow.h"
#include "core/solvers/airflow/gpu/device_kernels.h"
#include "core/solvers/airflow/lattice.h"
#include "core/solvers/airflow/open_sides.h"
#include "core/solvers/airflow/screen_flow.h"

#include <vector>

namespace hallwright::airflow {

/// Racks, units, openings, leaks, screens, warm walls and open sides as the heat of the air meets
/// them, in the memory of an executor; see DeviceAir.
class GpuDevices {
public:
    GpuDevices(compute::Executor& executor, const AirflowProblem& problem, const Lattice& lattice,
               const DeviceAir& devices, const ScreenFlow& screens, const OpenSides& sides);

    /// Takes over what was read on the host.
    void upload(const DeviceAir& devices) { m_readings.upload(devices.readings()); }
    void download(DeviceAir& devices) const;
    /// Takes over flows that fans have changed.
    void takeFlows(const Lattice& lattice, const DeviceAir& devices);
    /// See DeviceAir::readAfter(); below zero: after the step that `scalars` know.
    void readAfter(double elapsed_s, const float* temperature_K, const FlowScalars* scalars);
    /// Adds what all of them exchange with the air in a step to `next_K`. `wallSpeed_m_per_s`: null
    /// where the flow is laminar.
    void exchange(const HeatView& heat, const float* wallSpeed_m_per_s, float* next_K);

    // For the heat balance of a frozen flow.
    [[nodiscard]] int count() const { return m_deviceCount; }
    /// Adds what devices, open sides and, unless `isPassive`, walls take out of each cell, 1/s.
    void addLoss(const HeatView& heat, const float* wallSpeed_m_per_s, bool isPassive,
                 float* loss_per_s) const;
    /// y = base + factor times what devices bring of the temperatures `x` before them, at the cells
    /// they touch. `carried` has room for a number of each device.
    void carry(const float* x, float factor, double* carried, const float* base, float* y) const;

private:
    [[nodiscard]] CellTouches touches() const;

    compute::Executor& m_executor;
    int m_deviceCount = 0;
    int m_touchedCount = 0;
    compute::DeviceArray<DeviceCell> m_devices;
    compute::DeviceArray<DeviceReading> m_readings;
    compute::DeviceArray<double> m_flows;
    compute::DeviceArray<int> m_firstIntake;
    compute::DeviceArray<IntakeCell> m_intakes;
    compute::DeviceArray<TouchedCell> m_touched;
    compute::DeviceArray<HeatTouch> m_touches;
    compute::DeviceArray<WarmWallCell> m_walls;
    compute::DeviceArray<ScreenCell> m_screens;
    compute::DeviceArray<OpenCell> m_opens;
};

} // namespace hallwright::airflow
