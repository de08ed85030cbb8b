#include "core/engine/outage_drill.h"
#include "core/layout/campus_generator.h"
#include "core/layout/campus_samples.h"
#include "core/model/edits/arranging.h"
#include "core/model/edits/connecting.h"
#include "core/model/edits/placing.h"
#include "core/model/edits/setting.h"
#include "engine_fixture.h"
#include "small_campus.h"

#include <QTest>

#include <cmath>

using namespace hallwright;
using engine::SupplyGrade;
using model::FeedRedundancy;

Q_DECLARE_METATYPE(hallwright::model::FeedRedundancy)
Q_DECLARE_METATYPE(hallwright::engine::SupplyGrade)

/// Single outages of trunk and halls, and what feeds when the grid does not.
class TestOutageDrill : public QObject {
    Q_OBJECT

private slots:
    void ringClosesOnlyWhereItMay();
    void spareTransformerTakesOverByItsTies();
    void withoutSpareTheSectionIsDead();
    void twoPathsHoldWithAnyFeederSectionOrTransformerOut();
    void verdictIsThatOfSolvingTheScenario();
    void answersDoNotDependOnWhatWasSolvedBefore();
    void hallsAreGradedByTheirOutages_data();
    void hallsAreGradedByTheirOutages();
    void missingFeederTakesAHallDownAGrade();
    void generatorInParallelTakesLoadOffTheGrid();
    void batteryChargesAndSunFollowsIrradiance();
    void generatorsCarryTheIslandWhenTheGridIsOut();
    void compensationLiftsThePowerFactor();
};

namespace {

model::Campus campusOf(FeedRedundancy feeds, layout::StationRedundancy stations, bool rings) {
    auto brief = layout::campusSample("bosquel-1gw")->brief;
    brief.gridPower_W = 0.0;
    brief.hallCount = 4;
    brief.columns = 2;
    brief.halls = {{"HM-19", 1.0}};
    brief.redundancy = feeds;
    brief.stations = stations;
    brief.ringsTransfer = rings;
    brief.site.designAmbient_C = 29.3;
    auto campus = layout::generateCampus(brief, *tests::shippedCatalog());
    if (!campus)
        qFatal("%s", campus.error().front().text().c_str());
    return std::move(campus).value();
}

engine::SolutionPtr drilled(const model::Campus& campus) {
    engine::SolveRequest request;
    request.campus = campus;
    request.withAir = false;
    request.withOutages = true;
    engine::CampusSolver solver(tests::shippedCatalog());
    return solver.solve(request);
}

const engine::OutageVerdict* verdictOn(const engine::Solution& solution, std::string_view name) {
    for (const auto& verdict : solution.outages)
        if (verdict.outage.name == name)
            return &verdict;
    return nullptr;
}

double ratio(double a, double b) {
    return std::abs(a / b - 1.0);
}

model::EquipmentId placeGenerator(model::Campus& campus, model::EntityId at, const char* type,
                                  model::GenerationUse use, double setpoint_W) {
    tests::edit(campus, model::PlaceEquipment{type, {}, {{-200.0, -200.0}, 0.0, 0.0}});
    auto unit = *(campus.equipment().end() - 1);
    unit.use = use;
    unit.setpoint_W = setpoint_W;
    tests::edit(campus, model::Replace<model::Equipment>{unit});
    model::Feeder feeder;
    feeder.from = model::entity(unit.id);
    feeder.to = at;
    feeder.side = model::FeedSide::A;
    feeder.cableType = "mv_al_240_20kv";
    feeder.normallyOpen = use == model::GenerationUse::Island;
    feeder.closesOnLoss = use == model::GenerationUse::Island;
    feeder.route_m = {{-200.0, -100.0}};
    tests::edit(campus, model::ConnectFeeder{feeder});
    return unit.id;
}

} // namespace

