#pragma once

#include "core/io/weather/weather_text.h"
#include "core/solvers/plant/weather_year.h"

#include <optional>
#include <vector>

namespace hallwright::io {

/// One hour as a file states it, before gaps are filled; SI. Empty: missing.
struct RawHour {
    int line = 0;
    int hourOfYear = 0;
    std::optional<double> dryBulb_K;
    std::optional<double> relativeHumidity; ///< 0..1
    std::optional<double> dewPoint_K;
    std::optional<double> wetBulb_K;
    std::optional<double> pressure_Pa;
    std::optional<double> wind_m_per_s;
    std::optional<double> windFrom_deg;
};

/// Longest gap of missing values that straight lines may bridge [h].
inline constexpr int kGapMax_h = 24;

/// Fills gaps of at most kGapMax_h hours, derives wet bulb and relative humidity from whichever of
/// relative humidity, dew point and wet bulb is stated (in that order), and writes the hours into
/// `series`. Dry bulbs missing for longer are findings; humidity missing for longer leaves the
/// hours without humidity.
void completeHours(std::vector<RawHour> raw, plant::WeatherSeries& series, LineFindings& findings);

} // namespace hallwright::io
