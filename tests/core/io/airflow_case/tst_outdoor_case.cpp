#include "core/io/airflow_case/airflow_answer.h"
#include "core/io/airflow_case/airflow_case.h"

#include <nlohmann/json.hpp>

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace hallwright;

namespace {

const std::string kThermal = HALLWRIGHT_TEST_DATA "/thermal/";

io::AirflowCase yard() {
    auto result = io::readAirflowCaseFile(kThermal + "outdoor_yard.json");
    if (!result)
        qFatal("%s", result.error().front().text().c_str());
    return std::move(result).value();
}

} // namespace

/// Open country as a case file: what is read, what is refused, and what the answer says.
class TestOutdoorCase : public QObject {
    Q_OBJECT
private slots:
    void countryIsReadInFull();
    void exponentBecomesTheLogProfileOfItsSlope();
    void windComesFromWhereItSays();
    void wrongCountriesAreRefused_data();
    void wrongCountriesAreRefused();
    void unitsTellTheirIntakeAndWhatComesBack();
    void plumeRisesAsTheSolverTestSays();
};

void TestOutdoorCase::countryIsReadInFull() {
    const auto outdoor = yard();
    const auto& p = outdoor.problem;
    QCOMPARE(outdoor.kind, io::AirflowCaseKind::Outdoor);
    QCOMPARE(p.size_m.x, 320.0);
    QCOMPARE(p.cell_m, 8.0);
    QCOMPARE(p.air.reference_K, 305.15);
    QCOMPARE(p.solids.size(), std::size_t{1});
    QCOMPARE(p.racks.size(), std::size_t{3});
    QVERIFY(p.racks[0].isDeck && !p.racks[2].isDeck);
    QCOMPARE(p.racks[0].jetSpeed_m_per_s, 7.5);
    QVERIFY(std::abs(p.racks[0].flow_m3_per_s - 10e6 / (p.air.heatCapacity_J_per_m3K() * 10.0)) <
            1e-9);
    QCOMPARE(p.racks[2].rear.normal, airflow::Axis::X);
    QCOMPARE(p.racks[2].rear.min_m.x, 216.0); // blows east
    QCOMPARE(p.racks[2].front.max_m.x, 200.0);
    QCOMPARE(p.probes.size(), std::size_t{2});
}

void TestOutdoorCase::exponentBecomesTheLogProfileOfItsSlope() {
    const auto country = yard();
    const auto& open = *country.problem.openAir;
    const auto speed = [&](double z) { return open.windAt_m_per_s(z).x; };
    const double slope = std::log(speed(10.1) / speed(9.9)) / std::log(10.1 / 9.9);
    QVERIFY2(std::abs(slope - 0.16) < 0.002, qPrintable(QString::number(slope)));
    QVERIFY(std::abs(speed(10.0) - 3.0) < 1e-9);
}

void TestOutdoorCase::windComesFromWhereItSays() {
    const auto result = io::readAirflowCase(
        R"({"type":"outdoor","size_m":[100,100,50],"wind":{"speed_m_s":4,"from_deg":0}})");
    QVERIFY(bool(result));
    QVERIFY(std::abs(result->problem.openAir->wind_m_per_s.y + 4.0) < 1e-12); // blows south
    const auto calm = io::readAirflowCase(R"({"type":"outdoor","size_m":[100,100,50]})");
    QVERIFY(bool(calm));
    QCOMPARE(calm->problem.openAir->wind_m_per_s.x, 0.0);
}

