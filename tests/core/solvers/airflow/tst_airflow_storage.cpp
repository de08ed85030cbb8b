#include "in_double/tests/core/solvers/airflow/storage_cases.h"
#include "tests/core/solvers/airflow/storage_cases.h"

#include <QTest>

#include <cmath>

using namespace hallwright;

namespace {

double relative(double value, double exact) {
    return std::abs(value / exact - 1.0);
}

struct Difference {
    double mean_K = 0.0, largest_K = 0.0;
};

Difference inletDifference(const std::vector<double>& a, const std::vector<double>& b) {
    Difference difference;
    for (std::size_t n = 0; n < a.size(); ++n) {
        const double here_K = std::abs(a[n] - b[n]);
        difference.mean_K += here_K / static_cast<double>(a.size());
        difference.largest_K = std::max(difference.largest_K, here_K);
    }
    return difference;
}

} // namespace

/// The solver keeps its fields in single precision. Here the same code runs beside itself in double
/// precision: what the short storage costs is bounded, and printed.
class TestAirflowStorage : public QObject {
    Q_OBJECT
private slots:
    void cavityIsTheSame();
    void puffIsTheSame();
    void hallStartsTheSame();
    void steadyHallIsTheSame();
    void sealedRoomKeepsItsHeat_data();
    void sealedRoomKeepsItsHeat();
};

void TestAirflowStorage::cavityIsTheSame() {
    const auto single = airflow::heatedCavity();
    const auto twice = airflow_in_double::heatedCavity();
    qInfo("Nu %.7f and %.7f, u %.6f and %.6f, v %.6f and %.6f, imbalance %.1e and %.1e",
          single.nusselt, twice.nusselt, single.largestU_m_per_s, twice.largestU_m_per_s,
          single.largestV_m_per_s, twice.largestV_m_per_s, single.energyImbalance_fraction,
          twice.energyImbalance_fraction);
    QVERIFY(single.isConverged && twice.isConverged);
    QVERIFY(relative(single.nusselt, twice.nusselt) <= 1e-5);
    QVERIFY(relative(single.largestU_m_per_s, twice.largestU_m_per_s) <= 1e-5);
    QVERIFY(relative(single.largestV_m_per_s, twice.largestV_m_per_s) <= 1e-5);
}

void TestAirflowStorage::puffIsTheSame() {
    const auto single = airflow::carriedPuff();
    const auto twice = airflow_in_double::carriedPuff();
    qInfo("peak %.6f and %.6f K, heat within %.1e and %.1e", single.peak_K, twice.peak_K,
          single.worstMass_fraction, twice.worstMass_fraction);
    QVERIFY(relative(single.peak_K, twice.peak_K) <= 1e-5);
    QVERIFY(single.worstMass_fraction <= 1e-5);
    QVERIFY(twice.worstMass_fraction <= 1e-5);
}

void TestAirflowStorage::hallStartsTheSame() {
    for (const double duration_s : {1.0, 4.0, 16.0}) {
        const auto single = airflow::startingHall(duration_s);
        const auto twice = airflow_in_double::startingHall(duration_s);
        const Difference inlets = inletDifference(single.inlet_K, twice.inlet_K);
        qInfo("after %.0f s: inlets differ by %.1e K, at most %.1e K, the mean by %.1e K",
              duration_s, inlets.mean_K, inlets.largest_K, single.mean_K - twice.mean_K);
        QVERIFY(single.isConverged && twice.isConverged);
        QVERIFY(inlets.largest_K <= 1e-4);
        QVERIFY(std::abs(single.mean_K - twice.mean_K) <= 1e-5);
    }
}

void TestAirflowStorage::steadyHallIsTheSame() {
    const auto single = airflow::steadyHall();
    const auto twice = airflow_in_double::steadyHall();
    const Difference inlets = inletDifference(single.inlet_K, twice.inlet_K);
    qInfo("inlets differ by %.1e K, at most %.1e K, returns by %.1e K, the mean by %.1e K; "
          "imbalance %.1e and %.1e; %d and %d steps",
          inlets.mean_K, inlets.largest_K, single.meanReturn_K - twice.meanReturn_K,
          single.mean_K - twice.mean_K, single.energyImbalance_fraction,
          twice.energyImbalance_fraction, single.steps, twice.steps);
    QVERIFY(single.isConverged && twice.isConverged);
    // A flow that swings could take another course some day; what is bounded is far below the
    // 0.36 K that the mean of this hall is known to.
    QVERIFY(inlets.largest_K <= 0.05);
    QVERIFY(std::abs(single.meanReturn_K - twice.meanReturn_K) <= 0.01);
    QVERIFY(std::abs(single.mean_K - twice.mean_K) <= 0.01);
    QVERIFY(std::abs(single.energyImbalance_fraction) <= 1e-3);
    QVERIFY(std::abs(twice.energyImbalance_fraction) <= 1e-3);
}

void TestAirflowStorage::sealedRoomKeepsItsHeat_data() {
    QTest::addColumn<double>("heat_W");
    QTest::newRow("no heat: the mean must not drift") << 0.0;
    QTest::newRow("10 W: a rise of 1e-5 K a step") << 10.0;
    QTest::newRow("1 kW") << 1000.0;
}

void TestAirflowStorage::sealedRoomKeepsItsHeat() {
    QFETCH(double, heat_W);
    const auto single = airflow::sealedRoom(heat_W);
    const auto twice = airflow_in_double::sealedRoom(heat_W);
    qInfo("rise in %d steps %.7f and %.7f K, exact %.7f and %.7f K", single.steps, single.rise_K,
          twice.rise_K, single.exactRise_K, twice.exactRise_K);
    const double lost_K = single.exactRise_K - single.rise_K;
    const double lostInDouble_K = twice.exactRise_K - twice.rise_K;
    QVERIFY(std::abs(lost_K - lostInDouble_K) <= 1e-4);
    // What both lose is not rounding: a projection that one cycle leaves inexact, see heatUpdate().
    QVERIFY(std::abs(lost_K) <= 0.03);
}

QTEST_APPLESS_MAIN(TestAirflowStorage)
#include "tst_airflow_storage.moc"
