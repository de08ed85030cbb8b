#include "core/io/airflow_case/airflow_answer.h"
#include "core/io/airflow_case/airflow_case.h"

#include <nlohmann/json.hpp>

#include <QTest>

#include <algorithm>
#include <fstream>
#include <iterator>

using namespace hallwright;

namespace {

const char* const kDevicesPath = HALLWRIGHT_TEST_DATA "/thermal/hall_devices.json";
const char* const kHallPath = HALLWRIGHT_TEST_DATA "/thermal/hall_open_aisle.json";

std::string textOf(const char* path) {
    std::ifstream stream(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

std::string hallText() {
    return textOf(kHallPath);
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
    void everyDeviceIsRead();
    void hallWithEveryDeviceBalances();
    void wrongDevicesAreNamed_data();
    void wrongDevicesAreNamed();
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

void TestAirflowCase::everyDeviceIsRead() {
    const auto result = io::readAirflowCaseFile(kDevicesPath);
    QVERIFY2(bool(result), result ? "" : result.error().front().text().c_str());
    const airflow::AirflowProblem& p = result->problem;
    QCOMPARE(p.racks[0].heat_W, 5000.0); // a quarter of 20 kW; the liquid takes the rest
    QVERIFY(std::abs(p.racks[0].flow_m3_per_s - 5000.0 / (1206.0 * 12.0)) < 1e-9);
    QCOMPARE(p.racks[1].recirculatedShare, 0.1);
    QVERIFY(std::abs(p.racks[1].flow_m3_per_s - 0.9 * p.racks[0].flow_m3_per_s) < 1e-9);
    QCOMPARE(p.racks[2].fans->points.size(), std::size_t{3});
    QCOMPARE(p.racks[2].fans->ownLoss_Pa_s2_per_m6, 250.0); // the rack's and its door's
    QCOMPARE(p.racks[2].flow_m3_per_s, p.racks[2].fans->flowAgainst_m3_per_s(0.0));
    QCOMPARE(p.racks[2].rearDoor->coil.effectiveness, 0.55);
    QCOMPARE(p.racks[2].rearDoor->coil.water_K, 292.15);
    QCOMPARE(*p.racks[2].rearDoor->capacity_W, 4000.0);
    QVERIFY(!p.racks[2].rearDoor->least_K);
    QCOMPARE(*p.racks[3].rearDoor->least_K, 295.15);
    QVERIFY(p.racks[4].chimney && p.racks[4].rear.normal == airflow::Axis::Z);
    QCOMPARE(p.racks[5].rear.normal, airflow::Axis::X);
    QCOMPARE(p.airUnits[0].coil->water_K, 285.15);
    QVERIFY(p.airUnits[1].fans && !p.airUnits[1].coil);
    QCOMPARE(p.baffles.size(), std::size_t{2}); // floor and ceiling; the door leaks
    QCOMPARE(p.screens.size(), std::size_t{6});
    QCOMPARE(p.screens[0].id, std::string("door"));
    QCOMPARE(p.screens[0].lossCoefficient, airflow::perforatedPlateLoss(0.02));
    QCOMPARE(p.screens[1].openShare, 0.25);
    QCOMPARE(p.screens[5].lossCoefficient, 8.0);
    QCOMPARE(p.porousBodies[0].loss_per_m, 20.0);
}

void TestAirflowCase::hallWithEveryDeviceBalances() {
    const auto result = io::readAirflowCaseFile(kDevicesPath);
    QVERIFY(bool(result));
    const auto solution = airflow::solveAirflow(result->problem);
    QCOMPARE(solution.status, airflow::AirflowStatus::Converged);
    QVERIFY(solution.findings.empty());
    QVERIFY(std::abs(solution.energyImbalance_fraction) <= 1e-3);
    const auto answer = io::airflowAnswer(*result, solution);
    double tiles = 0.0, removed_W = 0.0;
    for (const auto& screen : answer["screens"])
        if (screen["id"].get<std::string>().starts_with("tile"))
            tiles += screen["flow_m3_s"].get<double>();
    QVERIFY(std::abs(tiles - 1.6) < 0.01); // what the unit blows into the floor
    for (const auto& unit : answer["air_units"])
        removed_W += unit["removed_w"].get<double>();
    for (const auto& rack : answer["racks"]) {
        QVERIFY(rack["capture_index_cold"].get<double>() > 0.5);
        QVERIFY(rack["capture_index_hot"].get<double>() <= 1.0);
    }
    int racks = 0;
    for (const auto& count : answer["rack_inlets"]["racks_in_bin"])
        racks += count.get<int>();
    QCOMPARE(racks, 6);
    for (const auto& rack : answer["racks"])
        removed_W += rack["door_removed_w"].get<double>();
    QVERIFY(std::abs(removed_W - 28000.0) < 28.0);
}

void TestAirflowCase::wrongDevicesAreNamed_data() {
    QTest::addColumn<QByteArray>("pointer");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("where");
    const auto row = [](const char* name, const char* pointer, const char* value,
                        const char* where) {
        QTest::newRow(name) << QByteArray(pointer) << QByteArray(value) << QByteArray(where);
    };
    row("share in per cent", "/racks/0/liquid_share", "75", "/racks/0/liquid_share");
    row("loss beyond all", "/porous_boxes/0/loss_per_m", "1e10", "/porous_boxes/0/loss_per_m");
    row("all air comes back", "/racks/1/leakage_share", "1", "/racks/1/leakage_share");
    row("misspelt limit", "/racks/2/rear_door/capacity_kW", "4", "/racks/2/rear_door");
    row("no water", "/racks/3/rear_door", R"({"effectiveness":0.5})",
        "/racks/3/rear_door/water_temperature_C");
    row("two sets of fans", "/racks/2/rear_door/fan_curve",
        R"({"flow_m3_s":[0,1],"pressure_Pa":[50,0]})", "/racks/2/rear_door/fan_curve");
    row("loss without fans", "/racks/3/rear_door/loss_Pa_s2_m6", "100",
        "/racks/3/rear_door/loss_Pa_s2_m6");
    row("rising pressure", "/racks/2/fan_curve/pressure_Pa", "[0,90,120]", "/racks/2/fan_curve");
    row("one pressure short", "/racks/2/fan_curve/pressure_Pa", "[90,0]", "/racks/2/fan_curve");
    row("word in a curve", "/racks/2/fan_curve/flow_m3_s", R"([0,"half",0.5])",
        "/racks/2/fan_curve/flow_m3_s/1");
    row("rear off the chimney", "/racks/4/chimney/box_m", "[[3,4,2.6],[3.6,4.6,3.0]]",
        "/racks/4/rear");
    row("colder than cold", "/air_units/0/coil/water_temperature_C", "-300",
        "/air_units/0/coil/water_temperature_C");
    row("coil of text", "/air_units/0/coil", R"("big")", "/air_units/0/coil");
    row("tile without holes", "/screens/0/open_share", "0", "/screens/0/open_share");
    row("tile of nothing", "/screens/0/open_share", "null", "/screens/0/open_share");
    row("unknown member of a screen", "/screens/0/open", "0.25", "/screens/0");
    row("leakage above one", "/baffles/2/leakage_share", "2", "/baffles/2/leakage_share");
    row("tray outside", "/porous_boxes/0/box_m", "[[2,2,2],[9,3,3]]", "/porous_boxes/0");
    row("negative loss", "/porous_boxes/0/loss_per_m", "-1", "/porous_boxes/0/loss_per_m");
}

void TestAirflowCase::wrongDevicesAreNamed() {
    QFETCH(QByteArray, pointer);
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, where);
    auto json = nlohmann::json::parse(textOf(kDevicesPath));
    json[nlohmann::json::json_pointer(pointer.toStdString())] =
        nlohmann::json::parse(value.toStdString());
    const auto result = io::readAirflowCase(json.dump());
    QVERIFY(!result);
    QCOMPARE(result.error().size(), std::size_t{1});
    QCOMPARE(QByteArray::fromStdString(result.error().front().where), where);
    QVERIFY(!result.error().front().remedy.empty());
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
