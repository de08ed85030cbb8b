#include "core/solvers/plant/air_unit.h"
#include "core/solvers/plant/chiller.h"
#include "core/solvers/plant/coolant_table.h"
#include "core/solvers/plant/cooling_tower.h"
#include "core/solvers/plant/dry_cooler.h"
#include "core/solvers/plant/eir_chiller.h"
#include "core/solvers/plant/pump.h"
#include "core/solvers/plant/staging.h"

#include <QtTest>

#include <cmath>

using namespace hallwright::plant;

namespace {

constexpr double kZero_K = 273.15;

/// 1 MW at 35 degC ambient, 52/42 degC, 311,000 m3/h of air, 19 kW of fans.
DryCoolerParameters megawattCooler() {
    return {1e6, 35 + kZero_K, 52 + kZero_K, 42 + kZero_K, 311000.0 / 3600.0, 19e3, 0.1};
}

CoolerConditions ratedConditions() {
    CoolerConditions conditions;
    conditions.airInlet_K = 35 + kZero_K;
    conditions.wetBulb_K = 22 + kZero_K;
    conditions.fluidInlet_K = 52 + kZero_K;
    conditions.fluidCapacity_W_per_K = 1e5;
    conditions.setpoint_K = 42 + kZero_K;
    return conditions;
}

} // namespace

class TestPlant : public QObject {
    Q_OBJECT

private slots:
    void dryCoolerReturnsItsRating();
    void dryCoolerSlowsItsFansInCoolAir();
    void dryCoolerNeverWarmsTheFluid();
    void adiabaticPadsCoolTheAirAndUseWater();
    void towerEvaporatesByItsHeat();
    void chillerFollowsItsCurves();
    void freeCoolingTakesOverInTheCold();
    void eirChillerFollowsItsCurves();
    void stagingRunsTheMachinesThatTakeLeast();
    void relativeHumidityInvertsTheWetBulb();
    void dewPointMatchesTheChart();
    void pumpPowerIsHydraulicPowerOverEfficiencies();
    void pumpSpeedFollowsTheAffinityLaws();
    void airUnitReturnsItsRating();
    void airUnitSaturatesOnWarmWater();
    void coolantIsInterpolated();
    void wetBulbMatchesTheChart();
};

void TestPlant::dryCoolerReturnsItsRating() {
    const CoolerState state = runDryCooler(megawattCooler(), ratedConditions());
    QCOMPARE_LE(std::abs(state.heat_W / 1e6 - 1.0), 1e-6);
    QCOMPARE_LE(std::abs(state.fanPower_W / 19e3 - 1.0), 1e-5);
    QCOMPARE_LE(std::abs(state.fullSpeedEffectiveness - 10.0 / 17.0), 1e-9);
}

void TestPlant::dryCoolerSlowsItsFansInCoolAir() {
    CoolerConditions cool = ratedConditions();
    cool.airInlet_K = 15 + kZero_K;
    const CoolerState state = runDryCooler(megawattCooler(), cool);
    QVERIFY(!state.isSaturated);
    QCOMPARE_LE(std::abs(state.fluidOutlet_K - cool.setpoint_K), 1e-9);
    QVERIFY(state.fanSpeed < 0.5);
    QCOMPARE_LE(std::abs(state.fanPower_W - 19e3 * std::pow(state.fanSpeed, 3.0)), 1e-6);
    const double effectiveness = fluidEffectiveness(megawattCooler(), state.fanSpeed, 1e5,
                                                    airDensity_kg_per_m3(15 + kZero_K));
    QCOMPARE_LE(std::abs(effectiveness - 10.0 / 37.0), 1e-6);
}

void TestPlant::dryCoolerNeverWarmsTheFluid() {
    CoolerConditions hot = ratedConditions();
    hot.airInlet_K = 60 + kZero_K;
    const CoolerState state = runDryCooler(megawattCooler(), hot);
    QVERIFY(state.isSaturated);
    QCOMPARE(state.heat_W, 0.0);
    QCOMPARE(state.fluidOutlet_K, hot.fluidInlet_K);
}

