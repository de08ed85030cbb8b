#include "core/model/edits/placing.h"
#include "core/model/hall_interior.h"
#include "core/model/hall_sizing.h"
#include "core/model/placement_rules.h"
#include "core/model/supply_pattern.h"
#include "tests/core/model/test_catalog.h"

#include <QTest>

#include <array>
#include <cmath>
#include <map>
#include <random>
#include <set>

using namespace hallwright;
using namespace hallwright::model;

Q_DECLARE_METATYPE(hallwright::model::FeedRedundancy)

class TestSupplyPattern : public QObject {
    Q_OBJECT

private slots:
    void blocksCarryWhatTheTopologySays_data();
    void blocksCarryWhatTheTopologySays();
    void pairingsAreUsedEqually();
    void dealtLoadsHoldWithAnyBlockOut();
    void hallOfEachPatternIsSound_data();
    void hallOfEachPatternIsSound();
    void racksHangOnThePairsOfTheirPattern();
    void activeUnitsNameTheirReserve();
    void spareUnitIsBeyondNeed();
    void reserveWithoutTransferSwitchIsRefused();
    void directCurrentNeedsPowerRacks();
    void regeneratedHallIsTakenBackWhole();
};

namespace {

const catalog::Catalog& types() {
    static const auto catalog = test::makeCatalog();
    return catalog;
}

constexpr std::array kAll{FeedRedundancy::N,
                          FeedRedundancy::TwoN,
                          FeedRedundancy::NPlusOne,
                          FeedRedundancy::ThreeToMakeTwo,
                          FeedRedundancy::FourToMakeThree,
                          FeedRedundancy::BlockRedundant};

Campus hallOf(const HallTemplate& recipe) {
    Campus campus;
    test::applied(campus, types(), PlaceHall{recipe, {}, {}});
    return campus;
}

HallTemplate recipeOf(FeedRedundancy feeds) {
    auto recipe = test::largeHall();
    recipe.upsType = "ups_1250kw";
    recipe.feeds = feeds;
    return recipe;
}

} // namespace

void TestSupplyPattern::blocksCarryWhatTheTopologySays_data() {
    QTest::addColumn<FeedRedundancy>("feeds");
    QTest::addColumn<double>("normal"); // load of a block over its capacity
    QTest::addColumn<bool>("survives");
    // Load of a unit in normal service: N 100 %, 2N 50 %, 3-to-make-2 66.7 %, 4-to-make-3 75 %,
    // block redundant 100 % (its reserve 0 %). Usual topologies of data-centre supplies.
    QTest::newRow("N") << FeedRedundancy::N << 1.0 << false;
    QTest::newRow("2N") << FeedRedundancy::TwoN << 0.5 << true;
    QTest::newRow("3-to-make-2") << FeedRedundancy::ThreeToMakeTwo << 2.0 / 3.0 << true;
    QTest::newRow("4-to-make-3") << FeedRedundancy::FourToMakeThree << 0.75 << true;
    QTest::newRow("block redundant") << FeedRedundancy::BlockRedundant << 1.0 << true;
}

void TestSupplyPattern::blocksCarryWhatTheTopologySays() {
    QFETCH(FeedRedundancy, feeds);
    QFETCH(double, normal);
    QFETCH(bool, survives);
    const auto& pattern = patternOf(feeds);
    const auto blocks = pattern.blocks.size();
    const double capacity = 1.0 / pattern.needed; // of the hall's load, a block
    const auto shares = blockShares(pattern);
    for (std::size_t b = 0; b < blocks; ++b) {
        const bool isReserve = pattern.hasReserve && b + 1 == blocks;
        QVERIFY(std::abs(shares[b] / capacity - (isReserve ? 0.0 : normal)) < 1e-12);
    }
    for (std::size_t out = 0; out < blocks; ++out) {
        std::vector<bool> isOut(blocks, false);
        isOut[out] = true;
        const auto left = blockShares(pattern, isOut);
        double served = 0.0;
        for (std::size_t b = 0; b < blocks; ++b) {
            served += left[b];
            QVERIFY(left[b] <= capacity * (1.0 + 1e-12));
            // Distributed redundant: the lost block's load splits evenly over all the others.
            if (survives && b != out && !pattern.hasReserve)
                QVERIFY(std::abs(left[b] - capacity) < 1e-12);
        }
        QVERIFY(std::abs(served - (survives ? 1.0 : 0.0)) < 1e-12);
    }
}

