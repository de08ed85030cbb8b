#include "core/io/airflow_case/airflow_answer.h"
#include "core/io/airflow_case/airflow_case.h"

#include <nlohmann/json.hpp>

#include <QTest>

#include <algorithm>
#include <fstream>
#include <iterator>

using namespace hallwright;

namespace {

const char* const kHallPath = HALLWRIGHT_TEST_DATA "/thermal/hall_open_aisle.json";

std::string hallText() {
    std::ifstream stream(kHallPath, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

nlohmann::json hallJson() {
    return nlohmann::json::parse(hallText());
}

bool has(const base::Diagnostics& findings, const std::string& where) {
    return std::any_of(findings.begin(), findings.end(),
                       [&](const base::Diagnostic& finding) { return finding.where == where; });
}

} // namespace

class TestAirflowCase : public QObject {
    Q_OBJECT
private slots:
    void hallIsReadInFull();
    void cellOfTheCommandLineWins();
    void bafflesColumnsAndProbesAreRead();
    void flowFollowsFromTheTemperatureRise();
    void cavitiesHaveTheirUnits();
    void allFindingsAreListedWithTheirPlace();
    void wrongDocumentsAreRefused_data();
    void wrongDocumentsAreRefused();
    void missingFileIsNamed();
    void answerHasTheNamesOfTheContract();
};

void TestAirflowCase::hallIsReadInFull() {
    const auto result = io::readAirflowCaseFile(kHallPath);
    QVERIFY(bool(result));
    const airflow::AirflowProblem& p = result->problem;
    QCOMPARE(result->kind, io::AirflowCaseKind::Hall);
    QCOMPARE(p.size_m.x, 12.0);
    QCOMPARE(p.racks.size(), std::size_t{16});
    QCOMPARE(p.airUnits.size(), std::size_t{2});
    QCOMPARE(p.racks[0].id, std::string("A1"));
    QCOMPARE(p.racks[0].heat_W, 10000.0);
    QCOMPARE(p.racks[0].front.normal, airflow::Axis::Y);
    QCOMPARE(p.airUnits[0].supply_K, 291.15);
    QCOMPARE(p.airUnits[0].returns[0].normal, airflow::Axis::Z);
    QCOMPARE(p.air.expansion_per_K, 0.00341);
    QCOMPARE(p.cell_m, 0.2);
}

void TestAirflowCase::cellOfTheCommandLineWins() {
    const auto hall = io::readAirflowCase(hallText(), 0.4);
    QVERIFY(bool(hall));
    QCOMPARE(hall->problem.cell_m, 0.4);
    const auto cavity = io::readAirflowCase(
        R"({"type":"lid_driven_cavity","reynolds":100,"cells":[64,64,1]})", 0.05);
    QVERIFY(bool(cavity));
    QCOMPARE(cavity->problem.cells[0], 20);
}

void TestAirflowCase::bafflesColumnsAndProbesAreRead() {
    auto json = hallJson();
    json["baffles"] = {{{"normal_axis", "z"}, {"min_m", {4, 3, 2}}, {"max_m", {9, 4, 2}}},
                       {{"min_m", {4, 3, 0}}, {"max_m", {4, 4, 2}}},
                       {{"box_m", {{9, 3, 0}, {9.02, 4, 2}}}}};
    json["columns"] = {{{"box_m", {{6, 6.5, 0}, {6.4, 6.9, 3.2}}}}};
    json["boxes"] = {{{"min_m", {7, 6.5, 0}}, {"max_m", {7.4, 6.9, 1}}}};
    json["probes"] = {{{"id", "p1"}, {"at_m", {6, 4, 1}}}};
    const auto result = io::readAirflowCase(json.dump());
    QVERIFY2(bool(result), result ? "" : result.error().front().text().c_str());
    QCOMPARE(result->problem.baffles.size(), std::size_t{3});
    QCOMPARE(result->problem.baffles[1].normal, airflow::Axis::X);
    QCOMPARE(result->problem.baffles[2].normal, airflow::Axis::X);
    QCOMPARE(result->problem.solids.size(), std::size_t{2});
    QCOMPARE(result->problem.probes[0].at_m.x, 6.0);
}

void TestAirflowCase::flowFollowsFromTheTemperatureRise() {
    auto json = hallJson();
    json["racks"][0].erase("flow_m3_s");
    const auto result = io::readAirflowCase(json.dump());
    QVERIFY(bool(result));
    QVERIFY(std::abs(result->problem.racks[0].flow_m3_per_s - 10000.0 / (1206.0 * 12.0)) < 1e-9);
}

void TestAirflowCase::cavitiesHaveTheirUnits() {
    const auto heated = io::readAirflowCase(
        R"({"type":"heated_cavity","rayleigh":1e5,"prandtl":0.71,"cells":[32,32,32]})");
    QVERIFY(bool(heated));
    const airflow::AirflowProblem& p = heated->problem;
    QVERIFY(!p.isTwoDimensional);
    QCOMPARE(p.size_m.z, 1.0);
    // Ra = g beta dT L^3 / (nu alpha), with alpha = nu / Pr
    const double alpha = p.air.viscosity_m2_per_s / p.air.prandtl;
    const double rayleigh =
        -p.air.gravity_m_per_s2.y * p.air.expansion_per_K / (p.air.viscosity_m2_per_s * alpha);
    QVERIFY(std::abs(rayleigh / 1e5 - 1.0) < 1e-12);
    QCOMPARE(alpha, 1.0);
    const auto lid = io::readAirflowCase(
        R"({"type":"lid_driven_cavity","reynolds":400,"cells":[16,16,1],
            "probes":[{"id":"a","at_m":[0.5,0.5,0.5]}]})");
    QVERIFY(bool(lid));
    QVERIFY(lid->problem.isTwoDimensional);
    QCOMPARE(lid->problem.air.viscosity_m2_per_s, 1.0 / 400.0);
    QVERIFY(lid->problem.probes[0].at_m.z < lid->problem.size_m.z);
}

void TestAirflowCase::allFindingsAreListedWithTheirPlace() {
    auto json = hallJson();
    json["racks"][3]["power_W"] = "12kW";
    json["racks"][5].erase("front");
    json["racks"][6]["flow_m3_s"] = -1;
    json["crahs"][0]["supply"]["normal_axis"] = "w";
    json["crahs"][1].erase("supply_temperature_C");
    json["air"]["rho_kg_m3"] = 0;
    json["probes"] = {{{"id", "p"}, {"at_m", {1, 2}}}, 7};
    const auto result = io::readAirflowCase(json.dump());
    QVERIFY(!result);
    for (const char* where :
         {"/racks/3/power_W", "/racks/5/front", "/racks/6/flow_m3_s", "/crahs/0/supply/normal_axis",
          "/crahs/1/supply_temperature_C", "/air/rho_kg_m3", "/probes/0/at_m", "/probes/1"})
        QVERIFY2(has(result.error(), where), where);
    for (const base::Diagnostic& finding : result.error())
        QVERIFY2(!finding.remedy.empty(), finding.text().c_str());
    QVERIFY(result.error()[1].text().find('\n') == std::string::npos);
}

void TestAirflowCase::wrongDocumentsAreRefused_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("where");
    QTest::newRow("nothing") << QByteArray("") << QByteArray("line 1, column 1");
    QTest::newRow("half") << QByteArray(R"({"hall": {"size_m": [1)")
                          << QByteArray("line 1, column 23");
    QTest::newRow("list") << QByteArray("[]") << QByteArray("/");
    QTest::newRow("no hall") << QByteArray("{}") << QByteArray("/hall");
    QTest::newRow("type") << QByteArray(R"({"type":"sphere"})") << QByteArray("/type");
    QTest::newRow("size") << QByteArray(R"({"hall":{"size_m":[0,5,3]}})")
                          << QByteArray("/hall/size_m/0");
    QTest::newRow("cells") << QByteArray(
                                  R"({"type":"heated_cavity","rayleigh":1,"cells":[8,8.5,1]})")
                           << QByteArray("/cells/1");
    QTest::newRow("too many cells")
        << QByteArray(R"({"hall":{"size_m":[1000,1000,100]},"cell_m":0.01})")
        << QByteArray("/cell_m");
    QTest::newRow("outside") << QByteArray(
                                    R"({"hall":{"size_m":[4,4,3]},"crahs":[{"id":"u",
        "box_m":[[3,0,0],[5,1,2]],"flow_m3_s":1,"supply_temperature_C":18,
        "supply":{"normal_axis":"x","min_m":[3,0,0],"max_m":[3,1,1]},
        "return":{"normal_axis":"z","min_m":[3,0,2],"max_m":[5,1,2]}}]})")
                             << QByteArray("/crahs/0");
}

