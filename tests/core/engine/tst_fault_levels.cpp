#include "core/engine/design_check.h"
#include "core/engine/short_circuit_assembly.h"
#include "core/engine/short_circuit_rules.h"
#include "core/engine/short_circuit_study.h"
#include "core/engine/solution_json.h"
#include "core/engine/trunk_power.h"
#include "core/model/edits/arranging.h"
#include "core/model/edits/connecting.h"
#include "core/model/edits/placing.h"
#include "core/model/edits/setting.h"
#include "core/model/route.h"
#include "engine_fixture.h"
#include "small_campus.h"

#include <nlohmann/json.hpp>

#include <QTest>

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>

using namespace hallwright;

using Complex = std::complex<double>;
using std::numbers::sqrt3;

namespace {

engine::FaultLevels study(const model::Campus& campus, const catalog::Catalog& catalog) {
    return engine::studyShortCircuit(campus, catalog, campus.activeScenario());
}

/// Findings on fault levels alone.
std::vector<engine::Finding> findingsOf(const model::Campus& campus,
                                        const catalog::Catalog& catalog) {
    auto solution = *tests::solveCold(campus);
    solution.faultLevels = std::make_shared<const engine::FaultLevels>(study(campus, catalog));
    return engine::checkSolution(campus, catalog, solution);
}

const engine::Finding* find(const std::vector<engine::Finding>& findings, std::string_view rule) {
    const auto it = std::find_if(findings.begin(), findings.end(),
                                 [&](const auto& finding) { return finding.rule == rule; });
    return it == findings.end() ? nullptr : &*it;
}

catalog::CableType& cableOf(catalog::Catalog& catalog, std::string_view id) {
    return *std::find_if(catalog.cables.begin(), catalog.cables.end(),
                         [&](const auto& type) { return type.id == id; });
}

/// Closes the ties of every substation.
model::Campus withClosedTies(model::Campus campus) {
    for (const auto& substation :
         std::vector<model::Substation>(campus.substations().begin(), campus.substations().end())) {
        auto changed = substation;
        changed.busTiesClosed = true;
        tests::edit(campus, model::Replace<model::Substation>{changed});
    }
    return campus;
}

void compareRelative(double found, double expected, const char* what) {
    QVERIFY2(std::abs(found / expected - 1.0) < 1e-9,
             qPrintable(QString("%1: %2, expected %3").arg(what).arg(found).arg(expected)));
}

} // namespace

class TestFaultLevels : public QObject {
    Q_OBJECT

private slots:
    void boardOfTheSmallCampusAsWorkedByHand();
    void boardStartsItsBusways();
    void faultBehindAUpsIsThatOfItsBoard();
    void closedLinksJoinOnce();
    void deadSideHasNoFault();
    void parallelSetAndBatteryAddTheirCurrent();
    void rowsStandAsThoseOfTheSolution();
    void loadsKeepTheLevelsAndMovesDoNot();
    void samplesAreSound_data();
    void samplesAreSound();
    void closedTiesExceedThePanelsAndOpeningThemHelps();
    void weakPanelIsFoundWithItsRemedy();
    void weakBuswayIsFoundWithAStrongerOne();
    void longThinBuswayDoesNotTripItsBreaker();
    void relayDoesNotSeeTheFaultAtALongFeedersEnd();
    void longFeederDropsTooMuch();
    void busesOfTheSolutionsJsonCarryTheirLevels();
};

