#include "core/io/weather/epw_reader.h"
#include "core/io/weather/load_profile.h"
#include "core/io/weather/weather_csv.h"
#include "epw_text.h"
#include "tests/core/io/reader_fuzz.h"

#include <QTest>

#include <cmath>
#include <sstream>

using namespace hallwright;

namespace {

constexpr int kRounds = 3000;

test::TextMutator tableMutator(std::uint32_t seed) {
    return {seed,
            {"",     "-1",     "1e308",      "1e999", "nan", "inf",
             "99.9", "999999", "4294967296", "\r\n",  "\"",  ",,,,",
             "#",    "\xff",   "2/30",       "0",     "1/1", std::string(1, '\0'),
             "-0",   "Feb",    ";",          "\t"},
            ",",
            ",\n"};
}

/// Findings of a series; one more, without a place, where its hours are not physical.
base::Diagnostics faultsOf(const base::Result<plant::WeatherSeries>& series) {
    if (!series)
        return series.error();
    for (const auto& hour : series->hours)
        if (!std::isfinite(hour.dryBulb_K) || !std::isfinite(hour.wetBulb_K) ||
            hour.wetBulb_K > hour.dryBulb_K + 1e-6 || hour.month < 1 || hour.month > 12)
            return base::failure("", "an hour that cannot be");
    return {};
}

void fuzz(const std::string& text, std::uint32_t seed, const test::ReadText& read) {
    const auto outcome = test::fuzz(text, tableMutator(seed), kRounds, read);
    QVERIFY2(outcome.fault.empty(), outcome.fault.c_str());
    QVERIFY(outcome.refused > kRounds / 4); // the damage is real
}

} // namespace

/// Whatever is in a weather file, its reader gives a series or findings.
class TestWeatherFuzz : public QObject {
    Q_OBJECT

private slots:
    void epwReaderSurvives();
    void csvReaderSurvives();
    void loadProfileReaderSurvives();
};

void TestWeatherFuzz::epwReaderSurvives() {
    tests::EpwText file; // a few days keep the rounds quick
    file.days = 3;
    file.period = "DATA PERIODS,1,1,Data,Sunday,1/1,1/3";
    fuzz(file.text(), 1,
         [](const std::string& text) { return faultsOf(io::readEpwText(text, "f.epw")); });
}

void TestWeatherFuzz::csvReaderSurvives() {
    std::ostringstream text;
    text << "hour,drybulb_c,wetbulb_c,rh_pct,dewpoint_c,pressure_pa,wind_ms\n";
    for (int hour = 1; hour <= 48; ++hour)
        text << hour << ",12." << hour << ",10.0,80,8,101000,2.5\n";
    fuzz(text.str(), 2,
         [](const std::string& t) { return faultsOf(io::readWeatherCsv(t, "f.csv")); });
}

void TestWeatherFuzz::loadProfileReaderSurvives() {
    std::ostringstream text;
    text << "hour,load\n";
    for (int hour = 0; hour < 24; ++hour)
        text << hour << ",0.9\n";
    fuzz(text.str(), 3, [](const std::string& t) {
        const auto profile = io::readLoadProfileText(t, "f.csv");
        return profile ? base::Diagnostics{} : profile.error();
    });
}

QTEST_APPLESS_MAIN(TestWeatherFuzz)
#include "tst_weather_fuzz.moc"
