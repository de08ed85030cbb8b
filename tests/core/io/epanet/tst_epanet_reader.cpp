#include "core/io/epanet/epanet_network.h"
#include "core/solvers/hydronic/hydronic_network.h"

#include <QtTest>

#include <cmath>
#include <fstream>
#include <map>
#include <sstream>

using namespace hallwright;
using namespace hallwright::io;

namespace {

const std::string kOwnCase = HALLWRIGHT_TEST_DATA "/hydronic/dc_fws_8cdu";
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
    const auto network = readEpanetFile(path + ".inp");
    QVERIFY2(network.hasValue(), "the file was refused");
    const auto solution = hydronic::solveHydronics(network->problem);
    QVERIFY2(solution.isConverged(), solution.message.c_str());
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
        QVERIFY2(std::abs(solution.flow_m3_per_s[i] - flow) <=
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
    QCOMPARE_LE(std::abs(network->problem.nodes[0].demand_m3_per_s / (2.0 * m3_per_s) - 1.0), 1e-8);
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
    QCOMPARE(network->notes.size(), std::size_t{1}); // the control on a pressure
    QCOMPARE(network->notes[0].where, std::string("line 12"));
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
