#include "core/io/weather/epw_reader.h"

#include "core/base/physical_constants.h"
#include "core/io/weather/epw_header.h"
#include "core/io/weather/weather_hours.h"

#include <algorithm>
#include <cmath>

namespace hallwright::io {

namespace {

/// Places of the values in a record.
enum Field : std::size_t {
    kMonth = 1,
    kDay = 2,
    kHour = 3,
    kDryBulb = 6,
    kDewPoint = 7,
    kHumidity = 8,
    kPressure = 9,
    kWindFrom = 20,
    kWindSpeed = 21
};
constexpr std::size_t kLeastFields = 10;

struct Record {
    int line = 0;
    EpwDay day;
    int hour = 1;
    RawHour values;
};

class EpwReader {
public:
    EpwReader(std::string_view text, const std::string& fileName)
        : m_lines(cutLines(text, ',')), m_findings(fileName) {}

    base::Result<plant::WeatherSeries> read() {
        m_header = readEpwHeader(m_lines, m_series, m_findings);
        for (std::size_t i = m_header.lines; i < m_lines.size() && !m_findings.isFull(); ++i)
            readRecord(m_lines[i]);
        if (m_records.empty() && m_findings.isEmpty())
            m_findings.add(0, "has no records", "Check that the file is whole.");
        if (!m_findings.isEmpty())
            return m_findings.take();
        observeLeapDay();
        checkOrder();
        checkCount();
        if (!m_findings.isEmpty())
            return m_findings.take();
        completeHours(hourlyMeans(), m_series, m_findings);
        if (!m_findings.isEmpty())
            return m_findings.take();
        return std::move(m_series);
    }

private:
    /// A value; empty where it is missing; a finding where it is neither.
    std::optional<double> value(const WeatherLine& line, Field field, const char* name,
                                double missing, double low, double high) {
        if (field >= line.fields.size() || line.fields[field].empty())
            return std::nullopt;
        const auto number = numberIn(line.fields[field]);
        if (number && *number >= missing)
            return std::nullopt;
        if (number && *number >= low && *number <= high)
            return number;
        char range[64];
        std::snprintf(range, sizeof range, "a number from %g to %g", low, high);
        char remedy[80];
        std::snprintf(remedy, sizeof remedy, "Correct field %d, or write %g for missing.",
                      static_cast<int>(field) + 1, missing);
        m_findings.add(line.number,
                       std::string(name) + " is " + quoted(line.fields[field]) + ", not " + range,
                       remedy);
        return std::nullopt;
    }

    void readRecord(const WeatherLine& line) {
        if (line.fields.size() < kLeastFields) {
            m_findings.add(line.number,
                           "has " + std::to_string(line.fields.size()) +
                               " values; a record has at least " + std::to_string(kLeastFields),
                           "Check that the file is whole.");
            return;
        }
        const auto integer = [&](Field field) {
            const auto number = numberIn(line.fields[field]);
            return number && std::abs(*number) < 1000.0 && *number == std::floor(*number)
                       ? static_cast<int>(*number)
                       : -1;
        };
        Record record;
        record.line = record.values.line = line.number;
        record.day = {integer(kMonth), integer(kDay)};
        record.hour = integer(kHour);
        if (!isDay(record.day.month, record.day.day) || record.hour < 1 || record.hour > 24) {
            m_findings.add(line.number,
                           "month " + quoted(line.fields[kMonth]) + ", day " +
                               quoted(line.fields[kDay]) + ", hour " + quoted(line.fields[kHour]) +
                               " is no hour of a year",
                           "Months run from 1 to 12, hours from 1 to 24.");
            return;
        }
        auto& values = record.values;
        values.dryBulb_K = kelvin(value(line, kDryBulb, "dry bulb", 99.9, -90.0, 70.0));
        values.dewPoint_K = kelvin(value(line, kDewPoint, "dew point", 99.9, -90.0, 70.0));
        values.relativeHumidity = value(line, kHumidity, "relative humidity", 999.0, 0.0, 110.0);
        if (values.relativeHumidity)
            values.relativeHumidity = std::min(1.0, *values.relativeHumidity / 100.0);
        values.pressure_Pa = value(line, kPressure, "pressure", 999999.0, 31000.0, 120000.0);
        values.windFrom_deg = value(line, kWindFrom, "wind direction", 999.0, 0.0, 360.0);
        values.wind_m_per_s = value(line, kWindSpeed, "wind speed", 999.0, 0.0, 120.0);
        m_records.push_back(record);
    }

