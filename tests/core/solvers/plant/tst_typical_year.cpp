#include "core/solvers/plant/typical_year.h"

#include <QtTest>

#include <algorithm>
#include <cmath>

using namespace hallwright::plant;

namespace {

constexpr double kZero_K = 273.15;

/// Le Bosquel: monthly normals of Abbeville and Beauvais, ASHRAE design temperatures.
ClimateFigures bosquel() {
    ClimateFigures climate;
    climate.place = "Le Bosquel";
    const double means_C[] = {4.2, 4.6, 7.1, 9.6, 12.8, 15.7, 17.9, 18.0, 15.2, 11.6, 7.5, 4.7};
    for (std::size_t month = 0; month < 12; ++month)
        climate.monthlyMean_K[month] = means_C[month] + kZero_K;
    climate.coolingDryBulb_K = 29.3 + kZero_K;
    climate.coolingWetBulb_K = 21.0 + kZero_K;
    climate.coincidentWetBulb_K = 19.9 + kZero_K;
    climate.heatingDryBulb_K = -4.6 + kZero_K;
    return climate;
}

/// Hours above a temperature.
int hoursAbove(const WeatherSeries& year, Bulb bulb, double limit_K) {
    return static_cast<int>(
        std::count_if(year.hours.begin(), year.hours.end(), [&](const WeatherHour& hour) {
            return (bulb == Bulb::Dry ? hour.dryBulb_K : hour.wetBulb_K) > limit_K;
        }));
}

} // namespace

class TestTypicalYear : public QObject {
    Q_OBJECT

private slots:
    void hasTheMonthlyMeans();
    void hasTheDesignTemperatures();
    void hasTheCoincidentWetBulb();
    void isPhysical();
    void isTheSameEveryTime();
    void summerIsWhereTheMeansPutIt();
    void hoursKnowTheirMonth();
    void exceedanceCountsHours();
};

void TestTypicalYear::hasTheMonthlyMeans() {
    const auto climate = bosquel();
    const auto year = typicalYear(climate);
    QCOMPARE(year.hours.size(), 8760u);
    std::array<double, 12> sum{};
    std::array<int, 12> count{};
    for (const auto& hour : year.hours) {
        sum[static_cast<std::size_t>(hour.month - 1)] += hour.dryBulb_K;
        ++count[static_cast<std::size_t>(hour.month - 1)];
    }
    for (std::size_t month = 0; month < 12; ++month)
        QCOMPARE_LE(std::abs(sum[month] / count[month] - climate.monthlyMean_K[month]), 1e-6);
}

void TestTypicalYear::hasTheDesignTemperatures() {
    const auto climate = bosquel();
    const auto year = typicalYear(climate);
    // 0.4 % of 8,760 h are 35.04 h: 35 hours lie above the design temperature, and 8,725 above the
    // heating one.
    QCOMPARE_LE(std::abs(*exceeded_K(year, Bulb::Dry, 0.004) - climate.coolingDryBulb_K), 0.01);
    QCOMPARE_LE(std::abs(*exceeded_K(year, Bulb::Wet, 0.004) - climate.coolingWetBulb_K), 0.01);
    QCOMPARE_LE(std::abs(*exceeded_K(year, Bulb::Dry, 0.996) - climate.heatingDryBulb_K), 0.02);
    QCOMPARE_LE(std::abs(hoursAbove(year, Bulb::Dry, climate.coolingDryBulb_K) - 35), 1);
    QCOMPARE_LE(std::abs(hoursAbove(year, Bulb::Wet, climate.coolingWetBulb_K) - 35), 1);
}

void TestTypicalYear::hasTheCoincidentWetBulb() {
    const auto climate = bosquel();
    const auto year = typicalYear(climate);
    double sum = 0.0;
    int count = 0;
    for (const auto& hour : year.hours)
        if (std::abs(hour.dryBulb_K - climate.coolingDryBulb_K) <= 0.5) {
            sum += hour.wetBulb_K;
            ++count;
        }
    QVERIFY(count > 5);
    QCOMPARE_LE(std::abs(sum / count - *climate.coincidentWetBulb_K), 0.3);
}

void TestTypicalYear::isPhysical() {
    for (const auto& hour : typicalYear(bosquel()).hours) {
        QVERIFY(hour.hasHumidity);
        QVERIFY(hour.wetBulb_K <= hour.dryBulb_K + 1e-9);
        QVERIFY(hour.relativeHumidity > 0.05 && hour.relativeHumidity <= 1.0);
    }
}

void TestTypicalYear::isTheSameEveryTime() {
    const auto a = typicalYear(bosquel());
    const auto b = typicalYear(bosquel());
    for (std::size_t i = 0; i < a.hours.size(); ++i) {
        QCOMPARE(a.hours[i].dryBulb_K, b.hours[i].dryBulb_K);
        QCOMPARE(a.hours[i].wetBulb_K, b.hours[i].wetBulb_K);
    }
}

void TestTypicalYear::summerIsWhereTheMeansPutIt() {
    auto climate = bosquel(); // south of the equator
    std::rotate(climate.monthlyMean_K.begin(), climate.monthlyMean_K.begin() + 6,
                climate.monthlyMean_K.end());
    const auto year = typicalYear(climate);
    const auto warmest = std::max_element(
        year.hours.begin(), year.hours.end(),
        [](const WeatherHour& a, const WeatherHour& b) { return a.dryBulb_K < b.dryBulb_K; });
    QVERIFY(warmest->month <= 3 || warmest->month == 12);
    QCOMPARE_LE(std::abs(*exceeded_K(year, Bulb::Dry, 0.004) - climate.coolingDryBulb_K), 0.01);
}

void TestTypicalYear::hoursKnowTheirMonth() {
    QCOMPARE(monthOfHour(1, false), 1);
    QCOMPARE(monthOfHour(744, false), 1); // 31 days
    QCOMPARE(monthOfHour(745, false), 2);
    QCOMPARE(monthOfHour(1416, false), 2); // 59 days
    QCOMPARE(monthOfHour(1417, false), 3);
    QCOMPARE(monthOfHour(1440, true), 2);
    QCOMPARE(monthOfHour(8784, true), 12);
}

void TestTypicalYear::exceedanceCountsHours() {
    WeatherSeries series;
    QVERIFY(!exceeded_K(series, Bulb::Dry, 0.1));
    for (int i = 0; i < 10; ++i)
        series.hours.emplace_back().dryBulb_K = 280.0 + i;
    // 20 % of ten hours: two hours (288, 289) lie above 287.
    QCOMPARE(*exceeded_K(series, Bulb::Dry, 0.2), 287.0);
}

QTEST_APPLESS_MAIN(TestTypicalYear)
#include "tst_typical_year.moc"
