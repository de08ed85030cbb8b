#include "core/engine/cooling_drill.h"
#include "core/engine/facility_kpis.h"
#include "core/engine/fluids.h"
#include "core/engine/outage_json.h"
#include "core/engine/standby_supply.h"
#include "core/io/figure_set_reader.h"
#include "core/model/edits/connecting.h"
#include "core/model/edits/placing.h"
#include "core/model/edits/setting.h"
#include "engine_fixture.h"
#include "small_campus.h"

#include <nlohmann/json.hpp>

#include <QTest>

#include <cmath>

using namespace hallwright;
using namespace hallwright::tests;

/// Batteries, generators and water on the campus of four racks: how long they last, by hand. The
/// racks draw 4 x 132 = 528 kW; the hall's UPS are of 1,250 kW with 5 minutes at that.
class TestWithoutSupply : public QObject {
    Q_OBJECT

private slots:
    void batteriesLastByTheirLoading();
    void batteriesLastLessWithAUnitOut();
    void fuelFollowsTheCurveAndItsLine();
    void fuelOfTwoDaysByHand();
    void setsTooSmallForTheRacksCarryTheCooling();
    void islandBurnsWhatItsLoadAsks();
    void plantWithoutItsFeederStandsStill();
    void lostPlantFeederTellsTheMinutes();
    void racksOnBatteriesWarmWhilePumpsStand();
    void hallWithoutBatteriesIsDarkAndCold();
    void coolingThatFailsIsFollowed();
};

namespace {

std::vector<engine::UnitState> upsOf(const model::Campus& campus,
                                     const engine::Solution& solution) {
    std::vector<engine::UnitState> states;
    for (const auto& unit : campus.equipment())
        if (unit.type == "ups_1250kw")
            states.push_back(solution.units.at(unit.id));
    return states;
}

model::EquipmentId addSets(SmallCampus& small, const char* type, model::GenerationUse use) {
    edit(small.campus, model::PlaceEquipment{type, {}, {{-150.0, -180.0}, 0.0, 0.0}});
    auto unit = *(small.campus.equipment().end() - 1);
    unit.use = use;
    edit(small.campus, model::Replace<model::Equipment>{unit});
    model::Feeder feeder;
    feeder.from = model::entity(unit.id);
    feeder.to = model::entity(small.hall);
    feeder.side = model::FeedSide::A;
    feeder.cableType = "mv_al_240_20kv";
    feeder.route_m = {{-150.0, -40.0}};
    feeder.normallyOpen = use == model::GenerationUse::Standby;
    edit(small.campus, model::ConnectFeeder{feeder});
    return unit.id;
}

/// The plant on a cable of its own from the grid connection.
model::FeederId feedPlant(SmallCampus& small) {
    model::Feeder feeder;
    feeder.from = model::entity(small.grid);
    feeder.to = model::entity(small.plant);
    feeder.cableType = "mv_al_240_20kv";
    feeder.route_m = {{90.0, -100.0}};
    edit(small.campus, model::ConnectFeeder{feeder});
    return (small.campus.feeders().end() - 1)->id;
}

engine::OutageVerdict verdictOn(const model::Campus& campus, model::EntityId element) {
    engine::CampusSolver solver(shippedCatalog());
    QTest::qVerify(solveWith(solver, campus)->powerConverged, "converged", "", __FILE__, __LINE__);
    return solver.drill(campus, campus.activeScenario(), {{element, -1, campus.nameOf(element)}})
        .front();
}

/// Seconds that the coolant of the loops lasts by itself, all of it mixed: V rho cp dT / Q.
double loopAlone_s(const engine::CoolingVerdict& verdict) {
    const auto coolant = engine::coolantAt(*shippedCatalog(), "pg25", 35.0);
    return coolant.volumetricHeatCapacity_J_per_m3K() * verdict.loop_m3 *
           (45.0 - verdict.loop_C.front()) / (4.0 * 132e3 * 0.9);
}

economics::FacilityFigures figuresOf(const model::Campus& campus) {
    const auto solution = solveCold(campus);
    const auto assumptions = io::readAssumptions();
    auto figures = engine::campusFigures(
        campus, *shippedCatalog(), *solution,
        engine::yearOfOneHour(campus, *shippedCatalog(), *solution), *assumptions);
    if (!figures)
        qFatal("%s", figures.error().front().text().c_str());
    return std::move(figures).value();
}

} // namespace

