#pragma once

#include "core/engine/facility_circuit.h"
#include "core/engine/hall_cooling.h"
#include "core/solvers/plant/coolant_table.h"

#include <vector>

namespace hallwright::engine {

/// What a CDU's primary side gets.
struct PrimaryWater {
    double inlet_K = 0.0;
    double flow_m3_per_s = 0.0;
    bool isServed = false;
};

/// Temperatures of a technology loop.
struct LoopHeat {
    double supply_K = 0.0;
    double return_K = 0.0;
    bool holdsSetpoint = false;
    bool isCooled = false;            ///< a CDU of the loop gets facility water
    double conductance_W_per_K = 0.0; ///< sum of k_i: heat per T_return - T_primary, valves open
    double secondary_W_per_K = 0.0;   ///< sum of C_s,i
};

/// CDUs by effectiveness-NTU (counter-flow) with the conductance of their rating. All see the
/// loop's mixed return; together they carry the loop's heat Q:
///   sum k_i (T_return - T_primary,i) = Q,  k_i = eps_i C_min,i,  T_supply = T_return - Q / sum
///   C_s,i
/// unless that is colder than the set-point, which their valves then hold.
[[nodiscard]] LoopHeat solveLoopHeat(const HallLoop& loop,
                                     const std::vector<PrimaryWater>& primaries,
                                     const plant::CoolantProperties& facilityWater);

/// State of the air that a unit supplies and takes back.
struct AirUnitHeat {
    double supply_K = 0.0;
    double return_K = 0.0;
    bool holdsSetpoint = false;
};

/// A coil that carries `coil_W`, of which the fan's power is a part (draw-through):
/// T_return = T_water + Q / (eps C_min) at full water flow, unless the set-point is warmer.
[[nodiscard]] AirUnitHeat solveAirUnitHeat(const HallAirSide::Unit& unit, double coil_W,
                                           double waterInlet_K, double waterFlow_m3_per_s,
                                           double setpoint_K,
                                           const plant::CoolantProperties& facilityWater);

} // namespace hallwright::engine
