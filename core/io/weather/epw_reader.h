#pragma once

#include "core/base/result.h"
#include "core/solvers/plant/weather_year.h"

#include <string>
#include <string_view>

namespace hallwright::io {

/// Reads an EnergyPlus weather file (EPW; format: EnergyPlus Auxiliary Programs, "EPW data
/// dictionary"): headers in any order, days as month/day, with a year, with a month's name or as
/// number of the day; several data periods; several records an hour (their mean is the hour); leap
/// years (29 February is left out where the file says that it does not observe it); LF, CRLF or CR.
/// Missing values (99.9, 999, 999999) are filled over at most a day. Everything that is wrong is a
/// finding with its line; `fileName` names the file in it.
[[nodiscard]] base::Result<plant::WeatherSeries> readEpwText(std::string_view text,
                                                             const std::string& fileName);

} // namespace hallwright::io