void TestOutageDrill::ringClosesOnlyWhereItMay() {
    const auto byItself =
        drilled(campusOf(FeedRedundancy::N, layout::StationRedundancy::NPlusOne, true));
    const auto* held = verdictOn(*byItself, "C-01A");
    QVERIFY(held);
    QVERIFY(held->converged);
    QCOMPARE(held->racksLost, std::size_t{0});
    QCOMPARE(held->closed.size(), std::size_t{1});
    QVERIFY(held->overloads.empty());
    QVERIFY(!tests::hasFinding(*byItself, "hall-redundancy"));

    const auto byHand =
        drilled(campusOf(FeedRedundancy::N, layout::StationRedundancy::NPlusOne, false));
    const auto* lost = verdictOn(*byHand, "C-01A");
    QCOMPARE(lost->racksLost, std::size_t{144}); // 6 rows of 24
    QCOMPARE_LE(ratio(lost->lost_W, 144 * 132e3), 1e-9);
    QVERIFY(lost->closed.empty());
    QCOMPARE(lost->restoredBy.size(), std::size_t{1});
    QVERIFY(tests::hasFinding(*byHand, "outage-drops-load"));
}

void TestOutageDrill::spareTransformerTakesOverByItsTies() {
    const auto solution =
        drilled(campusOf(FeedRedundancy::N, layout::StationRedundancy::NPlusOne, true));
    int transformers = 0;
    for (const auto& verdict : solution->outages)
        if (verdict.outage.name.starts_with("T")) {
            ++transformers;
            QVERIFY2(verdict.holds(), verdict.outage.name.c_str());
        }
    QCOMPARE_GE(transformers, 2);
}

void TestOutageDrill::withoutSpareTheSectionIsDead() {
    const auto solution =
        drilled(campusOf(FeedRedundancy::N, layout::StationRedundancy::None, false));
    QCOMPARE_GE(verdictOn(*solution, "T1")->racksLost, std::size_t{144});
    QCOMPARE_GE(verdictOn(*solution, "SS-1 section 1")->racksLost, std::size_t{144});
}

void TestOutageDrill::twoPathsHoldWithAnyFeederSectionOrTransformerOut() {
    const auto campus = campusOf(FeedRedundancy::TwoN, layout::StationRedundancy::ByHalls, false);
    const auto solution = drilled(campus);
    QCOMPARE(solution->outages.size(), engine::trunkOutages(campus).size());
    for (const auto& verdict : solution->outages) {
        QVERIFY2(verdict.converged, verdict.outage.name.c_str());
        const auto kind = campus.kindOf(verdict.outage.element);
        const bool isSingle =
            kind == model::EntityKind::GridConnection ||
            (kind == model::EntityKind::Substation && verdict.outage.section < 0) ||
            verdict.outage.name.starts_with("HV-");
        // One substation on one grid connection: all hangs on them.
        QCOMPARE(verdict.racksLost, isSingle ? std::size_t{576} : std::size_t{0});
        QVERIFY2(verdict.overloads.empty(), verdict.outage.name.c_str());
        if (!isSingle)
            QVERIFY(verdict.lowest_pu > 0.9 && verdict.lowest_pu < 1.05);
    }
}

void TestOutageDrill::verdictIsThatOfSolvingTheScenario() {
    const auto campus =
        campusOf(FeedRedundancy::ThreeToMakeTwo, layout::StationRedundancy::ByHalls, false);
    engine::SolveRequest request;
    request.campus = campus;
    request.withAir = false;
    engine::CampusSolver solver(tests::shippedCatalog());
    solver.solve(request);
    for (const char* name : {"T1", "C-02B", "C-03C"}) {
        model::EntityId id;
        for (const auto& feeder : campus.feeders())
            if (feeder.name == name)
                id = model::entity(feeder.id);
        for (const auto& unit : campus.equipment())
            if (unit.name == name)
                id = model::entity(unit.id);
        QVERIFY(id.isValid());
        const auto verdict =
            solver.drill(campus, campus.activeScenario(), {{id, -1, name}}).front();
        auto scenario = campus.activeScenario();
        scenario.outOfService = {id};
        engine::SolveRequest out = request;
        out.scenario = scenario;
        engine::CampusSolver other(tests::shippedCatalog());
        const auto solved = other.solve(out);
        std::size_t dead = 0;
        double lowest_pu = 2.0;
        for (const auto& [rack, state] : solved->racks) {
            dead += !state.hasPower;
            lowest_pu = std::min(lowest_pu, state.voltage_pu);
        }
        QCOMPARE(verdict.racksLost, dead);
        QCOMPARE_LE(std::abs(verdict.lowest_pu - lowest_pu), 1e-3);
    }
}

