#pragma once

namespace hallwright::plant {

inline constexpr double kStandardPressure_Pa = 101325.0;

/// Saturation pressure of water vapour [Pa] over liquid water: Magnus form of WMO No. 8 (2018),
/// annex 4.B; within 0.1 % from -20 to 50 degC.
[[nodiscard]] double saturationPressure_Pa(double temperature_K);

/// Humidity ratio [kg/kg dry air] from relative humidity [0..1].
[[nodiscard]] double humidityRatio(double dryBulb_K, double relativeHumidity,
                                   double pressure_Pa = kStandardPressure_Pa);

/// Thermodynamic wet-bulb temperature [K] by regula falsi on the psychrometric balance (ASHRAE
/// Handbook Fundamentals, ch. 1, eq. 33).
[[nodiscard]] double wetBulb_K(double dryBulb_K, double relativeHumidity,
                               double pressure_Pa = kStandardPressure_Pa);

/// Relative humidity [0..1] of air with this dry and wet bulb, by the same balance.
[[nodiscard]] double relativeHumidity(double dryBulb_K, double wetBulb_K,
                                      double pressure_Pa = kStandardPressure_Pa);

/// Temperature [K] at which air with this dry and wet bulb begins to condense.
[[nodiscard]] double dewPoint_K(double dryBulb_K, double wetBulb_K,
                                double pressure_Pa = kStandardPressure_Pa);

/// Density [kg/m3] of air by the ideal gas law, moisture neglected (below 1 % at design
/// conditions).
[[nodiscard]] double airDensity_kg_per_m3(double temperature_K,
                                          double pressure_Pa = kStandardPressure_Pa);

/// Air pressure [Pa] at a height above sea level [m], ICAO standard atmosphere (troposphere).
[[nodiscard]] double pressureAtAltitude_Pa(double altitude_m);

} // namespace hallwright::plant
