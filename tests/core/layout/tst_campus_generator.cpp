#include "core/io/campus_writer.h"
#include "core/io/catalog_reader.h"
#include "core/layout/campus_generator.h"
#include "core/layout/campus_samples.h"
#include "core/layout/hall_demand.h"
#include "core/layout/hall_templates.h"
#include "core/layout/trunk_plan.h"
#include "core/model/edits/placing.h"
#include "core/model/footprint.h"
#include "core/model/hall_interior.h"
#include "core/model/placement_rules.h"
#include "core/model/validation.h"

#include <QTest>

#include <cmath>
#include <functional>
#include <map>
#include <optional>
#include <set>

using namespace hallwright;
using layout::CampusBrief;

namespace {

QString listed(const base::Diagnostics& findings) {
    QString text;
    for (const auto& finding : findings)
        text += QString::fromStdString(finding.text()) + '\n';
    return text;
}

/// Le Bosquel's design hour, see assets/sites/bosquel.json.
layout::SiteConditions site() {
    layout::SiteConditions conditions;
    conditions.designAmbient_C = 29.3;
    conditions.designWetBulb_C = 21.0;
    return conditions;
}

CampusBrief sampleBrief(const char* id) {
    auto brief = layout::campusSample(id)->brief;
    brief.site = site();
    return brief;
}

} // namespace

class TestCampusGenerator : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void everyTemplateMakesAHall();
    void sampleHasNoFindings_data();
    void sampleHasNoFindings();
    void gigawattCampusIsWhatItsNameSays();
    void everyHallIsFedTwiceAndCooled_data() { sampleHasNoFindings_data(); }
    void everyHallIsFedTwiceAndCooled();
    void largeCampusesLeaveGroundForTheirAir();
    void cablesCarryAHallAlone();
    void powerComesWithinThreePercent_data();
    void powerComesWithinThreePercent();
    void sameBriefGivesTheSameBytes();
    void trunkHoldsWithOneTransformerOut();
    void demandOfAHallMatchesHandCalculation();
    void trimChillersHoldTheSetpointOnTheHottestDay();
    void impossibleBriefIsRefusedInWords_data();
    void impossibleBriefIsRefusedInWords();
    void emptyCampusIsValid();

private:
    catalog::Catalog m_catalog;
};

void TestCampusGenerator::initTestCase() {
    auto catalog = io::readCatalog({HALLWRIGHT_SOURCE_DIR "/assets/catalog"});
    QVERIFY2(catalog.hasValue(), qPrintable(catalog ? QString() : listed(catalog.error())));
    m_catalog = *catalog;
}

void TestCampusGenerator::everyTemplateMakesAHall() {
    const auto templates = layout::hallTemplates(m_catalog);
    std::set<std::string> names;
    for (const auto& recipe : templates) {
        names.insert(recipe.name);
        model::Campus campus;
        const auto change = model::PlaceHall{recipe, {}, {}}.plan(campus, m_catalog);
        QVERIFY2(change.hasValue(), qPrintable(change ? QString() : listed(change.error())));
        campus.apply(*change);
        QCOMPARE(int(campus.racks().size()), recipe.rows * recipe.racksPerRow);
        const auto interior = model::deriveInterior(campus, m_catalog, campus.halls().begin()->id);
        QVERIFY2(interior.racksWithoutFeed.empty(), recipe.name.c_str());
        QVERIFY2(interior.racksWithoutCoolant.empty(), recipe.name.c_str());
    }
    QCOMPARE(names, (std::set<std::string>{"HM-38", "HM-19", "VR-38", "HM-4", "AH-2"}));
    QVERIFY(!layout::hallTemplate(m_catalog, "HM-0").has_value());
    QVERIFY(layout::hallTemplates(catalog::Catalog()).empty());
}

void TestCampusGenerator::sampleHasNoFindings_data() {
    QTest::addColumn<QString>("id");
    for (const auto& sample : layout::campusSamples())
        QTest::newRow(sample.id.c_str()) << QString::fromStdString(sample.id);
}

void TestCampusGenerator::sampleHasNoFindings() {
    QFETCH(QString, id);
    const auto campus = layout::generateCampus(sampleBrief(qPrintable(id)), m_catalog);
    QVERIFY2(campus.hasValue(), qPrintable(campus ? QString() : listed(campus.error())));
    const auto faults = model::validate(*campus, m_catalog);
    QVERIFY2(faults.empty(), qPrintable(listed(faults)));
    QString text;
    for (const auto& finding : model::auditLayout(*campus, m_catalog))
        text += QString::fromStdString(campus->nameOf(finding.thing) + ": " + finding.refusal.rule +
                                       " / " + campus->nameOf(finding.refusal.other) + '\n');
    QVERIFY2(text.isEmpty(), qPrintable(text.left(3000)));
}

