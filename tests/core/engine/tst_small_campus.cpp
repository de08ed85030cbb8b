#include "core/engine/fluids.h"
#include "core/model/edits/arranging.h"
#include "core/model/edits/connecting.h"
#include "core/model/edits/setting.h"
#include "engine_fixture.h"
#include "small_campus.h"

#include <QTest>

#include <cmath>
#include <numbers>

using namespace hallwright;

/// Figures of a campus that can be followed by hand.
class TestSmallCampus : public QObject {
    Q_OBJECT

private slots:
    void itPowerIsTheRacksLoad();
    void feedsShareTheLoadEvenly();
    void transformerLossFollowsTheNamePlate();
    void feederCurrentIsPowerOverVoltage();
    void coolantWarmsByHeatOverCapacityRate();
    void facilityWaterCarriesAllHeatOfTheLoop();
    void pueIsBuiltFromGridItCoolingAndLosses();
    void upsLossFollowsItsEfficiencyCurve();
    void lostFeederMovesTheLoadToTheOtherSide();
    void hallWithoutFeederIsNamed();
    void halfTheLoadIsHalfTheHeat();
    void outdoorHeatRaisesTheCoolant();
};

namespace {

double ratio(double a, double b) {
    return std::abs(a / b - 1.0);
}

} // namespace

void TestSmallCampus::itPowerIsTheRacksLoad() {
    const auto small = tests::smallCampus();
    const auto solution = tests::solveCold(small.campus);
    QVERIFY(solution->powerConverged);
    QCOMPARE(solution->racks.size(), std::size_t{4});
    // GB300 NVL72: 132 kW nominal each (catalogue).
    QCOMPARE_LE(ratio(solution->energy.it_W, 4 * 132e3), 1e-12);
    QCOMPARE_LE(ratio(solution->halls.at(small.hall).it_W, 4 * 132e3), 1e-12);
}

void TestSmallCampus::feedsShareTheLoadEvenly() {
    const auto small = tests::smallCampus();
    const auto solution = tests::solveCold(small.campus);
    for (const auto& [id, rack] : solution->racks) {
        QCOMPARE_LE(ratio(rack.feedA_W, 66e3), 1e-12);
        QCOMPARE_LE(ratio(rack.feedB_W, 66e3), 1e-12);
        QCOMPARE_GE(rack.voltage_pu, 0.95);
        QCOMPARE_LE(rack.voltage_pu, 1.02);
    }
}

void TestSmallCampus::transformerLossFollowsTheNamePlate() {
    const auto small = tests::smallCampus();
    const auto solution = tests::solveCold(small.campus);
    const auto* type = tests::shippedCatalog()->transformer("tr_20_0415_2500_dry");
    int seen = 0;
    for (const auto& [id, state] : solution->transformers) {
        QVERIFY(state.energised);
        double v = 0.0; // of the intake
        for (const auto& bus : solution->buses)
            if (bus.entity == model::entity(small.hall))
                v = bus.voltage_pu;
        // P = P0 V^2 + Pk (S / (V Sn))^2
        const double share = state.apparent_VA / (v * type->rating_VA);
        const double expected_W = type->noLoadLoss_W * v * v + type->loadLoss_W * share * share;
        QVERIFY2(ratio(state.loss_W, expected_W) < 0.02,
                 qPrintable(QString("%1 W, expected %2 W").arg(state.loss_W).arg(expected_W)));
        ++seen;
    }
    QCOMPARE(seen, 2);
}

void TestSmallCampus::feederCurrentIsPowerOverVoltage() {
    const auto small = tests::smallCampus();
    const auto solution = tests::solveCold(small.campus);
    const auto& feeder = solution->feeders.at(small.feederA);
    double grid_pu = 0.0;
    for (const auto& bus : solution->buses)
        if (bus.entity == model::entity(small.grid))
            grid_pu = bus.voltage_pu;
    const double expected_A = feeder.apparent_VA / (std::numbers::sqrt3 * 20e3 * grid_pu);
    // The far end has the greater apparent power where the cable's charging is the larger part.
    QCOMPARE_LE(ratio(feeder.current_A, expected_A), 0.01);
    const auto* cable = tests::shippedCatalog()->cable("mv_al_240_20kv");
    QCOMPARE_LE(ratio(feeder.loading, feeder.current_A / cable->ampacity_A), 1e-12);
    // Half of the campus comes over each of the two feeders, within what the plant's share moves.
    const double half_W = 0.5 * solution->energy.grid_W;
    QCOMPARE_LE(ratio(feeder.power_W, half_W), 0.05);
}

