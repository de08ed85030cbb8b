#include "core/engine/facility_circuit.h"
#include "core/engine/fluids.h"
#include "core/model/edits/connecting.h"
#include "core/model/edits/placing.h"
#include "core/model/edits/setting.h"
#include "engine_fixture.h"
#include "small_campus.h"

#include <QTest>

#include <cmath>
#include <numbers>
#include <random>

using namespace hallwright;
using namespace hallwright::tests;

/// How a plant is run, on the small campus: four racks, three dry coolers, set-point 36 degC.
class TestPlantSettings : public QObject {
    Q_OBJECT

private slots:
    void supplyFollowsOutdoorAirBetweenTwoTemperatures();
    void resetMovesTheSolvedSupply();
    void chillersTrimWhatCoolersLeave();
    void waterBeyondTheTrimChillersGoesPastThem();
    void changeoverRestsTheCoolers();
    void stagingDecidesHowManyChillersRun();
    void adiabaticCoolersAreWetAboveThePlantsTemperature();
    void pumpsAtFullSpeedTakeMorePower();
    void insulatedMainsLoseByTheCylinderFormula();
    void customersTakeHeatBeforeTheCoolers();
    void coldReturnWaterIsOfNoUseToCustomers();
    void condenserWaterIsPumped();
    void randomPlantsCloseTheirHeatBalance();
};

void TestPlantSettings::supplyFollowsOutdoorAirBetweenTwoTemperatures() {
    model::Plant plant;
    plant.supplySetpoint_C = 30.0;
    QCOMPARE(engine::supplySetpoint_C(plant, 40.0), 30.0);
    plant.supplyReset = model::SupplyReset::OutdoorAir;
    plant.resetFrom_C = 10.0;
    plant.resetTo_C = 30.0;
    plant.resetSupply_C = 40.0;
    QCOMPARE(engine::supplySetpoint_C(plant, -5.0), 30.0);
    QCOMPARE(engine::supplySetpoint_C(plant, 15.0), 32.5);
    QCOMPARE(engine::supplySetpoint_C(plant, 30.0), 40.0);
    QCOMPARE(engine::supplySetpoint_C(plant, 45.0), 40.0);
}

void TestPlantSettings::resetMovesTheSolvedSupply() {
    auto small = smallCampus();
    const double fixed_W = solveAt(small.campus, 25.0)->plants.at(small.plant).power_W;
    changePlant(small, [](auto& plant) {
        plant.supplyReset = model::SupplyReset::OutdoorAir;
        plant.resetFrom_C = 15.0;
        plant.resetTo_C = 25.0;
        plant.resetSupply_C = 40.0;
    });
    const auto warm = solveAt(small.campus, 25.0);
    QCOMPARE_LE(std::abs(warm->plants.at(small.plant).supply_C - 40.0), 0.05);
    QCOMPARE(warm->plants.at(small.plant).setpoint_C, 40.0);
    QVERIFY(warm->plants.at(small.plant).power_W < fixed_W); // fans turn more slowly
    QVERIFY(!hasFinding(*warm, "plant-too-warm"));
    const auto cold = solveAt(small.campus, 10.0);
    QCOMPARE_LE(std::abs(cold->plants.at(small.plant).supply_C - 36.0), 0.05);
}

void TestPlantSettings::chillersTrimWhatCoolersLeave() {
    auto small = smallCampus();
    place(small, "chiller_trim_1500kw_warm");
    const auto cool = solveAt(small.campus, 15.0)->plants.at(small.plant);
    QCOMPARE(cool.chillerHeat_W, 0.0);
    QCOMPARE(cool.compressor_W, 0.0);
    // 38 degC outdoors: the coolers take what they can from water of some 46 degC, the chiller the
    // rest.
    const auto hot = solveAt(small.campus, 38.0)->plants.at(small.plant);
    QVERIFY(hot.holdsSetpoint);
    QVERIFY(hot.chillerHeat_W > 0.0);
    QVERIFY(hot.chillerHeat_W < 0.9 * hot.heat_W);
    QVERIFY(hot.compressor_W > 0.0);
}

/// Two pumps of 450 m3/h run. A chiller for 129 m3/h is no strait for them: it costs a quarter of
/// the 60 kPa of a cooler at 900 m3/h, however many of them there are.
void TestPlantSettings::waterBeyondTheTrimChillersGoesPastThem() {
    auto small = smallCampus();
    const auto plant = [&] { return solveAt(small.campus, 15.0)->plants.at(small.plant); };
    const auto without = plant();
    place(small, "chiller_trim_1500kw_warm");
    const auto one = plant();
    const double share = one.flow_m3_per_s / (900.0 / 3600.0);
    QCOMPARE_LE(std::abs(one.flow_m3_per_s / without.flow_m3_per_s - 1.0), 1e-6);
    QVERIFY(isWithin(one.pumpHead_Pa - without.pumpHead_Pa, 15e3 * share * share, 1e-3));
    place(small, "chiller_trim_1500kw_warm", 3);
    QCOMPARE_LE(std::abs(plant().pumpHead_Pa / one.pumpHead_Pa - 1.0), 1e-9);
}