/// 20 kV, Sk" 400 MVA, R/X 0.1; cable NA2XS2Y 240 (0.122 + j0.112 ohm/km); transformer 2.5 MVA,
/// 20/0.415 kV, uk 6 %, ur 0.76 %, Dyn; c 1.10.
void TestFaultLevels::boardOfTheSmallCampusAsWorkedByHand() {
    const auto small = tests::smallCampus();
    const auto levels = study(small.campus, *tests::shippedCatalog());
    QVERIFY2(levels.message.empty(), levels.message.c_str());
    const auto* feeder = small.campus.feeders().find(small.feederA);
    const double length_km =
        1e-3 * model::routeLength_m(small.campus, feeder->from, feeder->route_m, feeder->to);
    const double z_ohm = 1.1 * 20.0 * 20.0 / 400.0;
    const double x_ohm = z_ohm / std::sqrt(1.01);
    const Complex medium = Complex{0.1 * x_ohm, x_ohm} + length_km * Complex{0.122, 0.112};
    const double xT = std::sqrt(0.06 * 0.06 - 0.0076 * 0.0076);
    const double kT = 0.95 * 1.1 / (1.0 + 0.6 * xT);
    const double rated_ohm = 0.415 * 0.415 / 2.5;
    const Complex z1 = medium * std::pow(0.415 / 20.0, 2) + kT * rated_ohm * Complex{0.0076, xT};
    const Complex z0 = kT * rated_ohm * Complex{0.0076, 0.95 * xT};

    const auto interior = model::deriveInterior(small.campus, *tests::shippedCatalog(), small.hall);
    const auto* board = levels.find(model::entity(interior.transformersA.front()));
    QVERIFY(board);
    compareRelative(board->maximum.ik3_kA, 1.1 * 0.415 / (sqrt3 * std::abs(z1)), "Ik3");
    compareRelative(board->maximum.ik1_kA, sqrt3 * 1.1 * 0.415 / std::abs(2.0 * z1 + z0), "Ik1");
    const double kappa = 1.02 + 0.98 * std::exp(-3.0 * z1.real() / z1.imag());
    compareRelative(board->maximum.ip_kA, kappa * std::sqrt(2.0) * board->maximum.ik3_kA, "ip");
    QVERIFY(board->minimum.ik3_kA < board->maximum.ik3_kA);
    QCOMPARE(board->rating.type, std::string("lv_msb_5000a"));
    QVERIFY(board->rating.isAssumed);
    QCOMPARE(board->rating.peak_A, 2.2 * 100e3); // IEC 61439-1 table 7
    const auto* grid = levels.find(model::entity(small.grid));
    compareRelative(grid->maximum.ik3_kA, 400.0 / (sqrt3 * 20.0), "at the grid connection");
}

void TestFaultLevels::boardStartsItsBusways() {
    const auto small = tests::smallCampus();
    const auto levels = study(small.campus, *tests::shippedCatalog());
    const auto interior = model::deriveInterior(small.campus, *tests::shippedCatalog(), small.hall);
    QCOMPARE(levels.busways.size(), interior.busways.size());
    for (std::size_t i = 0; i < interior.busways.size(); ++i) {
        const auto& busway = levels.busways[i];
        const auto* board = levels.find(model::entity(interior.busways[i].transformer));
        QCOMPARE(busway.name, interior.busways[i].name);
        QCOMPARE(busway.start.ik3_kA, board->maximum.ik3_kA);
        QVERIFY(busway.end.ik3_kA < board->minimum.ik3_kA);
        QCOMPARE(busway.rating.shortTime_A, 80e3);
        QCOMPARE(busway.rating.peak_A, 176e3);
        QVERIFY(busway.least_A() > busway.needed_A);
    }
}

void TestFaultLevels::faultBehindAUpsIsThatOfItsBoard() {
    const auto with = tests::smallCampus(model::FeedRedundancy::TwoN, true);
    const auto levels = study(with.campus, *tests::shippedCatalog());
    const auto interior = model::deriveInterior(with.campus, *tests::shippedCatalog(), with.hall);
    QVERIFY(!interior.supplies.front().ups.empty());
    const auto* board = levels.find(model::entity(interior.busways.front().transformer));
    QCOMPARE(levels.busways.front().start.ik3_kA, board->maximum.ik3_kA);
}

/// Those of halls as well: here the boards of a shared bar.
void TestFaultLevels::closedLinksJoinOnce() {
    const auto small = tests::smallCampus(model::FeedRedundancy::NPlusOne);
    const engine::CampusIndex index(small.campus);
    engine::InteriorCache interiors;
    const auto& derived = interiors.update(index, *tests::shippedCatalog());
    std::map<model::HallId, std::shared_ptr<const model::HallInterior>> byHall;
    for (const auto& [hall, interior] : derived)
        byHall.emplace(hall, interior.interior);
    engine::PowerAssembly power;
    power.assemble(index, *tests::shippedCatalog(), derived, small.campus.activeScenario());
    auto links =
        engine::assembleShortCircuit(index, *tests::shippedCatalog(), power, byHall).problem.links;
    QVERIFY(!links.empty());
    const auto ends = [](const auto& link) { return std::minmax(link.from, link.to); };
    std::sort(links.begin(), links.end(),
              [&](const auto& a, const auto& b) { return ends(a) < ends(b); });
    QVERIFY(std::adjacent_find(links.begin(), links.end(), [&](const auto& a, const auto& b) {
                return ends(a) == ends(b);
            }) == links.end());
}

