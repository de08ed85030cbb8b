#include "core/engine/condenser_loop.h"
#include "core/engine/fluids.h"
#include "core/model/edits/setting.h"
#include "core/model/hall_interior.h"
#include "engine_fixture.h"
#include "hall_chain.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numbers>

using namespace hallwright;
using namespace hallwright::tests;

/// Quick-disconnects, insulation, balancing valves, bypasses and condenser loops, by hand.
class TestCoolantFittings : public QObject {
    Q_OBJECT

private slots:
    void quickDisconnectsLoseByTheirFlowFactor();
    void manifoldsLoseByTheCylinderFormula();
    void balancingValvesShareWhateverThePipes();
    void bypassKeepsUpThePumpsLeastFlow();
    void bypassLeavesConsumersWithoutValvesTheirFlow();
    void condenserPumpsLiftTheirDesignFlow();
    void shutCondenserMovesThePumpsUpTheirCurve();
};

namespace {

double ratio(double a, double b) {
    return std::abs(a / b - 1.0);
}

engine::SolutionPtr solveAtLoad(const model::Campus& campus, double load) {
    engine::SolveRequest request;
    request.campus = campus;
    request.withAir = false;
    model::Scenario scenario = campus.activeScenario();
    scenario.itLoadFraction = load;
    request.scenario = scenario;
    engine::CampusSolver solver(shippedCatalog());
    return solver.solve(request);
}

} // namespace

/// GB300 at its nominal 178 L/min = 10.68 m3/h over two couplings of Kv 36 m3/h:
/// 2 * 1 bar * rho / 1000 * (10.68 / 36)^2, about 18 kPa.
void TestCoolantFittings::quickDisconnectsLoseByTheirFlowFactor() {
    const auto small = smallCampus();
    const auto solution = solveCold(small.campus);
    const auto* type = shippedCatalog()->rack("gb300_nvl72");
    const auto coolant =
        engine::coolantAt(*shippedCatalog(), type->coolant, type->coolantSupplyTypical_C);
    for (const auto& [id, rack] : solution->racks) {
        const double flow_m3_per_h = rack.coolantFlow_m3_per_s * 3600.0;
        QCOMPARE_LE(ratio(flow_m3_per_h, 10.68), 1e-3);
        const double drop_Pa =
            2.0 * 1e5 * coolant.density_kg_per_m3 / 1000.0 * std::pow(flow_m3_per_h / 36.0, 2.0);
        QCOMPARE_LE(ratio(rack.couplingPressureDrop_Pa, drop_Pa), 1e-6);
        // The rack itself keeps its own 150 kPa at that flow.
        QCOMPARE_LE(ratio(rack.coolantPressureDrop_Pa, 150e3), 3e-3);
    }
}

/// Stainless DN 80 (four racks of 178 L/min at 2.5 m/s or less and 250 Pa/m), outside 88.9 mm, 19
/// mm of foam of 0.036 W/(m K), film of 10 W/(m2 K): 2 pi / (ln(126.9 / 88.9) / 0.036 + 2 / (10 *
/// 0.1269)) = 0.548 W/(m K), over supply and return to a room at 24 degC.
void TestCoolantFittings::manifoldsLoseByTheCylinderFormula() {
    const auto small = smallCampus();
    const auto solution = solveCold(small.campus);
    const auto interior = model::deriveInterior(small.campus, *shippedCatalog(), small.hall);
    QCOMPARE(interior.loops.size(), std::size_t{1});
    const auto& loop = interior.loops.front();
    double outside_m = 0.0;
    for (const auto& size : shippedCatalog()->pipe("pipe_stainless_iso1127")->sizes)
        if (size.dn == loop.manifoldDn)
            outside_m = size.outerDiameter_m;
    const double conductance =
        2.0 * std::numbers::pi /
        (std::log((outside_m + 0.038) / outside_m) / 0.036 + 2.0 / (10.0 * (outside_m + 0.038)));
    const double length_m = *std::max_element(loop.manifold_m.begin(), loop.manifold_m.end());
    const auto* type = shippedCatalog()->rack("gb300_nvl72");
    const double supply_C = type->coolantSupplyTypical_C;
    const auto coolant = engine::coolantAt(*shippedCatalog(), type->coolant, supply_C);
    const double rise_K =
        132e3 * 0.9 / (coolant.volumetricHeatCapacity_J_per_m3K() * type->coolantFlow_m3_per_s);
    const double loss_W = conductance * length_m * (2.0 * (supply_C - 24.0) + rise_K);
    const auto& state = solution->loops.front();
    QVERIFY(loss_W > 1.0);
    QCOMPARE_LE(ratio(state.pipeLoss_W, loss_W), 1e-6);
    // What the pipes lose the CDUs do not carry: it is in the hall's air.
    double cdus_W = 0.0;
    double pumps_W = 0.0;
    for (const auto& unit : small.campus.equipment())
        if (unit.kind == model::EquipmentKind::Cdu) {
            cdus_W += solution->units.at(unit.id).heat_W;
            pumps_W += solution->units.at(unit.id).power_W;
        }
    QCOMPARE_LE(ratio(cdus_W, 4 * 132e3 * 0.9 + pumps_W - loss_W), 1e-9);
    QCOMPARE_LE(solution->energy.residualFraction, 1e-4);
}

