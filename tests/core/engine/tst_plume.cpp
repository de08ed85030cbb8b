#include "core/engine/plume_assembly.h"
#include "core/engine/plume_state.h"
#include "core/engine/solution_json.h"
#include "core/model/change_set.h"
#include "tests/core/engine/engine_fixture.h"

#include <nlohmann/json.hpp>

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace hallwright;
using namespace hallwright::engine;
using namespace hallwright::tests;

namespace {

SolveRequest requestOf(const model::Campus& campus, const model::Scenario& scenario) {
    SolveRequest request;
    request.campus = campus;
    request.scenario = scenario;
    request.airCells_m = {1.0};
    return request;
}

model::Scenario windy(double wind_m_per_s, double from_deg) {
    model::Scenario scenario;
    scenario.ambient_C = 35.0;
    scenario.wind_m_per_s = wind_m_per_s;
    scenario.windFrom_deg = from_deg;
    return scenario;
}

SolutionPtr solveWithPlume(const model::Campus& campus, const model::Scenario& scenario) {
    CampusSolver solver(shippedCatalog());
    return solver.solve(requestOf(campus, scenario));
}

} // namespace

/// The air over a campus and what it does to the plants.
class TestPlume : public QObject {
    Q_OBJECT
private slots:
    void windComesFromWhereTheScenarioSays();
    void everyCoolerThatRunsHasAnIntake();
    void warmIntakesCostFanPower();
    void heatOfThePlumeIsWhatThePlantsReject();
    void coldAndWarmSolvesGiveTheSameFigures();
    void theFirstAnswerDoesNotWaitForThePlume();
    void figuresKeepTheLastIntakesAfterAnEdit();
    void recirculationIsAmongTheKpis();
    void aCancelledPlumeHandsNothingOut();
    void withoutPlantsThereIsNoPlume();
    void theJsonNamesIntakeAndShare();
};

void TestPlume::windComesFromWhereTheScenarioSays() {
    const auto& campus = sampleCampus("hall-demo");
    const CampusIndex index(campus);
    const auto towards = [&](double from_deg) {
        PlumeSource source;
        source.unit = campus.equipment().begin()->id;
        source.box = {{0.0, 0.0}, 0.0, {2.0, 10.0, 2.6}, 0.0};
        source.heat_W = 1e6;
        source.flow_m3_per_s = 80.0;
        return assemblePlume(index, *shippedCatalog(), windy(4.0, from_deg), {source}, 1e4)
            .problem.openAir->wind_m_per_s;
    };
    const auto isNear = [](model::Vec2 a, model::Vec2 b) {
        return std::hypot(a.x - b.x, a.y - b.y) < 1e-9;
    };
    QVERIFY(isNear(towards(270.0), {4.0, 0.0})); // a west wind blows east
    QVERIFY(isNear(towards(0.0), {0.0, -4.0}));
    QVERIFY(isNear(towards(90.0), {-4.0, 0.0}));
}

void TestPlume::everyCoolerThatRunsHasAnIntake() {
    const auto& campus = sampleCampus("hall-demo");
    const auto solution = solveWithPlume(campus, windy(3.0, 250.0));
    QVERIFY(solution->plume);
    QVERIFY2(solution->plume->converged, solution->plume->message.c_str());
    QVERIFY(solution->plume->isFinest);
    QVERIFY(solution->plume->residual_K <= 0.1);
    QCOMPARE(solution->stages.back().stage, Stage::Plume);
    int coolers = 0;
    for (const auto& unit : campus.equipment()) {
        if (unit.kind != model::EquipmentKind::HeatRejection)
            continue;
        const auto& state = solution->units.at(unit.id);
        QCOMPARE(state.airIntake_C.has_value(), state.running && state.heat_W > 1e3);
        if (!state.airIntake_C)
            continue;
        ++coolers;
        QVERIFY(*state.airIntake_C >= solution->scenario.ambient_C);
        QVERIFY(*state.recirculationShare >= 0.0 && *state.recirculationShare <= 1.0);
    }
    QVERIFY(coolers > 0);
    qInfo("%d units, mean rise %.2f K, worst %.2f K (%.0f %%), %d rounds, residual %.3f K, %.0f ms",
          solution->plume->units, solution->plume->meanRise_K, solution->plume->worstRise_K,
          100.0 * solution->plume->worstShare, solution->plume->rounds, solution->plume->residual_K,
          solution->stages.back().time_ms);
}