void TestPlant::adiabaticPadsCoolTheAirAndUseWater() {
    AdiabaticCoolerParameters cooler;
    cooler.coil = megawattCooler();
    cooler.bleedFraction = 0.0;
    const CoolerConditions conditions = ratedConditions();
    const CoolerState state = runAdiabaticCooler(cooler, conditions);
    QCOMPARE_LE(std::abs(state.coilAirInlet_K - (35 - 0.8 * 13 + kZero_K)), 1e-9);
    const double evaporated =
        state.airflow_m3_per_s * airDensity_kg_per_m3(35 + kZero_K) * 1006.0 * 0.8 * 13 / 2.44e6;
    QCOMPARE_LE(std::abs(state.water_m3_per_s * 998.2 / evaporated - 1.0), 1e-9);
    QVERIFY(state.fanPower_W < runDryCooler(cooler.coil, conditions).fanPower_W);

    CoolerConditions mild = conditions;
    mild.airInlet_K = 20 + kZero_K;
    QCOMPARE(runAdiabaticCooler(cooler, mild).water_m3_per_s, 0.0);
}

void TestPlant::towerEvaporatesByItsHeat() {
    CoolingTowerParameters tower;
    tower.capacity_W = 5e6;
    tower.fanPower_W = 60e3;
    CoolerConditions conditions;
    conditions.wetBulb_K = 20 + kZero_K;
    conditions.fluidInlet_K = 30 + kZero_K;
    conditions.setpoint_K = 24 + kZero_K; // approach 4, range 6: the rating
    conditions.fluidCapacity_W_per_K = 5e6 / 6.0;
    const CoolerState state = runCoolingTower(tower, conditions, 0.2);
    QCOMPARE_LE(std::abs(state.heat_W / 5e6 - 1.0), 1e-9);
    QCOMPARE_LE(std::abs(state.fanPower_W / 60e3 - 1.0), 1e-6);
    // 5 MWh an hour at 1.6 + 0.4 L/kWh, and 2e-5 of 0.2 m3/s as drift.
    QCOMPARE_LE(std::abs(state.water_m3_per_s - (5000 * 2e-3 / 3600 + 4e-6)), 1e-9);
}

void TestPlant::chillerFollowsItsCurves() {
    ChillerParameters chiller;
    chiller.capacity_W = 1.5e6;
    chiller.copOverSink_K = {{303.15, 308.15}, {5.22, 4.35}};
    chiller.copFactorOverPartLoad = {{0.5, 1.0}, {1.25, 1.0}};
    QCOMPARE_LE(std::abs(runChiller(chiller, 1.5e6, 308.15).power_W - 1.5e6 / 4.35), 1e-6);
    const ChillerState half = runChiller(chiller, 0.75e6, 305.65);
    QCOMPARE_LE(std::abs(half.cop - 4.785 * 1.25), 1e-9);
    QCOMPARE_LE(std::abs(half.rejected_W - half.heat_W - half.power_W), 1e-9);
    QCOMPARE(runChiller(chiller, 2e6, 308.15).unmet_W, 0.5e6);
}

void TestPlant::freeCoolingTakesOverInTheCold() {
    ChillerParameters chiller;
    chiller.capacity_W = 1.5e6;
    chiller.copOverSink_K = {{288.15}, {7.25}};
    chiller.hasFreeCooling = true;
    chiller.freeCoolingFullBelow_K = 12 + kZero_K;
    chiller.freeCoolingStartBelow_K = 27 + kZero_K;
    chiller.fanPower_W = 36e3;
    QCOMPARE(runChiller(chiller, 1.5e6, 5 + kZero_K).power_W, 36e3);
    QCOMPARE_LE(std::abs(freeCoolingFraction(chiller, 19.5 + kZero_K) - 0.5), 1e-12);
    QCOMPARE(freeCoolingFraction(chiller, 30 + kZero_K), 0.0);
}

