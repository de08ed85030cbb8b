#include "core/engine/design_check.h"
#include "core/engine/fluids.h"
#include "core/engine/plume_state.h"
#include "core/model/edits/connecting.h"
#include "core/model/edits/placing.h"
#include "core/model/edits/setting.h"
#include "core/solvers/plant/psychrometrics.h"
#include "engine_fixture.h"
#include "small_campus.h"

#include <QTest>

#include <algorithm>
#include <functional>
#include <set>
#include <string>

using namespace hallwright;

/// Each rule speaks on a campus that breaks it, and none on a sound one.
class TestDesignCheck : public QObject {
    Q_OBJECT

private slots:
    void soundCampusHasNoFault();
    void brokenStateIsFound_data();
    void brokenStateIsFound();
    void coarseAirJudgesNoRack();
    void pressuresOfTheSmallCampusAreThoseByHand();
    void brokenLayoutIsFound_data();
    void brokenLayoutIsFound();
    void overloadsAreFoundByASolve();
    void waterCooledChillerNeedsATower();
    void closedRingIsSolved();
    void rowsOfEqualHallsAreOneFinding();
    void findingInAHallNamesItToo();
    void unconvergedFiguresAreNotJudged();
    void findingNamesElementFigureLimitAndRemedy();
    void faultsComeFirst();
};

namespace {

using tests::SmallCampus;

/// What a state is turned into, so that one rule must speak.
using Spoil = std::function<void(const SmallCampus&, engine::Solution&)>;
using SpoilLayout = std::function<void(SmallCampus&)>;

bool names(const std::vector<engine::Finding>& findings, std::string_view rule) {
    return std::any_of(findings.begin(), findings.end(),
                       [&](const auto& finding) { return finding.rule == rule; });
}

model::EquipmentId firstOf(const model::Campus& campus, model::EquipmentKind kind) {
    for (const auto& unit : campus.equipment())
        if (unit.kind == kind)
            return unit.id;
    return {};
}

/// A substation of two transformers on a cable of its own, without load.
void addSubstation(SmallCampus& small) {
    model::PlaceSubstation substation;
    substation.transformerType = "tr_20_0415_2500_dry";
    substation.placement.position_m = {-200.0, -120.0};
    tests::edit(small.campus, substation);
    model::Feeder feeder;
    feeder.from = model::entity(small.grid);
    feeder.to = model::entity(small.campus.substations().begin()->id);
    feeder.cableType = "mv_al_240_20kv";
    tests::edit(small.campus, model::ConnectFeeder{feeder});
}

/// A bus of the substation, which the small campus has for these rules alone.
engine::BusState& substationBus(const SmallCampus& small, engine::Solution& solution) {
    const auto id = model::entity(small.campus.substations().begin()->id);
    const auto bus = std::find_if(solution.buses.begin(), solution.buses.end(),
                                  [&](const auto& b) { return b.entity == id; });
    if (bus == solution.buses.end())
        qFatal("the substation has no bus");
    return *bus;
}

/// An energised transformer of 40 MVA.
engine::BranchState transformerState(double load_VA) {
    engine::BranchState state;
    state.energised = true;
    state.rating = 40e6;
    state.apparent_VA = load_VA;
    state.loading = load_VA / state.rating;
    return state;
}

model::RackId firstRack(const SmallCampus& small) {
    return small.campus.racks().begin()->id;
}

} // namespace

Q_DECLARE_METATYPE(Spoil)
Q_DECLARE_METATYPE(SpoilLayout)

void TestDesignCheck::soundCampusHasNoFault() {
    const auto solution = tests::solveCold(tests::sampleCampus("hall-demo"));
    for (const auto& finding : solution->findings)
        QVERIFY2(finding.severity != engine::Severity::Fault,
                 (finding.rule + ": " + finding.sentence).c_str());
    QCOMPARE_GE(engine::ruleCount(), 45);
}

