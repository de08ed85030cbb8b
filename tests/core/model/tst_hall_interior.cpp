#include "core/model/edits/arranging.h"
#include "core/model/edits/placing.h"
#include "core/model/edits/setting.h"
#include "core/model/hall_interior.h"
#include "core/model/hall_rules.h"
#include "tests/core/model/test_catalog.h"

#include <QTest>

#include <map>
#include <set>

using namespace hallwright;
using namespace hallwright::model;

class TestHallInterior : public QObject {
    Q_OBJECT

private slots:
    void twoNHallFeedsEachRackFromBothSides();
    void removedTransformerReSharesTheLoad();
    void transformerOutOfServiceTakesNoPart();
    void loadIsSharedInProportionToRatings();
    void runsAreNamedMeasuredAndSized();
    void sideWithoutTransformersIsToldByRunsWithout();
    void hallWithoutTransformersHasUnfedRacks();
    void loopsHoldWholeRowsAndTheirCdus();
    void rowsOfALoopWithoutCduJoinTheNearest();
    void hallWithoutCdusHasUncooledRacks();
    void freeRacksAreFedAndCooled();
    void upsBlocksBelongToTheirTransformer();
    void unknownTypesAndHallsDoNotMatter();
    void copiedHallsAreDerivedAlike();
    void rowsAreGroupedAlikeWithinCapacity();
};

namespace {

const catalog::Catalog& types() {
    static const auto catalog = test::makeCatalog();
    return catalog;
}

Campus hallOf(const HallTemplate& recipe) {
    Campus campus;
    test::applied(campus, types(), PlaceHall{recipe, {}, {}});
    return campus;
}

HallInterior interiorOf(const Campus& campus) {
    return deriveInterior(campus, types(), campus.halls().begin()->id);
}

const Equipment& named(const Campus& campus, std::string_view name) {
    for (const auto& item : campus.equipment())
        if (item.name == name)
            return item;
    qFatal("no such equipment");
}

/// Racks fed by each transformer.
std::map<std::uint32_t, std::size_t> racksByTransformer(const HallInterior& interior) {
    std::map<std::uint32_t, std::size_t> count;
    for (const auto& run : interior.busways)
        count[run.transformer.number] += run.racks.size();
    return count;
}

std::map<std::uint32_t, std::set<FeedSide>> sidesByRack(const HallInterior& interior) {
    std::map<std::uint32_t, std::set<FeedSide>> sides;
    for (const auto& run : interior.busways)
        for (const auto rack : run.racks)
            if (run.transformer.isValid())
                sides[rack.number].insert(run.side);
    return sides;
}

} // namespace

void TestHallInterior::twoNHallFeedsEachRackFromBothSides() {
    const auto campus = hallOf(test::largeHall());
    const auto interior = interiorOf(campus);
    const auto sides = sidesByRack(interior);
    QCOMPARE(sides.size(), std::size_t{288});
    for (const auto& [rack, both] : sides)
        QVERIFY(both == (std::set<FeedSide>{FeedSide::A, FeedSide::B}));
}

void TestHallInterior::removedTransformerReSharesTheLoad() {
    auto campus = hallOf(test::largeHall());
    const auto before = racksByTransformer(interiorOf(campus));
    const auto gone = named(campus, "T-A2").id;
    test::applied(campus, types(), DeleteEntities{{entity(gone)}});
    const auto after = interiorOf(campus);
    const auto count = racksByTransformer(after);
    QCOMPARE(count.size(), before.size() - 1);
    QVERIFY(!count.contains(gone.number));
    QCOMPARE(sidesByRack(after).size(), std::size_t{288});
    std::size_t least = 288, most = 0;
    for (const auto id : after.transformersA) {
        least = std::min(least, count.at(id.number));
        most = std::max(most, count.at(id.number));
    }
    QVERIFY(most - least <= 1);
}

void TestHallInterior::transformerOutOfServiceTakesNoPart() {
    auto campus = hallOf(test::largeHall());
    const auto out = named(campus, "T-B1").id;
    test::applied(campus, types(), SetInService{out, SetInService::State::Out});
    const auto interior = interiorOf(campus);
    QVERIFY(!racksByTransformer(interior).contains(out.number));
    for (const auto id : interior.transformersB)
        QVERIFY(id != out);
}

