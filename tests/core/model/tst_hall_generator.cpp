#include "core/geometry/oriented_box.h"
#include "core/model/edits/placing.h"
#include "core/model/footprint.h"
#include "core/model/hall_generator.h"
#include "core/model/hall_interior.h"
#include "core/model/hall_sizing.h"
#include "core/model/placement_rules.h"
#include "tests/core/model/test_catalog.h"

#include <QTest>

#include <set>

using namespace hallwright;
using namespace hallwright::model;

class TestHallGenerator : public QObject {
    Q_OBJECT

private slots:
    void everyTemplateGivesASoundHall_data();
    void everyTemplateGivesASoundHall();
    void largeHallHasTheCountsOfItsTemplate();
    void fullPeakFitsOneSideOfATwoNHall();
    void aislesAlternateSoThatFrontsFaceFronts();
    void zeroAirHeatStillGivesUnitsForLosses();
    void supplyLossesCountForAirUnits();
    void hullEqualsTheSizeOfTheGeneratedHall();
    void namesAreThoseOfTheDrawings();
    void faultyTemplatesAreRefusedWithPlaceAndRemedy_data();
    void faultyTemplatesAreRefusedWithPlaceAndRemedy();
    void allFaultsAreGivenAtOnce();
    void theSameTemplateGivesTheSameHall();
};

namespace {

const catalog::Catalog& types() {
    static const auto catalog = test::makeCatalog();
    return catalog;
}

Campus campusWith(const HallTemplate& recipe, double turn_deg) {
    Campus campus;
    test::applied(campus, types(), PlaceHall{recipe, {{40.0, -15.0}, 0.0, turn_deg}, {}});
    return campus;
}

} // namespace

void TestHallGenerator::everyTemplateGivesASoundHall_data() {
    QTest::addColumn<QString>("rack");
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("perRow");
    QTest::addColumn<double>("pitch");
    QTest::addColumn<QString>("cdu");
    QTest::addColumn<QString>("air");
    QTest::addColumn<QString>("ups");
    QTest::addColumn<bool>("twoN");
    QTest::addColumn<int>("containment");
    QTest::newRow("38 MW GB300, 2N") << "gb300_nvl72" << 12 << 24 << 0.6 << "cdu_inrow_1350kw"
                                     << "fan_wall_500kw"
                                     << "" << true << 2;
    QTest::newRow("38 MW GB300, 2N, UPS blocks")
        << "gb300_nvl72" << 12 << 24 << 0.6 << "cdu_inrow_1350kw"
        << "fan_wall_500kw"
        << "ups_2500kw_block" << true << 2;
    QTest::newRow("GB300, floor CDUs, modular UPS")
        << "gb300_nvl72" << 6 << 24 << 0.6 << "cdu_floor_2500kw"
        << "fan_wall_500kw"
        << "ups_1250kw" << true << 1;
    QTest::newRow("Vera Rubin, no air heat")
        << "vr_nvl72_maxp" << 12 << 24 << 0.6 << "cdu_inrow_1350kw"
        << "fan_wall_500kw"
        << "" << true << 2;
    QTest::newRow("Kyber") << "rubin_ultra_kyber" << 4 << 10 << 0.8 << "cdu_floor_2500kw"
                           << "crah_perimeter_150kw"
                           << "" << true << 0;
    QTest::newRow("air-cooled CPU, CRAHs, cold-aisle containment")
        << "cpu_rack_15kw" << 10 << 20 << 0.6 << ""
        << "crah_perimeter_150kw"
        << "ups_1250kw" << true << 1;
    QTest::newRow("air-cooled H100, CRAHs on all walls")
        << "dgx_h100_air_4" << 12 << 20 << 0.6 << ""
        << "crah_perimeter_150kw"
        << "" << false << 2;
    QTest::newRow("air-cooled H100, rear doors") << "dgx_h100_air_4" << 6 << 12 << 0.8 << ""
                                                 << "rdhx_active_75kw"
                                                 << "" << true << 0;
    QTest::newRow("one row of four") << "gb300_nvl72" << 1 << 4 << 0.6 << "cdu_inrow_1350kw"
                                     << "fan_wall_500kw"
                                     << "" << true << 2;
    QTest::newRow("three rows, N") << "gb300_nvl72" << 3 << 7 << 0.75 << "cdu_inrow_1350kw"
                                   << "crah_perimeter_150kw"
                                   << "ups_1250kw" << false << 1;
    QTest::newRow("racks alone") << "cpu_rack_15kw" << 2 << 5 << 0.6 << ""
                                 << ""
                                 << "" << false << 0;
}

