#include "core/engine/fluids.h"
#include "core/model/edits/placing.h"
#include "core/model/edits/setting.h"
#include "engine_fixture.h"
#include "small_campus.h"

#include <QTest>

#include <cmath>
#include <numbers>

using namespace hallwright;
using namespace hallwright::tests;

/// What an engineer would work out with a pencil, on the campus of four racks of 132 kW.
class TestHandCalculations : public QObject {
    Q_OBJECT

private slots:
    void feederDropByResistanceAndReactance();
    void buswayDropByTheRacksMoments();
    void pumpPowerByAffinityAndItsCurve();
    void chillerPowerByItsCurves();
    void towerWaterByEvaporationAndBlowDown();
    void adiabaticWaterWithinItsMakeUp();
    void dryCoolerWarmsByItsEffectiveness();
    void coolantFlowPerKilowatt();
};

namespace {

void setSetpoint(SmallCampus& small, double supply_C) {
    changePlant(small, [&](model::Plant& plant) { plant.supplySetpoint_C = supply_C; });
}

} // namespace

/// Grid at (0, -120), corner at (0, -60), hall at (0, 0): 120 m of 240 mm2 aluminium. In per unit
/// dU = (R P + X Q) L / U^2, the same as sqrt(3) I (R cos phi + X sin phi) L / U.
void TestHandCalculations::feederDropByResistanceAndReactance() {
    const auto small = smallCampus();
    const auto solution = solveCold(small.campus);
    const auto& state = solution->feeders.at(small.feederA);
    const auto* cable = shippedCatalog()->cable("mv_al_240_20kv");
    const double r = cable->r20_Ohm_per_m > 0.0 ? cable->r20_Ohm_per_m : cable->r_Ohm_per_m;
    const double q_VAr =
        std::sqrt(state.apparent_VA * state.apparent_VA - state.power_W * state.power_W);
    const double byHand = (r * state.power_W + cable->x_Ohm_per_m * q_VAr) * 120.0 / (20e3 * 20e3);
    QVERIFY(isWithin(state.voltageDrop, byHand, 0.05)); // charging and a warm conductor
}

/// Loads along the busway: dU = sqrt(3) (r cos phi + x sin phi) sum of I_i l_i, with cos phi 0.99
/// and l_i from the board.
void TestHandCalculations::buswayDropByTheRacksMoments() {
    const auto small = smallCampus();
    const auto solution = solveCold(small.campus);
    const auto& runs = solution->interiors.at(small.hall)->busways;
    const auto* type = shippedCatalog()->cable("busway_cu_2500a");
    QVERIFY(!runs.empty());
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const auto& state = solution->busways[i];
        QCOMPARE(state.length_m, runs[i].length_m);
        double moment_Am = 0.0;
        for (const double at_m : runs[i].at_m)
            moment_Am += 66e3 / (std::numbers::sqrt3 * 415.0 * 0.99) * (state.leadIn_m + at_m);
        const double byHand = std::numbers::sqrt3 *
                              (type->r_Ohm_per_m * 0.99 + type->x_Ohm_per_m * 0.141) * moment_Am /
                              415.0 / runs[i].parallel;
        QVERIFY(isWithin(state.voltageDrop, byHand, 0.05)); // voltage below 415 V
    }
}

/// H = n^2 H0 - a Q^2 gives the speed n, Q / (n Qr) the efficiency (0.83 at its best, 0.81 at 80 %,
/// 0.74 at 60 %), and P = rho g Q H / (eta x motor x drive).
void TestHandCalculations::pumpPowerByAffinityAndItsCurve() {
    const auto small = smallCampus();
    const auto solution = solveCold(small.campus);
    const auto* type = shippedCatalog()->pump("pump_fws_450m3h");
    const auto& plant = solution->plants.at(small.plant);
    const auto water = engine::coolantAt(*shippedCatalog(), "pg25", 41.0);
    const double rhoG = water.density_kg_per_m3 * 9.80665;
    // The pumps that run share the flow.
    const double q_m3h = plant.flow_m3_per_s * 3600.0 / plant.pumpsRunning;
    const double h_m = plant.pumpHead_Pa / rhoG;
    const double n = std::sqrt((h_m + 3.704e-5 * q_m3h * q_m3h) / 37.5);
    const double ratio = q_m3h / (n * 450.0);
    qInfo("%.1f m3/h at %.2f m: speed %.3f, %.0f %% of the flow there", q_m3h, h_m, n,
          100.0 * ratio);
    const double eta = catalog::interpolate(
        {{0.4, 0.62}, {0.6, 0.74}, {0.8, 0.81}, {1.0, 0.83}, {1.2, 0.79}}, ratio);
    const double byHand_W = plant.pumpHead_Pa * plant.flow_m3_per_s / (eta * 0.96 * 0.97);
    double power_W = 0.0;
    for (const auto& unit : small.campus.equipment())
        if (unit.type == type->id)
            power_W += solution->units.at(unit.id).power_W;
    QVERIFY(isWithin(power_W, byHand_W, 0.005));
}