void TestOutageDrill::answersDoNotDependOnWhatWasSolvedBefore() {
    const auto campus = campusOf(FeedRedundancy::TwoN, layout::StationRedundancy::ByHalls, false);
    engine::SolveRequest request;
    request.campus = campus;
    request.withAir = false;
    engine::CampusSolver solver(tests::shippedCatalog());
    solver.solve(request);
    auto outages = engine::trunkOutages(campus);
    const auto first = solver.drill(campus, campus.activeScenario(), outages);
    std::reverse(outages.begin(), outages.end());
    auto second = solver.drill(campus, campus.activeScenario(), outages);
    std::reverse(second.begin(), second.end());
    for (std::size_t i = 0; i < first.size(); ++i) {
        QCOMPARE(first[i].racksLost, second[i].racksLost);
        QCOMPARE(first[i].overloads.size(), second[i].overloads.size());
        QCOMPARE_LE(std::abs(first[i].lowest_pu - second[i].lowest_pu), 1e-6);
    }
}

void TestOutageDrill::hallsAreGradedByTheirOutages_data() {
    QTest::addColumn<FeedRedundancy>("feeds");
    QTest::addColumn<SupplyGrade>("grade");
    QTest::addColumn<bool>("holdsBlocks");
    QTest::newRow("N") << FeedRedundancy::N << SupplyGrade::N << false;
    QTest::newRow("N+1") << FeedRedundancy::NPlusOne << SupplyGrade::NPlusOne << false;
    QTest::newRow("2N") << FeedRedundancy::TwoN << SupplyGrade::TwoN << true;
    QTest::newRow("3-to-make-2") << FeedRedundancy::ThreeToMakeTwo << SupplyGrade::NPlusOne << true;
    QTest::newRow("4-to-make-3") << FeedRedundancy::FourToMakeThree << SupplyGrade::NPlusOne
                                 << true;
    QTest::newRow("block") << FeedRedundancy::BlockRedundant << SupplyGrade::NPlusOne << true;
}

void TestOutageDrill::hallsAreGradedByTheirOutages() {
    QFETCH(FeedRedundancy, feeds);
    QFETCH(SupplyGrade, grade);
    QFETCH(bool, holdsBlocks);
    const auto campus = campusOf(feeds, layout::StationRedundancy::Chosen, true);
    const auto solution = drilled(campus);
    QCOMPARE(solution->supply.size(), std::size_t{4});
    for (const auto& [hall, supply] : solution->supply) {
        QVERIFY2(supply.grade == grade, (std::string(engine::nameOf(supply.grade)) + " with " +
                                         supply.worstOutage + " out, " + supply.worstOverload.name +
                                         " " + std::to_string(supply.worstOverload.loading))
                                            .c_str());
        QCOMPARE(supply.holdsAnyBlockOut, holdsBlocks);
    }
    QCOMPARE(solution->rackSupply.size(), campus.racks().size());
    QVERIFY(!tests::hasFinding(*solution, "hall-redundancy"));
}

void TestOutageDrill::missingFeederTakesAHallDownAGrade() {
    auto small = tests::smallCampus(FeedRedundancy::TwoN, true);
    QCOMPARE(int(drilled(small.campus)->supply.at(small.hall).grade), int(SupplyGrade::TwoN));
    tests::edit(small.campus, model::DeleteEntities{{model::entity(small.feederB)}});
    const auto solution = drilled(small.campus);
    QCOMPARE(int(solution->supply.at(small.hall).grade), int(SupplyGrade::N));
    QVERIFY(tests::hasFinding(*solution, "hall-redundancy"));
    QVERIFY(tests::hasFinding(*solution, "intake-without-feeder"));
    // And a feeder to an intake that the hall does not have is told.
    auto feeder = *small.campus.feeders().find(small.feederA);
    feeder.side = model::FeedSide::D;
    tests::edit(small.campus, model::Replace<model::Feeder>{feeder});
    QVERIFY(tests::hasFinding(*drilled(small.campus), "feeder-without-intake"));
}

