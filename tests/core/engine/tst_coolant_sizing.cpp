#include "core/engine/coolant_sizing.h"
#include "core/engine/fluids.h"
#include "core/model/edits/setting.h"
#include "engine_fixture.h"
#include "small_campus.h"

#include <QtTest>

#include <cmath>

using namespace hallwright;
using namespace hallwright::tests;

class TestCoolantSizing : public QObject {
    Q_OBJECT

private slots:
    void sizeIsTheSmallestWithinBothRules_data();
    void sizeIsTheSmallestWithinBothRules();
    void gradientIsDarcyWeisbachs();
    void smallCampusIsSizedByHand();
    void oneEditBringsTheSizesAndTakesThemBack();
    void whatIsSizedNeedsNoMore();
    void sizeThatThePipesDoNotHaveIsRefused();
};

namespace {

/// Water of 20 degC.
const plant::CoolantProperties kWater{};

const catalog::PipeFamily& steel() {
    return *shippedCatalog()->pipe("pipe_steel_en10216");
}

} // namespace

void TestCoolantSizing::sizeIsTheSmallestWithinBothRules_data() {
    QTest::addColumn<double>("flow_m3_per_h");
    QTest::addColumn<int>("dn");
    // At most 3 m/s and 200 Pa/m in steel. By hand, f by Swamee-Jain with 0.045 mm:
    // 72 m3/h, DN 100: 2.22 m/s, Re 2.37e5, f 0.0182: 418 Pa/m; DN 125: 1.47 m/s, 148 Pa/m.
    QTest::newRow("gradient decides") << 72.0 << 125;
    // 2,000 m3/h, DN 450: 3.70 m/s; DN 500: 2.995 m/s, Re 1.45e6, f 0.0130: 120 Pa/m.
    QTest::newRow("velocity decides") << 2000.0 << 500;
    QTest::newRow("a trickle") << 0.1 << 25;
    QTest::newRow("beyond the largest") << 20000.0 << 1000;
}

void TestCoolantSizing::sizeIsTheSmallestWithinBothRules() {
    QFETCH(double, flow_m3_per_h);
    QFETCH(int, dn);
    const auto* size = engine::pipeWithin(steel(), flow_m3_per_h / 3600.0, kWater);
    QVERIFY(size);
    QCOMPARE(size->dn, dn);
}

/// DN 125 of 131.7 mm at 72 m3/h = 0.02 m3/s: v = 0.02 / 0.013623 = 1.4681 m/s,
/// Re = 1.4681 x 0.1317 / 1.00381e-6 = 1.9262e5, eps/3.7D = 9.235e-5, 5.74/Re^0.9 = 1.0062e-4,
/// f = 0.25 / log10(1.9297e-4)^2 = 0.25 / 3.71451^2 = 0.018119; f/D rho v^2/2 = 148.0 Pa/m.
void TestCoolantSizing::gradientIsDarcyWeisbachs() {
    catalog::PipeSize size;
    size.innerDiameter_m = 0.1317;
    QCOMPARE_LE(std::abs(engine::pipeGradient_Pa_per_m(steel(), size, 0.02, kWater) - 148.0), 0.2);
}

/// Four GB300 racks on one main of DN 150 with pumps of 450 m3/h at 30 m: far too large. The flow
/// decides; the size must be the smallest within the rules and the pump the smallest that lifts it.
void TestCoolantSizing::smallCampusIsSizedByHand() {
    const auto small = smallCampus();
    const auto sizing = engine::sizeCoolant(small.campus, shippedCatalog());
    QVERIFY2(sizing.isSolved, sizing.trouble.c_str());
    QCOMPARE(sizing.mains.size(), std::size_t{1});
    const auto& main = sizing.mains.front();
    QCOMPARE(main.id, small.main);
    QVERIFY(main.isWithinRules);
    QVERIFY(main.dn < 150);
    QVERIFY(main.gradient_Pa_per_m <= 200.0 && main.velocity_m_per_s <= 3.0);
    // The next smaller size breaks a rule, with PG25 half-way up from the set-point of 36 degC.
    const auto glycol = engine::coolantAt(*shippedCatalog(), "pg25", 41.0);
    const auto& sizes = steel().sizes;
    for (std::size_t i = 1; i < sizes.size(); ++i)
        if (sizes[i].dn == main.dn)
            QVERIFY(engine::pipeGradient_Pa_per_m(steel(), sizes[i - 1], main.flow_m3_per_s,
                                                  glycol) > 200.0);
    QCOMPARE(sizing.pumps.size(), std::size_t{1});
    const auto& pumps = sizing.pumps.front();
    QCOMPARE(pumps.count, 3); // two that run and one to spare
    QVERIFY(pumps.isEnough);
    const auto* type = shippedCatalog()->pump(pumps.type);
    const auto* before = shippedCatalog()->pump(pumps.typeBefore);
    QVERIFY(type->motorPower_W < before->motorPower_W);
    QCOMPARE_LE(std::abs(pumps.flow_m3_per_s / (0.5 * main.flow_m3_per_s) - 1.0), 1e-6);
    QVERIFY(type->headZero_m -
                type->headCoefficient_s2_per_m5 * pumps.flow_m3_per_s * pumps.flow_m3_per_s >=
            1.05 * pumps.head_m);
}

void TestCoolantSizing::oneEditBringsTheSizesAndTakesThemBack() {
    const auto small = smallCampus();
    const auto sizing = engine::sizeCoolant(small.campus, shippedCatalog());
    model::Campus changed = small.campus;
    const model::Edit edit = sizing.edit;
    auto planned = edit.plan(changed, *shippedCatalog());
    QVERIFY(planned.hasValue());
    const auto back = changed.apply(std::move(planned).value());
    QCOMPARE(changed.mains().find(small.main)->dn, sizing.mains.front().dn);
    QVERIFY(!(*changed.mains().find(small.main) == *small.campus.mains().find(small.main)));
    // The racks still get all the coolant they ask for.
    const auto solution = solveCold(changed);
    QVERIFY(!hasFinding(*solution, "rack-flow-short"));
    QVERIFY(!hasFinding(*solution, "pipe-velocity"));
    QVERIFY(!hasFinding(*solution, "pipe-gradient"));
    changed.apply(back);
    QVERIFY(*changed.mains().find(small.main) == *small.campus.mains().find(small.main));
    for (const auto& unit : small.campus.equipment())
        QVERIFY(unit == *changed.equipment().find(unit.id));
}

void TestCoolantSizing::whatIsSizedNeedsNoMore() {
    model::Campus campus = sampleCampus("hall-demo");
    edit(campus, engine::sizeCoolant(campus, shippedCatalog()).edit);
    const auto again = engine::sizeCoolant(campus, shippedCatalog());
    QVERIFY(again.isSolved);
    QVERIFY(again.edit.isEmpty());
}

void TestCoolantSizing::sizeThatThePipesDoNotHaveIsRefused() {
    const auto small = smallCampus();
    model::ResizeWater odd;
    odd.mains.push_back({small.main, 123});
    QVERIFY(!odd.plan(small.campus, *shippedCatalog()).hasValue());
}

QTEST_APPLESS_MAIN(TestCoolantSizing)
#include "tst_coolant_sizing.moc"
