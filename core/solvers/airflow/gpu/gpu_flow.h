#pragma once

#include "core/compute/executor.h"
#include "core/solvers/airflow/gpu/flow_kernels.h"
#include "core/solvers/airflow/gpu/gpu_devices.h"
#include "core/solvers/airflow/gpu/gpu_pressure.h"
#include "core/solvers/airflow/gpu/gpu_turbulence.h"
#include "core/solvers/airflow/local_rates.h"

#include <array>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace hallwright::airflow {

/// Why the time steps of a problem cannot run on a device, one sentence; empty where they can. The
/// one place that knows.
[[nodiscard]] std::string whyNotOnGpu(const AirflowProblem& problem, const Lattice& lattice);

/// The fields of a FlowGrid in the memory of an executor, and the same time steps there. Nothing
/// comes back to the host but what is asked for.
class GpuFlow {
public:
    using Fields = std::array<std::vector<float>, 3>;

    /// Keeps references to all.
    GpuFlow(compute::Executor& executor, const AirflowProblem& problem, const Lattice& lattice,
            const PressureMultigrid& multigrid, const LocalRates& rates, const DeviceAir& devices);

    /// Starts from fields of the host, see LocalRates::restart() for the turbulence: makes the flow
    /// free of divergence, finds the step and reads
    /// the devices' air `elapsed_s` after they were read last.
    void start(const Fields& velocity_m_per_s, const std::vector<float>& temperature_K,
               const std::vector<float>& pressure, const TurbulenceFields& turbulence,
               const DeviceAir& devices, double elapsed_s, int cycles, const std::stop_token& stop);
    /// One time step; see FlowGrid::step(). `withRates`: the rates are due, see
    /// LocalRates::stepsPerUpdate().
    void step(bool withRates, const std::stop_token& stop);
    /// Puts another temperature in, with what the devices read in it.
    void setTemperature(const std::vector<float>& temperature_K, const DeviceAir& devices);
    void calmSwings();

    /// Waits for the device where the step has changed since the last call.
    [[nodiscard]] double stepLength_s() { return scalars().step_s; }
    /// Whether all values were finite at the last update of the rates.
    [[nodiscard]] bool isSound();
    void downloadDevices(DeviceAir& devices) const { m_devices.download(devices); }
    void downloadState(Fields& velocity_m_per_s, std::vector<float>& temperature_K,
                       std::vector<float>& pressure) const;
    void downloadRates(LocalRates& rates) const;
    /// See LocalRates::turbulenceFields().
    [[nodiscard]] TurbulenceFields turbulence() const;

    [[nodiscard]] compute::Executor& executor() const { return m_executor; }
    [[nodiscard]] const Lattice& lattice() const { return m_lattice; }
    [[nodiscard]] const GridShape& shape() const { return m_lattice.shape; }
    [[nodiscard]] const GpuDevices& devices() const { return m_devices; }
    /// The flow as the temperature's equation sees it.
    [[nodiscard]] HeatView heat() const;
    /// Null where the flow is laminar: friction then moves no heat.
    [[nodiscard]] const float* wallSpeed() const;
    [[nodiscard]] std::size_t arraySize() const { return m_temperature.size(); }
    [[nodiscard]] const compute::DeviceArray<float>& temperature() const { return m_temperature; }
    [[nodiscard]] const compute::DeviceArray<float>& velocity(std::size_t axis) const {
        return m_velocity[axis];
    }
    /// The step that was just done, for a mean over time; what is the mean's is left to it.
    [[nodiscard]] MeanStep meanStep() const;

private:
    using Array = compute::DeviceArray<float>;

    [[nodiscard]] const FlowScalars& scalars();
    [[nodiscard]] FlowScalars* deviceScalars() const { return m_scalars.data(); }
    [[nodiscard]] MomentumView momentum() const;
    [[nodiscard]] TurbulenceView turbulenceView() const;
    void updateRates();
    void measureRates(bool isModelled);
    void stepTemperature();
    void stepVelocity();
    void project(int cycles, const std::stop_token& stop);

    compute::Executor& m_executor;
    const AirflowProblem& m_problem;
    const Lattice& m_lattice;
    const LocalRates& m_rates;
    GpuDevices m_devices;
    GpuPressure m_multigrid;
    std::unique_ptr<GpuTurbulence> m_turbulence; ///< null without a two-equation model
    bool m_hasTurbulence = false;
    int m_turbulenceAge = 0; ///< steps since it was advanced
    std::array<Array, 3> m_open, m_wallEdges, m_velocity, m_nextVelocity, m_calm;
    Array m_wallDistance, m_temperature, m_nextTemperature, m_pressure;
    Array m_eddyViscosity, m_wallSpeed, m_heldRate, m_localStep;
    compute::DeviceArray<std::uint8_t> m_solid;
    compute::DeviceArray<LidTouch> m_lids;
    compute::DeviceArray<FlowScalars> m_scalars;
    std::vector<FlowScalars> m_known; ///< on the host
    bool m_isKnown = false;
};

} // namespace hallwright::airflow
