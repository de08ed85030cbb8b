#include "core/io/epanet/epanet_network.h"
#include "core/solvers/hydronic/hydronic_network.h"

#include <QtTest>

#include <cmath>

using namespace hallwright;
using namespace hallwright::io;

namespace {

EpanetNetwork parsed(const std::string& text) {
    auto network = parseEpanet(text);
    if (!network)
        qFatal("refused: %s", network.error().front().text().c_str());
    return std::move(*network);
}

/// A reservoir at 50 m, three junctions and a tank with 4 m of water, joined in a row by P1 to P4.
std::string row(const std::string& rest) {
    return "[JUNCTIONS]\nA 5 1\nB 6 2\nC 7 3\n[RESERVOIRS]\nR 50\n[TANKS]\nT 30 4 0 8 10 0\n"
           "[PIPES]\nP1 R A 100 200 100\nP2 A B 100 200 100\nP3 B C 100 200 100\n"
           "P4 C T 100 200 100\n" +
           rest + "\n[OPTIONS]\nUNITS LPS\n[END]\n";
}

} // namespace

/// Ways of writing that EPANET understands and files of many hands use.
class TestEpanetVariants : public QObject {
    Q_OBJECT
private slots:
    void keywordsAreKnownByTheirFirstLetters();
    void siMeansLitresPerSecond();
    void timesEndTheirLines_data();
    void timesEndTheirLines();
    void pressureSettingsMayBeNegative();
    void statusHoldsForARangeOfLinks_data();
    void statusHoldsForARangeOfLinks();
    void numberShutsOrOpensAPipeInAControlAlone();
    void disabledControlDoesNothing();
    void controlOnAReservoirAlwaysActs();
    void clockTimeWrapsAfterADay();
    void pumpByNumbersOfVersionOne_data();
    void pumpByNumbersOfVersionOne();
    void demandOfAReservoirIsPassedOver();
    void lastEmitterOfAJunctionHolds();
    void tankWithoutDiameterIsAReservoir();
    void emptyNameOfAPatternIsNone();
    void commasBelongToNames();
    void namesInWindows1252BecomeUtf8();
    void whatIsLeftOutIsNotedOnce_data();
    void whatIsLeftOutIsNotedOnce();
};

void TestEpanetVariants::keywordsAreKnownByTheirFirstLetters() {
    const auto network =
        parsed("[junctions]\nA 0 2\nB 0 0\n[Reservoirs]\nR 40\n[Pipes]\nP R A 10 100 0.1 0 "
               "Closed.\n[Pumps]\nU R B Head C Spee 0.5\n[Curves]\nC 5 20\n[Options]\nUnit lps\n"
               "Headl d-w\nDemand Mult 1.5\nSpec Grav 1.1\nVisc 2\nTrial 77\nEmit Exp 0.7\n");
    QVERIFY(network.problem.friction == hydronic::FrictionFormula::DarcyWeisbach);
    QVERIFY(network.problem.links[0].isClosed);
    QCOMPARE(network.problem.links[1].speed, 0.5);
    QCOMPARE_LE(std::abs(network.problem.nodes[0].demand_m3_per_s * network.trueFlow - 3e-3), 1e-9);
    QCOMPARE_LE(std::abs(network.problem.fluid.density_kg_per_m3 / 998.2 - 1.1), 1e-9);
    QCOMPARE_LE(std::abs(network.problem.fluid.kinematicViscosity_m2_per_s - 2.2e-5 * 0.09290304),
                1e-12);
    QCOMPARE(network.maxIterations, 77);
}

void TestEpanetVariants::siMeansLitresPerSecond() {
    const auto network = parsed("[JUNCTIONS]\nA 10 2\n[TANKS]\nR 40\n[PIPES]\nP R A 10 100 100\n"
                                "[OPTIONS]\nUNITS SI\n");
    QCOMPARE(network.problem.nodes[0].elevation_m, 10.0);
    QCOMPARE_LE(std::abs(network.problem.nodes[0].demand_m3_per_s * network.trueFlow - 2e-3), 1e-9);
}

/// A pattern of 1, 2, 3, 4 in steps of two hours, five hours after its begin: the third.
void TestEpanetVariants::timesEndTheirLines_data() {
    QTest::addColumn<QString>("start");
    QTest::addColumn<QString>("step");
    QTest::newRow("hours") << "PATTERN START 5"
                           << "PATTERN TIMESTEP 2";
    QTest::newRow("clock") << "Pattern Start 5:00:00"
                           << "Pattern Timestep 2:00";
    QTest::newRow("more words") << "Patt Start Time 5:00"
                                << "Patt Time Step 2:00";
    QTest::newRow("units") << "PATTERN START 300 MIN"
                           << "PATTERN TIMESTEP 7200 SEC";
}

