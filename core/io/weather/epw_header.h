#pragma once

#include "core/io/weather/weather_text.h"
#include "core/solvers/plant/weather_year.h"

#include <optional>
#include <string_view>
#include <vector>

namespace hallwright::io {

/// A day of the year; day 29 of February is kept as such.
struct EpwDay {
    int month = 1;
    int day = 1;
    friend bool operator==(const EpwDay&, const EpwDay&) = default;
};

/// A day as EPW headers write it: "7/21", "7/21/2019", "21 July", "Jul 21", or the number of the
/// day in a common year.
[[nodiscard]] std::optional<EpwDay> epwDay(std::string_view word);

/// Number of a day in the year, from 1.
[[nodiscard]] int dayOfYear(EpwDay day, bool isLeapYear);
/// Whether a year can have this day; 29 February counts.
[[nodiscard]] bool isDay(int month, int day);

/// What the headers of an EPW file say that matters here.
struct EpwHeader {
    struct Period {
        EpwDay first;
        EpwDay last;
    };
    int recordsPerHour = 1;
    std::vector<Period> periods;
    bool countsLeapDay = false; ///< 29 February is part of the file's year
    std::size_t lines = 0;      ///< of the file, header lines at its start
};

/// Reads the header lines, which may stand in any order and of which all but LOCATION and DATA
/// PERIODS may be missing; the data begin with the first line that starts with a number. Place,
/// source and position go into `series`.
[[nodiscard]] EpwHeader readEpwHeader(const std::vector<WeatherLine>& lines,
                                      plant::WeatherSeries& series, LineFindings& findings);

} // namespace hallwright::io
