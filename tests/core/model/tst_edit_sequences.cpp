#include "core/model/edits/arranging.h"
#include "core/model/edits/connecting.h"
#include "core/model/edits/placing.h"
#include "core/model/edits/setting.h"
#include "core/model/validation.h"
#include "tests/core/model/demo_campus.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace hallwright;
using namespace hallwright::model;
using test::demoCampus;
using test::last;
using test::types;

class TestEditSequences : public QObject {
    Q_OBJECT

private slots:
    void anySequenceOfEditsUndoesAndRedoesToEqualCampuses_data();
    void anySequenceOfEditsUndoesAndRedoesToEqualCampuses();
    void deletedIdsAreNotUsedAgain();
    void snapshotsDoNotSeeLaterEdits();
    void changeSetsAppendLastWordWins();
    void moveOfOneRackLeavesTheOthersInPlace();
};

namespace {

/// Draws edits at random; some of them are refused, which is fine.
class EditMaker {
public:
    explicit EditMaker(unsigned seed) : m_random(seed) {}

    Edit next(const Campus& campus) {
        switch (pick(16)) {
        case 0:
            return PlaceHall{test::smallHall(), place(), {}};
        case 1:
            return PlaceRow{hall(campus), "gb300_nvl72", 1 + pick(5), 0.0, place()};
        case 2:
            return PlaceRack{hall(campus), {}, "cpu_rack_15kw", place()};
        case 3:
            return PlaceEquipment{"cdu_inrow_1350kw", entity(hall(campus)), place(), {}};
        case 4:
            return PlaceSubstation{"tr_400_33_200mva", 1 + pick(3), "", place()};
        case 5:
            return MoveEntities{some(campus), {number(), number()}, 90.0 * pick(4)};
        case 6:
            return SetPlacement{one(campus), place()};
        case 7:
            return CopyEntities{some(campus), 1 + pick(2), {number(), 10.0}};
        case 8:
            return DeleteEntities{some(campus)};
        case 9: {
            Feeder feeder;
            feeder.from = one(campus);
            feeder.to = one(campus);
            return ConnectFeeder{feeder};
        }
        case 10: {
            Main main;
            main.from = one(campus);
            main.to = one(campus);
            return ConnectMain{main};
        }
        case 11:
            return Rename{one(campus), "Name " + std::to_string(pick(1000))};
        case 12:
            return SetRackType{racks(campus), pick(2) ? "vr_nvl72_maxp" : "gb300_nvl72"};
        case 13:
            return SetRackLoad{racks(campus), 1000.0 * pick(200)};
        case 14:
            return RegenerateHall{hall(campus), test::smallHall()};
        default: {
            Scenario scenario;
            if (!campus.scenarios().isEmpty())
                scenario = *campus.scenarios().begin();
            scenario.outOfService = some(campus);
            return Replace<Scenario>{scenario};
        }
        }
    }

private:
    int pick(int below) { return std::uniform_int_distribution<int>(0, below - 1)(m_random); }
    double number() { return std::uniform_real_distribution<double>(-50.0, 50.0)(m_random); }
    Placement place() { return {{number(), number()}, 0.0, 15.0 * pick(24)}; }
    template <class T>
    std::uint32_t numberIn(const Table<T>& table) {
        return table.isEmpty() ? 0
                               : (table.begin() + pick(static_cast<int>(table.size())))->id.number;
    }
    HallId hall(const Campus& campus) { return {numberIn(campus.halls())}; }
    EntityId one(const Campus& campus) {
        switch (pick(8)) {
        case 0:
            return {numberIn(campus.racks())};
        case 1:
            return {numberIn(campus.rows())};
        case 2:
            return {numberIn(campus.equipment())};
        case 3:
            return {numberIn(campus.substations())};
        case 4:
            return {numberIn(campus.plants())};
        case 5:
            return {numberIn(campus.feeders())};
        case 6:
            return {numberIn(campus.mains())};
        default:
            return {numberIn(campus.halls())};
        }
    }
    std::vector<EntityId> some(const Campus& campus) {
        std::vector<EntityId> ids;
        for (int i = pick(4); i >= 0; --i)
            ids.push_back(one(campus));
        return ids;
    }
    std::vector<RackId> racks(const Campus& campus) {
        return {{numberIn(campus.racks())}, {numberIn(campus.racks())}};
    }
    std::mt19937 m_random;
};

} // namespace

void TestEditSequences::anySequenceOfEditsUndoesAndRedoesToEqualCampuses_data() {
    QTest::addColumn<unsigned>("seed");
    for (unsigned seed = 1; seed <= 12; ++seed)
        QTest::newRow(qPrintable(QString::number(seed))) << seed;
}

