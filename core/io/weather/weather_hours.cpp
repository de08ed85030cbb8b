#include "core/io/weather/weather_hours.h"

#include <algorithm>
#include <string>

namespace hallwright::io {

namespace {

/// Fills gaps of a field in place; gives the hours filled and adds those of longer gaps to `open`.
template <class Field>
int fillGaps(std::vector<RawHour>& hours, Field field, std::vector<std::size_t>& open) {
    int filled = 0;
    for (std::size_t i = 0; i < hours.size();) {
        if (hours[i].*field) {
            ++i;
            continue;
        }
        std::size_t end = i;
        while (end < hours.size() && !(hours[end].*field))
            ++end;
        const bool hasBefore = i > 0;
        const bool hasAfter = end < hours.size();
        const bool isShort = end - i <= static_cast<std::size_t>(kGapMax_h);
        if ((!hasBefore && !hasAfter) || !isShort) {
            open.push_back(i);
        } else {
            const double before = hasBefore ? *(hours[i - 1].*field) : *(hours[end].*field);
            const double after = hasAfter ? *(hours[end].*field) : before;
            const auto steps = static_cast<double>(end - i + 1);
            for (std::size_t k = i; k < end; ++k)
                hours[k].*field =
                    before + (after - before) * static_cast<double>(k - i + 1) / steps;
            filled += static_cast<int>(end - i);
        }
        i = end;
    }
    return filled;
}

/// Relative humidity by whatever is stated.
void deriveHumidity(RawHour& hour, double pressure_Pa) {
    if (hour.relativeHumidity || !hour.dryBulb_K)
        return;
    const double saturated_Pa = plant::saturationPressure_Pa(*hour.dryBulb_K);
    if (hour.dewPoint_K)
        hour.relativeHumidity =
            std::min(1.0, plant::saturationPressure_Pa(*hour.dewPoint_K) / saturated_Pa);
    else if (hour.wetBulb_K)
        hour.relativeHumidity =
            plant::relativeHumidity(*hour.dryBulb_K, *hour.wetBulb_K, pressure_Pa);
}

} // namespace

void completeHours(std::vector<RawHour> raw, plant::WeatherSeries& series, LineFindings& findings) {
    std::vector<std::size_t> open;
    std::vector<bool> wasMissing(raw.size());
    for (std::size_t i = 0; i < raw.size(); ++i)
        wasMissing[i] = !raw[i].dryBulb_K;
    fillGaps(raw, &RawHour::dryBulb_K, open);
    for (const auto i : open)
        findings.add(raw[i].line,
                     "the dry bulb is missing from here for more than " +
                         std::to_string(kGapMax_h) + " hours",
                     "Fill the gap from a neighbouring station or year.");
    if (!findings.isEmpty())
        return;
    const double pressure_Pa = plant::pressureAtAltitude_Pa(series.elevation_m);
    std::vector<std::size_t> dry;
    for (std::size_t i = 0; i < raw.size(); ++i) {
        deriveHumidity(raw[i], raw[i].pressure_Pa.value_or(pressure_Pa));
        wasMissing[i] = wasMissing[i] || !raw[i].relativeHumidity;
    }
    const bool hasSome = std::any_of(raw.begin(), raw.end(),
                                     [](const RawHour& hour) { return hour.relativeHumidity; });
    if (hasSome)
        fillGaps(raw, &RawHour::relativeHumidity, dry);
    const bool isLeapYear = raw.size() == 8784;
    series.hours.clear();
    series.hours.reserve(raw.size());
    for (std::size_t i = 0; i < raw.size(); ++i) {
        const auto& from = raw[i];
        auto& hour = series.hours.emplace_back();
        hour.dryBulb_K = *from.dryBulb_K;
        hour.pressure_Pa = from.pressure_Pa.value_or(pressure_Pa);
        hour.hourOfYear = from.hourOfYear;
        hour.month = plant::monthOfHour(from.hourOfYear, isLeapYear);
        hour.hasHumidity = from.relativeHumidity.has_value();
        if (hour.hasHumidity) {
            hour.relativeHumidity = *from.relativeHumidity;
            hour.wetBulb_K =
                from.wetBulb_K
                    ? std::min(*from.wetBulb_K, hour.dryBulb_K)
                    : plant::wetBulb_K(hour.dryBulb_K, hour.relativeHumidity, hour.pressure_Pa);
            series.filledHours += wasMissing[i];
        } else {
            hour.wetBulb_K = hour.dryBulb_K;
        }
        hour.hasWind = from.wind_m_per_s.has_value();
        hour.wind_m_per_s = from.wind_m_per_s.value_or(0.0);
        hour.windFrom_deg = from.windFrom_deg.value_or(0.0);
    }
}

} // namespace hallwright::io