void TestPlantSettings::changeoverRestsTheCoolers() {
    auto small = smallCampus();
    place(small, "chiller_trim_1500kw_warm");
    const auto integrated = solveAt(small.campus, 38.0)->plants.at(small.plant);
    changePlant(small, [](auto& plant) { plant.economiser = model::Economiser::Changeover; });
    const auto hot = solveAt(small.campus, 38.0);
    const auto& plant = hot->plants.at(small.plant);
    QVERIFY(plant.holdsSetpoint);
    QCOMPARE_LE(std::abs(plant.heat_W - plant.compressor_W - plant.chillerHeat_W), 1.0);
    QVERIFY(plant.chillerHeat_W > integrated.chillerHeat_W);
    for (const auto& unit : small.campus.equipment())
        if (unit.kind == model::EquipmentKind::HeatRejection)
            QCOMPARE(hot->units.at(unit.id).power_W, 0.0);
    QCOMPARE_LE(hot->energy.residualFraction, 1e-4);
    // Where the coolers hold it alone, the chillers rest.
    const auto cool = solveAt(small.campus, 15.0)->plants.at(small.plant);
    QCOMPARE(cool.chillerHeat_W, 0.0);
    QVERIFY(cool.holdsSetpoint);
}

void TestPlantSettings::stagingDecidesHowManyChillersRun() {
    auto small = smallCampus();
    place(small, "chiller_trim_1500kw_warm", 3);
    const auto running = [&](model::ChillerStaging staging) {
        changePlant(small, [&](auto& plant) { plant.chillerStaging = staging; });
        return solveAt(small.campus, 38.0)->plants.at(small.plant);
    };
    const auto fewest = running(model::ChillerStaging::FewestUnits);
    const auto all = running(model::ChillerStaging::AllUnits);
    const auto best = running(model::ChillerStaging::LeastPower);
    QCOMPARE(fewest.chillersRunning, 1); // about 0.5 MW on machines of 1.5 MW
    QCOMPARE(all.chillersRunning, 3);
    QCOMPARE_LE(best.compressor_W, std::min(fewest.compressor_W, all.compressor_W) + 1.0);
}

void TestPlantSettings::adiabaticCoolersAreWetAboveThePlantsTemperature() {
    auto small = smallCampus();
    setCoolers(small, "adiabatic_cooler_1000kw");
    changePlant(small, [](auto& plant) { plant.supplySetpoint_C = 30.0; });
    const auto water = [&](double ambient_C) {
        return solveAt(small.campus, ambient_C, 14.0)->plants.at(small.plant).water_m3_per_s;
    };
    QCOMPARE(water(24.0), 0.0); // the type's switch is at 25 degC
    QVERIFY(water(28.0) > 0.0);
    changePlant(small, [](auto& plant) { plant.coolerWater = model::CoolerWater::Dry; });
    QCOMPARE(water(28.0), 0.0);
    changePlant(small, [](auto& plant) {
        plant.coolerWater = model::CoolerWater::AboveAmbient;
        plant.wetAbove_C = 20.0;
    });
    QVERIFY(water(24.0) > 0.0);
    QCOMPARE(water(19.0), 0.0);
    // The same of a hybrid: sprays below, the tower model above.
    setCoolers(small, "hybrid_cooler_1000kw");
    QCOMPARE(water(19.0), 0.0);
    QVERIFY(water(24.0) > 0.0);
}

