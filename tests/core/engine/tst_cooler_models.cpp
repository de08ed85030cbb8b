#include "core/engine/cooler_models.h"
#include "core/engine/fluids.h"
#include "engine_fixture.h"

#include <QtTest>

#include <cmath>

using namespace hallwright;
using namespace hallwright::engine;

namespace {

const catalog::ChillerType& centrifugal() {
    return *tests::shippedCatalog()->chiller("chiller_water_centrifugal_4400kw");
}

const catalog::HeatRejectionType& adiabatic() {
    return *tests::shippedCatalog()->heatRejection("adiabatic_cooler_1000kw");
}

plant::CoolerConditions hotAfternoon() {
    plant::CoolerConditions conditions;
    conditions.airInlet_K = toKelvin(35.0);
    conditions.wetBulb_K = toKelvin(20.0);
    conditions.fluidInlet_K = toKelvin(40.0);
    conditions.fluidCapacity_W_per_K = 1e5;
    conditions.setpoint_K = toKelvin(30.0);
    return conditions;
}

} // namespace

class TestCoolerModels : public QObject {
    Q_OBJECT

private slots:
    void chillerRunsByTheCataloguesEirCurves();
    void chillerIsHeldAtTheEdgeOfItsCurves();
    void chillerWithoutCurvesRunsByItsCop();
    void padsReachTheCataloguesShare();
    void padsDrinkNoMoreThanTheMainsGive();
    void airThatComesBackWarmsTheWetBulbToo();
};

/// York YK of EnergyPlus's data sets at 6.67 degC leaving and 20 degC entering the condenser:
///   f_cap = 0.369362 - 0.485890 - 0.216747 + 2.446710 - 2.147304 + 1.380738 = 1.346869
///   f_eir = 0.591336 - 0.398475 + 0.036377 + 0.797471 - 0.327068 + 0.194496 = 0.894137
/// and at half of that load f_plr = 0.302107 + 0.015520 + 0.166743 = 0.484370:
///   P = 1.346869 x 4,396 / 6.63 x 0.894137 x 0.484370 = 386.8 kW.
void TestCoolerModels::chillerRunsByTheCataloguesEirCurves() {
    const double leaving_K = toKelvin(6.67);
    const double sink_K = toKelvin(20.0);
    QCOMPARE_LE(
        std::abs(chillerCapacity_W(centrifugal(), leaving_K, sink_K) / (1.06 * 1.346869 * 4396e3) -
                 1.0),
        1e-5);
    const double half_W = 0.5 * 1.346869 * 4396e3;
    const auto state = runChiller(centrifugal(), half_W, leaving_K, sink_K);
    QCOMPARE_LE(std::abs(state.power_W / 386.8e3 - 1.0), 2e-4);
    QCOMPARE_LE(std::abs(state.heat_W - half_W), 1e-6);
}

/// Curves that were fitted up to 7.78 degC say nothing of 20 degC.
void TestCoolerModels::chillerIsHeldAtTheEdgeOfItsCurves() {
    const double sink_K = toKelvin(24.0);
    const auto warm = runChiller(centrifugal(), 2e6, toKelvin(20.0), sink_K);
    const auto edge = runChiller(centrifugal(), 2e6, toKelvin(7.78), sink_K);
    QCOMPARE(warm.power_W, edge.power_W);
}

/// 1.5 MW at 35 degC: COP 4.35.
void TestCoolerModels::chillerWithoutCurvesRunsByItsCop() {
    const auto& type = *tests::shippedCatalog()->chiller("chiller_air_freecool_1500kw");
    QVERIFY(!type.eir);
    const auto state = runChiller(type, 1.5e6, toKelvin(20.0), toKelvin(35.0));
    QCOMPARE_LE(std::abs(state.power_W / (1.5e6 / 4.35) - 1.0), 1e-9);
    QCOMPARE(chillerCapacity_W(type, toKelvin(20.0), toKelvin(35.0)), 1.5e6);
}

/// 35 degC dry and 20 degC wet: pads of 80 % give 35 - 0.8 x 15 = 23 degC, pads of half 27.5 degC.
void TestCoolerModels::padsReachTheCataloguesShare() {
    auto type = adiabatic();
    type.waterPeak_m3_per_s = 0.0;
    QCOMPARE(type.padSaturation, 0.8);
    QCOMPARE_LE(std::abs(runCooler(type, hotAfternoon(), 0.025, type.wetAbove_C).coilAirInlet_K -
                         toKelvin(23.0)),
                1e-9);
    type.padSaturation = 0.5;
    QCOMPARE_LE(std::abs(runCooler(type, hotAfternoon(), 0.025, type.wetAbove_C).coilAirInlet_K -
                         toKelvin(27.5)),
                1e-9);
    auto cool = hotAfternoon();
    cool.airInlet_K = toKelvin(24.0); // below the switch: dry
    const auto dry = runCooler(type, cool, 0.025, type.wetAbove_C);
    QCOMPARE(dry.coilAirInlet_K, cool.airInlet_K);
    QCOMPARE(dry.water_m3_per_s, 0.0);
}

/// Air at 35 degC dry and 20 degC wet has a wet bulb of 21.6 degC when it is 5 K warmer with the
/// water that it had: the psychrometric balance at 1013 hPa.
void TestCoolerModels::airThatComesBackWarmsTheWetBulbToo() {
    const auto air = hotAfternoon();
    QCOMPARE(warmed(air, 0.0).wetBulb_K, air.wetBulb_K);
    const auto warm = warmed(air, 5.0);
    QCOMPARE(warm.airInlet_K, air.airInlet_K + 5.0);
    QCOMPARE_GE(warm.wetBulb_K, air.wetBulb_K + 1.3);
    QCOMPARE_LE(warm.wetBulb_K, air.wetBulb_K + 1.9);
    // Pads and coil then cool less.
    const auto type = adiabatic();
    QVERIFY(runCooler(type, warm, 0.025, type.wetAbove_C).coilAirInlet_K >
            runCooler(type, air, 0.025, type.wetAbove_C).coilAirInlet_K);
}

/// The catalogue states 12 L/min for the unit.
void TestCoolerModels::padsDrinkNoMoreThanTheMainsGive() {
    const auto state = runCooler(adiabatic(), hotAfternoon(), 0.025, adiabatic().wetAbove_C);
    QVERIFY(state.water_m3_per_s > 0.0);
    QCOMPARE_LE(state.water_m3_per_s, 12e-3 / 60.0 * (1.0 + 1e-9));
}

QTEST_APPLESS_MAIN(TestCoolerModels)
#include "tst_cooler_models.moc"
