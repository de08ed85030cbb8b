#include "core/geometry/frame.h"
#include "core/model/edits/arranging.h"
#include "core/model/edits/placing.h"
#include "core/model/placement_rules.h"
#include "tests/core/model/test_catalog.h"

#include <QTest>

using namespace hallwright;
using namespace hallwright::model;

class TestPlacementRules : public QObject {
    Q_OBJECT

private slots:
    void overlapNamesTheOtherAndTheWayOut();
    void touchingThingsDoNotOverlap();
    void ignoredThingsAndTheirContentAreNotSeen();
    void thingsStayInsideTheirContainer();
    void thingsStayInsideTheBoundary();
    void roadsAndExclusionZonesStayFree();
    void narrowAisleIsToldFromEitherSide_data();
    void narrowAisleIsToldFromEitherSide();
    void rearAisleMayBeNarrowerThanTheFront();
    void fireDistanceFollowsTheOilVolume_data();
    void fireDistanceFollowsTheOilVolume();
    void transformersOfOneSubstationStandBehindFireWalls();
    void generatorsKeepApart();
    void parallelCoolersKeepOneUnitsWidth();
    void auditTellsEachClashOnce();
    void auditOfALargeCampusFindsNothingWhereNothingClashes();
    void pickingFindsTheRackUnderTheRay();
    void clearanceStatesItsRule();
    void indexFollowsEdits();
};

namespace {

const catalog::Catalog& types() {
    static const auto catalog = test::makeCatalog();
    return catalog;
}

std::vector<Refusal> check(const Campus& campus, EntityKind kind, EntityId container,
                           const OrientedBox& box, std::string_view type = {},
                           const std::vector<EntityId>& ignoring = {}) {
    return checkPlacement(campus, types(), indexCampus(campus, types()), kind, container, box,
                          ignoring, type);
}

OrientedBox boxOf(std::string_view type, Vec2 at, double turn_deg = 0.0) {
    return {at, 0.0, sizeOfType(types(), type), turn_deg};
}

bool has(const std::vector<Refusal>& refusals, std::string_view key) {
    return std::any_of(refusals.begin(), refusals.end(),
                       [&](const auto& one) { return one.key == key; });
}

const Refusal& of(const std::vector<Refusal>& refusals, std::string_view key) {
    return *std::find_if(refusals.begin(), refusals.end(),
                         [&](const auto& one) { return one.key == key; });
}

/// A hall without content of its own, 40 m x 30 m.
Campus bareHall() {
    auto campus = test::emptySite();
    ChangeSet change;
    Hall hall;
    hall.id = {1};
    hall.name = "H-01";
    hall.size_m = {40.0, 30.0, 4.2};
    change.put(hall);
    campus.apply(std::move(change));
    return campus;
}

} // namespace

void TestPlacementRules::overlapNamesTheOtherAndTheWayOut() {
    auto campus = test::emptySite();
    test::applied(campus, types(), PlaceHall{test::smallHall(), {}, {}});
    const auto size = campus.halls().begin()->size_m;
    const OrientedBox box{{-size.x + 1.4, 0.0}, 0.0, size, 0.0};
    const auto refusals = check(campus, EntityKind::Hall, {}, box);
    QCOMPARE(refusals.size(), std::size_t{1});
    QCOMPARE(refusals.front().rule, std::string("Overlaps H-01."));
    QCOMPARE(refusals.front().remedy, std::string("Move it 1.40\u2009m to the west."));
    QCOMPARE(refusals.front().other, entity(campus.halls().begin()->id));
    QVERIFY(std::abs(refusals.front().value_m - 1.4) < 1e-9);
}

void TestPlacementRules::touchingThingsDoNotOverlap() {
    auto campus = bareHall();
    test::applied(campus, types(), PlaceRack{{1}, {}, "gb300_nvl72", {{0.0, 0.0}, 0.0, 30.0}});
    const auto turned = geometry::Direction::ofDegrees(30.0).turn({0.6, 0.0});
    QVERIFY(check(campus, EntityKind::Rack, {1}, boxOf("gb300_nvl72", turned, 30.0)).empty());
    const auto nearer = geometry::Direction::ofDegrees(30.0).turn({0.59, 0.0});
    QVERIFY(
        has(check(campus, EntityKind::Rack, {1}, boxOf("gb300_nvl72", nearer, 30.0)), "overlap"));
}