void TestSupplyPattern::pairingsAreUsedEqually() {
    const auto& pattern = patternOf(FeedRedundancy::FourToMakeThree);
    const std::vector<std::vector<double>> ratings(4, std::vector<double>(3, 2.5e6));
    const auto feeds = dealFeeds(pattern, std::vector<double>(72, 132e3), ratings);
    std::map<std::array<int, 2>, int> racksOfPair;
    std::map<std::pair<int, int>, int> racksOfUnit;
    for (const auto& feed : feeds) {
        ++racksOfPair[feed.block];
        for (std::size_t cord : {std::size_t{0}, std::size_t{1}})
            ++racksOfUnit[{feed.block[cord], feed.unit[cord]}];
        QCOMPARE(feed.unit[0], feed.unit[1]); // units of one number work together
    }
    QCOMPARE(racksOfPair.size(), std::size_t{6});
    for (const auto& [pair, racks] : racksOfPair)
        QCOMPARE(racks, 12);
    for (const auto& [unit, racks] : racksOfUnit)
        QCOMPARE(racks, 12);
}

void TestSupplyPattern::dealtLoadsHoldWithAnyBlockOut() {
    // Whatever the racks, a hall's transformers carry their peak with any one block out.
    std::mt19937 random(20260728);
    const auto pick = [&](int low, int high) {
        return std::uniform_int_distribution<int>(low, high)(random);
    };
    const char* racks[] = {"gb300_nvl72", "cpu_rack_15kw", "vr_nvl72_maxp", "dgx_h100_air_4"};
    for (int run = 0; run < 40; ++run) {
        auto recipe = recipeOf(kAll[static_cast<std::size_t>(pick(0, 5))]);
        recipe.rackType = racks[pick(0, 3)];
        recipe.rows = pick(1, 7);
        recipe.racksPerRow = pick(1, 23);
        const auto sizing = sizeHall(recipe, types());
        QVERIFY(sizing.hasValue());
        const auto campus = hallOf(recipe);
        const auto interior = deriveInterior(campus, types(), campus.halls().begin()->id);
        const auto& pattern = patternOf(recipe.feeds);
        std::map<EquipmentId, EquipmentId> reserveOf;
        for (const auto& supply : interior.supplies)
            reserveOf[supply.transformer] = supply.reserve;
        std::map<RackId, std::vector<std::pair<FeedSide, EquipmentId>>> cords;
        for (const auto& run_ : interior.busways)
            for (const auto rack : run_.racks)
                cords[rack].push_back({run_.side, run_.transformer});
        QCOMPARE(cords.size(), campus.racks().size());
        if (pattern.sharesBar)
            continue; // whole racks do not matter there
        for (int out = -1; out < static_cast<int>(pattern.blocks.size()); ++out) {
            if (out >= 0 && pattern.blocks.size() == 1)
                continue;
            std::map<EquipmentId, double> load_W;
            for (const auto& [rack, feeds] : cords) {
                std::vector<EquipmentId> takers;
                for (const auto& [side, transformer] : feeds)
                    if (out < 0 || side != pattern.blocks[static_cast<std::size_t>(out)])
                        takers.push_back(transformer);
                if (takers.empty())
                    takers.push_back(reserveOf.at(feeds.front().second));
                QVERIFY(takers.front().isValid());
                for (const auto taker : takers)
                    load_W[taker] += sizing->demand.peak_W / static_cast<double>(takers.size());
            }
            for (const auto& [transformer, load] : load_W)
                QVERIFY2(load <= sizing->transformer->rating_VA * kDesignPowerFactor * (1 + 1e-9),
                         qPrintable(QString("%1 W with block %2 out, %3 racks")
                                        .arg(load)
                                        .arg(out)
                                        .arg(campus.racks().size())));
        }
    }
}

void TestSupplyPattern::hallOfEachPatternIsSound_data() {
    QTest::addColumn<FeedRedundancy>("feeds");
    for (const auto feeds : kAll)
        QTest::newRow(std::string(patternOf(feeds).name).c_str()) << feeds;
}

void TestSupplyPattern::hallOfEachPatternIsSound() {
    QFETCH(FeedRedundancy, feeds);
    const auto campus = hallOf(recipeOf(feeds));
    const auto findings = auditLayout(campus, types());
    QVERIFY2(findings.empty(), findings.empty() ? ""
                                                : (campus.nameOf(findings.front().thing) + ": " +
                                                   findings.front().refusal.rule)
                                                      .c_str());
    const auto sizing = sizeHall(campus.halls().begin()->recipe, types());
    const auto& pattern = patternOf(feeds);
    std::map<FeedSide, int> transformers, ups;
    int switches = 0;
    for (const auto& item : campus.equipment()) {
        transformers[item.side] += item.kind == EquipmentKind::Transformer;
        ups[item.side] += item.type == "ups_1250kw";
        switches += item.type == "sts_1600a";
    }
    for (const auto side : pattern.blocks) {
        QCOMPARE(transformers[side], sizing->transformersPerBlock);
        QCOMPARE(ups[side], sizing->transformersPerBlock * sizing->upsPerTransformer);
    }
    QCOMPARE(switches, pattern.hasReserve
                           ? 3 * sizing->transformersPerBlock * sizing->switchesPerTransformer
                           : 0);
}