void TestOutageDrill::generatorInParallelTakesLoadOffTheGrid() {
    auto small = tests::smallCampus();
    const auto before = tests::solveCold(small.campus);
    const auto unit =
        placeGenerator(small.campus, model::entity(small.hall), "genset_diesel_3200kwe",
                       model::GenerationUse::Parallel, 0.3e6);
    const auto solution = tests::solveCold(small.campus);
    QVERIFY(solution->powerConverged);
    const auto& state = solution->generation.at(unit);
    QVERIFY(state.running);
    QCOMPARE_LE(ratio(state.power_W, 0.3e6), 1e-9);
    QCOMPARE_LE(ratio(solution->energy.generation_W, 0.3e6), 1e-9);
    QCOMPARE_LE(std::abs(before->energy.grid_W - solution->energy.grid_W - 0.3e6), 5e3);
    QCOMPARE_LE(solution->energy.residualFraction, 1e-6);
    // What is more than it can give is not given.
    auto more = *small.campus.equipment().find(unit);
    more.setpoint_W = 99e6;
    tests::edit(small.campus, model::Replace<model::Equipment>{more});
    QCOMPARE_LE(ratio(tests::solveCold(small.campus)->generation.at(unit).power_W, 3.2e6), 1e-9);
}

void TestOutageDrill::batteryChargesAndSunFollowsIrradiance() {
    auto small = tests::smallCampus();
    const auto battery = placeGenerator(small.campus, model::entity(small.hall), "bess_3900kwh",
                                        model::GenerationUse::Parallel, -0.5e6);
    const auto charging = tests::solveCold(small.campus);
    QCOMPARE_LE(ratio(charging->generation.at(battery).power_W, -0.5e6), 1e-9);
    QCOMPARE_LE(charging->energy.residualFraction, 1e-6);

    auto sunny = tests::smallCampus();
    const auto plant = placeGenerator(sunny.campus, model::entity(sunny.hall), "pv_ground_1mwp",
                                      model::GenerationUse::Parallel, 0.0);
    auto scenario = sunny.campus.activeScenario();
    scenario.irradiance_W_per_m2 = 800.0;
    engine::SolveRequest request;
    request.campus = sunny.campus;
    request.withAir = false;
    request.scenario = scenario;
    engine::CampusSolver solver(tests::shippedCatalog());
    const auto solution = solver.solve(request);
    // 1 MWp at 800 of 1000 W/m2 and a performance ratio of 0.85.
    QCOMPARE_LE(ratio(solution->generation.at(plant).power_W, 0.68e6), 1e-9);
    QCOMPARE(tests::solveCold(sunny.campus)->generation.at(plant).power_W, 0.0); // at night
}

void TestOutageDrill::generatorsCarryTheIslandWhenTheGridIsOut() {
    auto small = tests::smallCampus();
    const auto first = placeGenerator(small.campus, model::entity(small.hall),
                                      "genset_diesel_3200kwe", model::GenerationUse::Island, 0.0);
    const auto second = placeGenerator(small.campus, model::entity(small.hall),
                                       "genset_diesel_3200kwe", model::GenerationUse::Island, 0.0);
    const auto normal = tests::solveCold(small.campus);
    QVERIFY(!normal->generation.at(first).running); // the grid feeds
    engine::SolveRequest request;
    request.campus = small.campus;
    request.withAir = false;
    auto scenario = small.campus.activeScenario();
    scenario.outOfService = {model::entity(small.grid)};
    request.scenario = scenario;
    engine::CampusSolver solver(tests::shippedCatalog());
    const auto island = solver.solve(request);
    QVERIFY(island->powerConverged);
    QCOMPARE(island->energy.grid_W, 0.0);
    for (const auto& [id, rack] : island->racks)
        QVERIFY(rack.hasPower);
    // Equal units share evenly but for their cables.
    QCOMPARE_LE(ratio(island->generation.at(first).power_W, island->generation.at(second).power_W),
                0.02);
    QCOMPARE_LE(ratio(island->energy.generation_W,
                      island->energy.it_W + island->energy.cooling_W + island->energy.loss_W),
                1e-6);
    QCOMPARE_LE(island->energy.residualFraction, 1e-6);
}

void TestOutageDrill::compensationLiftsThePowerFactor() {
    auto campus = campusOf(FeedRedundancy::TwoN, layout::StationRedundancy::ByHalls, false);
    const auto before = tests::solveCold(campus)->grids.begin()->second;
    auto station = *campus.substations().begin();
    station.compensation_VAr = 8e6;
    tests::edit(campus, model::Replace<model::Substation>{station});
    const auto solution = tests::solveCold(campus);
    const auto& after = solution->grids.begin()->second;
    QCOMPARE_GE(after.power_W / after.apparent_VA, before.power_W / before.apparent_VA + 1e-3);
    QCOMPARE_LE(solution->energy.residualFraction, 1e-6);
}

QTEST_GUILESS_MAIN(TestOutageDrill)
#include "tst_outage_drill.moc"