void TestPlacementRules::ignoredThingsAndTheirContentAreNotSeen() {
    auto campus = test::emptySite();
    test::applied(campus, types(), PlaceHall{test::smallHall(), {}, {}});
    const auto hall = entity(campus.halls().begin()->id);
    const OrientedBox box{{1.0, 0.0}, 0.0, campus.halls().begin()->size_m, 0.0};
    QVERIFY(!check(campus, EntityKind::Hall, {}, box).empty());
    QVERIFY(check(campus, EntityKind::Hall, {}, box, {}, {hall}).empty());
    const auto row = entity(campus.rows().begin()->id);
    const auto rack = footprintOf(campus, types(), entity(campus.racks().begin()->id));
    QVERIFY(!check(campus, EntityKind::Rack, hall, rack).empty());
    QVERIFY(check(campus, EntityKind::Rack, hall, rack, {}, {row}).empty());
}

void TestPlacementRules::thingsStayInsideTheirContainer() {
    const auto campus = bareHall();
    const auto refusals =
        check(campus, EntityKind::Rack, {1}, boxOf("gb300_nvl72", {20.0, 0.0}, 90.0));
    QVERIFY(has(refusals, "container"));
    // Turned by 90 degrees the rack reaches 0.534 m past its middle.
    QCOMPARE(of(refusals, "container").remedy, std::string("Move it 0.54\u2009m to the west."));
    auto tall = boxOf("gb300_nvl72", {0.0, 0.0});
    tall.size_m.z = 5.0;
    QVERIFY(has(check(campus, EntityKind::Rack, {1}, tall), "container"));
}

void TestPlacementRules::thingsStayInsideTheBoundary() {
    const auto campus = test::emptySite(); // 600 m x 400 m
    const OrientedBox inside{{250.0, 0.0}, 0.0, {100.0, 50.0, 5.0}, 0.0};
    QVERIFY(check(campus, EntityKind::Hall, {}, inside).empty());
    OrientedBox outside = inside;
    outside.centre_m.x = 262.5;
    const auto refusals = check(campus, EntityKind::Hall, {}, outside);
    QCOMPARE(refusals.size(), std::size_t{1});
    QCOMPARE(refusals.front().remedy, std::string("Move it 12.50\u2009m to the west."));
}

void TestPlacementRules::roadsAndExclusionZonesStayFree() {
    auto campus = test::emptySite();
    test::applied(campus, types(),
                  PlaceZone{{{}, "", ZoneKind::Road, {{-100.0, 0.0}, {100.0, 0.0}}, 6.0}});
    test::applied(
        campus, types(),
        PlaceZone{{{}, "Pond", ZoneKind::Exclusion, {{0, 50}, {40, 50}, {40, 90}, {0, 90}}, 0.0}});
    const OrientedBox onRoad{{0.0, 12.0}, 0.0, {20.0, 20.0, 5.0}, 0.0};
    const auto refusals = check(campus, EntityKind::Hall, {}, onRoad);
    QCOMPARE(refusals.size(), std::size_t{1});
    QCOMPARE(refusals.front().rule, std::string("Stands on Road 1."));
    const OrientedBox beside{{0.0, 13.1}, 0.0, {20.0, 20.0, 5.0}, 0.0};
    QVERIFY(check(campus, EntityKind::Hall, {}, beside).empty());
    const OrientedBox inPond{{20.0, 60.0}, 0.0, {4.0, 4.0, 5.0}, 45.0};
    QVERIFY(has(check(campus, EntityKind::Equipment, {}, inPond), "exclusion"));
}

void TestPlacementRules::narrowAisleIsToldFromEitherSide_data() {
    QTest::addColumn<double>("turn");
    QTest::newRow("fronts face each other") << 180.0;
    QTest::newRow("its rear faces a front") << 0.0;
}

void TestPlacementRules::narrowAisleIsToldFromEitherSide() {
    QFETCH(double, turn);
    auto campus = bareHall();
    // A rack that looks south; the other stands south of it, 0.80 m away.
    test::applied(campus, types(), PlaceRack{{1}, {}, "gb300_nvl72", {}});
    const auto refusals =
        check(campus, EntityKind::Rack, {1}, boxOf("gb300_nvl72", {0.0, -1.068 - 0.8}, turn));
    QVERIFY(has(refusals, "front-aisle"));
    const auto& told = of(refusals, "front-aisle");
    QVERIFY(std::abs(told.value_m - 0.8) < 1e-9);
    QCOMPARE(told.limit_m, 1.2);
    QCOMPARE(told.rule, std::string("Front aisle 0.80\u2009m against R00-01, at least 1.20\u2009m "
                                    "(TIA-942-A)."));
    QCOMPARE(told.remedy, std::string("Move it 0.40\u2009m to the south."));
    const auto free =
        check(campus, EntityKind::Rack, {1}, boxOf("gb300_nvl72", {0.0, -1.068 - 1.2}, turn));
    QVERIFY(!has(free, "front-aisle"));
}

