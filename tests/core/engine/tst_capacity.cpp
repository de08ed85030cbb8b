#include "core/engine/capacity/capacity.h"
#include "core/model/edits/arranging.h"
#include "core/model/edits/setting.h"
#include "engine_fixture.h"
#include "small_campus.h"

#include <QTest>

#include <cmath>
#include <numbers>
#include <numeric>

using namespace hallwright;
using engine::Resource;

namespace {

engine::CampusCapacity capacityOf(const model::Campus& campus) {
    return engine::capacityOf(campus, *tests::shippedCatalog(), *tests::solveCold(campus));
}

bool isNear(double value, double byHand, double share, const char* what) {
    qInfo("%s: %.6g, by hand %.6g", what, value, byHand);
    return std::abs(value / byHand - 1.0) <= share;
}

template <class T>
void replace(model::Campus& campus, T row) {
    tests::edit(campus, model::Replace<T>{std::move(row)});
}

} // namespace

/// Capacity of halls that are small enough to be worked out with a pencil.
class TestCapacity : public QObject {
    Q_OBJECT

private slots:
    void limitsOfFourRacksByHand();
    void aFullHallIsBoundBySpace();
    void aWeakGridBinds();
    void aWeakFloorBinds();
    void oneCduShortBindsTheLoop();
    void racksWithoutFeedHaveNothing();
    void racksWithoutCoolantHaveNothing();
    void anEmptyPlaceIsSpare();
    void aLighterScenarioSaysTheSame();
    void sumsAndMapAgreeWithTheRacks();
    void samplesCarryWhatTheyHold_data();
    void samplesCarryWhatTheyHold();
};

void TestCapacity::limitsOfFourRacksByHand() {
    // Four racks of 132 kW, 528 kW, of which nine tenths, 475.2 kW, go to liquid.
    const auto small = tests::smallCampus();
    const auto capacity = capacityOf(small.campus);
    QCOMPARE(capacity.halls.size(), 1u);
    const auto& hall = capacity.halls.front();
    QCOMPARE(hall.nominal_W, 528e3);
    // One busway of 2,500 A carries all with the other block dead: at about 415 V and cos phi 0.99
    // sqrt(3) x 415 x 2,500 x 0.99 = 1,779 kW. It binds before the transformer of 2,500 kVA does.
    const double busway_W = std::numbers::sqrt3 * 415.0 * 2500.0 * 0.99;
    QVERIFY(isNear(hall.of(Resource::Feed), busway_W, 0.03, "feed"));
    // CDUs of 1,350 kW; one of those that stand there may be out.
    int cdus = 0;
    for (const auto& unit : small.campus.equipment())
        cdus += unit.kind == model::EquipmentKind::Cdu;
    QCOMPARE(cdus, 2);
    QVERIFY(hall.of(Resource::Coolant) <= 1350e3 / 475.2 * 528.0 * 1.001);
    // Floor: 1,360 kg on 0.6 x 1.068 m are 20.81 kPa of 25: 20 % more.
    const double floor_Pa = 1360.0 * 9.80665 / (0.6 * 1.068);
    QVERIFY(isNear(hall.of(Resource::Floor), 528e3 * 25e3 / floor_Pa, 1e-6, "floor"));
    // Grid: 5 MVA against 528 kW and what pumps, dry coolers and transformers take, 3 % or so, at
    // cos phi 0.99: 549 kVA.
    QVERIFY(isNear(hall.of(Resource::Grid), 5e6 * 528.0 / 549.0, 0.02, "grid"));
    for (const auto& rack : capacity.racks)
        QVERIFY(isNear(rack.of(Resource::Floor), 132e3 * 25e3 / floor_Pa, 1e-6, "rack"));
}

void TestCapacity::aFullHallIsBoundBySpace() {
    // Air cooling takes the tenth that goes to air; with units for it nothing is short.
    const auto capacity = capacityOf(tests::sampleCampus("hall-demo"));
    QCOMPARE(capacity.halls.front().binds, Resource::Space);
    QCOMPARE(capacity.halls.front().freePositions, 0);
    QCOMPARE(capacity.usable_W, capacity.nominal_W);
    QCOMPARE(capacity.spare_W, 0.0);
    // CDUs: 4 x 1,350 with one out are 4,050 kW against 32 x 132 x 0.9 = 3,801.6 kW of heat.
    QVERIFY(isNear(capacity.halls.front().of(Resource::Coolant), 4224e3 * 4050.0 / 3801.6, 1e-3,
                   "coolant"));
}

void TestCapacity::aWeakGridBinds() {
    auto campus = tests::sampleCampus("hall-demo");
    const auto before = capacityOf(campus);
    auto grid = *campus.grids().begin();
    // Half of what would be just enough.
    grid.capacity_VA *= 0.5 * before.nominal_W / before.halls.front().of(Resource::Grid);
    replace(campus, grid);
    const auto after = capacityOf(campus);
    QCOMPARE(after.halls.front().binds, Resource::Grid);
    QVERIFY(isNear(after.usable_W, 0.5 * after.nominal_W, 1e-6, "usable"));
    QVERIFY(after.halls.front().by.find(grid.name) != std::string::npos);
    QCOMPARE(after.bound[static_cast<std::size_t>(Resource::Grid)].racks, 32);
}

void TestCapacity::aWeakFloorBinds() {
    auto campus = tests::sampleCampus("hall-demo");
    auto hall = *campus.halls().begin();
    hall.recipe.floorLoadLimit_Pa = 10e3; // 20.81 kPa stand on it
    replace(campus, hall);
    const auto capacity = capacityOf(campus);
    QCOMPARE(capacity.halls.front().binds, Resource::Floor);
    QCOMPARE(capacity.halls.front().by, "floor of " + hall.name);
    QVERIFY(capacity.usable_W < 0.5 * capacity.nominal_W);
}