void TestPlant::eirChillerFollowsItsCurves() {
    // York YK, 4,396 kW, COP 6.63 (EnergyPlus data sets, Chillers.idf).
    EirChillerParameters york;
    york.capacity_W = 4395.8e3;
    york.cop = 6.63;
    york.capacityOverTemperatures = {0.3693621, -0.07284715,  -0.00487193,
                                     0.1223355, -0.005368259, 0.01035036};
    york.eirOverTemperatures = {0.5913358,  -0.05974145,   0.0008176561,
                                0.03987353, -0.0008176694, 0.001457994};
    york.powerOverPartLoad = {0.302107, 0.03103971, 0.6669726};
    york.leastPartLoad = 0.41;
    york.mostPartLoad = 1.06;
    // At leaving water l = 6.67 and condenser water s = 20 degC:
    //   f_cap = 0.3693621 - 0.07284715 6.67 - 0.00487193 44.4889 + 0.1223355 20
    //           - 0.005368259 400 + 0.01035036 133.4
    //         = 0.369362 - 0.485890 - 0.216747 + 2.446710 - 2.147304 + 1.380738 = 1.346869
    //   f_eir = 0.591336 - 0.398475 + 0.036377 + 0.797471 - 0.327068 + 0.194496 = 0.894137
    const double l_K = 6.67 + kZero_K;
    const double s_K = 20.0 + kZero_K;
    QCOMPARE_LE(std::abs(eirCapacity_W(york, l_K, s_K) / (1.346869 * 4395.8e3) - 1.0), 1e-5);
    // Half of that: f_plr = 0.302107 + 0.03103971 0.5 + 0.6669726 0.25 = 0.484370;
    // P = 1.346869 4395.8 / 6.63 0.894137 0.484370 = 386.75 kW.
    const double half_W = 0.5 * 1.346869 * 4395.8e3;
    const auto half = runEirChiller(york, half_W, l_K, s_K);
    QCOMPARE_LE(std::abs(half.power_W / 386.75e3 - 1.0), 1e-4);
    QCOMPARE(half.compressor_W, half.power_W);
    QCOMPARE_LE(std::abs(half.rejected_W - half_W - half.power_W), 1e-6);
    // Below 41 % it cycles: power follows the share of the time.
    const auto least = runEirChiller(york, 0.41 / 0.5 * half_W, l_K, s_K);
    const auto tenth = runEirChiller(york, 0.1 * 0.41 / 0.5 * half_W, l_K, s_K);
    QCOMPARE_LE(std::abs(tenth.power_W / (0.1 * least.power_W) - 1.0), 1e-9);
    // Beyond 106 % something is left.
    const auto over = runEirChiller(york, 3.0 * half_W, l_K, s_K);
    QCOMPARE_LE(std::abs(over.heat_W / (2.12 * half_W) - 1.0), 1e-6);
    QCOMPARE_LE(std::abs(over.unmet_W / (0.88 * half_W) - 1.0), 1e-6);
}

void TestPlant::stagingRunsTheMachinesThatTakeLeast() {
    // COP 5 at full load, 6.25 at half: two of four at half load take 1 MW / 6.25 = 160 kW, one at
    // full 200 kW, four at a quarter (COP 5 x 1.15) 174 kW.
    ChillerParameters chiller;
    chiller.capacity_W = 1e6;
    chiller.copOverSink_K = {{300.0}, {5.0}};
    chiller.copFactorOverPartLoad = {{0.25, 0.5, 0.75, 1.0}, {1.15, 1.25, 1.15, 1.0}};
    const auto run = [&](double share_W) { return runChiller(chiller, share_W, 300.0); };
    QCOMPARE(leastPowerUnits(1e6, 4, run), 2);
    QCOMPARE(leastPowerUnits(2e6, 4, run), 4);
    QCOMPARE(leastPowerUnits(3.2e6, 4, run), 4);
    QCOMPARE(leastPowerUnits(9e6, 4, run), 4); // none carries it: all run
    QCOMPARE(leastPowerUnits(1.0, 1, run), 1);
}

void TestPlant::relativeHumidityInvertsTheWetBulb() {
    for (const double dry_C : {-15.0, 0.0, 12.0, 30.0, 45.0})
        for (const double humidity : {0.1, 0.4, 0.8, 1.0}) {
            const double wet_K = wetBulb_K(dry_C + kZero_K, humidity);
            QCOMPARE_LE(wet_K, dry_C + kZero_K + 1e-9);
            QCOMPARE_LE(std::abs(relativeHumidity(dry_C + kZero_K, wet_K) - humidity), 1e-6);
        }
}

/// 30 degC dry and 20 degC wet: psychrometric chart 14.8 degC; saturated air condenses at once.
void TestPlant::dewPointMatchesTheChart() {
    QCOMPARE_LE(std::abs(dewPoint_K(30.0 + kZero_K, 20.0 + kZero_K) - kZero_K - 14.8), 0.1);
    QCOMPARE_LE(std::abs(dewPoint_K(12.0 + kZero_K, 12.0 + kZero_K) - kZero_K - 12.0), 1e-6);
    for (const double humidity : {0.1, 0.4, 0.8}) {
        const double wet_K = wetBulb_K(25.0 + kZero_K, humidity);
        const double dew_K = dewPoint_K(25.0 + kZero_K, wet_K);
        QCOMPARE_LE(std::abs(saturationPressure_Pa(dew_K) /
                                 (humidity * saturationPressure_Pa(25.0 + kZero_K)) -
                             1.0),
                    1e-5);
    }
}

