#include "core/io/epanet/epanet_network.h"
#include "core/solvers/hydronic/hydronic_network.h"

#include <QtTest>

#include <cmath>

using namespace hallwright;
using namespace hallwright::io;

namespace {

struct Solved {
    EpanetNetwork network;
    hydronic::HydronicSolution solution;
};

Solved solved(const std::string& text) {
    auto network = parseEpanet(text);
    if (!network)
        qFatal("refused: %s", network.error().front().text().c_str());
    Solved result{std::move(*network), {}};
    result.solution = solveAtStart(result.network);
    if (!result.solution.isConverged())
        qFatal("%s", result.solution.message.c_str());
    return result;
}

} // namespace

/// What EPANET does beyond the laws of its manual, and a file's numbers depend on.
class TestEpanetConventions : public QObject {
    Q_OBJECT
private slots:
    void pressureDrivenDemandFollowsWagner_data();
    void pressureDrivenDemandFollowsWagner();
    void positionalValveLosesByTheSquareOfItsFlowFactor_data();
    void positionalValveLosesByTheSquareOfItsFlowFactor();
    void cutOffPartTakesTheMeanHeadAroundIt();
    void cutOffDemandFallsByTheLeakOfShutLinks();
    void roundedFlowUnitsGiveEpanetsHeads();
    void lossCoefficientsGiveEpanetsHeads_data();
    void lossCoefficientsGiveEpanetsHeads();
    void shutLinksLeakBetweenSuppliedParts_data();
    void shutLinksLeakBetweenSuppliedParts();
    void constantPowerMakesNoHeadWithoutFlow();
};

/// A hangs on a reservoir by a pipe so wide that it loses nothing; no demand below 2 m, all of 10
/// L/s from 32 m on, the square root between: at 9.5 m of pressure sqrt(7.5 / 30) = 1/2 of it.
void TestEpanetConventions::pressureDrivenDemandFollowsWagner_data() {
    QTest::addColumn<double>("pressure_m");
    QTest::addColumn<double>("expected_m3_per_s");
    QTest::newRow("none below the least") << 1.0 << 0.0;
    QTest::newRow("half at a quarter") << 9.5 << 5e-3;
    QTest::newRow("all above") << 40.0 << 10e-3;
}

void TestEpanetConventions::pressureDrivenDemandFollowsWagner() {
    QFETCH(double, pressure_m);
    QFETCH(double, expected_m3_per_s);
    const auto [network, solution] =
        solved("[JUNCTIONS]\nA 5 10\n[RESERVOIRS]\nR " + std::to_string(5.0 + pressure_m) +
               "\n[PIPES]\nP R A 1 5000 150\n[OPTIONS]\nUNITS LPS\nDEMAND MODEL PDA\n"
               "MINIMUM PRESSURE 2\nREQUIRED PRESSURE 32\nPRESSURE EXPONENT 0.5\n");
    QCOMPARE_LE(std::abs(solution.flow_m3_per_s[0] - expected_m3_per_s), 1e-6);
}

/// K = 4 when open: at 50 % of a straight line the flow factor is half, K = 4 / 0.5^2 = 16. By a
/// curve through (50, 25): K = 4 / 0.25^2 = 64, and at 75 %, half way to (100, 100), 4 / 0.625^2.
void TestEpanetConventions::positionalValveLosesByTheSquareOfItsFlowFactor_data() {
    QTest::addColumn<QString>("rest");
    QTest::addColumn<double>("loss");
    QTest::newRow("open") << "100 4" << 4.0;
    QTest::newRow("straight") << "50 4" << 16.0;
    QTest::newRow("at a point") << "50 4 C" << 64.0;
    QTest::newRow("between points") << "75 4 C" << 10.24;
}

void TestEpanetConventions::positionalValveLosesByTheSquareOfItsFlowFactor() {
    QFETCH(QString, rest);
    QFETCH(double, loss);
    const auto network =
        parseEpanet("[JUNCTIONS]\nA 0 1\n[RESERVOIRS]\nR 10\n[VALVES]\nV R A 100 PCV " +
                    rest.toStdString() + "\n[CURVES]\nC 50 25\nC 100 100\n[OPTIONS]\nUNITS LPS\n");
    QVERIFY(network.hasValue());
    const double k = network->problem.links[0].minorLossK;
    QCOMPARE_LE(std::abs(k / loss - 1.0), 2e-4); // EPANET rounds it, see below
}

/// A stands between shut pipes from heads of 50 and 30 m.
void TestEpanetConventions::cutOffPartTakesTheMeanHeadAroundIt() {
    const auto [network, solution] =
        solved("[JUNCTIONS]\nA 5 0\nB 5 0\n[RESERVOIRS]\nR 50\nS 30\n[PIPES]\n"
               "P R A 10 100 100 0 CLOSED\nQ A B 10 100 100\nU B S 10 100 100 0 CLOSED\n"
               "[OPTIONS]\nUNITS LPS\n");
    QCOMPARE_LE(std::abs(solution.head_m[0] - 40.0), 1e-4);
    QCOMPARE_LE(std::abs(solution.head_m[1] - 40.0), 1e-4);
    QCOMPARE(solution.flow_m3_per_s[0], 0.0);
}

/// 1e-6 ft3/s through one shut pipe of 1e8 ft per ft3/s: 100 ft below the reservoir's 150 ft.
void TestEpanetConventions::cutOffDemandFallsByTheLeakOfShutLinks() {
    const auto [network, solution] =
        solved("[JUNCTIONS]\nA 0 0.000001\n[RESERVOIRS]\nR 150\n[PIPES]\n"
               "P R A 10 12 100 0 CLOSED\n[OPTIONS]\nUNITS CFS\n");
    QCOMPARE_LE(std::abs(solution.head_m[0] - 50.0 * 0.3048), 1e-6);
    QVERIFY(!solution.issues.empty());
}

