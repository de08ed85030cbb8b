#include "core/io/weather/epw_reader.h"
#include "core/io/weather/weather_csv.h"
#include "epw_text.h"

#include <QElapsedTimer>
#include <QTest>

#include <cmath>
#include <functional>
#include <random>

using namespace hallwright;

namespace {

constexpr int kRounds = 3000;
constexpr int kTimeLimit_ms = 60000;

/// Damages a table: bytes, fields, lines.
class Mutator {
public:
    explicit Mutator(std::uint32_t seed) : m_random(seed) {}

    std::string mutate(std::string text) {
        for (int i = 1 + below(4); i-- > 0 && !text.empty();) {
            const auto at = std::size_t(below(int(text.size())));
            const auto length = std::min(text.size() - at, std::size_t(1 + below(200)));
            switch (below(7)) {
            case 0:
                text[at] = char(below(256));
                break;
            case 1:
                text.erase(at, length);
                break;
            case 2:
                text.insert(at, text.substr(at, length));
                break;
            case 3:
                text.resize(at);
                break;
            case 4: { // another value for a field
                const auto from = text.find(',', at);
                if (from == text.npos)
                    break;
                const auto to = text.find_first_of(",\n", from + 1);
                text.replace(from + 1, to == text.npos ? to : to - from - 1, token());
                break;
            }
            case 5:
                text.insert(at, token());
                break;
            default:
                std::swap(text[at], text[std::size_t(below(int(text.size())))]);
            }
        }
        return text;
    }

private:
    int below(int limit) { return std::uniform_int_distribution<int>(0, limit - 1)(m_random); }
    std::string token() {
        static const std::vector<std::string> tokens{
            "",     "-1",  "1e308", "1e999", "nan",  "inf",  "99.9", "999999", "4294967296",
            "\r\n", "\"",  ",,,,",  "#",     "\xff", "2/30", "0",    "1/1",    std::string(1, '\0'),
            "-0",   "Feb", ";",     "\t"};
        return tokens[std::size_t(below(int(tokens.size())))];
    }
    std::mt19937 m_random;
};

using Read = std::function<base::Result<plant::WeatherSeries>(const std::string&)>;

/// Runs a reader on damaged texts: it gives hours that are physical, or findings with a remedy.
void fuzz(const std::string& text, std::uint32_t seed, const Read& read) {
    Mutator mutator(seed);
    QElapsedTimer timer;
    timer.start();
    int refused = 0;
    for (int round = 0; round < kRounds; ++round) {
        const auto series = read(mutator.mutate(text));
        if (!series) {
            ++refused;
            QVERIFY(!series.error().empty() && series.error().size() < 30);
            for (const auto& finding : series.error())
                QVERIFY(!finding.what.empty() && !finding.remedy.empty());
            continue;
        }
        for (const auto& hour : series->hours)
            QVERIFY(std::isfinite(hour.dryBulb_K) && std::isfinite(hour.wetBulb_K) &&
                    hour.wetBulb_K <= hour.dryBulb_K + 1e-6 && hour.month >= 1 && hour.month <= 12);
    }
    QVERIFY(refused > kRounds / 4); // the damage is real
    QVERIFY2(timer.elapsed() < kTimeLimit_ms, "the reader took too long");
}

} // namespace

/// Whatever is in a weather file, its reader gives a series or findings. Runs under the sanitizers
/// in the `asan` preset.
class TestWeatherFuzz : public QObject {
    Q_OBJECT

private slots:
    void epwReaderSurvives();
    void csvReaderSurvives();
};

void TestWeatherFuzz::epwReaderSurvives() {
    tests::EpwText file; // a few days keep the rounds quick
    file.days = 3;
    file.period = "DATA PERIODS,1,1,Data,Sunday,1/1,1/3";
    fuzz(file.text(), 1, [](const std::string& text) { return io::readEpwText(text, "f.epw"); });
}

void TestWeatherFuzz::csvReaderSurvives() {
    std::string text = "hour,drybulb_c,wetbulb_c,rh_pct,dewpoint_c,pressure_pa,wind_ms\n";
    for (int hour = 1; hour <= 48; ++hour)
        text += std::to_string(hour) + ",12." + std::to_string(hour) + ",10.0,80,8,101000,2.5\n";
    fuzz(text, 2, [](const std::string& t) { return io::readWeatherCsv(t, "f.csv"); });
}

QTEST_APPLESS_MAIN(TestWeatherFuzz)
#include "tst_weather_fuzz.moc"