void TestHallGenerator::everyTemplateGivesASoundHall() {
    QFETCH(QString, rack);
    QFETCH(int, rows);
    QFETCH(int, perRow);
    QFETCH(double, pitch);
    QFETCH(QString, cdu);
    QFETCH(QString, air);
    QFETCH(QString, ups);
    QFETCH(bool, twoN);
    QFETCH(int, containment);
    auto recipe = test::largeHall();
    recipe.rackType = rack.toStdString();
    recipe.rows = rows;
    recipe.racksPerRow = perRow;
    recipe.rackPitch_m = pitch;
    recipe.cduType = cdu.toStdString();
    recipe.airUnitType = air.toStdString();
    recipe.upsType = ups.toStdString();
    recipe.feeds = twoN ? FeedRedundancy::TwoN : FeedRedundancy::N;
    recipe.containment = static_cast<Containment>(containment);

    for (const double turn_deg : {0.0, 90.0, 30.0}) {
        const auto campus = campusWith(recipe, turn_deg);
        QCOMPARE(campus.racks().size(), static_cast<std::size_t>(rows * perRow));
        QCOMPARE(campus.rows().size(), static_cast<std::size_t>(rows));
        // No overlaps, nothing outside, aisles and working space kept.
        const auto findings = auditLayout(campus, types());
        if (!findings.empty())
            QFAIL(qPrintable(QString::number(findings.size()) + " findings, first: " +
                             QString::fromStdString(campus.nameOf(findings.front().thing) + ": " +
                                                    findings.front().refusal.rule)));
        // Every rack has its feeds and its coolant.
        const auto hall = campus.halls().begin()->id;
        const auto interior = deriveInterior(campus, types(), hall);
        QVERIFY(interior.racksWithoutFeed.empty());
        QVERIFY(interior.racksWithoutCoolant.empty());
        std::set<std::pair<std::uint32_t, FeedSide>> fed;
        for (const auto& run : interior.busways) {
            QVERIFY(run.transformer.isValid());
            for (const auto id : run.racks)
                QVERIFY2(fed.emplace(id.number, run.side).second, "a rack hangs on two runs");
        }
        QCOMPARE(fed.size(), campus.racks().size() * (twoN ? 2 : 1));
    }
}

void TestHallGenerator::largeHallHasTheCountsOfItsTemplate() {
    const auto sizing = sizeHall(test::largeHall(), types());
    QVERIFY(sizing.hasValue());
    QCOMPARE(sizing->racks, 288);
    QCOMPARE(sizing->itLoad_W, 288 * 132e3); // 38.0 MW
    // DN 300 at 2.5 m/s carries 0.198 m3/s; a row of 24 takes 0.0712: two rows a loop, six loops.
    QCOMPARE(sizing->cduOfLoop.size(), std::size_t{6});
    // 48 racks x 118.8 kW = 5.70 MW: 4.2 units of 1.35 MW, so 5 and one to spare.
    for (const int count : sizing->cduOfLoop)
        QCOMPARE(count, 6);
    // Air: 288 x 13.2 kW + 1 % of 38 MW = 4.18 MW: 9 units of 500 kW and one to spare.
    QCOMPARE(sizing->airUnits, 10);
    const auto hull = hallHull(test::largeHall(), types());
    QVERIFY(hull->x > 45.0 && hull->x < 80.0);
    QVERIFY(hull->y > 20.0 && hull->y < 50.0);
}

void TestHallGenerator::fullPeakFitsOneSideOfATwoNHall() {
    const auto campus = campusWith(test::largeHall(), 0.0);
    const auto interior = deriveInterior(campus, types(), campus.halls().begin()->id);
    QCOMPARE(interior.transformersA.size(), interior.transformersB.size());
    std::map<std::uint32_t, double> load_VA;
    for (const auto& run : interior.busways)
        load_VA[run.transformer.number] +=
            static_cast<double>(run.racks.size()) * 142e3 / kDesignPowerFactor;
    QCOMPARE(load_VA.size(), interior.transformersA.size() + interior.transformersB.size());
    double least = 1e9, most = 0.0;
    for (const auto& [transformer, load] : load_VA) {
        QVERIFY2(load <= 3.15e6, qPrintable(QString::number(load)));
        least = std::min(least, load);
        most = std::max(most, load);
    }
    // As even as whole racks allow.
    QVERIFY(most - least <= 142e3 / kDesignPowerFactor * 1.001);
}

void TestHallGenerator::aislesAlternateSoThatFrontsFaceFronts() {
    for (const auto containment : {Containment::HotAisle, Containment::ColdAisle}) {
        auto recipe = test::largeHall();
        recipe.containment = containment;
        const auto made = generateHall(recipe, types(), HallId{1}, 2);
        QVERIFY(made.hasValue());
        for (std::size_t i = 1; i < made->rows.size(); ++i) {
            const auto &left = made->rows[i - 1].placement, &right = made->rows[i].placement;
            QVERIFY(left.rotation_deg != right.rotation_deg);
            const double gap = right.position_m.x - left.position_m.x - 1.068;
            const bool isCold = left.rotation_deg == 90.0; // front to the east
            QVERIFY(gap >= (isCold ? 1.2 : 1.2) - 1e-9);
        }
        const bool outerFront = made->rows.front().placement.rotation_deg == 270.0;
        QCOMPARE(outerFront, containment == Containment::HotAisle);
    }
}

