#include "core/solvers/plant/weather_year.h"

#include <algorithm>
#include <array>

namespace hallwright::plant {

namespace {

constexpr std::array<int, 12> kDays{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
constexpr int kFebruary = 2;

} // namespace

bool WeatherSeries::hasHumidity() const {
    return !hours.empty() && std::all_of(hours.begin(), hours.end(),
                                         [](const WeatherHour& hour) { return hour.hasHumidity; });
}

int hoursOfMonth(int month, bool isLeapYear) {
    const int days = kDays[static_cast<std::size_t>(month - 1)];
    return 24 * (days + (isLeapYear && month == kFebruary ? 1 : 0));
}

int monthOfHour(int hourOfYear, bool isLeapYear) {
    int month = 1;
    for (int left = hourOfYear; month < 12; ++month) {
        left -= hoursOfMonth(month, isLeapYear);
        if (left <= 0)
            break;
    }
    return month;
}

std::optional<double> exceeded_K(const WeatherSeries& series, Bulb bulb, double fraction) {
    if (series.hours.empty())
        return std::nullopt;
    std::vector<double> values;
    values.reserve(series.hours.size());
    for (const auto& hour : series.hours)
        values.push_back(bulb == Bulb::Dry ? hour.dryBulb_K : hour.wetBulb_K);
    const auto count = static_cast<double>(values.size());
    const auto rank = static_cast<std::size_t>(std::clamp(fraction * count, 0.0, count - 1.0));
    const auto at = values.begin() + static_cast<std::ptrdiff_t>(rank);
    std::nth_element(values.begin(), at, values.end(), std::greater<>());
    return *at;
}

} // namespace hallwright::plant