void TestCapacity::oneCduShortBindsTheLoop() {
    // With two of four out, two are left and one of them may fail: 1,350 of 3,801.6 kW.
    auto campus = tests::sampleCampus("hall-demo");
    int out = 0;
    for (const auto& unit : tests::sampleCampus("hall-demo").equipment())
        if (unit.kind == model::EquipmentKind::Cdu && out < 2) {
            tests::edit(campus, model::SetInService{unit.id, model::SetInService::State::Out});
            ++out;
        }
    const auto capacity = capacityOf(campus);
    QCOMPARE(capacity.halls.front().binds, Resource::Coolant);
    QVERIFY(capacity.usable_W < 0.5 * capacity.nominal_W);
    QVERIFY2(capacity.halls.front().by.find("CDUs of ") != std::string::npos,
             capacity.halls.front().by.c_str());
}

void TestCapacity::racksWithoutFeedHaveNothing() {
    auto small = tests::smallCampus();
    tests::edit(small.campus, model::DeleteEntities{
                                  {model::entity(small.feederA), model::entity(small.feederB)}});
    const auto solution = tests::solveCold(small.campus);
    const auto capacity = engine::capacityOf(small.campus, *tests::shippedCatalog(), *solution);
    if (!solution->powerConverged)
        QSKIP("a campus without a source is not solved");
    QCOMPARE(capacity.usable_W, 0.0);
    for (const auto& rack : capacity.racks) {
        QCOMPARE(rack.binds, Resource::Feed);
        QCOMPARE(rack.by, std::string("no feed"));
    }
}

void TestCapacity::racksWithoutCoolantHaveNothing() {
    auto small = tests::smallCampus();
    std::vector<model::EntityId> cdus;
    for (const auto& unit : small.campus.equipment())
        if (unit.kind == model::EquipmentKind::Cdu)
            cdus.push_back(model::entity(unit.id));
    tests::edit(small.campus, model::DeleteEntities{cdus});
    const auto capacity = capacityOf(small.campus);
    QCOMPARE(capacity.usable_W, 0.0);
    QCOMPARE(capacity.racks.front().of(Resource::Coolant), 0.0);
}

void TestCapacity::anEmptyPlaceIsSpare() {
    auto campus = tests::sampleCampus("hall-demo");
    const auto rack = campus.racks().begin()->id;
    tests::edit(campus, model::DeleteEntities{{model::entity(rack)}});
    const auto capacity = capacityOf(campus);
    const auto& hall = capacity.halls.front();
    QCOMPARE(hall.racks, 31);
    QCOMPARE(hall.freePositions, 1);
    QVERIFY(isNear(hall.spare_W, 132e3, 1e-6, "spare"));
    QCOMPARE(hall.of(Resource::Space), hall.nominal_W + 132e3);
}

void TestCapacity::aLighterScenarioSaysTheSame() {
    // Judged at half load the feeds reach as far, but for voltage and what does not follow the
    // load.
    const auto& campus = tests::sampleCampus("hall-demo");
    const auto full = capacityOf(campus);
    engine::SolveRequest request;
    request.campus = campus;
    request.withAir = false;
    request.scenario = campus.activeScenario();
    request.scenario->itLoadFraction = 0.5;
    const auto solution = engine::CampusSolver(tests::shippedCatalog()).solve(request);
    const auto half = engine::capacityOf(campus, *tests::shippedCatalog(), *solution);
    QCOMPARE(half.nominal_W, full.nominal_W);
    for (const auto resource : {Resource::Feed, Resource::Floor})
        QVERIFY(isNear(half.halls.front().of(resource), full.halls.front().of(resource), 0.05,
                       std::string(engine::nameOf(resource)).c_str()));
}

void TestCapacity::sumsAndMapAgreeWithTheRacks() {
    const auto& campus = tests::sampleCampus("bosquel-1gw");
    const auto capacity = capacityOf(campus);
    QCOMPARE(capacity.racks.size(), campus.racks().size());
    QCOMPARE(capacity.halls.size(), campus.halls().size());
    const auto loading = capacity.loading();
    QCOMPARE(loading.size(), capacity.racks.size());
    double nominal_W = 0.0;
    int racks = 0;
    for (std::size_t i = 0; i < loading.size(); ++i) {
        const auto& rack = capacity.racks[i];
        nominal_W += rack.nominal_W;
        QVERIFY(rack.usable_W <= rack.nominal_W);
        QCOMPARE_LE(std::abs(loading[i] * rack.reach_W() / rack.nominal_W - 1.0), 1e-12);
        // A position that is loaded beyond its reach is one that something binds.
        QCOMPARE(loading[i] > 1.0 + 1e-9, rack.binds != Resource::Space);
    }
    for (const auto& bound : capacity.bound)
        racks += bound.racks;
    QCOMPARE(racks, static_cast<int>(capacity.racks.size()));
    QCOMPARE_LE(std::abs(nominal_W / capacity.nominal_W - 1.0), 1e-12);
}

void TestCapacity::samplesCarryWhatTheyHold_data() {
    QTest::addColumn<QString>("sample");
    for (const char* sample : {"hall-demo", "air-hall", "bosquel-1gw"})
        QTest::newRow(sample) << sample;
}

void TestCapacity::samplesCarryWhatTheyHold() {
    QFETCH(QString, sample);
    const auto capacity = capacityOf(tests::sampleCampus(sample.toStdString()));
    QCOMPARE(capacity.usable_W, capacity.nominal_W);
}

QTEST_GUILESS_MAIN(TestCapacity)
#include "tst_capacity.moc"
