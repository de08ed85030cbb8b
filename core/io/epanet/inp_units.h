#pragma once

#include <optional>
#include <string_view>

namespace hallwright::io {

/// Factors from a file's units to SI, decided by its flow unit alone: CFS, GPM, MGD, IMGD and AFD
/// go with feet, inches, psi and horsepower; the others with metres, millimetres, metres of head
/// and kilowatts.
struct InpUnits {
    double flow_m3_per_s = 1.0;
    double length_m = 1.0;
    double diameter_m = 1.0;
    double roughness_m = 1.0; ///< Darcy-Weisbach; 0.001 ft or mm
    double pressure_m = 1.0;  ///< metres of water per unit of pressure
    double power_W = 1.0;
};

/// Units of a flow unit's name, in any case; nothing if it is none of EPANET's.
[[nodiscard]] std::optional<InpUnits> unitsOf(std::string_view flowUnit);

/// Metres of water for one unit of the PRESSURE option (PSI, KPA, M, BAR, FEET).
[[nodiscard]] std::optional<double> pressureUnit_m(std::string_view name);

} // namespace hallwright::io