void TestPlantSettings::pumpsAtFullSpeedTakeMorePower() {
    auto small = smallCampus();
    const auto pumps_W = [&] {
        const auto solution = solveAt(small.campus, 20.0);
        double sum_W = 0.0;
        for (const auto& unit : small.campus.equipment())
            if (unit.kind == model::EquipmentKind::Pump)
                sum_W += solution->units.at(unit.id).power_W;
        QTest::qVerify(solution->energy.residualFraction < 1e-4, "closes", "", __FILE__, __LINE__);
        return sum_W;
    };
    const double variable_W = pumps_W();
    changePlant(small, [](auto& plant) { plant.pumpControl = model::PumpControl::FixedSpeed; });
    const double fixed_W = pumps_W();
    QVERIFY(fixed_W > 1.2 * variable_W);
    // Two of 450 m3/h at rated 30 m: on their curve H = h0 - a Q^2 at the flow that valves hold.
    const auto solution = solveAt(small.campus, 20.0);
    const auto* type = shippedCatalog()->pump("pump_fws_450m3h");
    const double each = solution->plants.at(small.plant).flow_m3_per_s / 2.0;
    const double head_m = type->headZero_m - type->headCoefficient_s2_per_m5 * each * each;
    const auto water = engine::coolantAt(*shippedCatalog(), "pg25", 41.0);
    QVERIFY(isWithin(solution->plants.at(small.plant).pumpHead_Pa,
                     head_m * water.density_kg_per_m3 * 9.80665, 1e-3));
}

/// DN 150: 168.3 mm outside, 40 mm of 0.04 W/(m K), film 20 W/(m2 K):
/// 2 pi / (ln(0.2483 / 0.1683) / 0.04 + 2 / (20 x 0.2483)) = 2 pi / (9.722 + 0.4027)
/// = 0.6206 W/(m K) a pipe.
void TestPlantSettings::insulatedMainsLoseByTheCylinderFormula() {
    const auto small = smallCampus();
    const auto& family = *shippedCatalog()->pipe("pipe_steel_en10216");
    const auto size = std::find_if(family.sizes.begin(), family.sizes.end(),
                                   [](const auto& one) { return one.dn == 150; });
    const double ua = engine::insulatedPipe_W_per_mK(family, *size);
    QVERIFY(isWithin(ua, 0.6206, 1e-3));
    const auto solution = solveAt(small.campus, 5.0);
    const auto& main = solution->mains.at(small.main);
    const auto& plant = solution->plants.at(small.plant);
    // Length from the water that stands in the pair of 159.3 mm bore, less 3 x 0.3 m3 in coolers.
    const double area_m2 = 0.25 * std::numbers::pi * 0.1593 * 0.1593;
    const double length_m = (plant.volume_m3 - 3.0 * 0.3) / (2.0 * area_m2);
    QVERIFY(length_m > 10.0);
    const double byHand_W = ua * length_m * ((plant.supply_C - 5.0) + (plant.return_C - 5.0));
    QVERIFY(isWithin(main.loss_W, byHand_W, 2e-3));
    QCOMPARE_LE(std::abs(solution->energy.pipeLoss_W / main.loss_W - 1.0), 1e-9);
    QCOMPARE_LE(solution->energy.residualFraction, 1e-4);
    // Hot weather warms the water: the loss turns round.
    QVERIFY(solveAt(small.campus, 46.0)->mains.at(small.main).loss_W < main.loss_W);
}

void TestPlantSettings::customersTakeHeatBeforeTheCoolers() {
    auto small = smallCampus();
    const auto without = solveAt(small.campus, 4.0);
    place(small, "hx_reuse_2mw");
    changePlant(small, [](auto& plant) { plant.reuseSupply_C = 38.0; });
    // Halfway between 15 and -7 degC customers ask for half of 2 MW; the racks give about half a
    // megawatt, all of which goes to them.
    const auto solution = solveAt(small.campus, 4.0);
    const auto& plant = solution->plants.at(small.plant);
    QVERIFY(plant.reused_W > 0.4e6);
    QCOMPARE_LE(plant.reused_W, 1e6);
    QCOMPARE(solution->energy.heatReused_W, plant.reused_W);
    QVERIFY(plant.heat_W < 0.1 * without->plants.at(small.plant).heat_W);
    QVERIFY(plant.holdsSetpoint);
    QCOMPARE_LE(std::abs(plant.supply_C - 36.0), 0.05);
    QCOMPARE_LE(solution->energy.residualFraction, 1e-4);
    const double erf = kpi(*solution, "erf")->value;
    QVERIFY(isWithin(erf, plant.reused_W / solution->energy.grid_W, 1e-9));
    QVERIFY(
        isWithin(kpi(*solution, "ere")->value, (1.0 - erf) * kpi(*solution, "pue")->value, 1e-9));
    // At 14 degC they ask for 1/22 of it: 91 kW.
    const auto mild = solveAt(small.campus, 14.0);
    QVERIFY(isWithin(mild->plants.at(small.plant).reused_W, 2e6 / 22.0, 1e-6));
    QCOMPARE(solveAt(small.campus, 16.0)->plants.at(small.plant).reused_W, 0.0);
}