void TestDesignCheck::brokenStateIsFound_data() {
    QTest::addColumn<Spoil>("spoil");
    const auto row = [](const char* rule, Spoil spoil) { QTest::newRow(rule) << spoil; };
    using S = engine::Solution;
    row("grid-overload", [](const auto& c, S& s) { s.grids[c.grid].loading = 1.1; });
    row("feeder-overload", [](const auto& c, S& s) { s.feeders[c.feederA].loading = 1.04; });
    row("transformer-overload",
        [](const auto&, S& s) { s.transformers.begin()->second.loading = 1.2; });
    row("ups-overload", [](const auto& c, S& s) {
        s.units[firstOf(c.campus, model::EquipmentKind::PowerDevice)].loading = 1.1;
    });
    row("feeder-voltage", [](const auto& c, S& s) {
        for (auto& bus : s.buses)
            if (bus.entity == model::entity(c.hall))
                bus.nominal_V = 33e3; // on cables for 20 kV
    });
    row("dead-bus", [](const auto& c, S& s) { substationBus(c, s).energised = false; });
    row("bus-voltage", [](const auto& c, S& s) { substationBus(c, s).voltage_pu = 0.88; });
    row("substation-one-out", [](const auto& c, S& s) {
        for (const auto& unit : c.campus.equipment())
            if (unit.parent == model::entity(c.campus.substations().begin()->id))
                s.transformers[unit.id] = transformerState(0.6 * 40e6);
    });
    row("plant-without-pump", [](const auto& c, S& s) {
        s.plants[c.plant].flow_m3_per_s = 0.0;
        s.plants[c.plant].pumpsRunning = 0;
    });
    row("tap-at-end", [](const auto& c, S& s) {
        s.taps[firstOf(c.campus, model::EquipmentKind::Transformer)] = {-12, 12, 0.97, 1.02, 0.02};
    });
    row("busway-overload", [](const auto&, S& s) { s.busways.front().loading = 1.2; });
    row("busway-drop", [](const auto&, S& s) { s.busways.front().voltageDrop = 0.03; });
    row("rack-without-power", [](const auto& c, S& s) { s.racks[firstRack(c)].hasPower = false; });
    row("rack-voltage", [](const auto& c, S& s) { s.racks[firstRack(c)].voltage_pu = 0.85; });
    row("rack-on-one-feed", [](const auto& c, S& s) { s.racks[firstRack(c)].feedA_W = 0.0; });
    row("rack-without-coolant",
        [](const auto& c, S& s) { s.racks[firstRack(c)].hasCoolant = false; });
    row("coolant-too-warm",
        [](const auto& c, S& s) { s.racks[firstRack(c)].coolantSupply_C = 46.0; });
    row("rack-flow-short",
        [](const auto& c, S& s) { s.racks[firstRack(c)].coolantFlow_m3_per_s *= 0.8; });
    row("cdu-overload", [](const auto& c, S& s) {
        s.units[firstOf(c.campus, model::EquipmentKind::Cdu)].loading = 1.1;
    });
    row("pump-run-out", [](const auto& c, S& s) {
        auto& pump = s.units[firstOf(c.campus, model::EquipmentKind::Pump)];
        pump.running = true;
        pump.loading = 1.3;
    });
    row("plant-too-warm", [](const auto& c, S& s) { s.plants[c.plant].supply_C = 40.0; });
    row("pump-one-out",
        [](const auto& c, S& s) { s.plants[c.plant].pumpsRunning = s.plants[c.plant].pumpsTotal; });
    row("cooler-one-out", [](const auto& c, S& s) {
        s.plants[c.plant].heatLoading = 0.9;
        s.plants[c.plant].holdsSetpoint = true;
    });
    row("cdu-one-out", [](const auto&, S& s) { s.loops.front().heat_W = 1.4e6; });
    row("pipe-velocity", [](const auto& c, S& s) { s.mains[c.main].velocity_m_per_s = 3.4; });
    row("pipe-gradient", [](const auto& c, S& s) { s.mains[c.main].gradient_Pa_per_m = 900.0; });
    row("pipe-pressure", [](const auto& c, S& s) { s.mains[c.main].designPressure_Pa = 17e5; });
    row("pump-npsh", [](const auto& c, S& s) { s.plants[c.plant].npshAvailable_m = 4.4; });
    row("supply-above-class", [](const auto& c, S& s) { s.plants[c.plant].supply_C = 40.2; });
    row("coolant-below-dew-point",
        [](const auto&, S& s) { s.scenario.wetBulb_C = s.scenario.ambient_C = 39.0; });
    row("facility-below-dew-point",
        [](const auto& c, S& s) { s.halls[c.hall].facilitySupply_C = 10.0; });
    row("main-without-flow", [](const auto& c, S& s) { s.mains[c.main].flow_m3_per_s = 0.0; });
    row("manifold-velocity",
        [](const auto&, S& s) { s.loops.front().manifoldVelocity_m_per_s = 6.0; });
    row("transformer-one-out", [](const auto&, S& s) {
        for (auto& [id, state] : s.transformers)
            state.apparent_VA = 0.95 * state.rating;
    });
    row("inlet-not-allowed", [](const auto& c, S& s) {
        s.halls[c.hall].airIsFinest = true;
        auto& rack = s.racks[firstRack(c)];
        rack.hasAir = true;
        rack.airInletMean_C = 50.0;
    });
    row("cooler-recirculation", [](const auto& c, S& s) {
        auto plume = std::make_shared<engine::PlumeState>();
        plume->isFinest = true;
        s.plume = plume;
        auto& unit = s.units[firstOf(c.campus, model::EquipmentKind::HeatRejection)];
        unit.airIntake_C = s.scenario.ambient_C + 2.5;
        unit.recirculationShare = 0.2;
    });
    row("energy-residual", [](const auto&, S& s) { s.energy.residualFraction = 0.01; });
    row("not-converged", [](const auto&, S& s) { s.stages.front().converged = false; });
}