void TestPlacementRules::rearAisleMayBeNarrowerThanTheFront() {
    auto campus = bareHall();
    test::applied(campus, types(), PlaceRack{{1}, {}, "gb300_nvl72", {}});
    // Rear against rear.
    const auto at = [&](double gap) {
        return check(campus, EntityKind::Rack, {1},
                     boxOf("gb300_nvl72", {0.0, 1.068 + gap}, 180.0));
    };
    QVERIFY(at(0.9).empty());
    QVERIFY(has(at(0.85), "rear-aisle"));
    QVERIFY(!has(at(0.85), "front-aisle"));
}

void TestPlacementRules::fireDistanceFollowsTheOilVolume_data() {
    QTest::addColumn<double>("oil");
    QTest::addColumn<double>("expected");
    // IEC 61936-1 table 3, class O liquid, non-combustible surface.
    QTest::newRow("dry") << 0.0 << 0.0;
    QTest::newRow("1 m3") << 1.0 << 3.0;
    QTest::newRow("2.3 m3") << 2.3 << 5.0;
    QTest::newRow("20 m3") << 20.0 << 10.0;
    QTest::newRow("70 m3") << 70.0 << 15.0;
}

void TestPlacementRules::fireDistanceFollowsTheOilVolume() {
    QFETCH(double, oil);
    QFETCH(double, expected);
    auto catalog = test::makeCatalog();
    catalog.transformers.back().oilVolume_m3 = oil;
    const auto type = catalog.transformers.back().id;
    auto campus = test::emptySite();
    test::applied(campus, catalog, PlaceHall{test::smallHall(), {}, {}});
    const double edge = 0.5 * campus.halls().begin()->size_m.x;
    const auto size = sizeOfType(catalog, type);
    const auto index = indexCampus(campus, catalog);
    const auto told = [&](double gap) {
        const OrientedBox box{{edge + gap + 0.5 * size.x, 0.0}, 0.0, size, 0.0};
        return has(checkPlacement(campus, catalog, index, EntityKind::Equipment, {}, box, {}, type),
                   "fire-distance");
    };
    QVERIFY(!told(expected + 0.01));
    if (expected > 0.0)
        QVERIFY(told(expected - 0.01));
}

void TestPlacementRules::transformersOfOneSubstationStandBehindFireWalls() {
    auto campus = test::emptySite();
    test::applied(campus, types(), PlaceSubstation{"tr_400_33_200mva", 3, "", {}});
    QVERIFY(auditLayout(campus, types()).empty());
    // The same hall next to the substation is too near to 70 m3 of oil.
    const auto size = campus.substations().begin()->size_m;
    test::applied(campus, types(), PlaceHall{test::smallHall(), {}, {}});
    const auto hall = *campus.halls().begin();
    test::applied(
        campus, types(),
        SetPlacement{entity(hall.id), {{0.5 * (size.x + hall.size_m.x) + 5.0, 0.0}, 0.0, 0.0}});
    const auto findings = auditLayout(campus, types());
    QCOMPARE(findings.size(), std::size_t{1});
    QCOMPARE(findings.front().refusal.key, std::string("fire-distance"));
    QCOMPARE(findings.front().refusal.other, entity(hall.id));
    // The ghost of the hall is told of it too.
    const auto box = footprintOf(campus, types(), entity(hall.id));
    QVERIFY(has(check(campus, EntityKind::Hall, {}, box, {}, {entity(hall.id)}), "fire-distance"));
}

void TestPlacementRules::generatorsKeepApart() {
    auto campus = test::emptySite();
    test::applied(campus, types(), PlaceEquipment{"genset_diesel_3200kwe", {}, {}, {}});
    const auto at = [&](double gap) {
        return has(check(campus, EntityKind::Equipment, {},
                         boxOf("genset_diesel_3200kwe", {3.5 + gap, 0.0}), "genset_diesel_3200kwe"),
                   "generator-distance");
    };
    QVERIFY(at(2.5));
    QVERIFY(!at(3.0));
}

void TestPlacementRules::parallelCoolersKeepOneUnitsWidth() {
    auto campus = test::emptySite();
    test::applied(campus, types(), PlaceEquipment{"dry_cooler_1000kw", {}, {}, {}});
    const auto at = [&](Vec2 place) {
        return has(check(campus, EntityKind::Equipment, {}, boxOf("dry_cooler_1000kw", place),
                         "dry_cooler_1000kw"),
                   "cooler-spacing");
    };
    QVERIFY(at({2.4 + 1.0, 0.0}));
    QVERIFY(!at({2.4 + 2.4, 0.0}));
    QVERIFY(!at({0.0, 12.5})); // end to end
}