void TestFaultLevels::deadSideHasNoFault() {
    auto small = tests::smallCampus();
    auto scenario = small.campus.activeScenario();
    scenario.outOfService = {model::entity(small.feederA)};
    const auto levels = engine::studyShortCircuit(small.campus, *tests::shippedCatalog(), scenario);
    const auto interior = model::deriveInterior(small.campus, *tests::shippedCatalog(), small.hall);
    const auto* dead = levels.find(model::entity(interior.transformersA.front()));
    const auto* live = levels.find(model::entity(interior.transformersB.front()));
    QVERIFY(!dead->maximum.isEnergised);
    QCOMPARE(dead->loading(), 0.0);
    QVERIFY(live->maximum.isEnergised);
}

/// A set of 4 MVA (x"d 0.15 and 0.06) and a battery of 1.95 MVA beside a grid of 400 MVA at 20 kV.
void TestFaultLevels::parallelSetAndBatteryAddTheirCurrent() {
    const auto currentWith = [](const char* type, model::GenerationUse use) {
        auto small = tests::smallCampus();
        tests::edit(small.campus, model::PlaceEquipment{type, {}, {{-200.0, -200.0}, 0.0, 0.0}});
        auto unit = *(small.campus.equipment().end() - 1);
        unit.use = use;
        tests::edit(small.campus, model::Replace<model::Equipment>{unit});
        model::Feeder feeder;
        feeder.from = model::entity(unit.id);
        feeder.to = model::entity(small.grid);
        tests::edit(small.campus, model::ConnectFeeder{feeder});
        feeder = *(small.campus.feeders().end() - 1);
        feeder.cableType.clear(); // a busbar, so that nothing but the source counts
        tests::edit(small.campus, model::Replace<model::Feeder>{feeder});
        const auto levels = study(small.campus, *tests::shippedCatalog());
        return levels.find(model::entity(small.grid))->maximum.ik3_kA;
    };
    using model::GenerationUse;
    const double grid_kA = 400.0 / (sqrt3 * 20.0);
    compareRelative(currentWith("genset_diesel_3200kwe", GenerationUse::Standby), grid_kA,
                    "standing by");
    const double kG = 1.1 / (1.0 + 0.21 * 0.6);
    const double x_ohm = kG * 0.21 * 20.0 * 20.0 / 4.0;
    const double zGrid_ohm = 1.1 * 20.0 * 20.0 / 400.0, xGrid_ohm = zGrid_ohm / std::sqrt(1.01);
    const Complex y = 1.0 / Complex{0.1 * xGrid_ohm, xGrid_ohm} + 1.0 / Complex{0.0, x_ohm};
    compareRelative(currentWith("genset_diesel_3200kwe", GenerationUse::Parallel),
                    1.1 * 20.0 / sqrt3 * std::abs(y), "set in parallel");
    compareRelative(currentWith("bess_3900kwh", GenerationUse::Parallel),
                    grid_kA + 1.2 * 1.95 / (sqrt3 * 20.0), "battery in parallel");
}

void TestFaultLevels::rowsStandAsThoseOfTheSolution() {
    const auto solution = tests::solveCold(tests::sampleCampus("bosquel-1gw"));
    QVERIFY(solution->faultLevels);
    const auto& levels = *solution->faultLevels;
    QVERIFY2(levels.message.empty(), levels.message.c_str());
    QCOMPARE(levels.buses.size(), solution->buses.size());
    for (std::size_t i = 0; i < levels.buses.size(); ++i) {
        QCOMPARE(levels.buses[i].entity, solution->buses[i].entity);
        QCOMPARE(levels.buses[i].section, solution->buses[i].section);
        QCOMPARE(levels.buses[i].name, solution->buses[i].name);
        QCOMPARE(levels.buses[i].maximum.isEnergised, solution->buses[i].energised);
    }
    QCOMPARE(levels.busways.size(), solution->busways.size());
    for (std::size_t i = 0; i < levels.busways.size(); ++i)
        QCOMPARE(levels.busways[i].name, solution->busways[i].name);
}

