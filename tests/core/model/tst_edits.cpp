#include "core/model/edits/arranging.h"
#include "core/model/edits/connecting.h"
#include "core/model/edits/placing.h"
#include "core/model/edits/setting.h"
#include "core/model/placement_rules.h"
#include "core/model/validation.h"
#include "tests/core/model/demo_campus.h"

#include <QTest>

#include <algorithm>

using namespace hallwright;
using namespace hallwright::model;
using test::demoCampus;
using test::last;
using test::types;

class TestEdits : public QObject {
    Q_OBJECT

private slots:
    void movedHallTakesItsContentAlong();
    void movedRowTakesItsRacksAlongInATurnedHall();
    void thingsTurnAboutTheirCommonCentre();
    void setPlacementOfARowKeepsItsRacksInIt();
    void copiedHallIsCompleteAndNamedNext();
    void copiedRowNumbersItsRacksAnew();
    void arrayStepsFromTheOneBefore();
    void deletedHallTakesContentFeedersAndScenarioEntriesAlong();
    void regeneratedHallKeepsItsIdAndLosesHandEdits();
    void handEditsDetachAHall();
    void replaceRefusesWhatAFileWouldNotBeReadWith();
    void unknownIdsAreRefused();
    void substationPutsItsTransformersInLine();
    void plantPutsCoolersAndPumps();
};

void TestEdits::movedHallTakesItsContentAlong() {
    auto campus = demoCampus();
    const auto hall = last(campus.halls()).id;
    const auto rack = last(campus.racks()).id;
    QCOMPARE(campus.racks().find(rack)->hall, hall);
    const auto before = campus.sitePlacement(entity(rack));
    test::applied(campus, types(), MoveEntities{{entity(hall), entity(rack)}, {7.0, -3.0}, 0.0});
    const auto after = campus.sitePlacement(entity(rack));
    QVERIFY(std::abs(after.position_m.x - before.position_m.x - 7.0) < 1e-9);
    QVERIFY(std::abs(after.position_m.y - before.position_m.y + 3.0) < 1e-9);
}

void TestEdits::movedRowTakesItsRacksAlongInATurnedHall() {
    auto campus = demoCampus();
    const auto row = last(campus.rows()).id; // stands in the hall turned by 90 degrees
    const auto rack = last(campus.racks()).id;
    const auto before = campus.sitePlacement(entity(rack));
    test::applied(campus, types(), MoveEntities{{entity(row)}, {1.5, 0.25}, 0.0});
    const auto after = campus.sitePlacement(entity(rack));
    QVERIFY(std::abs(after.position_m.x - before.position_m.x - 1.5) < 1e-9);
    QVERIFY(std::abs(after.position_m.y - before.position_m.y - 0.25) < 1e-9);
    QVERIFY(campus.halls().find(campus.rows().find(row)->hall)->detached);
}

void TestEdits::thingsTurnAboutTheirCommonCentre() {
    auto campus = demoCampus(); // halls at (0, 0) and (60, 0)
    std::vector<EntityId> halls;
    for (const auto& hall : campus.halls())
        halls.push_back(entity(hall.id));
    test::applied(campus, types(), MoveEntities{halls, {}, 90.0});
    const auto first = campus.sitePlacement(halls[0]), second = campus.sitePlacement(halls[1]);
    QVERIFY(first.position_m == (Vec2{30.0, -30.0}));
    QVERIFY(second.position_m == (Vec2{30.0, 30.0}));
    QCOMPARE(first.rotation_deg, 90.0);
    QCOMPARE(second.rotation_deg, 180.0);
}

void TestEdits::setPlacementOfARowKeepsItsRacksInIt() {
    auto campus = demoCampus();
    const auto row = *campus.rows().begin();
    test::applied(campus, types(), SetPlacement{entity(row.id), {{0.5, 0.0}, 0.0, 0.0}});
    double x = 0.5 - 0.5 * row.length_m + 0.3;
    std::vector<double> at;
    for (const auto& rack : campus.racks())
        if (rack.row == row.id) {
            QCOMPARE(rack.placement.rotation_deg, 0.0);
            QVERIFY(std::abs(rack.placement.position_m.y) < 1e-12);
            at.push_back(rack.placement.position_m.x);
        }
    std::sort(at.begin(), at.end());
    for (const double found : at) {
        QVERIFY(std::abs(found - x) < 1e-12);
        x += 0.6;
    }
}

