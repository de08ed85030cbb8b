#pragma once

#include "core/solvers/airflow/device_air.h"
#include "core/solvers/airflow/fan_flow.h"
#include "core/solvers/airflow/lattice.h"
#include "core/solvers/airflow/local_rates.h"
#include "core/solvers/airflow/open_sides.h"
#include "core/solvers/airflow/pressure_multigrid.h"
#include "core/solvers/airflow/screen_flow.h"
#include "core/solvers/airflow/transport_cell.h"

#include <array>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace hallwright::compute {
class Executor;
}

namespace hallwright::airflow {

class GpuFlow;

/// A flow on the host, on the layout of its grid.
struct FlowState {
    std::array<std::vector<float>, 3> velocity_m_per_s;
    std::vector<float> temperature_K; ///< above the reference
    std::vector<float> pressure_m2_per_s2;
    TurbulenceFields turbulence;
    std::vector<DeviceReading> readings;
};

/// Velocity, pressure and temperature on one grid, and the time step that carries them on:
/// temperature by conservative limited fluxes, velocity likewise with buoyancy, then a projection
/// that takes the divergence out. Explicit; the step follows from the largest exchange rates. On
/// the way to a steady mean halls stretch it: the few cells in the jets take shorter steps of their
/// own, so that the rest need not wait for them, and after an edit swings are held back. Steady
/// states are the same, only the way there is not true to time.
class FlowGrid {
public:
    /// `executor`: where the time steps run; null: on CPU threads. It must outlive the grid.
    /// Set-up ends early when a stop is requested: a grid that was not set up does not step.
    FlowGrid(const AirflowProblem& problem, Lattice lattice, compute::Executor* executor = nullptr,
             const std::stop_token& stop = {});
    ~FlowGrid();
    FlowGrid(const FlowGrid&) = delete;
    FlowGrid& operator=(const FlowGrid&) = delete;

    [[nodiscard]] const Lattice& lattice() const { return m_lattice; }
    /// Whether no stop kept it from being set up.
    [[nodiscard]] bool isSetUp() const { return m_isSetUp; }
    /// The flow on the executor; null where it runs on CPU threads. What the grid tells of itself
    /// is fetched from there when it is asked for.
    [[nodiscard]] const GpuFlow* gpu() const { return m_gpu.get(); }
    [[nodiscard]] GpuFlow* gpu() { return m_gpu.get(); }
    /// Why what came from the executor must not be believed; empty while all is well.
    [[nodiscard]] std::string gpuError() const;
    [[nodiscard]] const DeviceAir& devices() const;
    [[nodiscard]] double stepLength_s() const { return m_step_s; }
    /// Above the problem's reference temperature.
    [[nodiscard]] const std::vector<float>& temperature_K() const;
    [[nodiscard]] const std::array<std::vector<float>, 3>& velocity_m_per_s() const;
    /// What the last step started from; on CPU threads.
    [[nodiscard]] const std::vector<float>& temperatureBefore_K() const {
        return m_nextTemperature_K;
    }
    [[nodiscard]] const std::array<std::vector<float>, 3>& velocityBefore_m_per_s() const {
        return m_nextVelocity;
    }
    /// Of each cell in the last step.
    [[nodiscard]] const std::vector<float>& localStep_s() const { return rates().localStep_s(); }
    [[nodiscard]] const std::vector<float>& eddyViscosity_m2_per_s() const {
        return rates().eddyViscosity_m2_per_s();
    }
    [[nodiscard]] const std::vector<float>& wallSpeed_m_per_s() const {
        return rates().wallSpeed_m_per_s();
    }

    /// Uniform temperature, and the potential flow that the devices drive.
    void startFromRest(const std::stop_token& stop);
    /// Starts from another field, made free of divergence on this grid; see startingFlow().
    void startFrom(const AirField& field, const std::stop_token& stop);
    /// Goes on from the flow of another grid of the same shape, whose devices may have done
    /// otherwise.
    void startFrom(const FlowState& before, const std::stop_token& stop);
    /// All that the flow is now; see gpuError() before it is believed.
    [[nodiscard]] FlowState state() const;
    /// Keeps in a field of the same cells what startFrom() can go on from.
    void keepForStart(AirField& field) const;
    /// Adds a share of a correction, with `least_K` (above the reference) as the lower bound of the
    /// result.
    void correctTemperature(const std::vector<float>& correction_K, float share, float least_K);
    /// How much longer than stable in the jets the step may be elsewhere; 1: true to time.
    void setStretch(double stretch) { m_rates.setStretch(stretch); }
    /// From now on holds back what the flow swings about what it is now and slowly becomes.
    void calmSwings();
    [[nodiscard]] FanFlow& fans() { return m_fans; }
    /// One time step. False if stopped on the way; the state is then undefined.
    [[nodiscard]] bool step(const std::stop_token& stop);

    /// Largest |net flow of a cell| over the largest face flow [-].
    [[nodiscard]] double divergenceResidual();
    /// Whether all values were finite at the last look, every few steps.
    [[nodiscard]] bool isSound() const;
    /// Whether all temperatures and velocities are finite now.
    [[nodiscard]] bool isFinite() const;
    /// Flow through each screen of the problem along its axis, m3/s.
    [[nodiscard]] std::vector<double> screenFlows_m3_per_s() const;
    [[nodiscard]] const OpenSides& openSides() const { return m_openSides; }
    /// Heat from walls warmer than `onlyAbove_K` (above the reference) into air of the given
    /// temperature, W.
    [[nodiscard]] double wallHeat_W(const std::vector<float>& temperature_K,
                                    double onlyAbove_K) const;

private:
    /// What the host's copy of the executor's fields lags behind.
    struct Stale {
        bool state = false, rates = false, devices = false;
    };
    void fetchState() const;
    void fetchDevices() const;
    [[nodiscard]] const LocalRates& rates() const;
    [[nodiscard]] TurbulenceFields turbulence() const;
    void makeReady(double elapsed_s, TurbulenceFields turbulence, const std::stop_token& stop);
    void updateRates(const std::stop_token& stop);
    void stepTemperature(const std::stop_token& stop);
    void stepVelocity(const std::stop_token& stop);
    [[nodiscard]] MomentumView momentumViewOf(int axis) const;
    /// New velocity components along `axes` before the projection.
    template <bool isCalmed, int... axes>
    void stepComponents(const std::stop_token& stop);
    void applyLid();
    void project(int cycles, const std::stop_token& stop);
    void stepOnGpu(bool withRates, int cycles, const std::stop_token& stop);
    [[nodiscard]] bool isWeighingDue();
    void adjustFans();

    AirflowProblem m_problem;
    Lattice m_lattice;
    mutable DeviceAir m_devices;
    FanFlow m_fans;
    ScreenFlow m_screens;
    OpenSides m_openSides;
    mutable LocalRates m_rates;
    std::unique_ptr<PressureMultigrid> m_multigrid; ///< on CPU threads
    mutable std::array<std::vector<float>, 3> m_velocity;
    std::array<std::vector<float>, 3> m_nextVelocity;
    std::array<std::vector<float>, 3> m_calmVelocity; ///< see Calming; empty: no calming
    mutable std::vector<float> m_temperature_K;
    std::vector<float> m_nextTemperature_K;
    mutable std::vector<float> m_pressure; ///< over density, m2/s2
    std::unique_ptr<GpuFlow> m_gpu;
    mutable Stale m_stale;
    bool m_isSetUp = false;
    double m_step_s = 0.0;
    int m_stepsDone = 0;
    int m_nextWeighing = 0; ///< step at which the screens are weighed again
};

} // namespace hallwright::airflow