void TestDesignCheck::brokenStateIsFound() {
    QFETCH(Spoil, spoil);
    const std::string rule = QTest::currentDataTag();
    constexpr bool kWithUps = true;
    auto small = tests::smallCampus(model::FeedRedundancy::TwoN, kWithUps);
    addSubstation(small);
    auto solution = *tests::solveCold(small.campus);
    const auto& catalog = *tests::shippedCatalog();
    QVERIFY2(!names(engine::checkSolution(small.campus, catalog, solution), rule),
             "speaks on the sound campus already");
    spoil(small, solution);
    const auto findings = engine::checkSolution(small.campus, catalog, solution);
    QVERIFY(names(findings, rule));
    for (const auto& finding : findings) {
        QVERIFY(!finding.sentence.empty());
        QVERIFY(!finding.remedy.empty());
        QVERIFY(!finding.elementName.empty());
    }
}

void TestDesignCheck::coarseAirJudgesNoRack() {
    const auto& campus = tests::sampleCampus("air-hall");
    engine::SolveRequest request;
    request.campus = campus;
    request.airCells_m = {1.0, 0.5};
    std::vector<bool> finest;
    engine::CampusSolver solver(tests::shippedCatalog());
    const auto last = solver.solve(request, [&](const engine::SolutionPtr& solution) {
        const auto& hall = solution->halls.begin()->second;
        if (hall.hasAir)
            finest.push_back(hall.airIsFinest);
    });
    QVERIFY(last->halls.begin()->second.airIsFinest);
    QVERIFY(finest.size() >= 2);
    QVERIFY2(!finest.front(), "the first picture is a coarse one");
    // Air that closes its heat balance and goes past some racks: both indices are known.
    const auto& indices = last->halls.begin()->second.airIndices;
    QVERIFY(indices.rti_percent && *indices.rti_percent > 20.0 && *indices.rti_percent < 200.0);
    QVERIFY(indices.shi && indices.rhi && std::abs(*indices.shi + *indices.rhi - 1.0) < 1e-12);
    auto hot = *last;
    hot.racks.begin()->second.airInletMean_C = 60.0;
    const auto& catalog = *tests::shippedCatalog();
    QVERIFY(names(engine::checkSolution(campus, catalog, hot), "inlet-not-allowed"));
    hot.halls.begin()->second.airIsFinest = false;
    QVERIFY(!names(engine::checkSolution(campus, catalog, hot), "inlet-not-allowed"));
}

/// Pumps of 37.5 m at shut-off over a vessel of 30 m, PG25 of 41 degC:
///   (30 + 37.5) m x rho x 9.80665 m/s2, about 6.7 bar in pipes for 16;
/// suction: 30 m less nothing (the vessel stands there), and at 0 m above sea
///   (101,325 Pa - saturation at the return) / (rho g), some 9 m: 39 m against 4 + 0.5.
void TestDesignCheck::pressuresOfTheSmallCampusAreThoseByHand() {
    const auto small = tests::smallCampus();
    const auto solution = tests::solveCold(small.campus);
    const auto& plant = solution->plants.at(small.plant);
    const double setpoint_C = small.campus.plants().find(small.plant)->supplySetpoint_C;
    const auto water = engine::coolantAt(*tests::shippedCatalog(), "pg25", setpoint_C + 5.0);
    const double weight = water.density_kg_per_m3 * 9.80665;
    QCOMPARE_LE(std::abs(solution->mains.at(small.main).designPressure_Pa - 67.5 * weight),
                1e-3 * weight);
    const double vapour_Pa = plant::saturationPressure_Pa(engine::toKelvin(plant.return_C));
    QCOMPARE_LE(std::abs(plant.npshAvailable_m - (30.0 + (101325.0 - vapour_Pa) / weight)), 1e-6);
}