void TestPlume::warmIntakesCostFanPower() {
    const auto& campus = sampleCampus("hall-demo");
    const auto scenario = windy(1.0, 180.0);
    auto request = requestOf(campus, scenario);
    request.withPlume = false;
    CampusSolver solver(shippedCatalog());
    const auto ambient = solver.solve(request);
    const auto warmed = solveWithPlume(campus, scenario);
    QVERIFY(!ambient->plume);
    QVERIFY(warmed->plume->meanRise_K > 0.01);
    QVERIFY(warmed->energy.cooling_W > ambient->energy.cooling_W);
    QVERIFY(warmed->energy.residualFraction < 1e-4);
    QVERIFY(kpi(*warmed, "pue")->value > kpi(*ambient, "pue")->value);
    // What the halls' air found stays.
    for (const auto& [id, hall] : ambient->halls) {
        QCOMPARE(warmed->halls.at(id).hasAir, hall.hasAir);
        QCOMPARE(warmed->halls.at(id).it_W, hall.it_W);
    }
}

void TestPlume::heatOfThePlumeIsWhatThePlantsReject() {
    const auto solution = solveWithPlume(sampleCampus("hall-demo"), windy(0.0, 0.0));
    double rejected_W = 0.0, fans_W = 0.0;
    for (const auto& [id, plant] : solution->plants)
        rejected_W += plant.heat_W;
    for (const auto& unit : sampleCampus("hall-demo").equipment())
        if (unit.kind == model::EquipmentKind::HeatRejection)
            fans_W += solution->units.at(unit.id).power_W;
    qInfo("plume %.3f MW, plants %.3f MW, imbalance %.1e", solution->plume->heat_W * 1e-6,
          (rejected_W + fans_W) * 1e-6, solution->plume->imbalanceFraction);
    // Sources are rounded to a kilowatt each.
    QVERIFY(std::abs(solution->plume->heat_W / (rejected_W + fans_W) - 1.0) <= 2e-3);
    QVERIFY(std::abs(solution->plume->imbalanceFraction) <= 2e-3);
}

void TestPlume::coldAndWarmSolvesGiveTheSameFigures() {
    const auto& campus = sampleCampus("hall-demo");
    CampusSolver warm(shippedCatalog());
    (void)warm.solve(requestOf(campus, windy(3.0, 90.0)));
    (void)warm.solve(requestOf(campus, windy(2.0, 200.0)));
    const auto again = warm.solve(requestOf(campus, windy(3.0, 90.0)));
    const auto cold = solveWithPlume(campus, windy(3.0, 90.0));
    QCOMPARE(again->plume->rounds, cold->plume->rounds);
    QCOMPARE(again->plume->worstUnit, cold->plume->worstUnit);
    for (const auto& [id, state] : cold->units)
        if (state.airIntake_C)
            QVERIFY(std::abs(*again->units.at(id).airIntake_C - *state.airIntake_C) <= 1e-6);
    QVERIFY(std::abs(again->energy.grid_W / cold->energy.grid_W - 1.0) <= 1e-7);
}

void TestPlume::theFirstAnswerDoesNotWaitForThePlume() {
    CampusSolver solver(shippedCatalog());
    std::vector<SolutionPtr> answers;
    solver.solve(requestOf(sampleCampus("hall-demo"), windy(3.0, 270.0)),
                 [&](SolutionPtr solution) { answers.push_back(std::move(solution)); });
    QVERIFY(answers.size() >= 3);
    QVERIFY(!answers.front()->plume);
    QVERIFY(answers.back()->plume);
    QVERIFY(answers.back()->plume->isFinest);
    // Pictures come coarse first, each of them whole.
    for (const auto& answer : answers)
        if (answer->plume)
            QVERIFY(answer->plume->field && answer->plume->field->air);
}

