#pragma once

#include "core/solvers/airflow/airflow_solver.h"
#include "core/solvers/airflow/gpu/air_device.h"

#include <functional>
#include <memory>
#include <stop_token>
#include <string>

namespace hallwright::airflow {

class FlowGrid;
struct FlowState;

/// One moment of a simulation that is true to time.
struct AirMoment {
    double time_s = 0.0; ///< since the start
    double mean_K = 0.0; ///< of the air by volume
    std::vector<RackAir> racks;
    std::vector<AirUnitAir> airUnits;
    /// The field now; put together only if asked for, which must be within the call.
    std::function<std::shared_ptr<const AirField>()> field;
};

/// A simulation that is true to time, for what happens when units stop or racks change: all cells
/// take the same step, which stability sets; heat is conserved on the way.
class AirSimulation {
public:
    /// Starts from `from`, or from rest at the problem's initial temperature where that is null.
    /// On `device` if the grid is large enough for it.
    AirSimulation(const AirflowProblem& problem, const AirField* from, std::stop_token stop = {},
                  AirDevice device = {});
    ~AirSimulation();
    AirSimulation(const AirSimulation&) = delete;
    AirSimulation& operator=(const AirSimulation&) = delete;

    /// Devices do otherwise from now on; the flow goes on from what it is. The problem has the same
    /// size and cells, and the same racks and units in the same order, as the one before.
    void change(const AirflowProblem& problem);
    /// Steps until that much time has passed since the start. Converged: it has.
    AirflowStatus runUntil(double time_s);
    [[nodiscard]] double time_s() const { return m_time_s; }
    [[nodiscard]] AirMoment moment() const;
    /// What broke the device, from where the CPU went on; empty: it did not.
    [[nodiscard]] const std::string& deviceError() const { return m_deviceError; }
    /// Whether the steps run on the device.
    [[nodiscard]] bool isOnDevice() const;

private:
    /// From `before` if there is one, else from `from`, else from rest.
    void start(const FlowState* before, const AirField* from);
    [[nodiscard]] std::unique_ptr<FlowGrid> newGrid(compute::Executor* executor) const;
    /// Keeps what the device has got to, to go on from there without it.
    void keepState();
    /// Whether the device has broken; the CPU then goes on from what was kept.
    bool leaveBrokenDevice();
    [[nodiscard]] AirflowStatus step();

    AirflowProblem m_problem;
    std::unique_ptr<FlowGrid> m_grid; ///< null where the problem does not make one
    std::stop_token m_stop;
    AirDevice m_device;
    std::unique_ptr<FlowState> m_kept;
    double m_kept_s = 0.0;
    std::string m_deviceError;
    double m_time_s = 0.0;
};

struct TransientOptions {
    double duration_s = 60.0;
    double report_s = 1.0; ///< simulated time between two calls of `onMoment`
    /// Field to start from; none: rest and the initial temperature of the problem.
    std::shared_ptr<const AirField> from;
    AirDevice device; ///< where the steps run; none: on CPU threads
    /// Called at the start, then every `report_s`, on the calling thread.
    std::function<void(const AirMoment&)> onMoment;
};

/// Follows the air in time while all devices stay as they are. Converged: the duration has passed.
[[nodiscard]] AirflowStatus simulateAirflow(const AirflowProblem& problem,
                                            const TransientOptions& options,
                                            std::stop_token stop = {});

} // namespace hallwright::airflow
