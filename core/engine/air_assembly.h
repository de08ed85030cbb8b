#pragma once

#include "core/catalog/catalog.h"
#include "core/engine/campus_index.h"
#include "core/engine/cooling_system.h"
#include "core/engine/solution.h"
#include "core/solvers/airflow/airflow_problem.h"
#include "core/solvers/airflow/airflow_solver.h"

#include <optional>
#include <string>
#include <vector>

namespace hallwright::engine {

/// The air problem of a hall, in hall axes moved to the corner with the smallest x, y, z.
/// - Racks that give heat to the air are devices with their heat and flow; the others, CDUs and
///   cabinets are solids. Racks at odd angles are taken at the nearest quarter turn.
/// - A contained aisle lies between two rows that turn the same face to it: walls above the racks
///   and doors at its ends. Hot: its air goes back to the units through the ceiling above it, which
///   all units share. Cold: a roof at rack height, the units blow in through its floor.
/// - A rear door stands behind a rack and cools what that rack blows out.
/// - Without containment a unit blows from its front and takes air back at its top.
/// - Transformers and UPS beyond the rack room stand in bays of their own, closed off here; those
///   inside it warm the air where they stand.
struct AirAssembly {
    airflow::AirflowProblem problem;
    std::vector<model::RackId> racks; ///< as problem.racks; invalid: not a rack
    /// An air unit that works, and its part of a device of the problem: contained halls have all
    /// units as one device, rear doors (-1) belong to their racks.
    struct Unit {
        model::EquipmentId id;
        int device = -1;
        double flow_m3_per_s = 0.0;
    };
    std::vector<Unit> airUnits;
    double heat_W = 0.0; ///< into the room
    std::string message; ///< why there is nothing to solve; else empty
};

[[nodiscard]] AirAssembly assembleAir(const CampusIndex& index, const catalog::Catalog& catalog,
                                      const CoolingSystem::Hall& cooling, const model::Hall& hall,
                                      const Solution& solution);

/// Numbers that decide the air of a hall, rounded to 10 W and 0.01 K, which is finer than the air
/// solver resolves, so that equal halls share one solution.
[[nodiscard]] std::vector<double> airKey(const airflow::AirflowProblem& problem);

/// Cell sizes of the stages for a hall, coarse to fine [m]. `finest_m`: wanted; 0: by the hall's
/// size, in the time that an edit may take. Never so fine that a hall has more than 8 million.
[[nodiscard]] std::vector<double> airCells_m(base::Vec3 size_m, double finest_m = 0.0);

} // namespace hallwright::engine
