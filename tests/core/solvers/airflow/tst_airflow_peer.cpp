#include "core/io/airflow_case/airflow_case.h"
#include "core/solvers/airflow/airflow_solver.h"
#include "tests/core/solvers/airflow/csv_table.h"

#include <QTest>

#include <cmath>

using namespace hallwright;
using airflow::AirflowStatus;

/// Halls of several kinds against a peer's answers; sources in tests/data/thermal/README.md.
class TestAirflowPeer : public QObject {
    Q_OBJECT
private slots:
    void inletsAgreeWithThePeer_data();
    void inletsAgreeWithThePeer();
};

void TestAirflowPeer::inletsAgreeWithThePeer_data() {
    QTest::addColumn<QString>("hall");
    QTest::newRow("rows one behind the other") << "hall_three_rows";
    QTest::newRow("a door at one end of the aisle") << "hall_one_door";
}

void TestAirflowPeer::inletsAgreeWithThePeer() {
    QFETCH(QString, hall);
    const std::string path = std::string(HALLWRIGHT_TEST_DATA) + "/thermal/" + hall.toStdString();
    const auto airCase = io::readAirflowCaseFile(path + ".json", 0.2);
    QVERIFY(bool(airCase));
    const airflow::AirflowProblem& problem = airCase->problem;
    const airflow::AirflowSolution solution = airflow::solveAirflow(problem);
    QCOMPARE(solution.status, AirflowStatus::Converged);
    const auto peer = readTable(path + "_steady_h0.2_racks.csv");
    QCOMPARE(peer.size(), solution.racks.size());
    double mean_K = 0.0, bias_K = 0.0, largest_K = 0.0;
    for (std::size_t n = 0; n < peer.size(); ++n) {
        QCOMPARE(solution.racks[n].id, peer[n][0]);
        const double off_K = solution.racks[n].inletMean_K - 273.15 - std::stod(peer[n][1]);
        mean_K += std::abs(off_K) / double(peer.size());
        bias_K += off_K / double(peer.size());
        largest_K = std::max(largest_K, std::abs(off_K));
    }
    qInfo("inlets %.2f K off on average (%+.2f K), at most %.2f K", mean_K, bias_K, largest_K);
    QVERIFY(mean_K <= 2.0);
    QVERIFY(largest_K <= 3.5);
    // Whatever the model: all heat leaves through the units.
    double heat_W = 0.0, flow_m3_per_s = 0.0, removed_W = 0.0;
    for (const airflow::Rack& rack : problem.racks)
        heat_W += rack.heat_W;
    for (const airflow::AirUnitAir& unit : solution.airUnits) {
        flow_m3_per_s += unit.flow_m3_per_s;
        removed_W += unit.removed_W;
    }
    const double rise_K = heat_W / (problem.air.heatCapacity_J_per_m3K() * flow_m3_per_s);
    QVERIFY(std::abs(removed_W / heat_W - 1.0) * rise_K <= 0.1);
}

QTEST_APPLESS_MAIN(TestAirflowPeer)
#include "tst_airflow_peer.moc"
