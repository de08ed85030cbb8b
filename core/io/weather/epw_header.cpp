#include "core/io/weather/epw_header.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace hallwright::io {

namespace {

constexpr std::array<std::string_view, 12> kMonths{"jan", "feb", "mar", "apr", "may", "jun",
                                                   "jul", "aug", "sep", "oct", "nov", "dec"};
constexpr int kRecordsMax = 60; ///< one a minute
constexpr int kPeriodsMax = 366;

int daysOf(int month, bool isLeapYear) {
    return plant::hoursOfMonth(month, isLeapYear) / 24;
}

std::optional<int> integerIn(std::string_view word, int low, int high) {
    const auto value = numberIn(trimmed(word));
    if (!value || *value != std::floor(*value) || *value < low || *value > high)
        return std::nullopt;
    return static_cast<int>(*value);
}

std::optional<int> monthIn(std::string_view word) {
    constexpr std::size_t kLetters = 3;
    const auto lower = lowerCase(trimmed(word)).substr(0, kLetters);
    for (std::size_t i = 0; i < kMonths.size(); ++i)
        if (lower == kMonths[i])
            return static_cast<int>(i) + 1;
    return std::nullopt;
}

std::optional<EpwDay> validDay(std::optional<int> month, std::optional<int> day) {
    if (!month || !day || !isDay(*month, *day))
        return std::nullopt;
    return EpwDay{*month, *day};
}

std::string_view fieldAt(const WeatherLine& line, std::size_t index) {
    return index < line.fields.size() ? line.fields[index] : std::string_view{};
}

class HeaderReader {
public:
    HeaderReader(plant::WeatherSeries& series, LineFindings& findings)
        : m_series(series), m_findings(findings) {}

    EpwHeader read(const std::vector<WeatherLine>& lines) {
        for (const auto& line : lines) {
            const auto keyword = lowerCase(fieldAt(line, 0));
            if (!keyword.empty() && numberIn(keyword))
                break;
            ++m_header.lines;
            if (keyword == "location")
                readLocation(line);
            else if (keyword.starts_with("data period"))
                readPeriods(line);
            else if (keyword.starts_with("holidays"))
                m_header.countsLeapDay = lowerCase(fieldAt(line, 1)).starts_with("y");
            else if (!isKnown(keyword))
                m_findings.add(line.number,
                               "begins with " + quoted(line.fields[0]) +
                                   ", which is neither a header nor a year",
                               "Check that this is an EPW file and whole.");
            if (m_findings.isFull())
                break;
        }
        if (!m_hasLocation)
            m_findings.add(0, "has no LOCATION line", "Check that this is an EPW file.");
        if (!m_hasPeriods)
            m_findings.add(0, "has no DATA PERIODS line",
                           "Add \"DATA PERIODS,1,1,Data,Sunday,1/1,12/31\" before the records.");
        return std::move(m_header);
    }

private:
    static bool isKnown(const std::string& keyword) {
        constexpr std::array<std::string_view, 4> kOthers{"design condition", "typical/extreme",
                                                          "ground temperature", "comments"};
        return std::any_of(kOthers.begin(), kOthers.end(),
                           [&](std::string_view known) { return keyword.starts_with(known); });
    }

    void readLocation(const WeatherLine& line) {
        m_hasLocation = true;
        m_series.place = std::string(fieldAt(line, 1));
        m_series.source = std::string(fieldAt(line, 4));
        const auto number = [&](std::size_t index, const char* name, double low, double high,
                                double& into) {
            const auto word = fieldAt(line, index);
            if (word.empty())
                return; // the format's default, 0
            const auto value = numberIn(word);
            if (value && *value >= low && *value <= high)
                into = *value;
            else
                m_findings.add(line.number,
                               std::string(name) + " is " + quoted(word) + ", not a number from " +
                                   std::to_string(static_cast<int>(low)) + " to " +
                                   std::to_string(static_cast<int>(high)),
                               "Correct LOCATION, field " + std::to_string(index) + ".");
        };
        number(6, "latitude", -90, 90, m_series.latitude_deg);
        number(7, "longitude", -180, 180, m_series.longitude_deg);
        number(8, "time zone", -14, 14, m_series.hoursAheadOfUtc);
        number(9, "elevation", -1000, 9999, m_series.elevation_m);
    }

    void readPeriods(const WeatherLine& line) {
        m_hasPeriods = true;
        const auto periods = integerIn(fieldAt(line, 1), 1, kPeriodsMax);
        const auto records = integerIn(fieldAt(line, 2), 1, kRecordsMax);
        if (!periods || !records || 60 % *records != 0) {
            m_findings.add(line.number,
                           "DATA PERIODS gives " + quoted(fieldAt(line, 1)) + " periods of " +
                               quoted(fieldAt(line, 2)) + " records an hour",
                           "Give two whole numbers; the second divides 60.");
            return;
        }
        m_header.recordsPerHour = *records;
        constexpr std::size_t kFieldsEach = 4; // name, first weekday, first day, last day
        for (int period = 0; period < *periods; ++period) {
            const auto at = 3 + kFieldsEach * static_cast<std::size_t>(period);
            const auto first = epwDay(fieldAt(line, at + 2));
            const auto last = epwDay(fieldAt(line, at + 3));
            if (!first || !last) {
                m_findings.add(line.number,
                               "period " + std::to_string(period + 1) + " of DATA PERIODS is " +
                                   quoted(fieldAt(line, at + 2)) + " to " +
                                   quoted(fieldAt(line, at + 3)) + ", not two days",
                               "Write days as month/day.");
                return;
            }
            m_header.periods.push_back({*first, *last});
        }
    }

    plant::WeatherSeries& m_series;
    LineFindings& m_findings;
    EpwHeader m_header;
    bool m_hasLocation = false;
    bool m_hasPeriods = false;
};

} // namespace

bool isDay(int month, int day) {
    return month >= 1 && month <= 12 && day >= 1 && day <= daysOf(month, true);
}

int dayOfYear(EpwDay day, bool isLeapYear) {
    int days = day.day;
    for (int month = 1; month < day.month; ++month)
        days += daysOf(month, isLeapYear);
    return days;
}

std::optional<EpwDay> epwDay(std::string_view word) {
    word = trimmed(word);
    if (const auto slash = word.find('/'); slash != word.npos) {
        const auto rest = word.substr(slash + 1);
        return validDay(integerIn(word.substr(0, slash), 1, 12),
                        integerIn(rest.substr(0, rest.find('/')), 1, 31));
    }
    if (const auto blank = word.find(' '); blank != word.npos) {
        const auto a = word.substr(0, blank);
        const auto b = word.substr(blank + 1);
        return monthIn(a) ? validDay(monthIn(a), integerIn(b, 1, 31))
                          : validDay(monthIn(b), integerIn(a, 1, 31));
    }
    auto left = integerIn(word, 1, 365);
    if (!left)
        return std::nullopt;
    EpwDay day;
    while (*left > daysOf(day.month, false))
        *left -= daysOf(day.month++, false);
    day.day = *left;
    return day;
}

EpwHeader readEpwHeader(const std::vector<WeatherLine>& lines, plant::WeatherSeries& series,
                        LineFindings& findings) {
    return HeaderReader(series, findings).read(lines);
}

} // namespace hallwright::io