void TestAirflowCase::wrongDocumentsAreRefused() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, where);
    const auto result = io::readAirflowCase(text.toStdString());
    QVERIFY(!result);
    QVERIFY2(has(result.error(), where.toStdString()), result.error().front().text().c_str());
}

void TestAirflowCase::missingFileIsNamed() {
    const auto result = io::readAirflowCaseFile("no-such-hall.json");
    QVERIFY(!result);
    QCOMPARE(result.error().front().where, std::string("no-such-hall.json"));
}

void TestAirflowCase::answerHasTheNamesOfTheContract() {
    const auto result = io::readAirflowCase(
        R"({"type":"heated_cavity","rayleigh":1000,"cells":[12,12,1],
            "probes":[{"id":"centre","at_m":[0.5,0.5,0]}]})");
    QVERIFY(bool(result));
    const auto solution = airflow::solveAirflow(result->problem);
    const auto answer = io::airflowAnswer(*result, solution);
    for (const char* name :
         {"converged", "cells", "cell_m", "solve_ms", "energy_imbalance_fraction", "racks",
          "air_units", "mean_c", "max_c", "probes", "nu_hot_wall", "u_max_mid", "v_max_mid"})
        QVERIFY2(answer.contains(name), name);
    QCOMPARE(answer["converged"].get<bool>(), true);
    QCOMPARE(answer["cells"].get<int>(), 144);
    QVERIFY(std::abs(answer["cell_m"].get<double>() - 1.0 / 12.0) < 1e-9);
    const auto& probe = answer["probes"][0];
    QCOMPARE(probe["id"].get<std::string>(), std::string("centre"));
    QVERIFY(std::abs(probe["t_c"].get<double>() - 0.5) < 0.01); // by symmetry
    QVERIFY(probe.contains("u_m_per_s") && probe.contains("w_m_per_s"));
    QVERIFY(std::abs(answer["nu_hot_wall"].get<double>() / 1.118 - 1.0) < 0.03);
}

QTEST_APPLESS_MAIN(TestAirflowCase)
#include "tst_airflow_case.moc"