void TestSmallCampus::coolantWarmsByHeatOverCapacityRate() {
    const auto small = tests::smallCampus();
    const auto solution = tests::solveCold(small.campus);
    const auto& catalog = *tests::shippedCatalog();
    const auto* type = catalog.rack("gb300_nvl72");
    for (const auto& [id, rack] : solution->racks) {
        QVERIFY(rack.hasCoolant);
        const auto coolant = engine::coolantAt(catalog, "pg25", type->coolantSupplyTypical_C);
        const double expected_K =
            132e3 * 0.9 / (coolant.volumetricHeatCapacity_J_per_m3K() * rack.coolantFlow_m3_per_s);
        QCOMPARE_LE(std::abs(rack.coolantReturn_C - rack.coolantSupply_C - expected_K), 1e-9);
        // The valves hold the nominal flow: 178 L/min (catalogue), which gives about 10 K.
        QCOMPARE_LE(ratio(rack.coolantFlow_m3_per_s, 178.0 / 60000.0), 1e-3);
        QCOMPARE_LE(std::abs(expected_K - 10.0), 1.0);
    }
}

void TestSmallCampus::facilityWaterCarriesAllHeatOfTheLoop() {
    const auto small = tests::smallCampus();
    const auto solution = tests::solveCold(small.campus);
    QVERIFY(solution->coolantConverged);
    const auto& plant = solution->plants.at(small.plant);
    const auto water = engine::coolantAt(*tests::shippedCatalog(), "pg25", 41.0);
    const double carried_W = water.volumetricHeatCapacity_J_per_m3K() * plant.flow_m3_per_s *
                             (plant.return_C - plant.supply_C);
    const double racks_W = 4 * 132e3 * 0.9;
    QCOMPARE_GE(carried_W, racks_W);
    QCOMPARE_LE(carried_W, 1.05 * racks_W); // and the pumps' heat
    QVERIFY(plant.holdsSetpoint);
    QCOMPARE_LE(std::abs(plant.supply_C - 36.0), 0.05);
}

void TestSmallCampus::pueIsBuiltFromGridItCoolingAndLosses() {
    const auto small = tests::smallCampus();
    const auto solution = tests::solveCold(small.campus);
    const auto& energy = solution->energy;
    QCOMPARE_LE(ratio(energy.grid_W, energy.it_W + energy.cooling_W + energy.loss_W), 1e-6);
    QCOMPARE_LE(ratio(solution->grids.at(small.grid).power_W, energy.grid_W), 1e-12);
    QCOMPARE_LE(energy.residualFraction, 1e-4);
    double units_W = 0.0;
    for (const auto& [id, unit] : solution->units)
        units_W += unit.power_W;
    QCOMPARE_LE(ratio(units_W, energy.cooling_W), 1e-9);
    double losses_W = 0.0;
    for (const auto& [id, state] : solution->transformers)
        losses_W += state.loss_W;
    for (const auto& [id, state] : solution->feeders)
        losses_W += state.loss_W;
    for (const auto& busway : solution->busways)
        losses_W += busway.loss_W;
    QCOMPARE_LE(ratio(losses_W, energy.loss_W), 1e-9);
    QCOMPARE_LE(ratio(tests::kpi(*solution, "pue")->value, energy.grid_W / energy.it_W), 1e-12);
}

