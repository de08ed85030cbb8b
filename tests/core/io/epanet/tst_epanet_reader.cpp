#include "core/io/epanet/epanet_network.h"
#include "core/solvers/hydronic/hydronic_network.h"

#include <QtTest>

#include <cmath>
#include <fstream>
#include <limits>
#include <map>
#include <numbers>
#include <sstream>

using namespace hallwright;
using namespace hallwright::io;

namespace {

const std::string kOwnCases = HALLWRIGHT_TEST_DATA "/hydronic/";
const std::string kOwnCase = kOwnCases + "dc_fws_8cdu";
const std::string kSharedCases = HALLWRIGHT_SHARED_DIR "/reference/hydraulics/";

std::string textOf(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

/// Columns of a CSV by its header; the first column is the key.
std::map<std::string, std::map<std::string, std::string>> readCsv(const std::string& path) {
    std::istringstream file(textOf(path));
    std::map<std::string, std::map<std::string, std::string>> rows;
    std::vector<std::string> header;
    for (std::string line; std::getline(file, line);) {
        std::istringstream cells(line);
        std::vector<std::string> row;
        for (std::string cell; std::getline(cells, cell, ',');)
            row.push_back(cell);
        if (header.empty()) {
            header = row;
            continue;
        }
        for (std::size_t i = 0; i < row.size() && i < header.size(); ++i)
            rows[row[0]][header[i]] = row[i];
    }
    return rows;
}

/// EPANET's head loss of an open pipe [m], in ft and ft3/s as its manual gives it.
double pipeLoss_m(const hydronic::HydronicProblem& problem, const hydronic::Link& link,
                  double flow_m3_per_s) {
    using hydronic::FrictionFormula;
    const double foot = 0.3048;
    const double q = std::abs(flow_m3_per_s) / (foot * foot * foot);
    const double d = link.diameter_m / foot;
    const double length = link.length_m / foot;
    double loss = 0.02517 * link.minorLossK * q * q / std::pow(d, 4.0);
    if (length > 0.0 && problem.friction == FrictionFormula::HazenWilliams)
        loss += 4.727 * length * std::pow(q / link.roughness, 1.852) / std::pow(d, 4.871);
    if (problem.friction == FrictionFormula::ChezyManning)
        loss += 4.6344 * length * std::pow(link.roughness * q, 2.0) / std::pow(d, 5.333);
    if (problem.friction == FrictionFormula::DarcyWeisbach && q > 0.0) {
        const double area = 0.25 * std::numbers::pi * link.diameter_m * link.diameter_m;
        const double re = std::abs(flow_m3_per_s) / area * link.diameter_m /
                          problem.fluid.kinematicViscosity_m2_per_s;
        const double turbulent =
            0.25 / std::pow(std::log10(link.roughness / (3.7 * link.diameter_m) +
                                       5.74 / std::pow(re, 0.9)),
                            2.0);
        if (re > 2000.0 && re < 4000.0)
            return std::numeric_limits<double>::quiet_NaN(); // between the two: not checked here
        const double factor = re <= 2000.0 ? 64.0 / re : turbulent;
        loss += 0.02517 * factor * length / d * q * q / std::pow(d, 4.0);
    }
    return std::copysign(loss * foot, flow_m3_per_s);
}

/// From the answer alone: flows balance at every junction, every open pipe loses what its formula
/// says, no check valve passes backwards and every valve's status fits its heads.
void checkBalanceAndLaws(const hydronic::HydronicProblem& problem,
                         const hydronic::HydronicSolution& solution) {
    using namespace hydronic;
    std::vector<double> balance(problem.nodes.size(), 0.0);
    double largest = 0.0;
    for (std::size_t k = 0; k < problem.links.size(); ++k) {
        const Link& link = problem.links[k];
        const double q = solution.flow_m3_per_s[k];
        const double from = solution.head_m[std::size_t(link.from)];
        const double to = solution.head_m[std::size_t(link.to)];
        const bool isOpen = solution.linkStatus[k] == LinkStatus::Open;
        balance[std::size_t(link.from)] -= q;
        balance[std::size_t(link.to)] += q;
        largest = std::max(largest, std::abs(q));
        if (link.kind == LinkKind::Pipe && isOpen) {
            const double loss = pipeLoss_m(problem, link, q);
            QVERIFY2(std::isnan(loss) || std::abs(from - to - loss) <= 2e-3 * std::abs(loss) + 1e-5,
                     std::to_string(k).c_str());
        }
        if (link.kind == LinkKind::Pump || link.hasCheckValve)
            QVERIFY(q > -1e-7);
        if (link.kind == LinkKind::FlowControl)
            QVERIFY(q <= link.setting * (1.0 + 1e-6) + 1e-9);
        const bool regulates = solution.linkStatus[k] == LinkStatus::Active;
        if (regulates && link.kind == LinkKind::PressureReducing)
            QVERIFY(std::abs(to - link.setting) <= 1e-6 && from >= to && q >= -1e-7);
        if (regulates && link.kind == LinkKind::PressureSustaining)
            QVERIFY(std::abs(from - link.setting) <= 1e-6 && from >= to && q >= -1e-7);
    }
    for (std::size_t i = 0; i < balance.size(); ++i)
        if (problem.nodes[i].kind == NodeKind::Junction)
            QVERIFY(std::abs(balance[i] - problem.nodes[i].demand_m3_per_s) <= 1e-6 * largest);
}

bool hasLine(const base::Diagnostics& findings, int line) {
    const std::string where = "line " + std::to_string(line);
    for (const base::Diagnostic& finding : findings)
        if (finding.where == where)
            return true;
    return false;
}

} // namespace

class TestEpanetReader : public QObject {
    Q_OBJECT

private slots:
    void referenceNetworksAgreeWithEpanet_data();
    void referenceNetworksAgreeWithEpanet();
    void flowUnitsGiveTheSameNetwork_data();
    void flowUnitsGiveTheSameNetwork();
    void controlsThatHoldAtTimeZeroAct();
    void controlOnAPressureActsOnTheSolution();
    void patternDecidesAPumpsSpeed();
    void powerPumpGoesWithTheCubeOfItsSpeed();
    void fullTankTakesAndEmptyTankGivesNothing();
    void pressuresCountTheFluidsWeight();
    void valveFixedOpenKeepsItsOpenLoss();
    void byteOrderMarkAndLineEndsOfOtherSystemsAreRead();
    void emitterPassesItsPowerLaw();
    void badLinesAreAllListed();
    void missingFileIsAFinding();
};

void TestEpanetReader::referenceNetworksAgreeWithEpanet_data() {
    QTest::addColumn<QString>("base");
    QTest::addColumn<double>("flowUnit");
    QTest::addColumn<double>("lengthUnit");
    const double gpm = 3.785411784e-3 / 60.0;
    QTest::newRow("dc_fws_8cdu") << QString::fromStdString(kOwnCase) << 1e-3 << 1.0;
    const double foot = 0.3048;
    const double cubicFoot = foot * foot * foot;
    const auto own = [](const char* name, double flowUnit, double lengthUnit) {
        QTest::newRow(name) << QString::fromStdString(kOwnCases + name) << flowUnit << lengthUnit;
    };
    own("districts_dw_cmh", 1.0 / 3600.0, 1.0);
    own("districts_hw_cmh", 1.0 / 3600.0, 1.0);
    own("districts_cm_lps", 1e-3, 1.0);
    own("districts_cm_cfs", cubicFoot, foot);
    own("districts_hw_afd", 43560.0 * cubicFoot / 86400.0, foot);
    for (const char* name : {"Net1", "Net2"})
        QTest::newRow(name) << QString::fromStdString(kSharedCases + name) << gpm << 0.3048;
}

void TestEpanetReader::referenceNetworksAgreeWithEpanet() {
    QFETCH(QString, base);
    QFETCH(double, flowUnit);
    QFETCH(double, lengthUnit);
    const std::string path = base.toStdString();
    if (!QFile::exists(base + ".inp"))
        QSKIP("the reference file is not on this machine");
    auto network = readEpanetFile(path + ".inp");
    QVERIFY2(network.hasValue(), "the file was refused");
    const auto solution = solveAtStart(*network);
    QVERIFY2(solution.isConverged(), solution.message.c_str());
    checkBalanceAndLaws(network->problem, solution);
    QCOMPARE_LE(solution.residuals.continuityRelative, 1e-6);
    QCOMPARE_LE(solution.residuals.headClosureRelative, 1e-6);

    const auto nodes = readCsv(path + "_nodes_t0.csv");
    QCOMPARE(nodes.size(), network->nodeIds.size());
    for (std::size_t i = 0; i < network->nodeIds.size(); ++i) {
        const double head = std::stod(nodes.at(network->nodeIds[i]).at("head")) * lengthUnit;
        QVERIFY2(std::abs(solution.head_m[i] - head) <= 0.003, network->nodeIds[i].c_str());
    }
    const auto links = readCsv(path + "_links_t0.csv");
    QCOMPARE(links.size(), network->linkIds.size());
    for (std::size_t i = 0; i < network->linkIds.size(); ++i) {
        const double flow = std::stod(links.at(network->linkIds[i]).at("flow")) * flowUnit;
        QVERIFY2(std::abs(solution.flow_m3_per_s[i] * network->trueFlow - flow) <=
                     std::max(5e-4 * std::abs(flow), 1e-5),
                 network->linkIds[i].c_str());
    }
}

void TestEpanetReader::flowUnitsGiveTheSameNetwork_data() {
    QTest::addColumn<QString>("unit");
    QTest::addColumn<double>("m3_per_s");
    QTest::addColumn<bool>("isUs");
    QTest::newRow("CFS") << "CFS" << 0.028316846592 << true;
    QTest::newRow("GPM") << "GPM" << 6.30901964e-5 << true;
    QTest::newRow("MGD") << "MGD" << 0.0438126364 << true;
    QTest::newRow("IMGD") << "IMGD" << 0.0526167824 << true;
    QTest::newRow("AFD") << "AFD" << 0.0142764102 << true;
    QTest::newRow("LPS") << "LPS" << 1e-3 << false;
    QTest::newRow("LPM") << "LPM" << 1.0 / 60000.0 << false;
    QTest::newRow("MLD") << "MLD" << 0.0115740741 << false;
    QTest::newRow("CMH") << "CMH" << 1.0 / 3600.0 << false;
    QTest::newRow("CMD") << "CMD" << 1.0 / 86400.0 << false;
}

void TestEpanetReader::flowUnitsGiveTheSameNetwork() {
    QFETCH(QString, unit);
    QFETCH(double, m3_per_s);
    QFETCH(bool, isUs);
    const std::string text = "[JUNCTIONS]\nJ 10 2\n[RESERVOIRS]\nR 50\n[PIPES]\n"
                             "P R J 100 12 100\n[OPTIONS]\nUNITS " +
                             unit.toStdString() + "\n[END]\n";
    const auto network = parseEpanet(text);
    QVERIFY(network.hasValue());
    const double length = isUs ? 0.3048 : 1.0;
    const double demand_m3_per_s =
        network->problem.nodes[0].demand_m3_per_s * network->trueFlow; // EPANET rounds some factors
    QCOMPARE_LE(std::abs(demand_m3_per_s / (2.0 * m3_per_s) - 1.0), 1e-8);
    QCOMPARE(network->problem.nodes[0].elevation_m, 10.0 * length);
    QCOMPARE(network->problem.links[0].length_m, 100.0 * length);
    QCOMPARE(network->problem.links[0].diameter_m, 12.0 * (isUs ? 0.0254 : 1e-3));
}

void TestEpanetReader::controlsThatHoldAtTimeZeroAct() {
    const std::string text = "[JUNCTIONS]\nA 0 1\n[TANKS]\nT 10 5 0 20 50 0\n[PIPES]\n"
                             "P1 T A 10 100 100\nP2 T A 10 100 100\nP3 T A 10 100 100\n"
                             "[CONTROLS]\nLINK P1 CLOSED IF NODE T BELOW 6\n"
                             "LINK P2 CLOSED IF NODE T ABOVE 6\nLINK P3 CLOSED IF NODE A BELOW 3\n"
                             "[OPTIONS]\nUNITS LPS\n";
    const auto network = parseEpanet(text);
    QVERIFY(network.hasValue());
    QVERIFY(network->problem.links[0].isClosed);
    QVERIFY(!network->problem.links[1].isClosed);
    QVERIFY(!network->problem.links[2].isClosed);
    QCOMPARE(network->pressureControls.size(), std::size_t{1});
}

/// A stands at the tank's 15 m less the pipes' small losses: the control below 20 m of pressure
/// acts on the solution, the one below 3 m does not.
void TestEpanetReader::controlOnAPressureActsOnTheSolution() {
    const std::string text = "[JUNCTIONS]\nA 0 1\n[TANKS]\nT 10 5 0 20 50 0\n[PIPES]\n"
                             "P1 T A 10 100 100\nP2 T A 10 100 100\nP3 T A 10 100 100\n"
                             "[CONTROLS]\nLINK P2 CLOSED IF NODE A BELOW 20\n"
                             "LINK P3 CLOSED IF NODE A BELOW 3\n[OPTIONS]\nUNITS LPS\n";
    auto network = parseEpanet(text);
    QVERIFY(network.hasValue());
    const auto solution = solveAtStart(*network);
    QVERIFY(solution.isConverged());
    const double share_m3_per_s = 0.5e-3 / network->trueFlow;
    QCOMPARE_LE(std::abs(solution.flow_m3_per_s[0] - share_m3_per_s), 1e-9);
    QCOMPARE(solution.flow_m3_per_s[1], 0.0);
    QCOMPARE_LE(std::abs(solution.flow_m3_per_s[2] - share_m3_per_s), 1e-9);
}

/// [STATUS] says 0.5, the pattern 0.8 decides: H = 0.8^2 * 4/3 * 30 - 10 (Q/20)^2 with Q = 10 L/s
/// (1/3 of 30 m; the affinity laws leave the quadratic term): 25.6 - 2.5 = 23.1 m. EPANET rounds
/// 4/3 to 1.33334, from which an exponent next to 2 follows.
void TestEpanetReader::patternDecidesAPumpsSpeed() {
    const std::string text = "[JUNCTIONS]\nA 0 10\n[RESERVOIRS]\nR 0\n[PUMPS]\n"
                             "PU R A HEAD C PATTERN S\n[CURVES]\nC 20 30\n[PATTERNS]\nS 0.8\n"
                             "[STATUS]\nPU 0.5\n[OPTIONS]\nUNITS LPS\n";
    const auto network = parseEpanet(text);
    QVERIFY(network.hasValue());
    const auto solution = hydronic::solveHydronics(network->problem);
    QVERIFY(solution.isConverged());
    const double n = std::log2(1.33334 / 0.33334);
    const double expected =
        0.64 * 1.33334 * 30.0 - std::pow(0.8, 2.0 - n) * 0.33334 * 30.0 * std::pow(0.5, n);
    QCOMPARE_LE(std::abs(expected - 23.1), 1e-4);
    QCOMPARE_LE(std::abs(solution.head_m[0] - expected), 1e-6);
}

/// 1 hp at 1 ft3/s lifts 8.814 ft; at half speed an eighth of it. Specific gravity does not count.
void TestEpanetReader::powerPumpGoesWithTheCubeOfItsSpeed() {
    const std::string text = "[JUNCTIONS]\nA 0 1\nB 0 1\n[RESERVOIRS]\nR 0\n[PUMPS]\n"
                             "PA R A POWER 1\nPB R B POWER 1 SPEED 0.5\n[OPTIONS]\nUNITS CFS\n"
                             "SPECIFIC GRAVITY 0.9\n";
    const auto network = parseEpanet(text);
    QVERIFY(network.hasValue());
    const auto solution = hydronic::solveHydronics(network->problem);
    QVERIFY(solution.isConverged());
    QCOMPARE_LE(std::abs(solution.head_m[0] - 8.814 * 0.3048), 1e-6);
    QCOMPARE_LE(std::abs(solution.head_m[1] - 8.814 / 8.0 * 0.3048), 1e-6);
}

/// The empty tank E stands above A and the full tank F below it: both would flow the wrong way.
void TestEpanetReader::fullTankTakesAndEmptyTankGivesNothing() {
    const std::string text = "[JUNCTIONS]\nA 0 1\n[RESERVOIRS]\nR 40\n[TANKS]\n"
                             "E 60 2 2 20 50 0\nF 10 8 2 8 50 0\n[PIPES]\n"
                             "P1 R A 10 100 100\nP2 E A 10 100 100\nP3 A F 10 100 100\n"
                             "[OPTIONS]\nUNITS LPS\n";
    const auto network = parseEpanet(text);
    QVERIFY(network.hasValue());
    const auto solution = hydronic::solveHydronics(network->problem);
    QVERIFY(solution.isConverged());
    QCOMPARE_LE(std::abs(solution.flow_m3_per_s[0] - 1e-3), 1e-8);
    QCOMPARE_LE(std::abs(solution.flow_m3_per_s[1]), 1e-8);
    QCOMPARE_LE(std::abs(solution.flow_m3_per_s[2]), 1e-8);
}

/// PRV at 20 psi: of a fluid of specific gravity 0.9 that is 20 / 0.4333 / 0.9 ft of head; at 20 m
/// it is 20 m whatever the fluid.
void TestEpanetReader::pressuresCountTheFluidsWeight() {
    for (const char* unit : {"PSI", "METERS"}) {
        const std::string text = "[JUNCTIONS]\nA 0 0\nB 0 1\n[RESERVOIRS]\nR 300\n[PIPES]\n"
                                 "P R A 10 10 100\n[VALVES]\nV A B 10 PRV 20\n[OPTIONS]\n"
                                 "UNITS GPM\nSPECIFIC GRAVITY 0.9\nPRESSURE " +
                                 std::string(unit) + "\n";
        const auto network = parseEpanet(text);
        QVERIFY(network.hasValue());
        const auto solution = hydronic::solveHydronics(network->problem);
        QVERIFY(solution.isConverged());
        const double head = unit[0] == 'P' ? 20.0 / 0.4333 / 0.9 * 0.3048 : 20.0;
        QCOMPARE_LE(std::abs(solution.head_m[1] - head), 1e-6);
    }
}

/// A throttle valve fixed open loses by its last column (K = 2), not by its setting (K = 50).
void TestEpanetReader::valveFixedOpenKeepsItsOpenLoss() {
    const std::string text = "[JUNCTIONS]\nA 0 10\n[RESERVOIRS]\nR 40\n[VALVES]\n"
                             "V R A 100 TCV 50 2\n[STATUS]\nV OPEN\n[OPTIONS]\nUNITS LPS\n";
    const auto network = parseEpanet(text);
    QVERIFY(network.hasValue());
    QCOMPARE_LE(std::abs(network->problem.links[0].minorLossK / 2.0 - 1.0), 2e-4);
}

void TestEpanetReader::byteOrderMarkAndLineEndsOfOtherSystemsAreRead() {
    const auto network = parseEpanet("\xEF\xBB\xBF[JUNCTIONS]\r\nA 0 1\r\n[RESERVOIRS]\r\nR 30\r\n"
                                     "[PIPES]\r\n\"P 1\" R A 10 100 100\r\n[END]\r\n");
    QVERIFY(network.hasValue());
    QCOMPARE(network->linkIds.front(), std::string("P 1"));
}

void TestEpanetReader::emitterPassesItsPowerLaw() {
    const std::string text = "[JUNCTIONS]\nA 0 0\n[RESERVOIRS]\nR 16\n[PIPES]\nP R A 1 1000 140\n"
                             "[EMITTERS]\nA 0.5\n[OPTIONS]\nUNITS LPS\nEMITTER EXPONENT 0.5\n";
    const auto network = parseEpanet(text);
    QVERIFY(network.hasValue());
    QCOMPARE(network->linkIds.size(), std::size_t{1});
    const auto solution = hydronic::solveHydronics(network->problem);
    QVERIFY(solution.isConverged());
    QCOMPARE_LE(std::abs(solution.flow_m3_per_s[0] - 0.5e-3 * std::sqrt(16.0)), 1e-7);
}

void TestEpanetReader::badLinesAreAllListed() {
    const std::string text = "[JUNCTIONS]\nA ten\nA 0\n[RESERVOIRS]\nR 16\n[PIPES]\n"
                             "P1 R Nowhere 1 100 140\nP2 R A -1 100 140\nP3 R\n[PUMPS]\n"
                             "U R A HEAD missing\n[VALVES]\nV R A 10 XYZ 1\n[NONSENSE]\n1 2 3\n";
    const auto network = parseEpanet(text);
    QVERIFY(!network.hasValue());
    for (const int line : {2, 3, 7, 8, 9, 11, 13, 14})
        QVERIFY2(hasLine(network.error(), line), std::to_string(line).c_str());
}

void TestEpanetReader::missingFileIsAFinding() {
    const auto network = readEpanetFile(HALLWRIGHT_TEST_DATA "/hydronic/absent.inp");
    QVERIFY(!network.hasValue());
    QCOMPARE(network.error().size(), std::size_t{1});
}

QTEST_APPLESS_MAIN(TestEpanetReader)
#include "tst_epanet_reader.moc"