void TestPlacementRules::auditTellsEachClashOnce() {
    auto campus = bareHall();
    for (const double x : {0.0, 0.3, 5.0})
        test::applied(campus, types(), PlaceRack{{1}, {}, "gb300_nvl72", {{x, 0.0}, 0.0, 0.0}});
    test::applied(campus, types(), PlaceRack{{1}, {}, "gb300_nvl72", {{5.0, -1.868}, 0.0, 180.0}});
    const auto findings = auditLayout(campus, types());
    QCOMPARE(findings.size(), std::size_t{2});
    QCOMPARE(findings[0].refusal.key, std::string("overlap"));
    QCOMPARE(findings[0].thing, entity(campus.racks().begin()->id));
    QCOMPARE(findings[1].refusal.key, std::string("front-aisle"));
}

void TestPlacementRules::auditOfALargeCampusFindsNothingWhereNothingClashes() {
    auto campus = test::emptySite();
    ChangeSet change;
    change.site = campus.site();
    change.site->boundary_m = {{-100, -100}, {2000, -100}, {2000, 2000}, {-100, 2000}};
    campus.apply(std::move(change));
    test::applied(campus, types(), PlaceHall{test::largeHall(), {}, {}});
    test::applied(campus, types(),
                  CopyEntities{{entity(campus.halls().begin()->id)}, 29, {0.0, 60.0}});
    const auto things = campus.racks().size() + campus.equipment().size();
    QVERIFY(things > 10000);
    QVERIFY(auditLayout(campus, types()).empty());
}

void TestPlacementRules::pickingFindsTheRackUnderTheRay() {
    auto campus = test::emptySite();
    test::applied(campus, types(), PlaceHall{test::smallHall(), {{10.0, 5.0}, 0.0, 30.0}, {}});
    const auto index = indexCampus(campus, types());
    for (const auto& rack : campus.racks()) {
        const auto at = campus.sitePlacement(entity(rack.id)).position_m;
        const auto hits = index.pickAll({at.x, at.y, 50.0}, {0.0, 0.0, -1.0});
        QCOMPARE(hits.size(), std::size_t{2}); // the hall, then the rack
        QCOMPARE(hits[0].number, campus.halls().begin()->id.number);
        QCOMPARE(hits[1].number, rack.id.number);
        QVERIFY(std::abs(hits[1].distance_m - (50.0 - 2.236)) < 1e-9);
    }
}

void TestPlacementRules::clearanceStatesItsRule() {
    auto campus = test::emptySite();
    test::applied(campus, types(), PlaceSubstation{"tr_400_33_200mva", 1, "", {}});
    const auto clearance = clearanceOf(campus, types(), entity(campus.equipment().begin()->id));
    QCOMPARE(clearance.distance_m, 15.0);
    QVERIFY(clearance.rule.find("IEC 61936-1") != std::string::npos);
}

void TestPlacementRules::indexFollowsEdits() {
    auto campus = test::emptySite();
    auto index = indexCampus(campus, types());
    const auto apply = [&](const Edit& edit) {
        const auto change = edit.plan(campus, types());
        QVERIFY(bool(change));
        campus.apply(change.value());
        index = reindexCampus(index, campus, types(), change.value().touched());
        const auto fresh = indexCampus(campus, types());
        const base::Vec2 low{-500.0, -500.0}, high{500.0, 500.0};
        const auto numbers = fresh.inRectangle(low, high);
        QCOMPARE(index.inRectangle(low, high), numbers);
        for (const std::uint32_t number : numbers) {
            QCOMPARE(index.find(number)->centre_m.x, fresh.find(number)->centre_m.x);
            QCOMPARE(index.find(number)->centre_m.y, fresh.find(number)->centre_m.y);
        }
    };
    apply(PlaceHall{test::smallHall(), {{10.0, 5.0}, 0.0, 30.0}, {}});
    const auto rack = entity(campus.racks().begin()->id);
    apply(MoveEntities{{rack}, {0.0, 0.05}, 0.0});
    apply(MoveEntities{{entity(campus.halls().begin()->id)}, {3.0, 1.0}, 0.0});
    apply(DeleteEntities{{rack}});
    apply(DeleteEntities{{entity(campus.halls().begin()->id)}});
}

QTEST_APPLESS_MAIN(TestPlacementRules)
#include "tst_placement_rules.moc"