void TestSmallCampus::upsLossFollowsItsEfficiencyCurve() {
    const auto small = tests::smallCampus(model::FeedRedundancy::TwoN, true);
    const auto solution = tests::solveCold(small.campus);
    const auto* type = tests::shippedCatalog()->powerDevice("ups_1250kw");
    double loss_W = 0.0;
    double expected_W = 0.0;
    int seen = 0;
    for (const auto& unit : small.campus.equipment()) {
        if (unit.type != "ups_1250kw")
            continue;
        const auto& state = solution->units.at(unit.id);
        loss_W += state.power_W;
        const double output_W = state.loading * type->power_W;
        expected_W += output_W / catalog::interpolate(type->efficiency, state.loading) - output_W;
        ++seen;
    }
    QCOMPARE_GE(seen, 2);
    QCOMPARE_LE(ratio(loss_W, expected_W), 1e-9);
    // A double-conversion UPS at part load: 2 to 8 % of what passes through it.
    QCOMPARE_GE(loss_W, 0.02 * solution->energy.it_W);
    QCOMPARE_LE(loss_W, 0.08 * solution->energy.it_W);
    QCOMPARE_LE(solution->energy.residualFraction, 1e-4);
}

void TestSmallCampus::lostFeederMovesTheLoadToTheOtherSide() {
    const auto small = tests::smallCampus();
    engine::SolveRequest request;
    request.campus = small.campus;
    request.withAir = false;
    model::Scenario scenario;
    scenario.outOfService = {model::entity(small.feederA)};
    request.scenario = scenario;
    engine::CampusSolver solver(tests::shippedCatalog());
    const auto solution = solver.solve(request);
    QVERIFY(solution->powerConverged);
    for (const auto& [id, rack] : solution->racks) {
        QCOMPARE(rack.feedA_W, 0.0);
        QCOMPARE_LE(ratio(rack.feedB_W, 132e3), 1e-12);
    }
    QVERIFY(!solution->feeders.at(small.feederA).energised);
    QVERIFY(tests::hasFinding(*solution, "rack-on-one-feed"));
    QCOMPARE_LE(solution->energy.residualFraction, 1e-4);
}

void TestSmallCampus::hallWithoutFeederIsNamed() {
    auto small = tests::smallCampus();
    tests::edit(small.campus, model::DeleteEntities{
                                  {model::entity(small.feederA), model::entity(small.feederB)}});
    const auto solution = tests::solveCold(small.campus);
    bool isNamed = false;
    for (const auto& finding : solution->findings)
        if (finding.rule == "rack-without-power")
            isNamed = finding.sentence.find("H-01") != std::string::npos;
    QVERIFY(isNamed);
    QVERIFY(tests::hasFinding(*solution, "hall-without-feeder"));
    QCOMPARE(solution->energy.it_W, 0.0);
    for (const auto& [id, rack] : solution->racks)
        QVERIFY(!rack.hasPower);
}

void TestSmallCampus::halfTheLoadIsHalfTheHeat() {
    auto small = tests::smallCampus();
    const auto full = tests::solveCold(small.campus);
    std::vector<model::RackId> racks;
    for (const auto& rack : small.campus.racks())
        racks.push_back(rack.id);
    tests::edit(small.campus, model::SetRackLoad{racks, 66e3});
    const auto half = tests::solveCold(small.campus);
    QCOMPARE_LE(ratio(2.0 * half->energy.it_W, full->energy.it_W), 1e-12);
    QCOMPARE_LE(ratio(2.0 * half->energy.heatToLiquid_W, full->energy.heatToLiquid_W), 1e-12);
    QCOMPARE_GE(tests::kpi(*half, "pue")->value, tests::kpi(*full, "pue")->value);
}

void TestSmallCampus::outdoorHeatRaisesTheCoolant() {
    const auto small = tests::smallCampus();
    double previous_C = 0.0;
    for (const double ambient_C : {20.0, 35.0, 45.0}) {
        engine::SolveRequest request;
        request.campus = small.campus;
        request.withAir = false;
        model::Scenario scenario;
        scenario.ambient_C = ambient_C;
        request.scenario = scenario;
        engine::CampusSolver solver(tests::shippedCatalog());
        const auto solution = solver.solve(request);
        const auto& plant = solution->plants.at(small.plant);
        QCOMPARE_GE(plant.supply_C, previous_C);
        QCOMPARE_LE(solution->energy.residualFraction, 1e-4);
        if (ambient_C > 33.0) // dry coolers can't go below outdoor air
            QCOMPARE_GE(plant.supply_C, ambient_C);
        previous_C = plant.supply_C;
    }
}

QTEST_GUILESS_MAIN(TestSmallCampus)
#include "tst_small_campus.moc"
