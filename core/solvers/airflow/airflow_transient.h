#pragma once

#include "core/solvers/airflow/airflow_solver.h"

#include <functional>
#include <memory>
#include <stop_token>

namespace hallwright::airflow {

/// One moment of a simulation that is true to time.
struct AirMoment {
    double time_s = 0.0; ///< since the start
    double mean_K = 0.0; ///< of the air by volume
    std::vector<RackAir> racks;
    std::vector<AirUnitAir> airUnits;
    /// The field now; put together only if asked for, which must be within the call.
    std::function<std::shared_ptr<const AirField>()> field;
};

struct TransientOptions {
    double duration_s = 60.0;
    double report_s = 1.0; ///< simulated time between two calls of `onMoment`
    /// Field to start from; none: rest and the initial temperature of the problem.
    std::shared_ptr<const AirField> from;
    /// Called at the start, then every `report_s`, on the calling thread.
    std::function<void(const AirMoment&)> onMoment;
};

/// Follows the air in time, for what happens when units stop or racks change: all cells take the
/// same step, which stability sets. Converged: the duration has passed; heat is conserved on the
/// way. What changes during a run is simulated piece by piece, each from the field of the last.
[[nodiscard]] AirflowStatus simulateAirflow(const AirflowProblem& problem,
                                            const TransientOptions& options,
                                            std::stop_token stop = {});

} // namespace hallwright::airflow