void TestFaultLevels::loadsKeepTheLevelsAndMovesDoNot() {
    auto campus = tests::sampleCampus("hall-demo");
    engine::CampusSolver solver(tests::shippedCatalog());
    const auto first = tests::solveWith(solver, campus);
    const auto* rack = &*campus.racks().begin();
    tests::edit(campus, model::SetRackLoad{{rack->id}, 0.8 * rack->itLoad_W});
    const auto second = tests::solveWith(solver, campus, 2);
    QCOMPARE(second->faultLevels, first->faultLevels); // the same object: nothing was computed
    const auto grid = *campus.grids().begin();
    auto stronger = grid;
    stronger.shortCircuit_VA *= 2.0;
    tests::edit(campus, model::Replace<model::GridConnection>{stronger});
    const auto third = tests::solveWith(solver, campus, 3);
    const auto* before = first->faultLevels->find(model::entity(grid.id));
    const auto* after = third->faultLevels->find(model::entity(grid.id));
    compareRelative(after->maximum.ik3_kA, 2.0 * before->maximum.ik3_kA, "at the grid");
    const auto cold = tests::solveCold(campus);
    for (std::size_t i = 0; i < cold->faultLevels->buses.size(); ++i)
        if (cold->faultLevels->buses[i].maximum.isEnergised)
            QCOMPARE(third->faultLevels->buses[i].maximum.ik3_kA,
                     cold->faultLevels->buses[i].maximum.ik3_kA);
}

void TestFaultLevels::samplesAreSound_data() {
    QTest::addColumn<QString>("id");
    for (const char* id : {"hall-demo", "air-hall", "bosquel-1gw"})
        QTest::newRow(id) << QString(id);
}

/// Panels, busways and protection of the shipped campuses hold.
void TestFaultLevels::samplesAreSound() {
    QFETCH(QString, id);
    const auto levels = study(tests::sampleCampus(id.toStdString()), *tests::shippedCatalog());
    QVERIFY2(levels.message.empty(), levels.message.c_str());
    int rated = 0;
    for (const auto& bus : levels.buses) {
        QVERIFY2(bus.loading() <= 1.0, bus.name.c_str());
        rated += bus.rating.isKnown() && bus.maximum.isEnergised;
    }
    QVERIFY(rated > 0);
    for (const auto& busway : levels.busways) {
        QVERIFY2(busway.loading() <= 1.0, busway.name.c_str());
        QVERIFY2(busway.least_A() >= busway.needed_A, busway.name.c_str());
    }
    for (const auto& feeder : levels.feeders)
        QVERIFY(feeder.least_A >= feeder.needed_A);
}

void TestFaultLevels::closedTiesExceedThePanelsAndOpeningThemHelps() {
    const auto campus = withClosedTies(tests::sampleCampus("bosquel-1gw"));
    const auto levels = study(campus, *tests::shippedCatalog());
    QCOMPARE(levels.withTiesOpen_A.size(), levels.buses.size());
    engine::Solution solution;
    solution.faultLevels = std::make_shared<const engine::FaultLevels>(levels);
    const auto findings = engine::checkSolution(campus, *tests::shippedCatalog(), solution);
    const auto* finding = find(findings, "fault-level");
    QVERIFY(finding);
    QCOMPARE(finding->severity, engine::Severity::Fault);
    QCOMPARE(finding->limit, 2.5 * 31.5e3); // the peak stands highest over its rating
    QVERIFY(finding->value > 2.0 * 59e3);
    QVERIFY2(finding->remedy.find("Open the bus ties (21.") == 0, finding->remedy.c_str());
    const auto open = study(tests::sampleCampus("bosquel-1gw"), *tests::shippedCatalog());
    for (std::size_t i = 0; i < open.buses.size(); ++i)
        if (open.buses[i].maximum.isEnergised)
            compareRelative(levels.withTiesOpen_A[i], 1e3 * open.buses[i].maximum.ik3_kA, "open");
}

void TestFaultLevels::weakPanelIsFoundWithItsRemedy() {
    const auto small = tests::smallCampus();
    catalog::Catalog catalog = *tests::shippedCatalog();
    QVERIFY(!find(findingsOf(small.campus, catalog), "fault-level"));
    for (auto& panel : catalog.switchgear)
        if (panel.id == "lv_msb_5000a")
            panel.shortTimeCurrent_A = 40e3;
    const auto findings = findingsOf(small.campus, catalog);
    const auto* finding = find(findings, "fault-level");
    QVERIFY(finding);
    QCOMPARE(finding->severity, engine::Severity::Fault);
    QVERIFY2(finding->sentence.find("panel taken for it") != std::string::npos,
             finding->sentence.c_str());
    QVERIFY2(finding->remedy.find("short-circuit voltage of") != std::string::npos,
             finding->remedy.c_str());
    QVERIFY(finding->value > finding->limit);
}

