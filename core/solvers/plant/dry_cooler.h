#pragma once

#include "core/solvers/plant/psychrometrics.h"

namespace hallwright::plant {

/// A dry cooler by its rating point.
struct DryCoolerParameters {
    double capacity_W = 0.0;
    double ratedAmbient_K = 308.15;
    double fluidIn_K = 325.15;  ///< rated
    double fluidOut_K = 315.15; ///< rated
    double airflow_m3_per_s = 0.0;
    double fanPower_W = 0.0;      ///< all fans at full speed
    double minimumFanSpeed = 0.1; ///< fans switch off below this fraction; they cycle there
};

struct CoolerConditions {
    double airInlet_K = 293.15; ///< dry bulb at the unit, recirculation included
    double wetBulb_K = 288.15;  ///< adiabatic and evaporative units
    double pressure_Pa = kStandardPressure_Pa;
    double fluidInlet_K = 313.15;
    double fluidCapacity_W_per_K = 0.0; ///< rho cp Q of the fluid through the unit
    double setpoint_K = 0.0;            ///< leaving fluid wanted
};

struct CoolerState {
    double heat_W = 0.0; ///< from fluid to air
    double fluidOutlet_K = 0.0;
    double airOutlet_K = 0.0;
    double airflow_m3_per_s = 0.0;
    double fanSpeed = 0.0; ///< 0..1
    double fanPower_W = 0.0;
    double water_m3_per_s = 0.0;         ///< drawn from the mains
    double fullSpeedEffectiveness = 0.0; ///< of the fluid's capacity rate, for heat-network sinks
    double coilAirInlet_K = 0.0;         ///< air at the coil: below the inlet where pads are wet
    bool isSaturated = false;            ///< full speed and still warmer than the set-point
};

/// Overall conductance [W/K] at the rating point, from effectiveness-NTU (counter-flow) on the
/// rated flows.
[[nodiscard]] double ratedUa_W_per_K(const DryCoolerParameters& cooler);

/// Share of (fluid inlet - air inlet) that the fluid is cooled by, fans at `fanSpeed` (0..1].
/// Air capacity rate follows the speed; the conductance follows speed^0.6, because the air-side
/// film decides it (finned tubes, Nu ~ Re^0.6; VDI Heat Atlas, M1).
[[nodiscard]] double fluidEffectiveness(const DryCoolerParameters& cooler, double fanSpeed,
                                        double fluidCapacity_W_per_K, double airDensity_kg_per_m3);

/// Steady state with the slowest fan speed that reaches the set-point; fan power = rated * speed^3
/// (affinity law). The unit never heats the fluid and never cools it below the set-point.
[[nodiscard]] CoolerState runDryCooler(const DryCoolerParameters& cooler,
                                       const CoolerConditions& conditions);

/// A dry cooler with wetted pads before the coil.
struct AdiabaticCoolerParameters {
    DryCoolerParameters coil;
    double padSaturationEfficiency = 0.8;
    double switchOn_K = 298.15;      ///< pads are wet above this dry bulb
    double peakWater_m3_per_s = 0.0; ///< make-up limit; 0: none
    double bleedFraction = 0.25;     ///< of the evaporated water, to keep salts down
};

/// As runDryCooler; above the switch-on temperature air enters the coil at T_db - eta (T_db -
/// T_wb), and evaporates m_air cp (T_db - T_coil) / h_fg of water (less where the make-up limit
/// binds).
[[nodiscard]] CoolerState runAdiabaticCooler(const AdiabaticCoolerParameters& cooler,
                                             const CoolerConditions& conditions);

} // namespace hallwright::plant
