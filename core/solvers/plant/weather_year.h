#pragma once

#include "core/solvers/plant/psychrometrics.h"

#include <optional>
#include <string>
#include <vector>

namespace hallwright::plant {

/// Outdoor air over one hour (means).
struct WeatherHour {
    double dryBulb_K = 288.15;
    double wetBulb_K = 283.15;     ///< meaningful where hasHumidity
    double relativeHumidity = 0.7; ///< 0..1, idem
    double pressure_Pa = kStandardPressure_Pa;
    double wind_m_per_s = 0.0;
    double windFrom_deg = 0.0; ///< clockwise from north
    int hourOfYear = 1;        ///< 1..8784, the hour that ends then
    int month = 1;             ///< 1..12
    bool hasHumidity = false;
    bool hasWind = false;
};

/// A run of hours at a place, mostly a year, with where it came from.
struct WeatherSeries {
    std::string place;
    std::string source; ///< of the figures, or how they were made
    double latitude_deg = 0.0;
    double longitude_deg = 0.0;
    double elevation_m = 0.0;
    double hoursAheadOfUtc = 0.0;
    std::vector<WeatherHour> hours;
    int filledHours = 0; ///< a gap in the record, filled by straight lines between its ends

    [[nodiscard]] bool isLeapYear() const { return hours.size() == 8784; }
    [[nodiscard]] bool isWholeYear() const { return hours.size() == 8760 || isLeapYear(); }
    [[nodiscard]] bool hasHumidity() const;
};

/// Month (1..12) of an hour of the year (1 = the first hour of January).
[[nodiscard]] int monthOfHour(int hourOfYear, bool isLeapYear);

/// Hours of a month.
[[nodiscard]] int hoursOfMonth(int month, bool isLeapYear);

/// Dry or wet bulb that is exceeded in `fraction` of the hours [K]; empty without hours.
enum class Bulb { Dry, Wet };
[[nodiscard]] std::optional<double> exceeded_K(const WeatherSeries& series, Bulb bulb,
                                               double fraction);

} // namespace hallwright::plant