void TestCampusGenerator::gigawattCampusIsWhatItsNameSays() {
    const auto campus = layout::generateCampus(sampleBrief("bosquel-1gw"), m_catalog);
    QVERIFY(campus.hasValue());
    std::map<std::string, int> racks;
    for (const auto& rack : campus->racks())
        ++racks[rack.type];
    QVERIFY(campus->racks().size() >= 6000);
    QVERIFY(racks["gb300_nvl72"] >= 1000);
    QVERIFY(racks["vr_nvl72_maxq"] >= 1000);
    QCOMPARE(campus->grids().size(), 1u);
    QCOMPARE(campus->grids().begin()->voltage_V, 400e3);
    QVERIFY(campus->substations().size() >= 2);
    for (const auto& substation : campus->substations()) {
        QCOMPARE(substation.highVoltage_V, 400e3);
        QCOMPARE(substation.mediumVoltage_V, 33e3);
        int transformers = 0;
        for (const auto& item : campus->equipment())
            transformers += item.parent == entity(substation.id) &&
                            item.kind == model::EquipmentKind::Transformer;
        QCOMPARE(transformers, substation.busSections);
    }
}

void TestCampusGenerator::everyHallIsFedTwiceAndCooled() {
    QFETCH(QString, id);
    const auto campus = layout::generateCampus(sampleBrief(qPrintable(id)), m_catalog);
    QVERIFY(campus.hasValue());
    for (const auto& hall : campus->halls()) {
        std::set<std::pair<model::EntityId, int>> sources;
        std::set<model::FeedSide> sides;
        for (const auto& feeder : campus->feeders()) {
            if (feeder.to != entity(hall.id) || feeder.normallyOpen)
                continue;
            sources.insert({feeder.from, feeder.fromSection});
            sides.insert(feeder.side);
        }
        // A and B, and from two bars, so that no single one takes both away.
        QVERIFY2(sides.count(model::FeedSide::A) && sides.count(model::FeedSide::B),
                 hall.name.c_str());
        QCOMPARE(sources.size(), 2u);
        bool hasWarmWater = false, hasColdWater = false;
        for (const auto& main : campus->mains()) {
            const auto* plant = campus->plants().find({main.from.number});
            if (main.to != entity(hall.id))
                continue;
            QVERIFY(plant);
            (plant->supplySetpoint_C > 28.0 ? hasWarmWater : hasColdWater) = true;
        }
        QVERIFY2(hasWarmWater || hall.recipe.cduType.empty(), hall.name.c_str());
        QVERIFY2(hasColdWater || hall.recipe.airUnitType.empty(), hall.name.c_str());
    }
}

void TestCampusGenerator::largeCampusesLeaveGroundForTheirAir() {
    const auto pitch_m = [&](double power_W, std::optional<base::Vec2> open_m) {
        auto brief = sampleBrief("bosquel-1gw");
        brief.gridPower_W = power_W;
        brief.openGround_m = open_m;
        const auto campus = layout::generateCampus(brief, m_catalog);
        if (!campus)
            qFatal("%s", campus.error().front().text().c_str());
        auto hall = campus->halls().begin();
        const auto first = hall->placement.position_m;
        return (++hall)->placement.position_m.x - first.x;
    };
    const base::Vec2 none{};
    QCOMPARE(pitch_m(250e6, {}), pitch_m(250e6, none)); // few: the wind has a short way
    const double close_m = pitch_m(1e9, none), open_m = pitch_m(1e9, {});
    qInfo("halls %.1f m apart, with open ground %.1f m", close_m, open_m);
    QVERIFY(open_m > close_m + 10.0);
    QVERIFY(pitch_m(2e9, {}) > open_m);
    QVERIFY(std::abs(pitch_m(1e9, base::Vec2{7.0, 0.0}) - close_m - 7.0) < 0.02);
}

void TestCampusGenerator::cablesCarryAHallAlone() {
    const auto brief = sampleBrief("bosquel-1gw");
    const auto campus = layout::generateCampus(brief, m_catalog);
    QVERIFY(campus.hasValue());
    std::set<std::pair<model::EntityId, model::FeedSide>> inRing;
    for (const auto& feeder : campus->feeders()) {
        const auto* hall = campus->halls().find({feeder.to.number});
        if (feeder.normallyOpen && campus->halls().contains({feeder.from.number})) {
            inRing.insert({feeder.from, feeder.side});
            inRing.insert({feeder.to, feeder.side});
        }

        if (!hall || feeder.normallyOpen)
            continue;
        const auto demand = layout::estimateHall(hall->recipe, brief, m_catalog);
        QVERIFY(demand.hasValue());
        const double whole_A = demand->grid_W() / 0.97 / (std::sqrt(3.0) * 33e3);
        const auto* cable = m_catalog.cable(feeder.cableType);
        QVERIFY(cable);
        const double rating_A = cable->ampacity_A * feeder.circuits;
        QVERIFY2(whole_A <= rating_A, feeder.name.c_str());
        QVERIFY2(0.5 * whole_A <= 0.9 * rating_A, feeder.name.c_str());
    }
    QCOMPARE(inRing.size(), 2 * campus->halls().size()); // every hall has a neighbour, on each side
}