void TestDesignCheck::brokenLayoutIsFound_data() {
    QTest::addColumn<SpoilLayout>("spoil");
    const auto row = [](const char* rule, SpoilLayout spoil) { QTest::newRow(rule) << spoil; };
    row("overlap", [](SmallCampus& c) {
        model::ChangeSet change;
        auto racks = c.campus.racks().begin();
        auto moved = *racks;
        moved.placement = (racks + 1)->placement;
        change.put(moved);
        c.campus.apply(std::move(change));
    });
    row("hall-without-feeder", [](SmallCampus& c) {
        model::ChangeSet change;
        change.remove<model::Feeder>(c.feederA);
        change.remove<model::Feeder>(c.feederB);
        c.campus.apply(std::move(change));
    });
    row("hall-without-main", [](SmallCampus& c) {
        model::ChangeSet change;
        change.remove<model::Main>(c.main);
        c.campus.apply(std::move(change));
    });
    row("rack-without-feed", [](SmallCampus& c) {
        model::ChangeSet change;
        for (const auto& unit : c.campus.equipment())
            if (unit.kind == model::EquipmentKind::Transformer)
                change.remove<model::Equipment>(unit.id);
        c.campus.apply(std::move(change));
    });
    row("rack-without-loop", [](SmallCampus& c) {
        model::ChangeSet change;
        for (const auto& unit : c.campus.equipment())
            if (unit.kind == model::EquipmentKind::Cdu)
                change.remove<model::Equipment>(unit.id);
        c.campus.apply(std::move(change));
    });
    row("unknown-type", [](SmallCampus& c) {
        model::ChangeSet change;
        auto rack = *c.campus.racks().begin();
        rack.type = "no_such_rack";
        change.put(rack);
        c.campus.apply(std::move(change));
    });
    row("floor-load", [](SmallCampus& c) {
        model::ChangeSet change;
        auto hall = *c.campus.halls().begin();
        hall.recipe.floorLoadLimit_Pa = 5000.0;
        change.put(hall);
        c.campus.apply(std::move(change));
    });
}

void TestDesignCheck::brokenLayoutIsFound() {
    QFETCH(SpoilLayout, spoil);
    const std::string rule = QTest::currentDataTag();
    auto small = tests::smallCampus();
    const auto& catalog = *tests::shippedCatalog();
    QVERIFY(!names(engine::checkLayout(small.campus, catalog), rule));
    spoil(small);
    QVERIFY(names(engine::checkLayout(small.campus, catalog), rule));
    // Whatever is broken, a solve comes back and says so instead of failing.
    const auto solution = tests::solveCold(small.campus);
    QVERIFY(tests::hasFinding(*solution, rule));
}

void TestDesignCheck::overloadsAreFoundByASolve() {
    auto small = tests::smallCampus();
    std::vector<model::RackId> racks;
    for (const auto& rack : small.campus.racks())
        racks.push_back(rack.id);
    tests::edit(small.campus, model::SetRackLoad{racks, 1.6e6});
    const auto solution = tests::solveCold(small.campus);
    QVERIFY(tests::hasFinding(*solution, "transformer-overload"));
    QVERIFY(tests::hasFinding(*solution, "cdu-overload"));
    QVERIFY(tests::hasFinding(*solution, "grid-overload"));
}

/// One of the three dry coolers becomes a water-cooled chiller, then another a tower.
void TestDesignCheck::waterCooledChillerNeedsATower() {
    auto small = tests::smallCampus();
    const auto become = [&](model::EquipmentKind kind, const char* type) {
        auto unit = *small.campus.equipment().find(
            firstOf(small.campus, model::EquipmentKind::HeatRejection));
        unit.kind = kind;
        unit.type = type;
        tests::edit(small.campus, model::Replace<model::Equipment>{unit});
    };
    become(model::EquipmentKind::Chiller, "chiller_water_centrifugal_4400kw");
    const auto without = tests::solveCold(small.campus);
    QVERIFY(tests::hasFinding(*without, "chiller-without-tower"));
    become(model::EquipmentKind::HeatRejection, "cooling_tower_5000kw");
    const auto with = tests::solveCold(small.campus);
    QVERIFY(!tests::hasFinding(*with, "chiller-without-tower"));
}