void TestFaultLevels::weakBuswayIsFoundWithAStrongerOne() {
    const auto small = tests::smallCampus();
    catalog::Catalog catalog = *tests::shippedCatalog();
    QVERIFY(!find(findingsOf(small.campus, catalog), "busway-fault-level"));
    cableOf(catalog, "busway_cu_2500a").shortTimeCurrent_A = 30e3;
    const auto findings = findingsOf(small.campus, catalog);
    const auto* finding = find(findings, "busway-fault-level");
    QVERIFY(finding);
    QVERIFY2(finding->remedy.find("Choose Copper sandwich busway 4000 A") == 0,
             finding->remedy.c_str());
}

void TestFaultLevels::longThinBuswayDoesNotTripItsBreaker() {
    const auto small = tests::smallCampus();
    catalog::Catalog catalog = *tests::shippedCatalog();
    auto& type = cableOf(catalog, "busway_cu_2500a");
    type.r_Ohm_per_m *= 60.0;
    type.x_Ohm_per_m *= 60.0;
    const auto findings = findingsOf(small.campus, catalog);
    const auto* finding = find(findings, "busway-least-fault");
    QVERIFY(finding);
    QCOMPARE(finding->severity, engine::Severity::Warning);
    QVERIFY(finding->value < finding->limit);
    QVERIFY2(finding->remedy.find("Set the short-time pick-up to ") == 0, finding->remedy.c_str());
}

void TestFaultLevels::relayDoesNotSeeTheFaultAtALongFeedersEnd() {
    const auto small = tests::smallCampus();
    catalog::Catalog catalog = *tests::shippedCatalog();
    QVERIFY(!find(findingsOf(small.campus, catalog), "feeder-least-fault"));
    auto& type = cableOf(catalog, "mv_al_240_20kv");
    type.r_Ohm_per_m *= 5000.0;
    type.r20_Ohm_per_m *= 5000.0;
    type.x_Ohm_per_m *= 5000.0;
    const auto findings = findingsOf(small.campus, catalog);
    const auto* finding = find(findings, "feeder-least-fault");
    QVERIFY(finding);
    QCOMPARE(finding->severity, engine::Severity::Warning);
    QVERIFY(finding->value < finding->limit);
    compareRelative(finding->limit, 1.2 * 1.5 * 421.0, "what the relay needs");
}

void TestFaultLevels::longFeederDropsTooMuch() {
    const auto small = tests::smallCampus();
    auto solution = *tests::solveCold(small.campus);
    QVERIFY(!find(engine::checkSolution(small.campus, *tests::shippedCatalog(), solution),
                  "feeder-drop"));
    solution.feeders[small.feederA].voltageDrop = 0.025;
    auto findings = engine::checkSolution(small.campus, *tests::shippedCatalog(), solution);
    const auto* finding = find(findings, "feeder-drop");
    QVERIFY(finding);
    QCOMPARE(finding->severity, engine::Severity::Note);
    QCOMPARE(finding->remedy, std::string("Lay 3 circuits instead of 1 (0.8\u2009%)."));
    solution.feeders[small.feederA].voltageDrop = 0.045;
    findings = engine::checkSolution(small.campus, *tests::shippedCatalog(), solution);
    finding = find(findings, "supply-drop");
    QVERIFY(finding);
    QCOMPARE(finding->severity, engine::Severity::Note);
    solution.feeders[small.feederA].voltageDrop = 0.09;
    findings = engine::checkSolution(small.campus, *tests::shippedCatalog(), solution);
    finding = find(findings, "supply-drop");
    QVERIFY(finding);
    QCOMPARE(finding->severity, engine::Severity::Warning);
    QCOMPARE(finding->limit, 0.08);
}

void TestFaultLevels::busesOfTheSolutionsJsonCarryTheirLevels() {
    const auto small = tests::smallCampus();
    const auto json = engine::toJson(*tests::solveCold(small.campus), small.campus);
    bool hasBoard = false;
    for (const auto& bus : json["buses"]) {
        if (!bus["energised"].get<bool>())
            continue;
        QVERIFY(bus["ik3_max_ka"].get<double>() >= bus["ik3_min_ka"].get<double>());
        QVERIFY(bus["ip_ka"].get<double>() > bus["ik3_max_ka"].get<double>());
        hasBoard |= bus["nominal_kv"].get<double>() < 1.0 && bus["ik1_min_ka"].is_number();
    }
    QVERIFY(hasBoard);
    for (const auto& branch : json["branches"])
        if (branch["kind"] == "busway")
            QVERIFY(branch["ik_min_end_ka"].get<double>() > branch["ik_needed_ka"].get<double>());
}

QTEST_APPLESS_MAIN(TestFaultLevels)
#include "tst_fault_levels.moc"