void TestEdits::copiedHallIsCompleteAndNamedNext() {
    auto campus = demoCampus();
    const auto hall = *campus.halls().begin();
    const auto racks = campus.racks().size(), items = campus.equipment().size();
    const auto next = campus.nextNumber();
    test::applied(campus, types(), CopyEntities{{entity(hall.id)}, 1, {0.0, 100.0}});
    const auto& copy = last(campus.halls());
    QCOMPARE(copy.id.number, next);
    QCOMPARE(copy.name, std::string("H-03"));
    QVERIFY(copy.placement.position_m == hall.placement.position_m + (Vec2{0.0, 100.0}));
    QVERIFY(copy.recipe == hall.recipe);
    std::size_t racksOfHall = 0, itemsOfHall = 0;
    for (const auto& rack : campus.racks())
        if (rack.hall == hall.id)
            ++racksOfHall;
    for (const auto& item : campus.equipment())
        if (item.parent == entity(hall.id))
            ++itemsOfHall;
    QCOMPARE(campus.racks().size(), racks + racksOfHall);
    QCOMPARE(campus.equipment().size(), items + itemsOfHall);
    for (const auto& rack : campus.racks())
        if (rack.hall == copy.id)
            QCOMPARE(campus.rows().find(rack.row)->hall, copy.id);
    QVERIFY(validate(campus, types()).empty());
}

void TestEdits::copiedRowNumbersItsRacksAnew() {
    auto campus = demoCampus();
    const auto row = campus.rows().begin()->id;
    test::applied(campus, types(), CopyEntities{{entity(row)}, 2, {3.0, 0.0}});
    QCOMPARE(last(campus.rows()).name, std::string("Row 3"));
    QCOMPARE(last(campus.racks()).name, std::string("R03-04"));
}

void TestEdits::arrayStepsFromTheOneBefore() {
    auto campus = demoCampus();
    PlaceEquipment place{"genset_diesel_3200kwe", {}, {{-200.0, 0.0}, 0.0, 0.0}, {}};
    test::applied(campus, types(), place);
    const auto first = last(campus.equipment()).id;
    test::applied(campus, types(), CopyEntities{{entity(first)}, 3, {0.0, 8.0}});
    for (std::uint32_t n = 1; n <= 3; ++n) {
        const auto* copy = campus.equipment().find({first.number + n});
        QVERIFY(copy != nullptr);
        QVERIFY(copy->placement.position_m == (Vec2{-200.0, 8.0 * n}));
        QCOMPARE(copy->name, "G-0" + std::to_string(n + 1));
    }
}

void TestEdits::deletedHallTakesContentFeedersAndScenarioEntriesAlong() {
    auto campus = demoCampus();
    const auto hall = campus.halls().begin()->id;
    Feeder feeder;
    feeder.from = entity(campus.substations().begin()->id);
    feeder.to = entity(hall);
    test::applied(campus, types(), ConnectFeeder{feeder});
    EntityId inside;
    for (const auto& item : campus.equipment())
        if (item.parent == entity(hall))
            inside = entity(item.id);
    ChangeSet change;
    change.put(Scenario{{campus.nextNumber()}, "One out", 30.0, 20.0, 1.0, {inside}});
    campus.apply(std::move(change));
    const auto before = campus;
    const auto undo = test::applied(campus, types(), DeleteEntities{{entity(hall)}});
    QVERIFY(!campus.halls().contains(hall));
    for (const auto& rack : campus.racks())
        QVERIFY(rack.hall != hall);
    for (const auto& item : campus.equipment())
        QVERIFY(item.parent != entity(hall));
    QVERIFY(campus.feeders().isEmpty());
    QVERIFY(campus.scenarios().begin()->outOfService.empty());
    campus.apply(undo);
    QVERIFY(campus == before);
}

void TestEdits::regeneratedHallKeepsItsIdAndLosesHandEdits() {
    auto campus = demoCampus();
    const auto hall = *campus.halls().begin();
    test::applied(campus, types(), PlaceRack{hall.id, {}, "cpu_rack_15kw", {}});
    QVERIFY(campus.halls().find(hall.id)->detached);
    auto recipe = hall.recipe;
    recipe.rows = 2;
    test::applied(campus, types(), RegenerateHall{hall.id, recipe});
    const auto* renewed = campus.halls().find(hall.id);
    QVERIFY(!renewed->detached);
    QCOMPARE(renewed->name, hall.name);
    QVERIFY(renewed->placement == hall.placement);
    QCOMPARE(renewed->recipe.rows, 2);
    std::size_t racks = 0;
    for (const auto& rack : campus.racks())
        if (rack.hall == hall.id)
            ++racks;
    QCOMPARE(racks, std::size_t{8});
}