/// Nothing but a chiller: coolers out, supply at 20 degC, 30 degC outdoors: COP 5.22. It carries
/// 4 x 118.8 kW and the pumps' power: about 480 of 1,500 kW are 32 %, where part load gives
/// 1.15 + 0.10 (0.32 - 0.25) / 0.25 = 1.178 times that. No free cooling above 27 degC.
void TestHandCalculations::chillerPowerByItsCurves() {
    auto small = smallCampus();
    for (const auto& unit : std::vector<model::Equipment>(small.campus.equipment().begin(),
                                                          small.campus.equipment().end()))
        if (unit.kind == model::EquipmentKind::HeatRejection)
            edit(small.campus, model::SetInService{unit.id, model::SetInService::State::Out});
    edit(small.campus, model::PlaceEquipment{"chiller_air_freecool_1500kw",
                                             model::entity(small.plant),
                                             {{0.0, 40.0}, 0.0, 0.0}});
    model::EquipmentId chiller;
    for (const auto& unit : small.campus.equipment())
        if (unit.kind == model::EquipmentKind::Chiller)
            chiller = unit.id;
    setSetpoint(small, 20.0);
    const auto solution = solveAt(small.campus, 30.0, 20.0);
    const auto& state = solution->units.at(chiller);
    QVERIFY(state.running);
    QVERIFY(isWithin(state.heat_W, 4.0 * 118.8e3, 0.03)); // and pumps
    const double load = state.heat_W / 1500e3;
    const double cop = 5.22 * (1.15 + 0.10 * (load - 0.25) / 0.25);
    QVERIFY(isWithin(state.power_W, state.heat_W / cop, 0.002));
    QVERIFY(isWithin(state.supply_C, 20.0, 0.002));
}

/// Open towers: 1.6 l evaporate and 0.4 l are blown down (five cycles: 1.6 / 4) for each kWh, and
/// WUE is that over the racks' 528 kW.
void TestHandCalculations::towerWaterByEvaporationAndBlowDown() {
    auto small = smallCampus();
    setCoolers(small, "cooling_tower_5000kw");
    const auto solution = solveAt(small.campus, 28.0, 20.0);
    const auto& plant = solution->plants.at(small.plant);
    const double byHand_m3h = plant.heat_W / 1e3 * (1.6 + 1.6 / (5.0 - 1.0)) / 1e3;
    QVERIFY(isWithin(plant.water_m3_per_s * 3600.0, byHand_m3h, 0.01)); // and drift
    QVERIFY(isWithin(kpi(*solution, "wue")->value, 1e3 * byHand_m3h / 528.0, 0.01));
}

/// Dry below the switch temperature of 25 degC; wet at 36 degC and 22 degC wet bulb the set-point
/// of 36 degC is held, which no dry cooler could, with at most the make-up limit of 12 L/min a
/// unit.
void TestHandCalculations::adiabaticWaterWithinItsMakeUp() {
    auto small = smallCampus();
    setCoolers(small, "adiabatic_cooler_1000kw");
    const auto dry = solveAt(small.campus, 20.0, 15.0);
    QCOMPARE(dry->plants.at(small.plant).water_m3_per_s, 0.0); // below its switch temperature
    const auto wet = solveAt(small.campus, 36.0, 22.0);
    const auto& plant = wet->plants.at(small.plant);
    QVERIFY(plant.holdsSetpoint);                      // 36 degC at 36 degC outdoors
    const double most_m3_per_s = 3.0 * 12.0 / 60000.0; // three units' make-up limit
    QVERIFY(plant.water_m3_per_s > 0.1 * most_m3_per_s &&
            plant.water_m3_per_s <= most_m3_per_s * 1.0001);
}

/// Too warm outdoors for the set-point, so fans run in full. Rated: 1 MW from 52 to 42 degC at
/// 35 degC with 1,500 L/min and 311,000 m3/h, capacity rates of about 99.8 and 98.2 kW/K:
/// effectiveness 0.599, and in counter flow of equal rates NTU = eps / (1 - eps) = 1.49: UA = 147
/// kW/K. At less fluid eps = (1 - e) / (1 - Cr e) with e = exp(-NTU (1 - Cr)), and T = T_in - eps
/// (T_in - T_air).
void TestHandCalculations::dryCoolerWarmsByItsEffectiveness() {
    const auto small = smallCampus();
    const auto solution = solveAt(small.campus, 42.0, 20.0);
    const auto& plant = solution->plants.at(small.plant);
    QVERIFY(!plant.holdsSetpoint);
    const auto water = engine::coolantAt(*shippedCatalog(), "pg25", 41.0);
    constexpr double kAir_W_per_K = 98.2e3;
    constexpr double kConductance_W_per_K = 147e3;
    for (const auto& unit : small.campus.equipment()) {
        if (unit.kind != model::EquipmentKind::HeatRejection)
            continue;
        const auto& state = solution->units.at(unit.id);
        const double fluid = water.volumetricHeatCapacity_J_per_m3K() * state.flow_m3_per_s;
        QVERIFY(fluid < kAir_W_per_K);
        const double ratio = fluid / kAir_W_per_K;
        const double e = std::exp(-kConductance_W_per_K / fluid * (1.0 - ratio));
        const double effectiveness = (1.0 - e) / (1.0 - ratio * e);
        const double byHand_C = state.return_C - effectiveness * (state.return_C - 42.0);
        qInfo("effectiveness %.4f, supply %.3f, by hand %.3f degC", effectiveness, state.supply_C,
              byHand_C);
        QCOMPARE_LE(std::abs(state.supply_C - byHand_C), 0.1);
    }
}

/// 178 L/min for 132 kW, of which 90 % to the liquid: 1.35 L/min per kW of the rack.
void TestHandCalculations::coolantFlowPerKilowatt() {
    const auto small = smallCampus();
    const auto solution = solveCold(small.campus);
    for (const auto& [id, rack] : solution->racks)
        QVERIFY(isWithin(rack.coolantFlow_m3_per_s * 60000.0 / (rack.load_W / 1e3), 178.0 / 132.0,
                         1e-3));
}

QTEST_GUILESS_MAIN(TestHandCalculations)
#include "tst_hand_calculations.moc"