/// Three equal halls on a direct return: without valves the first gets 4 % more than the last.
/// Valves that are set once at design flow make it equal, the first hall's being shut furthest; at
/// a fifth of that flow the mains' friction factor is higher, which leaves less than 2 %.
void TestCoolantFittings::balancingValvesShareWhateverThePipes() {
    HallChain chain = hallChain(3);
    auto& campus = chain.small.campus;
    model::MainId supply[3];
    for (std::size_t i = 0; i < 3; ++i)
        supply[i] = drawMain(
            campus, i == 0 ? model::entity(chain.small.plant) : model::entity(chain.halls[i - 1]),
            model::entity(chain.halls[i]), 300);
    changePlant(chain.small,
                [](auto& plant) { plant.branchValves = model::BranchValves::Balancing; });
    for (const double load : {1.0, 0.5}) {
        const auto solution = solveAtLoad(campus, load);
        QVERIFY(solution->coolantConverged);
        const auto flow = [&](std::size_t i) {
            return solution->mains.at(supply[i]).flow_m3_per_s;
        };
        const double first = flow(0) - flow(1);
        qInfo("load %.1f: %.5g %.5g %.5g L/s", load, 1e3 * first, 1e3 * (flow(1) - flow(2)),
              1e3 * flow(2));
        QVERIFY(flow(2) > 0.0);
        QCOMPARE_LE(ratio(first, flow(2)), 0.02);
        QCOMPARE_LE(ratio(flow(1) - flow(2), flow(2)), 0.01);
        double kv[3] = {0.0, 0.0, 0.0};
        for (const auto& unit : campus.equipment())
            for (std::size_t i = 0; i < 3; ++i)
                if (unit.kind == model::EquipmentKind::Cdu &&
                    unit.parent == model::entity(chain.halls[i]))
                    kv[i] = solution->units.at(unit.id).balancingKv_m3_per_h;
        QVERIFY(kv[0] > 0.0 && kv[0] < kv[1] && kv[1] < kv[2]);
        QCOMPARE_LE(solution->energy.residualFraction, 1e-4);
    }
}

/// Two pumps of 450 m3/h run and shall keep 60 % of it, 540 m3/h; the CDUs take less, and the rest
/// goes past them, so that the plant cools more water by less: the heat is the same.
void TestCoolantFittings::bypassKeepsUpThePumpsLeastFlow() {
    auto small = smallCampus();
    const auto without = solveCold(small.campus);
    changePlant(small, [](auto& plant) { plant.bypassLeastFlow = 0.6; });
    const auto solution = solveCold(small.campus);
    QVERIFY(solution->coolantConverged);
    const auto& plant = solution->plants.at(small.plant);
    const auto& plain = without->plants.at(small.plant);
    qInfo("%.5g past the consumers of %.5g, %.5g m3/h without", 3600.0 * plant.bypass_m3_per_s,
          3600.0 * plant.flow_m3_per_s, 3600.0 * plain.flow_m3_per_s);
    QVERIFY(plain.flow_m3_per_s < 0.2 * 540.0 / 3600.0);
    QCOMPARE_LE(ratio(plant.flow_m3_per_s, 540.0 / 3600.0), 1e-3);
    QCOMPARE_LE(ratio(plant.bypass_m3_per_s, plant.flow_m3_per_s - plain.flow_m3_per_s), 1e-3);
    QCOMPARE(plain.bypass_m3_per_s, 0.0);
    const auto carried = [](const engine::PlantState& state) {
        return state.flow_m3_per_s * (state.return_C - state.supply_C);
    };
    QCOMPARE_LE(ratio(carried(plant), carried(plain)), 0.02); // but for the pump's own heat
    QCOMPARE_LE(solution->energy.residualFraction, 1e-4);
}