void TestEpanetVariants::timesEndTheirLines() {
    QFETCH(QString, start);
    QFETCH(QString, step);
    const auto network = parsed(
        row("[PATTERNS]\n1 1 2 3 4\n[TIMES]\n" + start.toStdString() + "\n" + step.toStdString()));
    QCOMPARE_LE(std::abs(network.problem.nodes[0].demand_m3_per_s * network.trueFlow - 3e-3), 1e-9);
}

/// B stands 60 m above what the valve holds: at -20 m of pressure its head is 40 m.
void TestEpanetVariants::pressureSettingsMayBeNegative() {
    auto network = parsed("[JUNCTIONS]\nA 5 0\nB 60 1\n[RESERVOIRS]\nR 50\n[PIPES]\n"
                          "P R A 10 200 100\n[VALVES]\nV A B 200 PRV -20\n[OPTIONS]\nUNITS LPS\n");
    const auto solution = solveAtStart(network);
    QVERIFY(solution.isConverged());
    QCOMPARE_LE(std::abs(solution.head_m[1] - 40.0), 1e-6);
}

void TestEpanetVariants::statusHoldsForARangeOfLinks_data() {
    QTest::addColumn<QString>("first");
    QTest::addColumn<QString>("last");
    QTest::addColumn<QString>("ids");
    QTest::newRow("by number") << "9"
                               << "11"
                               << "8 9 10 12";
    QTest::newRow("by letters") << "b"
                                << "c"
                                << "a b bb d";
}

void TestEpanetVariants::statusHoldsForARangeOfLinks() {
    QFETCH(QString, first);
    QFETCH(QString, last);
    QFETCH(QString, ids);
    std::string pipes;
    for (const QString& id : ids.split(' '))
        pipes += id.toStdString() + " R A 10 100 100\n";
    const auto network =
        parsed("[JUNCTIONS]\nA 0 1\n[RESERVOIRS]\nR 30\n[PIPES]\n" + pipes + "[STATUS]\n" +
               first.toStdString() + " " + last.toStdString() + " Closed\n");
    const auto& links = network.problem.links;
    QVERIFY(!links[0].isClosed && links[1].isClosed && links[2].isClosed && !links[3].isClosed);
}

void TestEpanetVariants::numberShutsOrOpensAPipeInAControlAlone() {
    const auto network = parsed(row("[STATUS]\nP1 0\nP3 Closed\n[CONTROLS]\nLINK P2 0 AT TIME 0\n"
                                    "LINK P3 1.0 IF NODE T BELOW 5"));
    QVERIFY(!network.problem.links[0].isClosed);
    QVERIFY(network.problem.links[1].isClosed);
    QVERIFY(!network.problem.links[2].isClosed);
}

void TestEpanetVariants::disabledControlDoesNothing() {
    const auto network = parsed(row("[CONTROLS]\nLINK P1 CLOSED AT TIME 0 DISABLED\n"
                                    "LINK P2 CLOSED IF NODE T BELOW 5 Disabled"));
    QVERIFY(!network.problem.links[0].isClosed);
    QVERIFY(!network.problem.links[1].isClosed);
}

void TestEpanetVariants::controlOnAReservoirAlwaysActs() {
    const auto network = parsed(row("[CONTROLS]\nLINK P1 CLOSED IF NODE R ABOVE 500\n"
                                    "LINK P2 CLOSED IF NODE R BELOW 5"));
    QVERIFY(network.problem.links[0].isClosed);
    QVERIFY(network.problem.links[1].isClosed);
}

void TestEpanetVariants::clockTimeWrapsAfterADay() {
    const auto network = parsed(row("[CONTROLS]\nLINK P1 CLOSED AT CLOCKTIME 24:00\n"
                                    "LINK P2 CLOSED AT CLOCKTIME 6 AM"));
    QVERIFY(network.problem.links[0].isClosed);
    QVERIFY(!network.problem.links[1].isClosed);
}

/// 30 m at 8 L/s: 30 m. Through 40 m, (5 L/s, 30 m) and (10 L/s, 12 m): 30 m at 5 L/s. 3 kW at
/// 10 L/s: 3000 / (999.6 kg/m3 9.81 m/s2 0.010) = 30.6 m, EPANET's water being 62.4 lb/ft3.
void TestEpanetVariants::pumpByNumbersOfVersionOne_data() {
    QTest::addColumn<QString>("numbers");
    QTest::addColumn<double>("flow");
    QTest::addColumn<double>("head_m");
    QTest::newRow("head and flow") << "30 8" << 8.0 << 30.0;
    QTest::newRow("three points") << "40 30 5 12 10" << 5.0 << 30.0;
    QTest::newRow("power") << "3" << 10.0 << 30.605;
}