void TestPlant::pumpPowerIsHydraulicPowerOverEfficiencies() {
    PumpParameters pump{450.0 / 3600.0,
                        37.5,
                        coefficientFromCubicMetresPerHour(3.704e-5),
                        {{0.8, 1.0, 1.2}, {0.81, 0.83, 0.79}},
                        0.96,
                        0.97,
                        55e3};
    const PumpState state = runPump(pump, 450.0 / 3600.0, 1.0, 992.0);
    QCOMPARE_LE(std::abs(state.head_m - 30.0), 0.001);
    const double expected = 992.0 * 9.80665 * 0.125 * state.head_m / (0.83 * 0.96 * 0.97);
    QCOMPARE_LE(std::abs(state.electricPower_W / expected - 1.0), 1e-12);
    QVERIFY(!state.isOverloaded);
}

void TestPlant::pumpSpeedFollowsTheAffinityLaws() {
    PumpParameters pump{0.125, 40.0, 640.0, {{1.0}, {0.8}}, 1.0, 1.0, 0.0};
    // Half the flow on a square system curve: half the speed, a quarter of the head, 1/8 of the
    // power.
    const double full = pumpHead_m(pump, 0.125, 1.0);
    QCOMPARE_LE(std::abs(pumpSpeedForDuty(pump, 0.0625, full / 4.0) - 0.5), 1e-12);
    const double ratio = runPump(pump, 0.0625, 0.5, 1000.0).electricPower_W /
                         runPump(pump, 0.125, 1.0, 1000.0).electricPower_W;
    QCOMPARE_LE(std::abs(ratio - 0.125), 1e-12);
}

void TestPlant::airUnitReturnsItsRating() {
    AirUnitParameters unit;
    unit.capacity_W = 150e3;
    unit.airflow_m3_per_s = 150e3 / (12.0 * 1006.0 * airDensity_kg_per_m3(34 + kZero_K));
    unit.fanPower_W = 0.0;
    AirUnitConditions conditions;
    conditions.airflow_m3_per_s = unit.airflow_m3_per_s;
    conditions.waterCapacity_W_per_K = 150e3 / 8.0;
    const AirUnitState state = runAirUnit(unit, conditions);
    QCOMPARE_LE(std::abs(state.heat_W / 150e3 - 1.0), 1e-6);
    QCOMPARE_LE(std::abs(state.supplyAir_K - (22 + kZero_K)), 1e-4);
    unit.fanPower_W = 5500.0;
    QCOMPARE_LE(std::abs(airUnitFanPower_W(unit, 0.5 * unit.airflow_m3_per_s) - 687.5), 1e-9);
}

void TestPlant::airUnitSaturatesOnWarmWater() {
    AirUnitParameters unit;
    unit.capacity_W = 150e3;
    unit.airflow_m3_per_s = 10.28;
    unit.fanPower_W = 5500.0;
    AirUnitConditions conditions;
    conditions.airflow_m3_per_s = 10.28;
    conditions.waterCapacity_W_per_K = 18750.0;
    conditions.waterInlet_K = 28 + kZero_K;
    const AirUnitState state = runAirUnit(unit, conditions);
    QVERIFY(state.isSaturated);
    QVERIFY(state.supplyAir_K > 25 + kZero_K);
}

void TestPlant::coolantIsInterpolated() {
    CoolantTable table{{293.15, 313.15},
                       {{1021.0, 3910.0, 2.1e-3, 0.47}, {1012.0, 3950.0, 1.22e-3, 0.49}}};
    const CoolantProperties middle = table.at(303.15);
    QCOMPARE_LE(std::abs(middle.density_kg_per_m3 - 1016.5), 1e-9);
    QCOMPARE_LE(std::abs(middle.heatCapacity_J_per_kgK - 3930.0), 1e-9);
    QCOMPARE_LE(std::abs(middle.dynamicViscosity_Pa_s - std::sqrt(2.1e-3 * 1.22e-3)), 1e-12);
    QVERIFY(table.at(400.0).dynamicViscosity_Pa_s > 0.0);
}

/// ASHRAE's chart: 30 degC and 50 % give 22.0 degC wet bulb; saturated air is its own wet bulb.
void TestPlant::wetBulbMatchesTheChart() {
    QCOMPARE_LE(std::abs(wetBulb_K(303.15, 0.5) - (22.0 + kZero_K)), 0.1);
    QCOMPARE_LE(std::abs(wetBulb_K(293.15, 1.0) - 293.15), 0.01);
}

QTEST_APPLESS_MAIN(TestPlant)
#include "tst_plant.moc"