    static std::optional<double> kelvin(std::optional<double> celsius) {
        return celsius ? std::optional(*celsius + base::kZeroCelsius_K) : std::nullopt;
    }

    void observeLeapDay() {
        const auto isLeapDay = [](const Record& record) { return record.day == EpwDay{2, 29}; };
        if (!m_header.countsLeapDay)
            std::erase_if(m_records, isLeapDay);
        m_isLeapYear = std::any_of(m_records.begin(), m_records.end(), isLeapDay);
        for (auto& record : m_records)
            record.values.hourOfYear = 24 * (dayOfYear(record.day, m_isLeapYear) - 1) + record.hour;
    }

    /// Records must follow each other hour by hour, apart from the starts of data periods and the
    /// turn of a year.
    void checkOrder() {
        const int perHour = m_header.recordsPerHour;
        const int last = m_isLeapYear ? 8784 : 8760;
        for (std::size_t i = 1; i < m_records.size() && !m_findings.isFull(); ++i) {
            const bool isNewHour = i % static_cast<std::size_t>(perHour) == 0;
            const int before = m_records[i - 1].values.hourOfYear;
            const int expected = isNewHour ? before % last + 1 : before;
            const auto& record = m_records[i];
            const bool startsPeriod =
                isNewHour && record.hour == 1 &&
                std::any_of(m_header.periods.begin(), m_header.periods.end(),
                            [&](const auto& period) { return period.first == record.day; });
            if (record.values.hourOfYear != expected && !startsPeriod)
                m_findings.add(record.line,
                               "is hour " + std::to_string(record.values.hourOfYear) +
                                   " of the year where hour " + std::to_string(expected) +
                                   " is due",
                               "Put the records in order and fill what is missing.");
        }
    }

    void checkCount() {
        const auto daysOf = [&](bool isLeapYear) {
            std::size_t days = 0;
            for (const auto& period : m_header.periods) {
                const int first = dayOfYear(period.first, isLeapYear);
                const int last = dayOfYear(period.last, isLeapYear);
                days += static_cast<std::size_t>(last >= first ? last - first + 1
                                                               : last - first + 1 + 365 +
                                                                     (isLeapYear ? 1 : 0));
            }
            return days;
        };
        const auto perDay = static_cast<std::size_t>(24 * m_header.recordsPerHour);
        const std::size_t promised = daysOf(m_isLeapYear) * perDay;
        // Several years in a row repeat the period.
        if (m_records.size() < promised || m_records.size() % perDay != 0)
            m_findings.add(0,
                           "holds " + std::to_string(m_records.size()) +
                               " records where its data periods promise " +
                               std::to_string(promised),
                           "The file is cut short or a record is missing: fetch it again.");
    }

    std::vector<RawHour> hourlyMeans() const {
        const auto perHour = static_cast<std::size_t>(m_header.recordsPerHour);
        std::vector<RawHour> hours;
        hours.reserve(m_records.size() / perHour);
        for (std::size_t i = 0; i + perHour <= m_records.size(); i += perHour) {
            RawHour mean = m_records[i + perHour - 1].values; // the direction is that of its end
            if (perHour > 1)
                for (const auto field :
                     {&RawHour::dryBulb_K, &RawHour::dewPoint_K, &RawHour::relativeHumidity,
                      &RawHour::pressure_Pa, &RawHour::wind_m_per_s}) {
                    double sum = 0.0;
                    int known = 0;
                    for (std::size_t k = i; k < i + perHour; ++k)
                        if (const auto& here = m_records[k].values.*field) {
                            sum += *here;
                            ++known;
                        }
                    mean.*field = known > 0 ? std::optional(sum / known) : std::nullopt;
                }
            hours.push_back(mean);
        }
        return hours;
    }

    std::vector<WeatherLine> m_lines;
    LineFindings m_findings;
    plant::WeatherSeries m_series;
    EpwHeader m_header;
    std::vector<Record> m_records;
    bool m_isLeapYear = false;
};

} // namespace

base::Result<plant::WeatherSeries> readEpwText(std::string_view text, const std::string& fileName) {
    return EpwReader(text, fileName).read();
}

} // namespace hallwright::io