void TestSupplyPattern::racksHangOnThePairsOfTheirPattern() {
    for (const auto feeds : kAll) {
        const auto campus = hallOf(recipeOf(feeds));
        const auto interior = deriveInterior(campus, types(), campus.halls().begin()->id);
        const auto& pattern = patternOf(feeds);
        std::set<std::set<FeedSide>> allowed;
        for (const auto& pair : pattern.pairings) {
            std::set<FeedSide> sides;
            for (const int block : pair)
                if (block >= 0)
                    sides.insert(pattern.blocks[static_cast<std::size_t>(block)]);
            allowed.insert(sides);
        }
        std::map<RackId, std::set<FeedSide>> sidesOf;
        std::set<std::string> names;
        for (const auto& run : interior.busways) {
            QVERIFY2(names.insert(run.name).second, run.name.c_str());
            for (const auto rack : run.racks)
                QVERIFY(sidesOf[rack].insert(run.side).second);
        }
        QCOMPARE(sidesOf.size(), std::size_t{288});
        std::map<std::set<FeedSide>, int> used;
        for (const auto& [rack, sides] : sidesOf) {
            QVERIFY(allowed.contains(sides));
            ++used[sides];
        }
        QCOMPARE(used.size(), allowed.size());
        for (const auto& [sides, racks] : used)
            QCOMPARE(racks, 288 / static_cast<int>(allowed.size()));
    }
}

void TestSupplyPattern::activeUnitsNameTheirReserve() {
    const auto campus = hallOf(recipeOf(FeedRedundancy::BlockRedundant));
    const auto interior = deriveInterior(campus, types(), campus.halls().begin()->id);
    std::map<EquipmentId, int> standsInFor;
    for (const auto& supply : interior.supplies) {
        if (supply.side == FeedSide::Reserve) {
            QVERIFY(!supply.reserve.isValid());
            QVERIFY(supply.transferSwitches.empty());
            continue;
        }
        QVERIFY(!supply.transferSwitches.empty());
        QCOMPARE(campus.equipment().find(supply.reserve)->side, FeedSide::Reserve);
        ++standsInFor[supply.reserve];
    }
    for (const auto& [reserve, units] : standsInFor)
        QCOMPARE(units, 3); // one of each block
}

void TestSupplyPattern::spareUnitIsBeyondNeed() {
    const auto n = sizeHall(recipeOf(FeedRedundancy::N), types());
    const auto spare = sizeHall(recipeOf(FeedRedundancy::NPlusOne), types());
    // On one bar whole racks do not matter, so that N+1 may need one less than N before the spare.
    QVERIFY(spare->transformersPerBlock - 1 <= n->transformersPerBlock);
    QVERIFY(spare->transformersPerBlock >= n->transformersPerBlock);
    const double peak_W = 288 * 142e3;
    QVERIFY(peak_W <=
            (spare->transformersPerBlock - 1) * spare->transformer->rating_VA * kDesignPowerFactor);
}

void TestSupplyPattern::reserveWithoutTransferSwitchIsRefused() {
    auto without = types();
    std::erase_if(without.powerDevices, [](const auto& device) {
        return device.form == catalog::PowerDeviceForm::TransferSwitch;
    });
    without.index();
    const auto sizing = sizeHall(recipeOf(FeedRedundancy::BlockRedundant), without);
    QVERIFY(!sizing.hasValue());
    QCOMPARE(sizing.error().front().where, std::string("/recipe/transfer_switch_type"));
}

void TestSupplyPattern::directCurrentNeedsPowerRacks() {
    auto recipe = recipeOf(FeedRedundancy::TwoN);
    recipe.buswayType = "busway_800vdc_2500a";
    QVERIFY(!sizeHall(recipe, types()).hasValue());
    recipe.rectifierType = "power_rack_800vdc";
    const auto sizing = sizeHall(recipe, types());
    QVERIFY(sizing.hasValue());
    QVERIFY(sizing->rectifiersPerTransformer > 0);
    recipe.buswayType = "busway_cu_2500a";
    QVERIFY(!sizeHall(recipe, types()).hasValue());
}

void TestSupplyPattern::regeneratedHallIsTakenBackWhole() {
    auto campus = hallOf(recipeOf(FeedRedundancy::TwoN));
    const auto before = campus;
    std::vector<ChangeSet> back;
    for (const auto feeds : kAll) {
        const auto change =
            RegenerateHall{campus.halls().begin()->id, recipeOf(feeds)}.plan(campus, types());
        QVERIFY(change.hasValue());
        back.push_back(campus.apply(*change));
    }
    QVERIFY(campus != before);
    for (auto it = back.rbegin(); it != back.rend(); ++it)
        campus.apply(*it);
    QVERIFY(campus == before);
}

QTEST_APPLESS_MAIN(TestSupplyPattern)
#include "tst_supply_pattern.moc"
