#include "core/solvers/airflow/device_record.h"

#include <QTest>

#include <cmath>
#include <random>

using hallwright::airflow::DeviceRecord;

class TestAirflowRecord : public QObject {
    Q_OBJECT
private slots:
    void nothingIsKnownFromOneReading();
    void steadyReadingsAreKnownExactly();
    void trendCountsAsUncertainty();
    void whatIsAddedLaterToAllKeepsTheTrend();
    void uncertaintyOfSwingsFollowsTheSquareRootOfTime();
};

void TestAirflowRecord::nothingIsKnownFromOneReading() {
    DeviceRecord record;
    QVERIFY(!std::isfinite(record.uncertainty()));
    record.add({20.0, 30.0}, 1.0);
    QVERIFY(!std::isfinite(record.uncertainty()));
}

void TestAirflowRecord::steadyReadingsAreKnownExactly() {
    DeviceRecord record;
    for (int n = 0; n < 1000; ++n)
        record.add({20.0, 30.0}, 0.1 + 0.01 * (n % 3));
    QVERIFY(record.uncertainty() < 1e-9);
    record.clear();
    QVERIFY(!std::isfinite(record.uncertainty()));
}

void TestAirflowRecord::trendCountsAsUncertainty() {
    // One of two devices warms by 1 K over the time. With weights that grow like the time the
    // halves of the weight part at 1 / sqrt(2); their means lie at 2/3 of that, and at
    // 2/3 (1 - 2^-1.5) / (1 - 1/2).
    DeviceRecord record;
    constexpr int kCount = 4096;
    for (int n = 0; n < kCount; ++n)
        record.add({20.0 + (n + 0.5) / kCount, 30.0}, 1.0);
    const double early = 2.0 / 3.0 * std::sqrt(0.5);
    const double late = 4.0 / 3.0 * (1.0 - std::pow(2.0, -1.5));
    const double expected = 0.5 * 0.5 * (late - early);
    QVERIFY2(std::abs(record.uncertainty() / expected - 1.0) < 0.03,
             qPrintable(QString::number(record.uncertainty())));
}

void TestAirflowRecord::whatIsAddedLaterToAllKeepsTheTrend() {
    // Shifted or added so at once: the same, whether the reading is in a full block or not.
    constexpr int kCount = 300;
    DeviceRecord shifted, added;
    for (int n = 0; n < kCount; ++n) {
        shifted.add({20.0 + 0.01 * n, 30.0, 5.0}, 1.0 + n % 2);
        added.add({22.0 + 0.01 * n, 29.0, 5.0}, 1.0 + n % 2);
    }
    shifted.shift({2.0, -1.0});
    for (int n = 0; n < kCount / 3; ++n)
        for (DeviceRecord* record : {&shifted, &added})
            record->add({24.0, 29.5, 5.0}, 1.0);
    QVERIFY(added.uncertainty() > 0.1);
    QVERIFY2(std::abs(shifted.uncertainty() - added.uncertainty()) < 1e-9,
             qPrintable(QString::number(shifted.uncertainty() - added.uncertainty())));
}

void TestAirflowRecord::uncertaintyOfSwingsFollowsTheSquareRootOfTime() {
    // Independent readings with a deviation of 1 K at many devices: the mean |error| of weighted
    // means is sqrt(2 / pi) times sqrt(sum of squared weights) = sqrt(4 / (3 count)).
    std::mt19937 random(7);
    std::normal_distribution<double> swing(0.0, 1.0);
    for (const int count : {100, 400, 1600}) {
        DeviceRecord record;
        std::vector<double> readings(400);
        for (int n = 0; n < count; ++n) {
            for (double& reading : readings)
                reading = swing(random);
            record.add(readings, 0.5);
        }
        const double expected = std::sqrt(2.0 / M_PI) * std::sqrt(4.0 / (3.0 * count));
        QVERIFY2(std::abs(record.uncertainty() / expected - 1.0) < 0.15,
                 qPrintable(QString::number(record.uncertainty() / expected)));
    }
}

QTEST_APPLESS_MAIN(TestAirflowRecord)
#include "tst_airflow_record.moc"