void TestHallInterior::loadIsSharedInProportionToRatings() {
    auto recipe = test::largeHall();
    recipe.rows = 1;
    recipe.racksPerRow = 30;
    recipe.feeds = FeedRedundancy::N;
    auto campus = hallOf(recipe); // two units of 3.15 MVA
    QCOMPARE(interiorOf(campus).transformersA.size(), std::size_t{2});
    auto smaller = named(campus, "T-2");
    smaller.type = "tr_20_0415_2500_dry";
    test::applied(campus, types(), Replace<Equipment>{smaller});
    const auto count = racksByTransformer(interiorOf(campus));
    // 30 racks in the ratio 3.15 : 2.5 are 16.7 : 13.3.
    QCOMPARE(count.at(named(campus, "T-1").id.number), std::size_t{17});
    QCOMPARE(count.at(smaller.id.number), std::size_t{13});
}

void TestHallInterior::runsAreNamedMeasuredAndSized() {
    const auto campus = hallOf(test::largeHall());
    const auto interior = interiorOf(campus);
    std::set<std::string> names;
    for (const auto& run : interior.busways) {
        QVERIFY2(names.insert(run.name).second, run.name.c_str());
        QCOMPARE(run.racks.size(), run.at_m.size());
        QVERIFY(std::is_sorted(run.at_m.begin(), run.at_m.end()));
        QCOMPARE(run.length_m, run.at_m.back());
        QVERIFY(run.leadIn_m > 0.0);
        const double current_A =
            designCurrent_A(142e3 * static_cast<double>(run.racks.size()), 415.0, false);
        QVERIFY(run.parallel * 2500.0 >= current_A);
        QVERIFY((run.parallel - 1) * 2500.0 < current_A);
    }
    QVERIFY(names.contains("BW-06A"));
    QVERIFY(names.contains("BW-06B"));
}

void TestHallInterior::sideWithoutTransformersIsToldByRunsWithout() {
    auto campus = hallOf(test::smallHall());
    std::vector<EntityId> ofB;
    for (const auto& item : campus.equipment())
        if (item.side == FeedSide::B)
            ofB.push_back(entity(item.id));
    test::applied(campus, types(), DeleteEntities{ofB});
    const auto interior = interiorOf(campus);
    QVERIFY(interior.transformersB.empty());
    QVERIFY(interior.racksWithoutFeed.empty()); // side A still feeds them
    QCOMPARE(interior.busways.size(), std::size_t{2});
    QVERIFY(!interior.busways[1].transformer.isValid());
    QCOMPARE(interior.busways[1].side, FeedSide::B);
}

void TestHallInterior::hallWithoutTransformersHasUnfedRacks() {
    auto recipe = test::smallHall();
    recipe.transformerType.clear();
    QCOMPARE(interiorOf(hallOf(recipe)).racksWithoutFeed.size(), std::size_t{4});
}

void TestHallInterior::loopsHoldWholeRowsAndTheirCdus() {
    const auto campus = hallOf(test::largeHall());
    const auto interior = interiorOf(campus);
    QCOMPARE(interior.loops.size(), std::size_t{6});
    std::set<std::uint32_t> racks;
    for (const auto& loop : interior.loops) {
        QCOMPARE(loop.cdus.size(), std::size_t{6}); // 5 for 5.7 MW and one to spare
        QCOMPARE(loop.racks.size(), std::size_t{48});
        QCOMPARE(loop.manifoldDn, 300);
        QCOMPARE(loop.manifold_m.size(), loop.racks.size());
        QVERIFY(std::is_sorted(loop.manifold_m.begin(), loop.manifold_m.end()));
        QVERIFY(loop.manifold_m.front() > 0.0 && loop.manifold_m.back() < 30.0);
        for (const auto rack : loop.racks)
            QVERIFY(racks.insert(rack.number).second);
    }
    QCOMPARE(racks.size(), std::size_t{288});
}