void TestCampusGenerator::powerComesWithinThreePercent_data() {
    QTest::addColumn<double>("power_MW");
    for (const double power_MW : {700.0, 1000.0, 1300.0, 2000.0})
        QTest::addRow("%.0f MW", power_MW) << power_MW;
}

void TestCampusGenerator::powerComesWithinThreePercent() {
    QFETCH(double, power_MW);
    auto brief = sampleBrief("bosquel-1gw");
    brief.gridPower_W = power_MW * 1e6;
    const auto campus = layout::generateCampus(brief, m_catalog);
    QVERIFY2(campus.hasValue(), qPrintable(campus ? QString() : listed(campus.error())));
    double sum_W = 0.0;
    for (const auto& hall : campus->halls())
        sum_W += layout::estimateHall(hall.recipe, brief, m_catalog)->grid_W();
    QVERIFY2(std::abs(sum_W / brief.gridPower_W - 1.0) < 0.03,
             qPrintable(QString("%1 MW").arg(sum_W / 1e6)));
}

void TestCampusGenerator::sameBriefGivesTheSameBytes() {
    const auto first = layout::generateCampus(sampleBrief("hall-demo"), m_catalog);
    const auto second = layout::generateCampus(sampleBrief("hall-demo"), m_catalog);
    QCOMPARE(io::writeCampusText(*first), io::writeCampusText(*second));
    auto other = sampleBrief("hall-demo");
    other.name = "Another";
    QVERIFY(layout::generateCampus(other, m_catalog)->site().guid != first->site().guid);
}

void TestCampusGenerator::trunkHoldsWithOneTransformerOut() {
    const auto& twoN = model::patternOf(model::FeedRedundancy::TwoN);
    for (const int halls : {2, 5, 8, 24, 60}) {
        std::vector<layout::HallDraw> draws;
        for (int i = 0; i < halls; ++i)
            draws.push_back({43e6, i / 2, &twoN});
        const auto plan = layout::planTrunk(draws, 200e6);
        QVERIFY(!plan.halls.empty());
        QVERIFY(plan.loadNormal <= 0.9);
        QVERIFY(plan.loadOneOut <= 1.0);
        QVERIFY(plan.loadOneOut > plan.loadNormal);
        for (std::size_t i = 0; i < plan.halls.size(); ++i) {
            QCOMPARE(plan.halls[i].sections.size(), std::size_t{2});
            QVERIFY(plan.halls[i].sections[0] != plan.halls[i].sections[1]);
            QCOMPARE(plan.halls[i].substation, plan.halls[i / 2 * 2].substation);
        }
    }
    // Two halls of 43 MVA on two sections: each carries half of both, and all with the other out.
    const auto small = layout::planTrunk({{43e6, 0, &twoN}, {43e6, 0, &twoN}}, 200e6);
    QCOMPARE(small.substations * small.transformersEach, 2);
    QCOMPARE(small.loadNormal, 43.0 / 200.0);
    QCOMPARE(small.loadOneOut, 86.0 / 200.0);
    QVERIFY(layout::planTrunk({{300e6, 0, &twoN}}, 200e6).halls.empty());
}

void TestCampusGenerator::demandOfAHallMatchesHandCalculation() {
    const auto recipe = layout::hallTemplate(m_catalog, "HM-38");
    const auto demand = layout::estimateHall(*recipe, sampleBrief("bosquel-1gw"), m_catalog);
    QVERIFY(demand.hasValue());
    QCOMPARE(demand->it_W, 288 * 132e3);
    // 288 x 132 kW x 0.9 = 34.2 MW and 0.3 MW of CDU pumps on 1 MW coolers, which hold the racks'
    // 45 degC less 4 K of CDU and 2 K of margin at 31.3 degC with their approach of 7 K.
    QCOMPARE(demand->cooling.coolers, 35);
    QCOMPARE(demand->cooling.coolerSetpoint_C, 29.3 + 2.0 + 7.0);
    // 288 x 132 kW x 0.1 = 3.8 MW of the racks and about 1.4 MW of losses (UPS at 97.3 % alone are
    // 1.05 MW) on chillers of 1.5 MW.
    QCOMPARE(demand->cooling.chillers, 4);
    QCOMPARE(demand->cooling.chillerSetpoint_C, 20.0);
    QVERIFY(demand->grid_W() / demand->it_W > 1.05 && demand->grid_W() / demand->it_W < 1.15);
}

