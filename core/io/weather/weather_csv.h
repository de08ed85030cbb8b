#pragma once

#include "core/base/result.h"
#include "core/solvers/plant/weather_year.h"

#include <string>
#include <string_view>

namespace hallwright::io {

/// Reads hourly weather as comma, semicolon or tab separated values with a line of column names,
/// in any order; decimals have a point; lines that begin with # are comments. Columns:
///
///     hour, hour_of_year   1..8784, the hour that ends then; each one more than the last.
///                          Without it the first row is hour 1.
///     drybulb_c            needed; an empty value is missing
///     wetbulb_c            one of these three gives the humidity; without any of them the
///     rh_pct               series serves dry plants alone
///     dewpoint_c
///     pressure_pa          else that of the elevation
///     elevation_m          of the place, read from the first row
///     wind_ms, wind_dir_deg
///
/// Other columns are findings. Gaps of at most a day are filled.
[[nodiscard]] base::Result<plant::WeatherSeries> readWeatherCsv(std::string_view text,
                                                                const std::string& fileName);

} // namespace hallwright::io