void TestHallInterior::rowsOfALoopWithoutCduJoinTheNearest() {
    auto campus = hallOf(test::largeHall());
    const auto first = interiorOf(campus).loops.front();
    std::vector<EntityId> gone;
    for (const auto cdu : first.cdus)
        gone.push_back(entity(cdu));
    test::applied(campus, types(), DeleteEntities{gone});
    const auto interior = interiorOf(campus);
    QCOMPARE(interior.loops.size(), std::size_t{5});
    QCOMPARE(interior.loops.front().racks.size(), std::size_t{96});
    QVERIFY(interior.racksWithoutCoolant.empty());
}

void TestHallInterior::hallWithoutCdusHasUncooledRacks() {
    auto recipe = test::smallHall();
    recipe.cduType.clear();
    QCOMPARE(interiorOf(hallOf(recipe)).racksWithoutCoolant.size(), std::size_t{4});
    recipe.rackType = "cpu_rack_15kw";
    QVERIFY(interiorOf(hallOf(recipe)).racksWithoutCoolant.empty());
}

void TestHallInterior::freeRacksAreFedAndCooled() {
    auto campus = hallOf(test::smallHall());
    const auto hall = campus.halls().begin()->id;
    test::applied(campus, types(), PlaceRack{hall, {}, "gb300_nvl72", {{1.0, 0.0}, 0.0, 0.0}});
    const auto rack = (campus.racks().end() - 1)->id;
    const auto interior = interiorOf(campus);
    QVERIFY(sidesByRack(interior).at(rack.number).size() == 2);
    const auto& racks = interior.loops.front().racks;
    QVERIFY(std::find(racks.begin(), racks.end(), rack) != racks.end());
}

void TestHallInterior::upsBlocksBelongToTheirTransformer() {
    auto recipe = test::largeHall();
    recipe.upsType = "ups_2500kw_block";
    const auto campus = hallOf(recipe);
    const auto interior = interiorOf(campus);
    QCOMPARE(interior.supplies.size(),
             interior.transformersA.size() + interior.transformersB.size());
    for (const auto& supply : interior.supplies) {
        QCOMPARE(supply.ups.size(), std::size_t{2}); // 20 racks x 142 kW = 2.84 MW
        const auto name = campus.nameOf(entity(supply.transformer)).substr(2); // "A3"
        for (const auto block : supply.ups)
            QVERIFY(campus.nameOf(entity(block)).starts_with("UPS-" + name + "."));
    }
}

void TestHallInterior::unknownTypesAndHallsDoNotMatter() {
    const auto campus = hallOf(test::smallHall());
    const auto nowhere = deriveInterior(campus, types(), HallId{4711});
    QVERIFY(nowhere.busways.empty() && nowhere.loops.empty());
    const catalog::Catalog empty;
    const auto interior = deriveInterior(campus, empty, campus.halls().begin()->id);
    QCOMPARE(sidesByRack(interior).size(), std::size_t{4});
    QVERIFY(interior.loops.empty());
}

void TestHallInterior::copiedHallsAreDerivedAlike() {
    auto campus = hallOf(test::largeHall());
    test::applied(campus, types(),
                  CopyEntities{{entity(campus.halls().begin()->id)}, 22, {0.0, 60.0}});
    QCOMPARE(campus.halls().size(), std::size_t{23});
    const auto first = deriveInterior(campus, types(), campus.halls().begin()->id);
    QVERIFY(first.busways.size() > 24);
    for (const auto& hall : campus.halls()) {
        const auto interior = deriveInterior(campus, types(), hall.id);
        QCOMPARE(interior.busways.size(), first.busways.size());
        QCOMPARE(interior.loops.size(), first.loops.size());
        QCOMPARE(sidesByRack(interior).size(), sidesByRack(first).size());
    }
}

void TestHallInterior::rowsAreGroupedAlikeWithinCapacity() {
    QCOMPARE(groupRows({1, 1, 1, 1, 1}, 2.0), (std::vector<int>{0, 0, 1, 2, 2}));
    QCOMPARE(groupRows({1, 1, 1, 1}, 10.0), (std::vector<int>{0, 0, 0, 0}));
    QCOMPARE(groupRows({5, 5}, 2.0), (std::vector<int>{0, 1}));
    QCOMPARE(groupRows({1, 3, 1, 3}, 4.0), (std::vector<int>{0, 0, 1, 1}));
    QVERIFY(groupRows({}, 1.0).empty());
}

QTEST_APPLESS_MAIN(TestHallInterior)
#include "tst_hall_interior.moc"