void TestPlume::figuresKeepTheLastIntakesAfterAnEdit() {
    auto campus = sampleCampus("hall-demo");
    CampusSolver solver(shippedCatalog());
    const auto first = solver.solve(requestOf(campus, windy(2.0, 250.0)));
    QVERIFY(first->plume->worstRise_K > 0.05);
    // An edit that hardly matters to the air: figures stay about where they were in all answers.
    model::ChangeSet change;
    auto rack = *campus.racks().begin();
    rack.itLoad_W *= 0.9;
    change.put(rack);
    campus.apply(std::move(change));
    std::vector<SolutionPtr> answers;
    const auto last = solver.solve(requestOf(campus, windy(2.0, 250.0)), [&](SolutionPtr answer) {
        answers.push_back(std::move(answer));
    });
    QVERIFY(answers.size() >= 2);
    QVERIFY(answers.front()->plume && answers.front()->plume->isKept);
    QVERIFY(!last->plume->isKept);
    const double first_W = first->energy.cooling_W;
    for (const auto& answer : answers) {
        QVERIFY(answer->plume && answer->plume->field);
        QVERIFY(std::abs(answer->energy.cooling_W / first_W - 1.0) < 0.02);
        QVERIFY(kpi(*answer, "worst_intake")->known);
    }
    // What has been known before leaves no trace in the answer.
    CampusSolver cold(shippedCatalog());
    const auto fresh = cold.solve(requestOf(campus, windy(2.0, 250.0)));
    QVERIFY(std::abs(fresh->energy.grid_W / last->energy.grid_W - 1.0) <= 1e-7);
    QCOMPARE(fresh->plume->worstUnit, last->plume->worstUnit);
    // Another wind: nothing is kept.
    answers.clear();
    (void)solver.solve(requestOf(campus, windy(4.0, 90.0)),
                       [&](SolutionPtr answer) { answers.push_back(std::move(answer)); });
    QVERIFY(!answers.front()->plume);
}

void TestPlume::recirculationIsAmongTheKpis() {
    const auto solution = solveWithPlume(sampleCampus("hall-demo"), windy(3.0, 270.0));
    const auto* worst = kpi(*solution, "worst_intake");
    const auto* share = kpi(*solution, "recirculation");
    QVERIFY(worst && worst->known && share && share->known);
    QCOMPARE(worst->value, solution->plume->worstRise_K);
    QCOMPARE(share->value, 100.0 * solution->plume->meanShare);
    auto request = requestOf(sampleCampus("hall-demo"), windy(3.0, 270.0));
    request.withPlume = false;
    CampusSolver solver(shippedCatalog());
    const auto without = solver.solve(request);
    QVERIFY(!kpi(*without, "worst_intake")->known);
    QVERIFY(!kpi(*without, "worst_intake")->unknownBecause.empty());
}

void TestPlume::aCancelledPlumeHandsNothingOut() {
    CampusSolver solver(shippedCatalog());
    std::stop_source source;
    bool isCancelled = false;
    const auto solution = solver.solve(
        requestOf(sampleCampus("hall-demo"), windy(3.0, 270.0)),
        [&](SolutionPtr answer) {
            QVERIFY(!isCancelled);
            if (answer->plume) {
                isCancelled = true;
                source.request_stop();
            }
        },
        source.get_token());
    QVERIFY(isCancelled);
    QVERIFY(!solution->plume || !solution->plume->isFinest || !solution->plume->converged);
}

void TestPlume::withoutPlantsThereIsNoPlume() {
    const auto solution = solveWithPlume(sampleCampus("air-hall"), windy(3.0, 270.0));
    if (solution->plume && !solution->plume->field)
        QVERIFY(!solution->plume->message.empty());
    model::Campus empty;
    QVERIFY(!solveWithPlume(empty, windy(3.0, 270.0))->plume ||
            !solveWithPlume(empty, windy(3.0, 270.0))->plume->field);
}

void TestPlume::theJsonNamesIntakeAndShare() {
    const auto& campus = sampleCampus("hall-demo");
    const auto json = toJson(*solveWithPlume(campus, windy(3.0, 270.0)), campus);
    QVERIFY(json.at("plume").at("converged").get<bool>());
    int intakes = 0;
    for (const auto& unit : json.at("units"))
        if (unit.contains("intake_c")) {
            QVERIFY(unit.at("intake_c").get<double>() >= 35.0);
            QVERIFY(unit.at("recirculation_share").get<double>() <= 1.0);
            ++intakes;
        }
    QCOMPARE(intakes, json.at("plume").at("units").get<int>());
}

QTEST_APPLESS_MAIN(TestPlume)
#include "tst_plume.moc"
