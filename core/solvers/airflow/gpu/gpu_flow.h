#pragma once

#include "core/compute/executor.h"
#include "core/solvers/airflow/gpu/flow_kernels.h"
#include "core/solvers/airflow/gpu/gpu_devices.h"
#include "core/solvers/airflow/gpu/gpu_fans.h"
#include "core/solvers/airflow/gpu/gpu_open_sides.h"
#include "core/solvers/airflow/gpu/gpu_pressure.h"
#include "core/solvers/airflow/gpu/gpu_screens.h"
#include "core/solvers/airflow/gpu/gpu_turbulence.h"
#include "core/solvers/airflow/local_rates.h"

#include <array>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace hallwright::airflow {

/// What a FlowGrid is made of on the host.
struct FlowParts {
    const AirflowProblem& problem;
    const Lattice& lattice;
    const LocalRates& rates;
    const DeviceAir& devices;
    const ScreenFlow& screens;
    const OpenSides& sides;
    const FanFlow& fans;
};

/// The fields of a FlowGrid in the memory of an executor, and the same time steps there. Nothing
/// comes back to the host but what is asked for.
class GpuFlow {
public:
    using Fields = std::array<std::vector<float>, 3>;

    /// Keeps references to all.
    GpuFlow(compute::Executor& executor, const FlowParts& host);

    /// Starts from fields of the host, see LocalRates::restart() for the turbulence: makes the flow
    /// free of divergence, finds the step and reads
    /// the devices' air `elapsed_s` after they were read last.
    void start(const Fields& velocity_m_per_s, const std::vector<float>& temperature_K,
               const std::vector<float>& pressure, const TurbulenceFields& turbulence,
               const DeviceAir& devices, double elapsed_s, int cycles, const std::stop_token& stop);
    /// A time step up to its projection; see FlowGrid::step(). `withRates`: the rates are due, see
    /// LocalRates::stepsPerUpdate().
    void advance(bool withRates);
    void project(int cycles, const std::stop_token& stop);
    /// After the projection, when all of the step has been asked for.
    void finishStep();
    /// See ScreenFlow::weigh().
    void weighScreens();
    /// See FanFlow::rises_m2_per_s2(); waits for the device.
    [[nodiscard]] std::vector<double> fanRises_m2_per_s2() {
        return m_fans.rises_m2_per_s2(m_pressure.data());
    }
    /// Takes over the last steps of the fans and the flows there are with them.
    void takeFans();
    /// See FlowGrid::correctTemperature().
    void correctTemperature(const std::vector<float>& correction_K, float share, float least_K);
    void calmSwings();
    /// See GpuScreens::flows_m3_per_s().
    [[nodiscard]] std::vector<double> screenFlows_m3_per_s() {
        return m_screens.flows_m3_per_s(m_velocity);
    }

    /// Of the last update of the rates.
    [[nodiscard]] double stepLength_s() const { return m_report.front().step_s; }
    /// Whether all values were finite at that update.
    [[nodiscard]] bool isSound() const;
    void downloadDevices(DeviceAir& devices) const { m_devices.download(devices); }
    void downloadState(Fields& velocity_m_per_s, std::vector<float>& temperature_K,
                       std::vector<float>& pressure) const;
    void downloadRates(LocalRates& rates) const;
    /// See LocalRates::turbulenceFields().
    [[nodiscard]] TurbulenceFields turbulence() const;

    [[nodiscard]] compute::Executor& executor() const { return m_executor; }
    [[nodiscard]] const Lattice& lattice() const { return m_host.lattice; }
    [[nodiscard]] const GridShape& shape() const { return m_host.lattice.shape; }
    [[nodiscard]] const ScreenFlow& screens() const { return m_host.screens; }
    [[nodiscard]] const compute::DeviceArray<OpenCell>& openFaces() const {
        return m_sides.faces();
    }
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

    [[nodiscard]] FlowScalars* deviceScalars() const { return m_scalars.data(); }
    [[nodiscard]] std::array<Array, 3> facesOf(const Fields& host) const;
    [[nodiscard]] MomentumView momentum() const;
    [[nodiscard]] TurbulenceView turbulenceView() const;
    void updateRates();
    /// Waits for what the last update found.
    void fetchReport();
    void measureRates(bool isModelled);
    void stepTemperature();
    void stepVelocity();

    compute::Executor& m_executor;
    FlowParts m_host;
    GpuDevices m_devices;
    GpuScreens m_screens;
    GpuOpenSides m_sides;
    GpuFans m_fans;
    std::unique_ptr<GpuTurbulence> m_turbulence; ///< null without a two-equation model
    bool m_hasTurbulence = false;
    int m_turbulenceAge = 0; ///< steps since it was advanced
    std::array<Array, 3> m_open, m_wallEdges, m_velocity, m_nextVelocity, m_calm;
    GpuPressure m_multigrid;
    Array m_wallDistance, m_temperature, m_nextTemperature, m_pressure;
    Array m_eddyViscosity, m_wallSpeed, m_heldRate, m_localStep;
    compute::DeviceArray<std::uint8_t> m_solid;
    compute::DeviceArray<LidTouch> m_lids;
    compute::DeviceArray<FlowScalars> m_scalars;
    compute::DeviceArray<StepReport> m_deviceReport;
    std::vector<StepReport> m_report; ///< the same on the host
    bool m_hasReport = false;         ///< of this step, to be fetched
};

} // namespace hallwright::airflow
