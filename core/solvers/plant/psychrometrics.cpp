#include "core/solvers/plant/psychrometrics.h"

#include "core/base/physical_constants.h"

#include <algorithm>
#include <cmath>

namespace hallwright::plant {

namespace {

constexpr double kMagnusPressure_Pa = 611.2;
constexpr double kMagnusSlope = 17.62;
constexpr double kMagnusOffset_C = 243.12;
constexpr double kVapourRatio = 0.621945; ///< molar mass of water over that of dry air
constexpr double kAirGasConstant_J_per_kgK = 287.055;
constexpr int kMostSteps = 100;
constexpr double kPrecise_K = 1e-9;
constexpr double kPreciseRatio = 1e-13; ///< kg/kg; about 1e-10 K

double humidityRatioAt(double vapourPressure_Pa, double pressure_Pa) {
    return kVapourRatio * vapourPressure_Pa / std::max(pressure_Pa - vapourPressure_Pa, 1.0);
}

/// Humidity ratio of air with this dry and wet bulb (ASHRAE eq. 33; temperatures in degC).
double ratioFromWetBulb(double dry_C, double wet_C, double pressure_Pa) {
    const double saturated =
        humidityRatioAt(saturationPressure_Pa(wet_C + base::kZeroCelsius_K), pressure_Pa);
    return ((2501.0 - 2.326 * wet_C) * saturated - 1.006 * (dry_C - wet_C)) /
           (2501.0 + 1.86 * dry_C - 4.186 * wet_C);
}

} // namespace

double saturationPressure_Pa(double temperature_K) {
    const double t = temperature_K - base::kZeroCelsius_K;
    return kMagnusPressure_Pa * std::exp(kMagnusSlope * t / (kMagnusOffset_C + t));
}

double humidityRatio(double dryBulb_K, double relativeHumidity, double pressure_Pa) {
    return humidityRatioAt(
        std::clamp(relativeHumidity, 0.0, 1.0) * saturationPressure_Pa(dryBulb_K), pressure_Pa);
}

double wetBulb_K(double dryBulb_K, double relativeHumidity, double pressure_Pa) {
    const double wanted = humidityRatio(dryBulb_K, relativeHumidity, pressure_Pa);
    const double dry_C = dryBulb_K - base::kZeroCelsius_K;
    // Regula falsi, Illinois form: a smooth rising function and a bracket that always holds it.
    const auto excess = [&](double wet_C) {
        return ratioFromWetBulb(dry_C, wet_C, pressure_Pa) - wanted;
    };
    double low = dry_C - 50.0;
    double high = dry_C;
    double atLow = excess(low);
    double atHigh = excess(high);
    if (!(atLow < 0.0) || !(atHigh > 0.0)) // saturated, or drier than the bracket reaches
        return (atHigh > 0.0 ? low : high) + base::kZeroCelsius_K;
    int lastSide = 0; ///< the end that moved last: an end that stays twice loses half its weight
    for (int i = 0; i < kMostSteps && high - low > kPrecise_K; ++i) {
        const double next = high - atHigh * (high - low) / (atHigh - atLow);
        const double at = excess(next);
        if (std::abs(at) < kPreciseRatio)
            return next + base::kZeroCelsius_K;
        if (at > 0.0) {
            high = next;
            atHigh = at;
            atLow *= lastSide > 0 ? 0.5 : 1.0;
            lastSide = 1;
        } else {
            low = next;
            atLow = at;
            atHigh *= lastSide < 0 ? 0.5 : 1.0;
            lastSide = -1;
        }
    }
    return high + base::kZeroCelsius_K;
}

double relativeHumidity(double dryBulb_K, double wetBulb_K, double pressure_Pa) {
    const double ratio =
        std::max(0.0, ratioFromWetBulb(dryBulb_K - base::kZeroCelsius_K,
                                       wetBulb_K - base::kZeroCelsius_K, pressure_Pa));
    const double vapour_Pa = pressure_Pa * ratio / (kVapourRatio + ratio);
    return std::clamp(vapour_Pa / saturationPressure_Pa(dryBulb_K), 0.0, 1.0);
}

double dewPoint_K(double dryBulb_K, double wetBulb_K, double pressure_Pa) {
    // The Magnus form of saturationPressure_Pa, solved for the temperature.
    constexpr double kLeastHumidity = 1e-6; // dry air has no dew point
    const double humidity =
        std::max(relativeHumidity(dryBulb_K, wetBulb_K, pressure_Pa), kLeastHumidity);
    const double power = std::log(humidity * saturationPressure_Pa(dryBulb_K) / kMagnusPressure_Pa);
    return kMagnusOffset_C * power / (kMagnusSlope - power) + base::kZeroCelsius_K;
}

double airDensity_kg_per_m3(double temperature_K, double pressure_Pa) {
    return pressure_Pa / (kAirGasConstant_J_per_kgK * temperature_K);
}

double pressureAtAltitude_Pa(double altitude_m) {
    return kStandardPressure_Pa * std::pow(1.0 - 2.25577e-5 * altitude_m, 5.25588);
}

} // namespace hallwright::plant