void TestHallGenerator::zeroAirHeatStillGivesUnitsForLosses() {
    auto recipe = test::largeHall();
    recipe.rackType = "vr_nvl72_maxp";
    const auto sizing = sizeHall(recipe, types());
    QVERIFY(sizing.hasValue());
    // Busways lose 0.4 % of 288 x 220 kW = 253 kW: one unit of 500 kW and one to spare.
    QCOMPARE(sizing->airUnits, 2);
    QVERIFY(std::abs(sizing->heatToLiquid_W / 63.36e6 - 1.0) < 1e-12);
}

void TestHallGenerator::supplyLossesCountForAirUnits() {
    auto recipe = test::largeHall();
    recipe.rackType = "vr_nvl72_maxp";
    recipe.upsType = "ups_1250kw";
    auto catalog = types();
    for (auto& device : catalog.powerDevices)
        device.efficiency = {{0.0, 0.97}, {1.0, 0.97}};
    const auto sizing = sizeHall(recipe, catalog);
    QVERIFY(sizing.hasValue());
    // UPS lose 63.36 MW x (1/0.97 - 1) = 1.96 MW, busways 0.25 MW: five units and one to spare.
    QCOMPARE(sizing->airUnits, 6);
    QVERIFY(sizing->heatToAir_W > 2.2e6 && sizing->heatToAir_W < 2.5e6);
}

void TestHallGenerator::hullEqualsTheSizeOfTheGeneratedHall() {
    for (const auto& recipe : {test::largeHall(), test::smallHall()}) {
        const auto made = generateHall(recipe, types(), HallId{1}, 2);
        const auto hull = hallHull(recipe, types());
        QVERIFY(made.hasValue() && hull.hasValue());
        QVERIFY(made->size_m == *hull);
    }
}

void TestHallGenerator::namesAreThoseOfTheDrawings() {
    const auto campus = campusWith(test::largeHall(), 0.0);
    QCOMPARE(campus.halls().begin()->name, std::string("H-01"));
    std::set<std::string> names;
    for (const auto& rack : campus.racks())
        QVERIFY(names.insert(rack.name).second);
    for (const auto& item : campus.equipment())
        QVERIFY2(names.insert(item.name).second, item.name.c_str());
    for (const auto* name :
         {"R06-12", "R12-24", "CDU-06S", "CDU-06N", "T-A3", "T-B1", "FW-N05", "FW-S01"})
        QVERIFY2(names.contains(name), name);
}

void TestHallGenerator::faultyTemplatesAreRefusedWithPlaceAndRemedy_data() {
    QTest::addColumn<QString>("where");
    for (const auto* field :
         {"rack_type", "rows", "racks_per_row", "rack_pitch_m", "cold_aisle_m", "hot_aisle_m",
          "height_m", "cdu_type", "tcs_pipe", "ups_type", "transformer_type", "air_unit_type"})
        QTest::newRow(field) << field;
}

void TestHallGenerator::faultyTemplatesAreRefusedWithPlaceAndRemedy() {
    QFETCH(QString, where);
    auto recipe = test::largeHall();
    if (where == "rack_type")
        recipe.rackType = "unknown";
    else if (where == "rows")
        recipe.rows = 0;
    else if (where == "racks_per_row")
        recipe.racksPerRow = 1000000;
    else if (where == "rack_pitch_m")
        recipe.rackPitch_m = 0.5;
    else if (where == "cold_aisle_m")
        recipe.coldAisle_m = 0.8;
    else if (where == "hot_aisle_m")
        recipe.hotAisle_m = std::nan("");
    else if (where == "height_m")
        recipe.height_m = 2.5;
    else if (where == "cdu_type")
        recipe.cduType = "cdu_inrack_250kw";
    else if (where == "tcs_pipe")
        recipe.tcsPipe.clear();
    else if (where == "ups_type")
        recipe.upsType = "gb300_nvl72";
    else if (where == "transformer_type")
        recipe.transformerType = "fan_wall_500kw";
    else
        recipe.airUnitType = "pg25";
    const auto made = generateHall(recipe, types(), HallId{1}, 2);
    QVERIFY(!made.hasValue());
    QCOMPARE(made.error().size(), std::size_t{1});
    QCOMPARE(QString::fromStdString(made.error().front().where), "/recipe/" + where);
    QVERIFY(!made.error().front().remedy.empty());
    QVERIFY(!hallHull(recipe, types()).hasValue());
}

void TestHallGenerator::allFaultsAreGivenAtOnce() {
    HallTemplate recipe;
    recipe.rackType = "unknown";
    recipe.coldAisle_m = -1.0;
    const auto made = generateHall(recipe, types(), HallId{1}, 2);
    QVERIFY(!made.hasValue());
    QCOMPARE(made.error().size(), std::size_t{4}); // rack, aisle, rows, racks a row
}

void TestHallGenerator::theSameTemplateGivesTheSameHall() {
    QVERIFY(campusWith(test::largeHall(), 0.0) == campusWith(test::largeHall(), 0.0));
}

QTEST_APPLESS_MAIN(TestHallGenerator)
#include "tst_hall_generator.moc"