/// 2N: each side has a UPS for half of 528 kW: 264 of 1,250 kW are 21.1 %, so 5 min / 0.211 =
/// 23.7 min. Busways take a little more than the racks.
void TestWithoutSupply::batteriesLastByTheirLoading() {
    const auto small = smallCampus(model::FeedRedundancy::TwoN, true);
    const auto solution = solveCold(small.campus);
    const auto states = upsOf(small.campus, *solution);
    QCOMPARE(states.size(), std::size_t{2});
    for (const auto& state : states) {
        QVERIFY(state.autonomy_s.has_value());
        QVERIFY(isWithin(*state.autonomy_s / 60.0, 5.0 / (264.0 / 1250.0), 0.003));
        QVERIFY(!state.autonomyOneOut_s); // nothing stands beside it
    }
    auto figures = figuresOf(small.campus);
    QVERIFY(isWithin(figures.graph.kpi("ups_autonomy").value, 23.67, 0.003));
    QVERIFY(!figures.graph.kpi("ups_autonomy_one_out").known);
}

/// N+1 on one bar: 528 kW over n units of 1,250 kW, and with one of them out over n - 1.
void TestWithoutSupply::batteriesLastLessWithAUnitOut() {
    const auto small = smallCampus(model::FeedRedundancy::NPlusOne, true);
    const auto solution = solveCold(small.campus);
    const auto states = upsOf(small.campus, *solution);
    const auto n = static_cast<double>(states.size());
    QCOMPARE_GE(n, 2.0);
    for (const auto& state : states) {
        QVERIFY(isWithin(*state.autonomy_s / 60.0, 5.0 * n * 1250.0 / 528.0, 0.003));
        QVERIFY(isWithin(*state.autonomyOneOut_s / 60.0, 5.0 * (n - 1.0) * 1250.0 / 528.0, 0.003));
    }
}

/// 2,400 kW: 315, 455, 600 L/h at 50, 75, 100 %. At 60 % 315 + 0.4 x 140 = 371; at 25 % on the line
/// of the first two points 315 - 140 = 175; at 90 % 455 + 0.6 x 145 = 542.
void TestWithoutSupply::fuelFollowsTheCurveAndItsLine() {
    const auto* type = shippedCatalog()->generationUnit("genset_diesel_2400kwe");
    const auto litres = [&](double loading) {
        return engine::fuelRate_m3_per_s(*type, loading) * 3.6e6;
    };
    QCOMPARE_LE(std::abs(litres(0.60) - 371.0), 1e-6);
    QCOMPARE_LE(std::abs(litres(0.25) - 175.0), 1e-6);
    QCOMPARE_LE(std::abs(litres(0.90) - 542.0), 1e-6);
    const auto* gas = shippedCatalog()->generationUnit("gas_engine_2480kwe");
    QCOMPARE(engine::fuelRate_m3_per_s(*gas, 0.5), 0.0);
}

/// One set of 2,400 kW for all that the site draws, P: loading P / 2,400; fuel 315 L/h at 50 % and
/// 5.6 L/h a percent less below; 48 h of it, and the hours that 20 m3 last.
void TestWithoutSupply::fuelOfTwoDaysByHand() {
    auto small = smallCampus(model::FeedRedundancy::TwoN, true);
    addSets(small, "genset_diesel_2400kwe", model::GenerationUse::Standby);
    const double site_kW = solveCold(small.campus)->energy.grid_W / 1e3;
    QVERIFY(site_kW > 528.0 && site_kW < 650.0);
    const double loading = 100.0 * site_kW / 2400.0;
    const double fuel = 315.0 + (loading - 50.0) * 5.6;
    auto figures = figuresOf(small.campus);
    auto& graph = figures.graph;
    QVERIFY(isWithin(graph.kpi("standby_loading").value, loading, 1e-9));
    QVERIFY(isWithin(graph.kpi("fuel_rate").value, fuel, 1e-9));
    QVERIFY(isWithin(graph.kpi("fuel_volume").value, 48.0 * fuel / 1e3, 1e-9));
    QVERIFY(!graph.kpi("fuel_autonomy").known); // no tank is stated
    QVERIFY(!graph.kpi("standby_loading_one_out").known);
    QVERIFY(graph.set("fuel_tank", 20.0, "test", "given").empty());
    QVERIFY(isWithin(graph.kpi("fuel_autonomy").value, 20e3 / fuel, 1e-9));
    // 1.8 MW of it are 75 %: 455 L/h; 2.1 MW are 87.5 %: 455 + 0.5 x 145 = 527.5.
    QVERIFY(graph.set("standby_load", 1.8, "test", "given").empty());
    QVERIFY(isWithin(graph.kpi("fuel_rate").value, 455.0, 1e-9));
    QVERIFY(graph.set("standby_load", 2.1, "test", "given").empty());
    QVERIFY(isWithin(graph.kpi("fuel_rate").value, 527.5, 1e-9));
}

