#include "core/engine/campus_index.h"
#include "core/engine/cooling_drill.h"
#include "core/engine/fluids.h"
#include "core/model/edits/placing.h"
#include "engine_fixture.h"
#include "small_campus.h"

#include <QTest>

#include <cmath>

using namespace hallwright;
using namespace hallwright::tests;

/// Cooling that stops: where racks end, and how long the water's mass puts it off.
class TestCoolingDrill : public QObject {
    Q_OBJECT

private slots:
    void tankAndPipesGiveTheMinutesOfTheirMass();
    void lostFlowLeavesTheLoopAlone();
    void spareUnitsHold();
    void mainOutLeavesRacksUncooled();
    void warmIntakesAreAHotterDay();
    void everythingThatCanFailIsListed();
};

namespace {

engine::CoolingVerdict drill(const model::Campus& campus, const model::Scenario& scenario,
                             model::EntityId element, bool isRejectionAlone,
                             const engine::IntakeRises& rises = {}) {
    const engine::CampusIndex index(campus);
    engine::CoolingDrill drill(index, *shippedCatalog(), scenario, rises);
    QTest::qVerify(drill.isSolved(), "solved", "", __FILE__, __LINE__);
    const auto outage = engine::coolingOutageOf(index, element, isRejectionAlone);
    QTest::qVerify(outage.has_value(), "an outage", "", __FILE__, __LINE__);
    return drill.run({*outage}).front();
}

engine::CoolingVerdict drill(const model::Campus& campus, model::EntityId element,
                             bool isRejectionAlone) {
    return drill(campus, campus.activeScenario(), element, isRejectionAlone);
}

} // namespace

/// Coolers out and pumps on. A tank in the supply that is far larger than the pipes takes all heat:
/// t = rho cp V dT / Q (m c dT/dt = Q). Pipes alone give less than that: water that passes the dead
/// coolers is as warm as it came back, so the mean is warm from the start; by the two bodies of
/// their halves it is between a half and all of it.
void TestCoolingDrill::tankAndPipesGiveTheMinutesOfTheirMass() {
    for (const bool hasTank : {false, true}) {
        auto small = smallCampus();
        if (hasTank)
            edit(small.campus, model::PlaceEquipment{"tank_buffer_100m3",
                                                     model::entity(small.plant),
                                                     {{0.0, 45.0}, 0.0, 0.0}});
        const auto solution = solveCold(small.campus);
        const auto verdict = drill(small.campus, model::entity(small.plant), true);
        QVERIFY(!verdict.holds());
        QCOMPARE(verdict.racksOver, std::size_t{4});
        QVERIFY(verdict.untilLimit_s.has_value());
        QCOMPARE_LE(std::abs(verdict.loop_C.back() - 45.0), 1e-6);
        const auto water = engine::coolantAt(*shippedCatalog(), "pg25", 41.0);
        double heat_W = 4.0 * 132e3 * 0.9; // and the power of pumps that reaches the water
        for (const auto& unit : small.campus.equipment())
            if (unit.kind == model::EquipmentKind::Cdu || unit.kind == model::EquipmentKind::Pump)
                heat_W += solution->units.at(unit.id).power_W;
        const double byHand_s = water.volumetricHeatCapacity_J_per_m3K() *
                                (verdict.facility_m3 + verdict.loop_m3) *
                                (verdict.facility_C.back() - verdict.facility_C.front()) / heat_W;
        qInfo("%.1f m3: %.1f s, by hand %.1f s", verdict.facility_m3, *verdict.untilLimit_s,
              byHand_s);
        const double share = *verdict.untilLimit_s / byHand_s;
        if (hasTank) {
            QCOMPARE_LE(std::abs(share - 1.0), 0.03);
            QVERIFY(verdict.loop_C.back() > verdict.facility_C.back());
        } else {
            QVERIFY(share > 0.4 && share < 1.0);
        }
    }
}

/// Coolers that take in air 8 K above the scenario's fare as on a day 8 K hotter: the racks end
/// equally warm without one of them.
void TestCoolingDrill::warmIntakesAreAHotterDay() {
    const auto& campus = tests::sampleCampus("hall-demo");
    engine::IntakeRises rises;
    model::EntityId cooler;
    for (const auto& unit : campus.equipment())
        if (unit.kind == model::EquipmentKind::HeatRejection) {
            rises.set(unit.id, 8.0);
            cooler = model::entity(unit.id);
        }
    auto scenario = campus.activeScenario();
    const auto ambient = drill(campus, scenario, cooler, false);
    const auto warmed = drill(campus, scenario, cooler, false, rises);
    scenario.ambient_C += 8.0;
    const auto hotDay = drill(campus, scenario, cooler, false);
    qInfo("warmest supply %.2f, %.2f warmed, %.2f degC on the hotter day", ambient.warmest_C,
          warmed.warmest_C, hotDay.warmest_C);
    QVERIFY(warmed.warmest_C > ambient.warmest_C + 0.5);
    QCOMPARE_LE(std::abs(warmed.warmest_C - hotDay.warmest_C), 0.2);
}

/// Pumps out as well: the loop warms by itself, and its few hundred litres last seconds. Supply and
/// return halves: the mean starts halfway between 36.3 and 46.2 degC.
void TestCoolingDrill::lostFlowLeavesTheLoopAlone() {
    const auto small = smallCampus();
    const auto verdict = drill(small.campus, model::entity(small.plant), false);
    QCOMPARE(verdict.racksUncooled, std::size_t{4});
    QVERIFY(verdict.untilLimit_s.has_value());
    const auto coolant = engine::coolantAt(*shippedCatalog(), "pg25", 35.0);
    const double byHand_s = coolant.volumetricHeatCapacity_J_per_m3K() * verdict.loop_m3 *
                            (45.0 - verdict.loop_C.front()) / (4.0 * 132e3 * 0.9);
    qInfo("%.1f s, all mixed %.1f s", *verdict.untilLimit_s, byHand_s);
    QVERIFY(*verdict.untilLimit_s > 0.5 * byHand_s && *verdict.untilLimit_s < byHand_s);
}

void TestCoolingDrill::spareUnitsHold() {
    const auto small = smallCampus();
    for (const auto kind : {model::EquipmentKind::Pump, model::EquipmentKind::HeatRejection})
        for (const auto& unit : small.campus.equipment())
            if (unit.kind == kind) {
                const auto verdict = drill(small.campus, model::entity(unit.id), false);
                QVERIFY2(verdict.holds(), unit.name.c_str());
                QVERIFY(!verdict.untilLimit_s);
                break;
            }
}

void TestCoolingDrill::mainOutLeavesRacksUncooled() {
    const auto small = smallCampus();
    const auto verdict = drill(small.campus, model::entity(small.main), false);
    QVERIFY(verdict.converged);
    QCOMPARE(verdict.racksUncooled, std::size_t{4});
    QCOMPARE(verdict.firstHall, std::string("H-01"));
}

void TestCoolingDrill::everythingThatCanFailIsListed() {
    const auto small = smallCampus();
    const engine::CampusIndex index(small.campus);
    const auto outages = engine::coolingOutages(index);
    // The plant, its heat rejection, the main, and one of its CDUs, coolers and pumps each.
    QCOMPARE(outages.size(), std::size_t{6});
    QVERIFY(!engine::coolingOutageOf(index, model::entity(small.feederA), false));
}

QTEST_GUILESS_MAIN(TestCoolingDrill)
#include "tst_cooling_drill.moc"
