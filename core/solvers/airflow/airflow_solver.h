#pragma once

#include "core/base/result.h"
#include "core/solvers/airflow/air_field.h"
#include "core/solvers/airflow/airflow_problem.h"

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace hallwright::compute {
class Executor;
}

namespace hallwright::airflow {

enum class AirflowStatus {
    /// Halls: the heat balance of the answer is closed, closing it moves the air at racks and units
    /// by no more than 4 % of the rise that the racks give it, and the means of the air there over
    /// the time before and after are known to 3 % of it (standard error, on average over the
    /// devices; at least 0.06 K), or to 5 % where the flow has swung for 2.5 air changes.
    /// Laminar cases: the largest change a step is below `steadyTolerance`.
    Converged,
    NotConverged,   ///< the allowed number of air changes passed before that; see findings
    Cancelled,      ///< stop was requested; the solution is that of the grids done before, if any
    Diverged,       ///< a value ran away; the field is the flow from rest
    InvalidProblem, ///< see findings
};

struct RackAir {
    std::string id;
    double inletMean_K = 0.0;  ///< weighted with the flow through each part of the front
    double inletMax_K = 0.0;   ///< of the cells before the front
    double outletMean_K = 0.0; ///< of what leaves it, behind a rear door if it has one
    bool isBlocked = false;    ///< a face has no air before it: taken as switched off, see findings
    double flow_m3_per_s = 0.0;
    double serverInletMean_K = 0.0; ///< the inlet with what comes back inside the rack
    double doorRemoved_W = 0.0;     ///< by its rear door
    /// See AirCapture; of the final answer where units or openings supply air.
    std::optional<double> fromSupply{}, toReturn{};
};

struct AirUnitAir {
    std::string id;
    double return_K = 0.0;
    double supply_K = 0.0;
    double removed_W = 0.0;
    bool isBlocked = false;
    double flow_m3_per_s = 0.0;
    std::optional<double> bypass{}; ///< see AirCapture
};

struct ScreenAir {
    std::string id;
    double flow_m3_per_s = 0.0; ///< along its axis positive
    double drop_Pa = 0.0;       ///< of pressure along its axis, mean over its area
    double temperature_K = 0.0; ///< of the air that passes
};

struct ProbeAir {
    std::string id;
    AirSample air;
};

/// Answers of halls are running means over the recent past, with what their heat balance still
/// lacks added: they show where the mean flow leads. They and the field belong together.
struct AirflowSolution {
    AirflowStatus status = AirflowStatus::NotConverged;
    base::Diagnostics findings; ///< `where` is "rack A1", "baffle 3", ...
    int stage = 0;              ///< 0 the coarsest grid
    int stageCount = 1;
    bool isFinal = false;
    int steps = 0;           ///< time steps over all grids
    double flowTime_s = 0.0; ///< simulated on this grid
    /// Air volume over the flow of the units and openings, or of the racks if they move more.
    double airChange_s = 0.0;
    double settledFraction = 0.0; ///< 0..1, how near the running mean is to steady
    int cells = 0;
    base::Vec3 cell_m;
    double solve_ms = 0.0;
    double heat_W = 0.0;                   ///< into the air: racks and warm walls
    double removed_W = 0.0;                ///< out of the air: units, rear doors, openings
    double energyImbalance_fraction = 0.0; ///< (heat - removed) / heat of the running mean
    double divergenceResidual = 0.0;       ///< largest |net flow of a cell| / largest face flow [-]
    double steadyResidual = 0.0;           ///< largest change a step over the range of values [-]
    double mean_K = 0.0;
    double max_K = 0.0;
    double min_K = 0.0;
    double wallHeat_W = 0.0;    ///< from walls warmer than the reference into the air
    double openHeat_W = 0.0;    ///< carried away through open sides
    std::vector<RackAir> racks; ///< in the order of the problem
    std::vector<AirUnitAir> airUnits;
    std::vector<ScreenAir> screens;
    std::vector<ProbeAir> probes;
    std::shared_ptr<const AirField> field; ///< null if the problem is invalid or no grid was done
    std::string device = "cpu";            ///< where the time steps ran, see openAirDevice()
    std::string deviceNote;                ///< why not on the device asked for, if so
};

struct AirflowOptions {
    /// Called on the solving thread when a coarse grid is done and about every `report_ms` within
    /// a grid; the last call carries the final solution. All it is given are finite numbers.
    std::function<void(const AirflowSolution&)> onStage;
    double report_ms = 150.0;
    /// Field to start from; may have another resolution and other boxes inside.
    std::shared_ptr<const AirField> warmStart;
    bool startCoarse = true;       ///< coarser grids first; with a warm start only the coarsest
    double maxAirChanges = 15.0;   ///< on the finest grid
    double leastAirChanges = 1.5;  ///< of the mean on the finest grid, before it may be the answer
    double energyTolerance = 1e-3; ///< on energyImbalance_fraction
    bool withCapture = true;       ///< whether the final answer tells where air comes from
    double steadyTolerance = 1e-7; ///< on steadyResidual, laminar problems
    /// Where the time steps run if it can take the problem; none: on CPU threads. If it breaks on
    /// the way, the CPU takes over, and a finding says so.
    std::shared_ptr<compute::Executor> executor;
    int executorCells = 0; ///< problems of fewer cells stay on CPU threads
};

/// Solves to a steady mean. Never throws on bad physics: the status says what happened.
/// Stop requests are honoured between sweeps of a step and between layers of cells while a grid is
/// set up. Same input, same machine: same bytes.
[[nodiscard]] AirflowSolution solveAirflow(const AirflowProblem& problem,
                                           const AirflowOptions& options = {},
                                           std::stop_token stop = {});

} // namespace hallwright::airflow