void TestWithoutSupply::setsTooSmallForTheRacksCarryTheCooling() {
    auto small = smallCampus();
    addSets(small, "genset_diesel_2400kwe", model::GenerationUse::Standby);
    auto solution = std::make_shared<engine::Solution>(*solveCold(small.campus));
    const auto all = engine::standbySupply(small.campus, *shippedCatalog(), *solution);
    QVERIFY(all.carryRacks);
    QCOMPARE(all.demand_W, solution->energy.grid_W);
    QCOMPARE(all.start_s, 10.0);
    solution->energy.grid_W = 2.5e6;
    const auto cooling = engine::standbySupply(small.campus, *shippedCatalog(), *solution);
    QVERIFY(!cooling.carryRacks);
    QCOMPARE(cooling.demand_W, solution->energy.cooling_W);
}

/// The grid away and a set in island operation: its fuel is that of its share of 2,400 kW.
void TestWithoutSupply::islandBurnsWhatItsLoadAsks() {
    auto small = smallCampus();
    const auto id = addSets(small, "genset_diesel_2400kwe", model::GenerationUse::Island);
    engine::SolveRequest request;
    request.campus = small.campus;
    request.withAir = false;
    auto scenario = small.campus.activeScenario();
    scenario.outOfService = {model::entity(small.grid)};
    request.scenario = scenario;
    engine::CampusSolver solver(shippedCatalog());
    const auto solution = solver.solve(request);
    const auto& state = solution->generation.at(id);
    QVERIFY(state.running);
    const double percent = 100.0 * state.power_W / 2.4e6;
    QVERIFY(percent > 20.0 && percent < 30.0);
    QVERIFY(isWithin(state.fuel_m3_per_s * 3.6e6, 315.0 + (percent - 50.0) * 5.6, 1e-9));
}

/// Pumps and coolers without a supply do not go on: no heat leaves, no racks are cooled, and the
/// grid gives what racks, CDUs and losses take.
void TestWithoutSupply::plantWithoutItsFeederStandsStill() {
    auto small = smallCampus();
    const auto feeder = feedPlant(small);
    const auto fed = solveCold(small.campus);
    QVERIFY(isWithin(fed->feeders.at(feeder).power_W, fed->plants.at(small.plant).power_W, 0.01));
    engine::SolveRequest request;
    request.campus = small.campus;
    request.withAir = false;
    auto scenario = small.campus.activeScenario();
    scenario.outOfService = {model::entity(feeder)};
    request.scenario = scenario;
    engine::CampusSolver solver(shippedCatalog());
    const auto solution = solver.solve(request);
    QCOMPARE(solution->plants.at(small.plant).heat_W, 0.0);
    QCOMPARE(solution->plants.at(small.plant).power_W, 0.0);
    for (const auto& [id, rack] : solution->racks) {
        QVERIFY(rack.hasPower);
        QVERIFY(!rack.hasCoolant);
    }
    QVERIFY(hasFinding(*solution, "rack-without-coolant"));
    QVERIFY(!hasFinding(*solution, "energy-residual"));
    QCOMPARE_LE(solution->energy.residualFraction, 1e-6);
}