/// Without valves the pumps run faster for what goes past the consumers: three halls of 48.6 m3/h
/// keep what they want, and two pumps of 450 m3/h move 30 % of that.
void TestCoolantFittings::bypassLeavesConsumersWithoutValvesTheirFlow() {
    HallChain chain = hallChain(3);
    auto& campus = chain.small.campus;
    model::MainId first;
    for (std::size_t i = 0; i < 3; ++i) {
        const auto main = drawMain(
            campus, i == 0 ? model::entity(chain.small.plant) : model::entity(chain.halls[i - 1]),
            model::entity(chain.halls[i]), 300);
        first = i == 0 ? main : first;
    }
    changePlant(chain.small, [](auto& plant) {
        plant.branchValves = model::BranchValves::None;
        plant.bypassLeastFlow = 0.3;
    });
    const auto solution = solveCold(campus);
    QVERIFY(solution->coolantConverged);
    const auto& plant = solution->plants.at(chain.small.plant);
    qInfo("%.5g of %.5g m3/h past the consumers", 3600.0 * plant.bypass_m3_per_s,
          3600.0 * plant.flow_m3_per_s);
    QCOMPARE_LE(ratio(plant.flow_m3_per_s, 0.3 * 900.0 / 3600.0), 2e-3);
    QCOMPARE_LE(ratio(solution->mains.at(first).flow_m3_per_s, 3.0 * 48.6 / 3600.0), 2e-3);
}

/// Two towers of 0.2 m3/s, 6 m up, 30 kPa at the sprays and 60 kPa over the condensers: 6 m +
/// 90e3 / (998.2 * 9.80665) = 15.19 m, and twice 60 m (50 m and a fifth of fittings) of 0.5 m pipe
/// at 0.4 m3/s: v = 2.037 m/s, Re = 1.02e6, f = 0.0134 by Swamee-Jain with 0.045 mm, 120 / 0.5 * f
/// * v^2 / (2 g) = 0.68 m.
void TestCoolantFittings::condenserPumpsLiftTheirDesignFlow() {
    engine::CondenserLoopInput input;
    input.towers = 2;
    input.towerFlow_m3_per_s = 0.2;
    input.lift_m = 6.0;
    input.sprayDrop_Pa = 30e3;
    input.condensers = input.condensersTotal = 2;
    input.condenserDrop_Pa = 60e3;
    input.pipes = {500, 50.0, 0.5, 4.5e-5};
    const auto flow = engine::solveCondenserLoop(input, {});
    QVERIFY(flow.converged);
    QCOMPARE_LE(ratio(flow.flow_m3_per_s, 0.4), 1e-6);
    QCOMPARE_LE(std::abs(flow.head_m - (6.0 + 9.194 + 0.68)), 0.02);
    QCOMPARE_LE(std::abs(flow.velocity_m_per_s - 2.037), 0.001);
}

/// One of two condensers shut: the other loses four times as much at the
/// same flow. On the pumps' curve H = 15.87 (1.3 - 0.3 x^2) against 6 + (3.065 + 0.68 + 4 * 6.129)
/// x^2, x = q / 0.4: x^2 = 14.63 / 33.02 = 0.443, x = 0.666.
void TestCoolantFittings::shutCondenserMovesThePumpsUpTheirCurve() {
    engine::CondenserLoopInput input;
    input.towers = 2;
    input.towerFlow_m3_per_s = 0.2;
    input.lift_m = 6.0;
    input.sprayDrop_Pa = 30e3;
    input.condensers = 1;
    input.condensersTotal = 2;
    input.condenserDrop_Pa = 60e3;
    input.pipes = {500, 50.0, 0.5, 4.5e-5};
    const auto flow = engine::solveCondenserLoop(input, {});
    QVERIFY(flow.converged);
    QCOMPARE_LE(ratio(flow.flow_m3_per_s, 0.666 * 0.4), 0.005);
    input.condensers = 0;
    QCOMPARE(engine::solveCondenserLoop(input, {}).flow_m3_per_s, 0.0);
}

QTEST_APPLESS_MAIN(TestCoolantFittings)
#include "tst_coolant_fittings.moc"