/// EPANET takes 1 ft3/s for 1.9837 acre-feet a day (1.98347 in truth): 20 AFD through 10 000 ft of
/// 12 in and C = 100 lose 4.727 * 1e4 * (20 / 1.9837 / 100)^1.852 / 1^4.871 ft, 0.023 % less than
/// the true flow would, 0.05 m of 205 m. The flow told is the true one.
void TestEpanetConventions::roundedFlowUnitsGiveEpanetsHeads() {
    const auto [network, solution] = solved("[JUNCTIONS]\nA 0 20\n[RESERVOIRS]\nR 1000\n[PIPES]\n"
                                            "P R A 10000 12 100\n[OPTIONS]\nUNITS AFD\n");
    const double loss_ft = 4.727 * 1e4 * std::pow(20.0 / 1.9837 / 100.0, 1.852);
    QCOMPARE_LE(std::abs(solution.headLoss_m[0] - loss_ft * 0.3048), 1e-3);
    const double true_m3_per_s = 20.0 * 43560.0 * std::pow(0.3048, 3.0) / 86400.0;
    QCOMPARE_LE(std::abs(solution.flow_m3_per_s[0] * network.trueFlow / true_m3_per_s - 1.0), 1e-8);
}

/// 2 ft3/s through K = 800 in a pipe or valve of 1 ft: 0.02517 * 800 * 2^2 ft = 80.544 ft, 0.01 ft
/// less than K v^2 / 2g. A pressure control that sets the same acts alike.
void TestEpanetConventions::lossCoefficientsGiveEpanetsHeads_data() {
    QTest::addColumn<QString>("link");
    QTest::newRow("pipe") << "[PIPES]\nP R A 0.001 12 150 800\n";
    QTest::newRow("throttle valve") << "[VALVES]\nP R A 12 TCV 800\n";
    QTest::newRow("positional valve") << "[VALVES]\nP R A 12 PCV 50 200\n";
    QTest::newRow("valve set by a control")
        << "[VALVES]\nP R A 12 TCV 1\n[CONTROLS]\nLINK P 800 IF NODE A ABOVE 1\n";
}

void TestEpanetConventions::lossCoefficientsGiveEpanetsHeads() {
    QFETCH(QString, link);
    const auto [network, solution] = solved("[JUNCTIONS]\nA 0 2\n[RESERVOIRS]\nR 1000\n" +
                                            link.toStdString() + "[OPTIONS]\nUNITS CFS\n");
    QCOMPARE_LE(std::abs(solution.headLoss_m[0] / 0.3048 - 80.544), 1e-3);
}

/// A hangs on a reservoir of 10 m by a valve that loses 10 m at 0.001 L/s, 1e7 m for 1 m3/s; a shut
/// link joins it to one of 210 m. What EPANET lets through is the head over 1e8 ft for 1 ft3/s:
/// (210 - 10) / (1e8 / 0.3048^2 + 1e7) m3/s, which lifts A by 1.8408 m. A flow control set to
/// 0.0001 L/s adds its 1 m and lets through what the 199 m left of its head push.
void TestEpanetConventions::shutLinksLeakBetweenSuppliedParts_data() {
    QTest::addColumn<QString>("link");
    QTest::addColumn<double>("setting_m3_per_s");
    QTest::newRow("shut pipe") << "[PIPES]\nP R A 10 100 100 0 CLOSED\n" << 0.0;
    QTest::newRow("stopped pump") << "[PUMPS]\nP R A HEAD C\n[STATUS]\nP CLOSED\n" << 0.0;
    QTest::newRow("check valve") << "[PIPES]\nP A R 10 100 100 0 CV\n" << 0.0;
    QTest::newRow("flow control") << "[VALVES]\nP R A 100 FCV 0.0001\n" << 1e-7;
}

void TestEpanetConventions::shutLinksLeakBetweenSuppliedParts() {
    QFETCH(QString, link);
    QFETCH(double, setting_m3_per_s);
    const auto [network, solution] =
        solved("[JUNCTIONS]\nA 0 0\n[RESERVOIRS]\nR 210\nS 10\n[CURVES]\nG 0 0\nG 0.001 10\n"
               "C 1 10\n[VALVES]\nV A S 100 GPV G\n" +
               link.toStdString() + "[OPTIONS]\nUNITS LPS\n");
    const double slope = 1e8 / (0.3048 * 0.3048);
    const double valve = 1e7;
    const double setting = setting_m3_per_s / network.trueFlow;
    const double flow = setting + (200.0 - valve * setting) / (slope + valve);
    QCOMPARE_LE(std::abs(solution.head_m[0] - 10.0 - valve * flow), 1e-3);
    if (setting_m3_per_s == 0.0)
        QCOMPARE(solution.flow_m3_per_s[network.linkIds.front() == "P" ? 0 : 1], 0.0);
}

/// 5 kW over nothing is no head: A stands at the reservoir's 20 m.
void TestEpanetConventions::constantPowerMakesNoHeadWithoutFlow() {
    const auto [network, solution] = solved("[JUNCTIONS]\nA 0 0\n[RESERVOIRS]\nR 20\n[PUMPS]\n"
                                            "U R A POWER 5\n[OPTIONS]\nUNITS LPS\n");
    QCOMPARE_LE(std::abs(solution.head_m[0] - 20.0), 1e-6);
}

QTEST_APPLESS_MAIN(TestEpanetConventions)
#include "tst_epanet_conventions.moc"