void TestOutdoorCase::wrongCountriesAreRefused_data() {
    QTest::addColumn<QByteArray>("rest");
    QTest::addColumn<QByteArray>("where");
    const auto row = [](const char* name, const char* rest, const char* where) {
        QTest::newRow(name) << QByteArray(rest) << QByteArray(where);
    };
    row("no number", R"("wind":{"speed_m_s":"fast"})", "/wind/speed_m_s");
    row("storm", R"("wind":{"speed_m_s":400})", "/wind/speed_m_s");
    row("wind as a number", R"("wind":3)", "/wind");
    row("two profiles", R"("wind":{"roughness_m":0.1,"profile_exponent":0.2})",
        "/wind/profile_exponent");
    row("hot", R"("ambient_c":300)", "/ambient_c");
    row("no heat", R"("units":[{"box_m":[[1,1,0],[9,9,3]],"flow_m3_s":1}])", "/units/0/heat_w");
    row("no flow", R"("units":[{"box_m":[[1,1,0],[9,9,3]],"heat_w":1e6}])", "/units/0/flow_m3_s");
    row("heat without air", R"("units":[{"box_m":[[1,1,0],[9,9,3]],"heat_w":1e6,"flow_m3_s":0}])",
        "/units/0/flow_m3_s");
    row("outside", R"("units":[{"box_m":[[90,1,0],[109,9,3]],"heat_w":1e6,"flow_m3_s":9}])",
        "/units/0");
    row("flat building", R"("buildings":[{"box_m":[[1,1,0],[9,9,0]]}])", "/buildings/0");
    row("downwards",
        R"("units":[{"box_m":[[1,1,0],[9,9,3]],"heat_w":1,"flow_m3_s":9,"discharge":"down"}])",
        "/units/0/discharge");
    row("jet", R"("units":[{"box_m":[[1,1,0],[9,9,3]],"heat_w":1,"flow_m3_s":9,"jet_m_s":-1}])",
        "/units/0/jet_m_s");
}

void TestOutdoorCase::wrongCountriesAreRefused() {
    QFETCH(QByteArray, rest);
    QFETCH(QByteArray, where);
    const auto text = R"({"type":"outdoor","size_m":[100,100,50],)" + rest.toStdString() + '}';
    const auto result = io::readAirflowCase(text);
    QVERIFY(!result);
    const auto& found = result.error();
    QVERIFY2(std::any_of(found.begin(), found.end(),
                         [&](const auto& f) { return f.where == where.toStdString(); }),
             found.front().text().c_str());
    for (const auto& finding : found)
        QVERIFY(!finding.remedy.empty());
}

void TestOutdoorCase::unitsTellTheirIntakeAndWhatComesBack() {
    const auto outdoor = yard();
    const auto solution = airflow::solveAirflow(outdoor.problem);
    QCOMPARE(solution.status, airflow::AirflowStatus::Converged);
    const auto answer = io::airflowAnswer(outdoor, solution);
    const auto& units = answer.at("units");
    QCOMPARE(units.size(), std::size_t{3});
    double heat_W = 0.0;
    for (std::size_t n = 0; n < units.size(); ++n) {
        const double intake_C = units[n].at("intake_c"), discharge_C = units[n].at("discharge_c");
        const double share = units[n].at("recirculation_share");
        QVERIFY(intake_C >= 32.0 - 1e-3 && discharge_C > intake_C);
        QVERIFY(std::abs(share - std::max(0.0, intake_C - 32.0) / (discharge_C - 32.0)) < 1e-6);
        heat_W += outdoor.problem.racks[n].heat_W;
    }
    QVERIFY(units[1].at("intake_c").get<double>() > units[0].at("intake_c").get<double>());
    QVERIFY(std::abs(answer.at("carried_away_w").get<double>() / heat_W - 1.0) < 2e-3);
    QVERIFY(std::abs(answer.at("probes")[0].at("t_c").get<double>() - 32.0) < 0.05);
    QVERIFY(answer.at("probes")[1].at("t_c").get<double>() > 32.2);
}

void TestOutdoorCase::plumeRisesAsTheSolverTestSays() {
    const auto outdoor = io::readAirflowCaseFile(kThermal + "outdoor_briggs.json");
    QVERIFY(bool(outdoor));
    const auto solution = airflow::solveAirflow(outdoor->problem);
    QCOMPARE(solution.status, airflow::AirflowStatus::Converged);
    const auto answer = io::airflowAnswer(*outdoor, solution);
    const auto rise = [&](int probe) {
        return answer["probes"][probe]["t_c"].get<double>() - 20.0;
    };
    qInfo("%.3f K upwind, %.2f K in the plume, %.2f K below it", rise(0), rise(1), rise(2));
    QVERIFY(std::abs(rise(0)) < 0.02);
    // 200 m downwind the heat lies some 30 m (here) to 51 m (Briggs) above its source at 8 m.
    QVERIFY(rise(1) > 0.3);
    QVERIFY(rise(2) < rise(1));
}

QTEST_APPLESS_MAIN(TestOutdoorCase)
#include "tst_outdoor_case.moc"
