#include "core/io/weather/weather_csv.h"

#include "core/base/physical_constants.h"
#include "core/io/weather/weather_hours.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace hallwright::io {

namespace {

struct Column {
    std::string_view name;
    double low;
    double high;
    double factor;
    double offset;
    std::optional<double> RawHour::*field; ///< nullptr: hour or elevation
};

constexpr std::array<Column, 10> kColumns{{
    {"hour", 1, 8784, 1, 0, nullptr},
    {"hour_of_year", 1, 8784, 1, 0, nullptr},
    {"elevation_m", -500, 9000, 1, 0, nullptr},
    {"drybulb_c", -90, 70, 1, base::kZeroCelsius_K, &RawHour::dryBulb_K},
    {"wetbulb_c", -90, 70, 1, base::kZeroCelsius_K, &RawHour::wetBulb_K},
    {"dewpoint_c", -90, 70, 1, base::kZeroCelsius_K, &RawHour::dewPoint_K},
    {"rh_pct", 0, 110, 0.01, 0, &RawHour::relativeHumidity},
    {"pressure_pa", 31000, 120000, 1, 0, &RawHour::pressure_Pa},
    {"wind_ms", 0, 120, 1, 0, &RawHour::wind_m_per_s},
    {"wind_dir_deg", 0, 360, 1, 0, &RawHour::windFrom_deg},
}};

std::string columnNames() {
    std::string names;
    for (const auto& column : kColumns)
        names += (names.empty() ? "" : ", ") + std::string(column.name);
    return names;
}

char separatorOf(std::string_view header) {
    for (const char candidate : {';', '\t'})
        if (header.find(candidate) != header.npos)
            return candidate;
    return ',';
}

class CsvReader {
public:
    CsvReader(std::string_view text, const std::string& fileName)
        : m_lines(cutLines(text, separatorOf(firstLine(text)))), m_findings(fileName) {
        std::erase_if(m_lines, [](const WeatherLine& line) {
            return !line.fields.front().empty() && line.fields.front().front() == '#';
        });
    }

    base::Result<plant::WeatherSeries> read() {
        readNames();
        for (std::size_t i = 1; i < m_lines.size() && !m_findings.isFull() && m_isNamed; ++i)
            readRow(m_lines[i]);
        if (m_findings.isEmpty() && m_hours.empty())
            m_findings.add(0, "has no rows", "Check that the file is whole.");
        if (m_findings.isEmpty())
            completeHours(std::move(m_hours), m_series, m_findings);
        if (!m_findings.isEmpty())
            return m_findings.take();
        return std::move(m_series);
    }

private:
    void readNames() {
        if (m_lines.empty()) {
            m_findings.add(0, "is empty", "Write a line with the columns' names first.");
            return;
        }
        const auto& line = m_lines.front();
        for (const auto name : line.fields) {
            const auto lower = lowerCase(name);
            const auto* column =
                std::find_if(kColumns.begin(), kColumns.end(),
                             [&](const Column& known) { return known.name == lower; });
            if (column == kColumns.end())
                m_findings.add(line.number, "names a column " + quoted(name) + " that is not known",
                               "Known are " + columnNames() + ".");
            else if (std::find(m_columns.begin(), m_columns.end(), column) != m_columns.end())
                m_findings.add(line.number, "names the column " + quoted(name) + " twice",
                               "Leave one of them.");
            m_columns.push_back(column == kColumns.end() ? nullptr : column);
            m_hasDryBulb |= lower == "drybulb_c";
        }
        if (!m_hasDryBulb)
            m_findings.add(line.number, "names no column drybulb_c",
                           "Name the columns in the first line: " + columnNames() + ".");
        m_isNamed = m_findings.isEmpty();
    }

    void readRow(const WeatherLine& line) {
        if (line.fields.size() != m_columns.size()) {
            m_findings.add(line.number,
                           "has " + std::to_string(line.fields.size()) + " values for " +
                               std::to_string(m_columns.size()) + " columns",
                           "Check that the file is whole.");
            return;
        }
        RawHour hour;
        hour.line = line.number;
        hour.hourOfYear = m_hours.empty() ? 1 : m_hours.back().hourOfYear + 1;
        for (std::size_t i = 0; i < m_columns.size(); ++i)
            readValue(line, *m_columns[i], line.fields[i], hour);
        if (hour.hourOfYear > 8784)
            m_findings.add(line.number,
                           "is hour " + std::to_string(hour.hourOfYear) +
                               "; a year has at most 8784",
                           "Give one year a file.");
        m_hours.push_back(hour);
    }

    void readValue(const WeatherLine& line, const Column& column, std::string_view word,
                   RawHour& hour) {
        if (word.empty())
            return;
        const auto value = numberIn(word);
        if (!value || *value < column.low || *value > column.high) {
            char range[64];
            std::snprintf(range, sizeof range, ", not a number from %g to %g", column.low,
                          column.high);
            m_findings.add(line.number, std::string(column.name) + " is " + quoted(word) + range,
                           "Correct it, or leave it empty where it is missing.");
            return;
        }
        if (column.field) {
            hour.*column.field = *value * column.factor + column.offset;
            if (column.field == &RawHour::relativeHumidity)
                hour.relativeHumidity = std::min(1.0, *hour.relativeHumidity);
        } else if (column.name == "elevation_m") {
            if (m_hours.empty())
                m_series.elevation_m = *value;
        } else {
            const int stated = static_cast<int>(*value);
            if (*value != std::floor(*value) || (!m_hours.empty() && stated != hour.hourOfYear))
                m_findings.add(line.number,
                               "is hour " + quoted(word) + " where hour " +
                                   std::to_string(hour.hourOfYear) + " is due",
                               "Put the rows in order and fill what is missing.");
            hour.hourOfYear = stated;
        }
    }

    std::vector<WeatherLine> m_lines;
    LineFindings m_findings;
    plant::WeatherSeries m_series;
    std::vector<const Column*> m_columns;
    std::vector<RawHour> m_hours;
    bool m_hasDryBulb = false;
    bool m_isNamed = false;
};

} // namespace

base::Result<plant::WeatherSeries> readWeatherCsv(std::string_view text,
                                                  const std::string& fileName) {
    auto series = CsvReader(text, fileName).read();
    if (series) {
        series->place = fileName;
        series->source = fileName;
    }
    return series;
}

} // namespace hallwright::io
