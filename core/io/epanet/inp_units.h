#pragma once

#include <optional>
#include <string_view>

namespace hallwright::io {

inline constexpr double kHorsepower_W = 745.699872;

/// A unit of pressure.
struct InpPressure {
    double head_m = 1.0; ///< metres of water for one unit
    bool isHead = true;  ///< metres and feet are heads of whatever fluid there is; psi are not
};

/// Factors from a file's units to SI, decided by its flow unit alone: CFS, GPM, MGD, IMGD and AFD
/// go with feet, inches, psi and horsepower; the others with metres, millimetres, metres of head
/// and kilowatts.
struct InpUnits {
    double flow_m3_per_s = 1.0; ///< as EPANET converts it
    double trueFlow = 1.0;      ///< what the unit is, over what EPANET takes it for
    double length_m = 1.0;
    double diameter_m = 1.0;
    double roughness_m = 1.0; ///< Darcy-Weisbach; 0.001 ft or mm
    double power_W = 1.0;
    InpPressure pressure;
    InpPressure emitterPressure; ///< of emitter coefficients, whatever the PRESSURE option says
};

/// Units of a flow unit's name, in any case (old files say SI for LPS); nothing if it is none of
/// EPANET's.
[[nodiscard]] std::optional<InpUnits> unitsOf(std::string_view flowUnit);

/// Unit of the PRESSURE option by name (PSI, KPA, M, METERS, BAR, FEET).
[[nodiscard]] std::optional<InpPressure> pressureUnitOf(std::string_view name);

} // namespace hallwright::io