/// The 35 coolers of the hall above get water of 38.3 + 10 degC back. On a day of 42 degC, 44 at
/// their intakes, they have 4.3 K of the 17 K of their rating and take 8.85 of 34.5 MW: 25.7 MW are
/// left to 18 chillers of 1.5 MW. In the design hour they have 17 K and leave nothing.
void TestCampusGenerator::trimChillersHoldTheSetpointOnTheHottestDay() {
    auto brief = sampleBrief("bosquel-1gw");
    const auto recipe = layout::hallTemplate(m_catalog, "HM-38");
    const auto without = layout::estimateHall(*recipe, brief, m_catalog);
    brief.site.recordAmbient_C = 42.0;
    brief.trimChillerType = "chiller_trim_1500kw_warm";
    const auto with = layout::estimateHall(*recipe, brief, m_catalog);
    QVERIFY(without.hasValue() && with.hasValue());
    QCOMPARE(without->cooling.trimChillers, 0);
    QCOMPARE(with->cooling.trimChillers, 18);
    QCOMPARE(with->cooling.coolers, without->cooling.coolers);
    QCOMPARE(with->mechanical_W, without->mechanical_W);

    brief.gridPower_W = 0.0;
    brief.hallCount = 2;
    const auto campus = layout::generateCampus(brief, m_catalog);
    QVERIFY2(campus.hasValue(), qPrintable(campus ? QString() : listed(campus.error())));
    QVERIFY(model::validate(*campus, m_catalog).empty());
    QVERIFY(model::auditLayout(*campus, m_catalog).empty());
    for (const auto& plant : campus->plants()) {
        int coolers = 0, chillers = 0;
        for (const auto& unit : campus->equipment()) {
            if (unit.parent != model::entity(plant.id))
                continue;
            coolers += unit.kind == model::EquipmentKind::HeatRejection ? 1 : 0;
            chillers += unit.type == brief.trimChillerType ? 1 : 0;
            const auto at = unit.placement.position_m;
            const auto size = model::sizeOfType(m_catalog, unit.type);
            QVERIFY(std::abs(at.x) + 0.5 * size.x <= 0.5 * plant.size_m.x + 1e-9);
            QVERIFY(std::abs(at.y) + 0.5 * size.y <= 0.5 * plant.size_m.y + 1e-9);
        }
        QVERIFY(coolers == 0 ? chillers == 0 : chillers > 0);
    }
}

void TestCampusGenerator::impossibleBriefIsRefusedInWords_data() {
    QTest::addColumn<int>("fault");
    QTest::addColumn<QString>("finding");
    const char* const findings[] = {"there is no hall template \"HM-99\"",
                                    "is negative or no number",
                                    "take 33 kV, not 20 kV",
                                    "no transformer from 300 kV to 33 kV",
                                    "can't keep the coolant",
                                    "is no cooler of the catalogue",
                                    "is no generator of the catalogue",
                                    "no hall template has a share",
                                    "0 halls",
                                    "is not a rack of the catalogue"};
    int fault = 0;
    for (const char* finding : findings)
        QTest::newRow(finding) << fault++ << QString(finding);
}

void TestCampusGenerator::impossibleBriefIsRefusedInWords() {
    QFETCH(int, fault);
    QFETCH(QString, finding);
    auto brief = sampleBrief("bosquel-1gw");
    brief.gridPower_W = 100e6;
    const std::function<void()> faults[] = {
        [&] {
            brief.halls = {{"HM-99", 1.0}};
        },
        [&] { brief.gridPower_W = std::nan(""); },
        [&] { brief.mediumVoltage_V = 20e3; },
        [&] { brief.gridVoltage_V = 300e3; },
        [&] { brief.site.designAmbient_C = 48.0; },
        [&] { brief.coolerType = "fridge"; },
        [&] { brief.generatorType = "hamster"; },
        [&] {
            brief.halls = {{"HM-38", 0.0}};
        },
        [&] {
            brief.gridPower_W = 0.0;
            brief.hallCount = 0;
        },
        [&] { brief.rackType = "bookshelf"; },
    };
    faults[fault]();
    const auto campus = layout::generateCampus(brief, m_catalog);
    QVERIFY(!campus.hasValue());
    QVERIFY2(listed(campus.error()).contains(finding), qPrintable(listed(campus.error())));
}

void TestCampusGenerator::emptyCampusIsValid() {
    const auto campus = layout::emptyCampus(sampleBrief("hall-demo"));
    const auto faults = model::validate(campus, m_catalog);
    QVERIFY2(faults.empty(), qPrintable(listed(faults)));
    QVERIFY(campus.halls().isEmpty());
    QCOMPARE(campus.activeScenario().ambient_C, 29.3);
}

QTEST_APPLESS_MAIN(TestCampusGenerator)
#include "tst_campus_generator.moc"
