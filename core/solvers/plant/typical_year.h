#pragma once

#include "core/solvers/plant/weather_year.h"

#include <array>
#include <optional>
#include <string>

namespace hallwright::plant {

/// Monthly and design figures of a climate, as handbooks give them.
struct ClimateFigures {
    std::string place;
    double latitude_deg = 0.0;
    double longitude_deg = 0.0;
    double elevation_m = 0.0;
    std::array<double, 12> monthlyMean_K{}; ///< dry bulb
    double coolingDryBulb_K = 0.0;          ///< exceeded 0.4 % of the hours
    double coolingWetBulb_K = 0.0;          ///< idem, wet bulb
    double heatingDryBulb_K = 0.0;          ///< exceeded 99.6 % of the hours
    /// Mean wet bulb in the hours at the cooling dry bulb, where known.
    std::optional<double> coincidentWetBulb_K;
};

/// Mean daily range of the dry bulb (highest - lowest hour) in the warmest and the coldest month
/// [K]: usual for temperate climates; no figure of a site gives it.
inline constexpr double kSummerDailyRange_K = 10.0;
inline constexpr double kWinterDailyRange_K = 5.0;

/// A year of 8,760 hours that has a climate's monthly means and design temperatures. It is a
/// synthesis, not a record: totals over the year and hours above a temperature are meant, not the
/// order of days.
///
/// Dry bulb = seasonal course + daily wave + weather of the day.
/// - The seasonal course is the smooth curve whose monthly means are those given.
/// - The daily wave is a cosine with its peak at 15 h whose range goes with the season between
///   kWinterDailyRange_K and kSummerDailyRange_K.
/// - The weather of the day is a first-order autoregressive series (coefficient 0.8 from day to
///   day, fixed seed, straight lines between days) with mean 0 and variance 1 in every month,
///   times a strength that goes with the season, bent a little towards hot spells in summer and
///   cold ones in winter. Its strength in summer and winter is found such
///   that the cooling and heating design temperatures are exceeded in 0.4 % and 99.6 % of the
///   hours.
/// Dew point = lowest dry bulb of the day - a depression that goes with the season (none in the
/// coldest month) and grows on days more than a standard deviation warmer than usual (after FAO
/// Irrigation and Drainage Paper 56, eq. 48, which takes the lowest temperature for the dew point
/// in humid climates). The depression is found such that the design wet bulb is exceeded in 0.4 %
/// of the hours, its growth such that the coincident wet bulb comes out where that is known. Wet
/// bulb and humidity follow by psychrometrics at the pressure of the elevation. The same figures
/// give the same bytes.
///
/// A design figure that no strength reaches (cooler than the mean day of the warmest month) is
/// approached as far as it goes.
[[nodiscard]] WeatherSeries typicalYear(const ClimateFigures& climate);

} // namespace hallwright::plant