/// No rack loses its supply, yet none lasts: the loop's coolant is all that takes heat. Supply and
/// return halves warm apart, so it is between a half and all of V rho cp dT / Q.
void TestWithoutSupply::lostPlantFeederTellsTheMinutes() {
    auto small = smallCampus();
    const auto feeder = feedPlant(small);
    const auto verdict = verdictOn(small.campus, model::entity(feeder));
    QVERIFY(verdict.converged);
    QCOMPARE(verdict.racksLost, std::size_t{0});
    QVERIFY(verdict.cooling);
    QCOMPARE(verdict.cooling->racksOver, std::size_t{4});
    QVERIFY(!verdict.holds());
    QVERIFY(!verdict.onBatteries_s);
    QCOMPARE(verdict.cooling->firstHall, std::string("H-01"));
    const double byHand_s = loopAlone_s(*verdict.cooling);
    qInfo("%.1f s, all mixed %.1f s", *verdict.cooling->untilLimit_s, byHand_s);
    QVERIFY(*verdict.cooling->untilLimit_s > 0.5 * byHand_s &&
            *verdict.cooling->untilLimit_s < byHand_s);
    const auto json = engine::toJson(std::vector{verdict}, small.campus).front();
    QCOMPARE(json["verdict"].get<std::string>(), std::string("cooling_short"));
    QVERIFY(json["cooling"]["minutes_to_limit"].is_number());
    // "check" tells it, too.
    engine::SolveRequest request;
    request.campus = small.campus;
    request.withAir = false;
    request.withOutages = true;
    engine::CampusSolver solver(shippedCatalog());
    QVERIFY(hasFinding(*solver.solve(request), "outage-stops-cooling"));
}

/// The only grid connection out: 2 x 1,250 kW x 300 s over the 528 kW of the racks are 1,420 s. No
/// pump is on a UPS, so the coolant is at its limit long before the batteries are empty.
void TestWithoutSupply::racksOnBatteriesWarmWhilePumpsStand() {
    const auto small = smallCampus(model::FeedRedundancy::TwoN, true);
    const auto verdict = verdictOn(small.campus, model::entity(small.grid));
    QCOMPARE(verdict.racksLost, std::size_t{4});
    QVERIFY(isWithin(verdict.onBatteries_s.value_or(0.0), 2.0 * 1250.0 * 300.0 / 528.0, 0.003));
    QVERIFY(verdict.cooling);
    QCOMPARE(verdict.cooling->racksOver, std::size_t{4});
    QVERIFY(verdict.cooling->untilLimit_s.has_value());
    QCOMPARE_LE(*verdict.cooling->untilLimit_s, 60.0);
}

void TestWithoutSupply::hallWithoutBatteriesIsDarkAndCold() {
    const auto small = smallCampus();
    const auto verdict = verdictOn(small.campus, model::entity(small.grid));
    QCOMPARE(verdict.racksLost, std::size_t{4});
    QCOMPARE(verdict.onBatteries_s.value_or(-1.0), 0.0);
    QVERIFY(verdict.stopped.empty());
    QVERIFY(!verdict.cooling);
}

/// A plant named as what fails is the cooling drill's plant.
void TestWithoutSupply::coolingThatFailsIsFollowed() {
    const auto small = smallCampus();
    const auto verdict = verdictOn(small.campus, model::entity(small.plant));
    QVERIFY(verdict.cooling);
    QVERIFY(!verdict.holds());
    const engine::CampusIndex index(small.campus);
    const auto scenario = small.campus.activeScenario();
    engine::CoolingDrill drill(index, *shippedCatalog(), scenario);
    const auto outage = engine::coolingOutageOf(index, model::entity(small.plant), false);
    const auto direct = drill.run({*outage}).front();
    QCOMPARE(*verdict.cooling->untilLimit_s, *direct.untilLimit_s);
    for (const auto& unit : small.campus.equipment())
        if (unit.kind == model::EquipmentKind::Cdu) { // the other one carries all
            const auto one = verdictOn(small.campus, model::entity(unit.id));
            QVERIFY(one.cooling);
            QVERIFY(one.holds());
        }
}

QTEST_GUILESS_MAIN(TestWithoutSupply)
#include "tst_without_supply.moc"