void TestEdits::handEditsDetachAHall() {
    auto campus = demoCampus();
    const auto hall = campus.halls().begin()->id;
    const auto rack = campus.racks().begin()->id;
    const auto check = [&](const Edit& edit) {
        auto copy = campus;
        test::applied(copy, types(), edit);
        return copy.halls().find(hall)->detached;
    };
    QVERIFY(check(DeleteEntities{{entity(rack)}}));
    QVERIFY(check(MoveEntities{{entity(rack)}, {0.1, 0.0}, 0.0}));
    QVERIFY(check(SetPlacement{entity(rack), {{1.0, 1.0}, 0.0, 0.0}}));
    QVERIFY(check(CopyEntities{{entity(rack)}, 1, {2.0, 0.0}}));
    QVERIFY(check(SetRackType{{rack}, "vr_nvl72_maxp"}));
    QVERIFY(!check(SetRackLoad{{rack}, 1.0})); // a load is no change of the layout
    QVERIFY(!check(MoveEntities{{entity(hall)}, {1.0, 0.0}, 0.0}));
}

void TestEdits::replaceRefusesWhatAFileWouldNotBeReadWith() {
    auto campus = demoCampus();
    auto rack = *campus.racks().begin();
    rack.itLoad_W = -1.0;
    rack.type = "pg25";
    const auto refused = Replace<Rack>{rack}.plan(campus, types());
    QVERIFY(!refused.hasValue());
    QCOMPARE(refused.error().size(), std::size_t{2});
    auto row = *campus.rows().begin();
    row.hall = last(campus.halls()).id;
    QVERIFY(!Replace<Row>{row}.plan(campus, types()).hasValue()); // its racks would stay behind
    rack = *campus.racks().begin();
    rack.name = "Renamed";
    test::applied(campus, types(), Replace<Rack>{rack});
    QCOMPARE(campus.nameOf(entity(rack.id)), std::string("Renamed"));
}

void TestEdits::unknownIdsAreRefused() {
    const auto campus = demoCampus();
    const EntityId nothing{999999};
    QVERIFY(!(MoveEntities{{nothing}, {1.0, 0.0}, 0.0}.plan(campus, types()).hasValue()));
    QVERIFY(!(DeleteEntities{{nothing}}.plan(campus, types()).hasValue()));
    QVERIFY(!(CopyEntities{{nothing}, 1, {}}.plan(campus, types()).hasValue()));
    QVERIFY(!(SetPlacement{nothing, {}}.plan(campus, types()).hasValue()));
    QVERIFY(!(Rename{nothing, "x"}.plan(campus, types()).hasValue()));
    QVERIFY(!(SetRackLoad{{{999999}}, 1.0}.plan(campus, types()).hasValue()));
}

void TestEdits::substationPutsItsTransformersInLine() {
    auto campus = test::emptySite();
    test::applied(campus, types(), PlaceSubstation{"tr_400_33_200mva", 3, "", {}});
    const auto& substation = *campus.substations().begin();
    QCOMPARE(substation.highVoltage_V, 400e3);
    QCOMPARE(substation.mediumVoltage_V, 33e3);
    QCOMPARE(substation.busSections, 3);
    QCOMPARE(campus.equipment().size(), std::size_t{3});
    QCOMPARE(last(campus.equipment()).name, std::string("T3"));
    QVERIFY(auditLayout(campus, types()).empty());
}

void TestEdits::plantPutsCoolersAndPumps() {
    auto campus = demoCampus();
    std::size_t coolers = 0, pumps = 0;
    for (const auto& item : campus.equipment()) {
        coolers += item.kind == EquipmentKind::HeatRejection;
        pumps += item.kind == EquipmentKind::Pump;
    }
    QCOMPARE(coolers, std::size_t{3});
    QCOMPARE(pumps, std::size_t{3}); // 2 and one to spare
}

QTEST_APPLESS_MAIN(TestEdits)
#include "tst_edits.moc"