void TestPlantSettings::coldReturnWaterIsOfNoUseToCustomers() {
    auto small = smallCampus();
    place(small, "hx_reuse_2mw");
    changePlant(small, [](auto& plant) { plant.reuseSupply_C = 60.0; });
    const auto solution = solveAt(small.campus, 0.0);
    QCOMPARE(solution->plants.at(small.plant).reused_W, 0.0);
    QVERIFY(!kpi(*solution, "ere"));
}

void TestPlantSettings::condenserWaterIsPumped() {
    auto small = smallCampus();
    setCoolers(small, "cooling_tower_5000kw");
    place(small, "chiller_water_centrifugal_4400kw");
    changePlant(small, [](auto& plant) { plant.supplySetpoint_C = 18.0; });
    const auto solution = solveAt(small.campus, 25.0, 18.0);
    const auto& plant = solution->plants.at(small.plant);
    QVERIFY(plant.compressor_W > 0.0);
    QCOMPARE_LE(solution->energy.residualFraction, 1e-4);
    double units_W = 0.0;
    for (const auto& [id, unit] : solution->units)
        units_W += unit.power_W;
    QCOMPARE_LE(std::abs(units_W / solution->energy.cooling_W - 1.0), 1e-9);
}

/// Residuals stay below 0.1 % at rack, hall and campus, whatever stands in a plant and however it
/// is run.
void TestPlantSettings::randomPlantsCloseTheirHeatBalance() {
    std::mt19937 random(20261128);
    const auto pick = [&](int n) { return std::uniform_int_distribution<int>(0, n - 1)(random); };
    const auto between = [&](double low, double high) {
        return std::uniform_real_distribution<double>(low, high)(random);
    };
    const std::vector<const char*> coolers{"dry_cooler_1000kw", "adiabatic_cooler_1000kw",
                                           "hybrid_cooler_1000kw", "cooling_tower_5000kw"};
    const std::vector<const char*> chillers{"chiller_trim_1500kw_warm",
                                            "chiller_air_freecool_1500kw",
                                            "chiller_water_centrifugal_4400kw"};
    for (int run = 0; run < 400; ++run) {
        auto small = smallCampus(model::FeedRedundancy::TwoN, pick(2) == 0,
                                 pick(2) == 0 ? "crah_perimeter_150kw" : "");
        setCoolers(small, coolers[static_cast<std::size_t>(pick(4))]);
        const int machines = pick(3);
        for (int i = 0; i < machines; ++i)
            place(small, chillers[static_cast<std::size_t>(pick(3))]);
        if (pick(2) == 0)
            place(small, "hx_reuse_2mw", 1 + pick(2));
        if (pick(2) == 0)
            place(small, "tank_buffer_20m3");
        changePlant(small, [&](model::Plant& plant) {
            plant.supplySetpoint_C = between(18.0, 40.0);
            plant.supplyReset = model::SupplyReset(pick(2));
            plant.resetSupply_C = between(18.0, 42.0);
            plant.economiser = model::Economiser(pick(2));
            plant.chillerStaging = model::ChillerStaging(pick(3));
            plant.coolerWater = model::CoolerWater(pick(3));
            plant.wetAbove_C = between(5.0, 30.0);
            plant.pumpControl = model::PumpControl(pick(2));
            plant.branchValves = model::BranchValves(pick(3));
            plant.bypassLeastFlow = pick(2) ? between(0.2, 0.8) : 0.0;
            plant.reuseSupply_C = between(26.0, 50.0);
        });
        const double ambient_C = between(-15.0, 42.0);
        const auto solution = solveAt(small.campus, ambient_C, ambient_C - between(0.0, 12.0));
        const auto& settings = *small.campus.plants().find(small.plant);
        QString what =
            QString("run %1, %2 degC outdoors, supply %3 degC (%4), valves %5: residual %6 ")
                .arg(run)
                .arg(ambient_C)
                .arg(solution->plants.at(small.plant).supply_C)
                .arg(solution->plants.at(small.plant).setpoint_C)
                .arg(int(settings.branchValves))
                .arg(solution->energy.residualFraction);
        for (const auto& unit : small.campus.equipment())
            if (unit.parent == model::entity(small.plant))
                what += QString::fromStdString(unit.type) + " ";
        QVERIFY2(solution->coolantConverged, qPrintable(what));
        QVERIFY2(solution->energy.residualFraction < 1e-3, qPrintable(what));
        for (const auto& [id, hall] : solution->halls)
            QVERIFY2(hall.residualFraction < 1e-3, qPrintable(what));
        for (const auto& [id, rack] : solution->racks)
            QVERIFY2(rack.residualFraction < 1e-3, qPrintable(what));
    }
}

QTEST_GUILESS_MAIN(TestPlantSettings)
#include "tst_plant_settings.moc"