void TestEditSequences::anySequenceOfEditsUndoesAndRedoesToEqualCampuses() {
    QFETCH(unsigned, seed);
    auto campus = demoCampus();
    ChangeSet scenario;
    scenario.put(Scenario{{campus.nextNumber()}, "Hot day", 38.0, 24.0, 1.0, {}});
    campus.apply(std::move(scenario));
    EditMaker maker(seed);
    std::vector<Campus> states{campus};
    std::vector<ChangeSet> undo;
    for (int step = 0; step < 60; ++step) {
        const auto edit = maker.next(campus);
        auto changes = edit.plan(campus, types());
        if (!changes) {
            QVERIFY(!changes.error().empty());
            QVERIFY(!changes.error().front().what.empty());
            continue;
        }
        const auto touched = changes->touched();
        const auto before = campus.nextNumber();
        undo.push_back(campus.apply(std::move(*changes)));
        QCOMPARE(undo.back().touched(), touched);
        QVERIFY(campus.nextNumber() >= before);
        states.push_back(campus);
        const auto faults = validate(campus, types());
        if (!faults.empty())
            QFAIL(faults.front().text().c_str());
        if (campus.racks().size() > 400)
            break;
    }
    QVERIFY(undo.size() > 10);
    std::vector<ChangeSet> redo;
    for (std::size_t i = undo.size(); i-- > 0;) {
        redo.push_back(campus.apply(std::move(undo[i])));
        QVERIFY(campus == states[i]);
    }
    for (std::size_t i = 0; i < redo.size(); ++i) {
        campus.apply(std::move(redo[redo.size() - 1 - i]));
        QVERIFY(campus == states[i + 1]);
    }
}

void TestEditSequences::deletedIdsAreNotUsedAgain() {
    auto campus = demoCampus();
    const auto hall = last(campus.halls()).id;
    const auto next = campus.nextNumber();
    test::applied(campus, types(), DeleteEntities{{entity(hall)}});
    QCOMPARE(campus.nextNumber(), next);
    test::applied(campus, types(), PlaceHall{test::smallHall(), {}, {}});
    QCOMPARE(last(campus.halls()).id.number, next);
    ChangeSet reserved;
    reserved.nextNumber = next + 1000;
    QVERIFY(!reserved.isEmpty());
    ChangeSet lower;
    lower.nextNumber = 2;
    reserved.append(lower);
    campus.apply(campus.apply(reserved)); // undo does not give numbers back
    QCOMPARE(campus.nextNumber(), next + 1000);
}

void TestEditSequences::snapshotsDoNotSeeLaterEdits() {
    auto campus = demoCampus();
    const auto snapshot = campus;
    const auto rack = campus.racks().begin()->id;
    test::applied(campus, types(), SetRackLoad{{rack}, 5.0});
    QCOMPARE(campus.racks().find(rack)->itLoad_W, 5.0);
    QCOMPARE(snapshot.racks().find(rack)->itLoad_W, 132e3);
    QVERIFY(campus.halls().sharesWith(snapshot.halls()));
    QVERIFY(!campus.racks().sharesWith(snapshot.racks()));
}

void TestEditSequences::changeSetsAppendLastWordWins() {
    ChangeSet first, second;
    first.put(Zone{{1}, "a", ZoneKind::Pad, {}, 0.0});
    first.put(Zone{{2}, "b", ZoneKind::Pad, {}, 0.0});
    second.remove<Zone>({1});
    second.put(Zone{{3}, "c", ZoneKind::Pad, {}, 0.0});
    first.append(second);
    QCOMPARE(first.of<Zone>().size(), std::size_t{3});
    QVERIFY(!first.of<Zone>()[0].after.has_value());
    QCOMPARE(first.touched(), (std::vector<EntityId>{{1}, {2}, {3}}));
    QVERIFY(!first.isEmpty());
    QVERIFY(ChangeSet{}.isEmpty());
}

void TestEditSequences::moveOfOneRackLeavesTheOthersInPlace() {
    auto campus = test::emptySite();
    test::applied(campus, types(), PlaceHall{test::largeHall(), {}, {}});
    test::applied(campus, types(),
                  CopyEntities{{entity(campus.halls().begin()->id)}, 23, {0.0, 60.0}});
    QCOMPARE(campus.racks().size(), std::size_t{24 * 288});
    const auto rack = (campus.racks().begin() + 3000)->id;
    const auto before = campus;
    test::applied(campus, types(), MoveEntities{{entity(rack)}, {0.1, 0.0}, 0.0});
    std::size_t moved = 0;
    for (const auto& each : campus.racks()) {
        const auto from = before.sitePlacement(entity(each.id)).position_m;
        const auto to = campus.sitePlacement(entity(each.id)).position_m;
        const double way_m = std::hypot(to.x - from.x, to.y - from.y);
        moved += way_m > 0.0 ? 1 : 0;
        QVERIFY(each.id == rack ? std::abs(way_m - 0.1) < 1e-9 : way_m == 0.0);
    }
    QCOMPARE(moved, std::size_t{1});
}

QTEST_APPLESS_MAIN(TestEditSequences)
#include "tst_edit_sequences.moc"