void TestEpanetVariants::pumpByNumbersOfVersionOne() {
    QFETCH(QString, numbers);
    QFETCH(double, flow);
    QFETCH(double, head_m);
    const auto network =
        parsed("[JUNCTIONS]\nA 0 " + std::to_string(flow) + "\n[RESERVOIRS]\nR 0\n[PUMPS]\nU R A " +
               numbers.toStdString() + "\n[OPTIONS]\nUNITS LPS\n");
    const auto solution = hydronic::solveHydronics(network.problem);
    QVERIFY(solution.isConverged());
    QCOMPARE_LE(std::abs(solution.head_m[0] - head_m), 1e-2);
}

void TestEpanetVariants::demandOfAReservoirIsPassedOver() {
    const auto network = parsed(row("[DEMANDS]\nR 5\nT 5\nA 7 ; household"));
    QCOMPARE_LE(std::abs(network.problem.nodes[0].demand_m3_per_s * network.trueFlow - 7e-3), 1e-9);
}

void TestEpanetVariants::lastEmitterOfAJunctionHolds() {
    const auto network = parsed(row("[EMITTERS]\nA 5\nB 1\nA 0.5\nB 0"));
    QCOMPARE(network.problem.links.size(), std::size_t{5});
    const double coefficient = std::pow(network.problem.links[4].resistance, -0.5);
    QCOMPARE_LE(std::abs(coefficient * network.trueFlow / 0.5e-3 - 1.0), 1e-6);
}

/// At its highest level, yet never full: it gives and takes.
void TestEpanetVariants::tankWithoutDiameterIsAReservoir() {
    const auto network = parsed("[JUNCTIONS]\nA 5 1\n[RESERVOIRS]\nR 60\n[TANKS]\nT 40 8 0 8 0 0\n"
                                "[PIPES]\nP1 R A 100 200 100\nP2 A T 100 200 100\n");
    QVERIFY(!network.problem.links[1].hasCheckValve);
    QVERIFY(!network.problem.links[1].hasReverseCheckValve);
}

void TestEpanetVariants::emptyNameOfAPatternIsNone() {
    const auto network = parsed("[JUNCTIONS]\nA 5 1 \"\"\n[RESERVOIRS]\nR 60 \"\"\n[PIPES]\n"
                                "P1 R A 100 200 100\n[PATTERNS]\n1 3\n[OPTIONS]\nUNITS LPS\n");
    QCOMPARE_LE(std::abs(network.problem.nodes[0].demand_m3_per_s * network.trueFlow - 3e-3), 1e-9);
}

void TestEpanetVariants::commasBelongToNames() {
    const auto network = parsed("[JUNCTIONS]\nA,1 5 1\n[RESERVOIRS]\nR 60\n[PIPES]\n"
                                "P,1 R A,1 100 200 100\n");
    QCOMPARE(network.nodeIds.front(), std::string("A,1"));
    QCOMPARE(network.linkIds.front(), std::string("P,1"));
}

void TestEpanetVariants::namesInWindows1252BecomeUtf8() {
    const auto network = parsed("[JUNCTIONS]\nCa\xF1"
                                "o\x80 5 1\n[RESERVOIRS]\nR 60\n[PIPES]\nP R Ca\xF1"
                                "o\x80 100 200 100\n");
    QCOMPARE(network.nodeIds.front(), std::string("Ca\u00F1o\u20AC"));
}

void TestEpanetVariants::whatIsLeftOutIsNotedOnce_data() {
    QTest::addColumn<QString>("section");
    QTest::addColumn<int>("notes");
    QTest::newRow("rules")
        << "[RULES]\nRULE 1\nIF TANK T LEVEL ABOVE 3\nTHEN PIPE P1 STATUS IS CLOSED" << 1;
    QTest::newRow("leaks") << "[LEAKAGE]\nP1 2 0.1\nP2 2 0.1" << 1;
    QTest::newRow("script") << "[SCRIPT]\nfunction on_open()\nprint(\"x\")\nend" << 1;
    QTest::newRow("heading alone") << "[RULES]\n;none\n[LEAKAGE]\n[SCRIPT]" << 0;
    QTest::newRow("quality") << "[QUALITY]\nA 1\n[REACTIONS]\nOrder Bulk 1\n[MIXING]\nT MIXED\n"
                                "[SOURCES]\nR CONCEN 1\n[ENERGY]\nGlobal Price 1"
                             << 0;
    QTest::newRow("map") << "[COORDINATES]\nA 1 2\n[VERTICES]\nP1 1 2\n[LABELS]\n1 2 \"a b\"\n"
                            "[BACKDROP]\nFILE\n[TAGS]\nNODE A x\n[REPORT]\nStatus Full"
                         << 0;
}

void TestEpanetVariants::whatIsLeftOutIsNotedOnce() {
    QFETCH(QString, section);
    QFETCH(int, notes);
    QCOMPARE(static_cast<int>(parsed(row(section.toStdString())).notes.size()), notes);
}

QTEST_APPLESS_MAIN(TestEpanetVariants)
#include "tst_epanet_variants.moc"