/// Rings are run open; closed by mistake or on purpose, currents share and nothing is overloaded.
void TestDesignCheck::closedRingIsSolved() {
    auto campus = tests::sampleCampus("hall-demo");
    const auto open = tests::solveCold(campus);
    int closed = 0;
    const std::vector<model::Feeder> feeders(campus.feeders().begin(), campus.feeders().end());
    for (auto feeder : feeders) {
        if (!feeder.normallyOpen)
            continue;
        feeder.normallyOpen = false;
        tests::edit(campus, model::Replace<model::Feeder>{feeder});
        ++closed;
    }
    QVERIFY(closed > 0);
    const auto solution = tests::solveCold(campus);
    QVERIFY(solution->powerConverged);
    QVERIFY(!tests::hasFinding(*solution, "not-converged"));
    QVERIFY(std::abs(solution->energy.grid_W / open->energy.grid_W - 1.0) < 1e-3);
}

void TestDesignCheck::rowsOfEqualHallsAreOneFinding() {
    const auto findings =
        engine::checkLayout(tests::sampleCampus("bosquel-1gw"), *tests::shippedCatalog());
    const auto isRow = [](const auto& finding) { return finding.rule == "long-row"; };
    QCOMPARE(std::count_if(findings.begin(), findings.end(), isRow), 1);
    const auto& finding = *std::find_if(findings.begin(), findings.end(), isRow);
    QCOMPARE(finding.elementName, std::string("Rows 1\u201312 of H-01"));
    QVERIFY(finding.sentence.find("16 halls") != std::string::npos);
}

void TestDesignCheck::findingInAHallNamesItToo() {
    const auto campus = tests::sampleCampus("bosquel-1gw");
    engine::Solution solution;
    solution.powerConverged = solution.coolantConverged = true;
    std::set<std::string> expected;
    for (const auto& rack : campus.racks()) {
        if (rack.name != "R01-01")
            continue;
        solution.racks[rack.id].hasPower = false;
        expected.insert(campus.nameOf(model::entity(rack.hall)) + " R01-01");
    }
    QCOMPARE(expected.size(), campus.halls().size());
    std::set<std::string> found;
    for (const auto& finding : engine::checkSolution(campus, *tests::shippedCatalog(), solution))
        if (finding.rule == "rack-without-power")
            found.insert(finding.elementName);
    QCOMPARE(found, expected);
}

void TestDesignCheck::unconvergedFiguresAreNotJudged() {
    const auto small = tests::smallCampus();
    auto solution = *tests::solveCold(small.campus);
    solution.feeders[small.feederA].loading = 9.0;
    solution.powerConverged = false;
    solution.stages.front().converged = false;
    const auto findings = engine::checkSolution(small.campus, *tests::shippedCatalog(), solution);
    QVERIFY(names(findings, "not-converged"));
    QVERIFY(!names(findings, "feeder-overload"));
}

void TestDesignCheck::findingNamesElementFigureLimitAndRemedy() {
    const auto small = tests::smallCampus();
    auto solution = *tests::solveCold(small.campus);
    auto& feeder = solution.feeders[small.feederA];
    feeder.loading = 666.0 / 640.0;
    feeder.current_A = 666.0;
    feeder.rating = 640.0;
    for (const auto& finding :
         engine::checkSolution(small.campus, *tests::shippedCatalog(), solution)) {
        if (finding.rule != "feeder-overload")
            continue;
        QCOMPARE(finding.element, model::entity(small.feederA));
        QCOMPARE(finding.elementName, small.campus.nameOf(model::entity(small.feederA)));
        QCOMPARE(finding.sentence, std::string("Loaded to 104\u2009% (666\u2009A of 640\u2009A)."));
        QCOMPARE(finding.remedy, std::string("Lay 2 circuits instead of 1 (52\u2009%)."));
        QCOMPARE(finding.severity, engine::Severity::Fault);
        return;
    }
    QFAIL("no finding on the feeder");
}

void TestDesignCheck::faultsComeFirst() {
    std::vector<engine::Finding> findings(3);
    findings[0].severity = engine::Severity::Note;
    findings[1] = {engine::Severity::Fault, "a", {}, "", "", "", 1.1, 1.0, ""};
    findings[2] = {engine::Severity::Fault, "b", {}, "", "", "", 2.0, 1.0, ""};
    engine::sortFindings(findings);
    QCOMPARE(findings[0].rule, std::string("b"));
    QCOMPARE(findings[1].rule, std::string("a"));
    QCOMPARE(findings[2].severity, engine::Severity::Note);
}

QTEST_GUILESS_MAIN(TestDesignCheck)
#include "tst_design_check.moc"
