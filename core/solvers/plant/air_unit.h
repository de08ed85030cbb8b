#pragma once

namespace hallwright::plant {

/// A CRAH, fan wall or active rear door: a chilled-water coil and fans, by its rating point
/// (sensible).
struct AirUnitParameters {
    double capacity_W = 0.0;
    double waterSupply_K = 291.15;
    double waterReturn_K = 299.15;
    double airSupply_K = 295.15;
    double airReturn_K = 307.15;
    double airflow_m3_per_s = 0.0;
    double fanPower_W = 0.0;
};

struct AirUnitConditions {
    double airflow_m3_per_s = 0.0;
    double returnAir_K = 307.15;
    double supplySetpoint_K = 295.15;
    double waterInlet_K = 291.15;
    double waterCapacity_W_per_K = 0.0; ///< rho cp Q available to the coil
};

struct AirUnitState {
    double heat_W = 0.0; ///< from air to water, fan heat included
    double fanPower_W = 0.0;
    double supplyAir_K = 0.0;   ///< leaving the fans
    double waterOutlet_K = 0.0; ///< of all the water that is available
    double effectiveness = 0.0; ///< of the coil at full water flow, on the smaller capacity rate
    bool isSaturated = false;   ///< warmer than the set-point with the valve fully open
};

/// P = P_rated (V / V_rated)^3 (fan affinity law).
[[nodiscard]] double airUnitFanPower_W(const AirUnitParameters& unit, double airflow_m3_per_s);

/// Conductance [W/K] of the coil at its rating point by counter-flow effectiveness-NTU.
[[nodiscard]] double airUnitUa_W_per_K(const AirUnitParameters& unit);

/// Coil by effectiveness-NTU with UA following airflow^0.6; the fan's power warms the air
/// (draw-through). The water valve holds the supply set-point where the coil can; the coil never
/// warms the air.
[[nodiscard]] AirUnitState runAirUnit(const AirUnitParameters& unit,
                                      const AirUnitConditions& conditions);

} // namespace hallwright::plant
