#include "core/solvers/airflow/airflow_solver.h"
#include "core/solvers/airflow/coil_air.h"
#include "tests/core/solvers/airflow/hall_fixture.h"

#include <QTest>

#include <cmath>

using namespace hallwright;
using namespace hallwright::airflow;

namespace {

constexpr double kRise_K = 12.0; // of the fixture's racks
constexpr double kSupply_K = 291.15;

double rackHeat_W(const AirflowProblem& problem) {
    double heat_W = 0.0;
    for (const Rack& rack : problem.racks)
        heat_W += rack.heat_W;
    return heat_W;
}

/// A row of racks from wall to wall with a panel above: fronts towards x = 0, rears towards the
/// far end, so that the air must pass the racks. No air unit yet.
AirflowProblem splitHall() {
    constexpr double kHeat_W = 6000.0;
    AirflowProblem p =
        rackWall(kHeat_W, kHeat_W / (AirflowProblem().air.heatCapacity_J_per_m3K() * kRise_K));
    p.baffles = {{Axis::X, {3.0, 0.0, 2.0}, {3.0, 3.0, 3.0}}};
    return p;
}

} // namespace

/// Devices against what heat and mass balances say exactly.
class TestAirflowDevices : public QObject {
    Q_OBJECT
private slots:
    void coilKeepsItsLimits();
    void rearDoorsAndUnitShareTheHeat();
    void hallCooledByItsDoorsAloneSettlesAboveTheWater();
    void doorHoldsTheTemperatureOfItsValve();
    void supplyOfACoilFollowsReturnAndWater();
    void coilWithEnoughWaterHoldsTheSetpoint();
    void exhaustInsideARackWarmsItsServers();
    void rackBlowsToItsSide();
    void chimneysLeadTheExhaustIntoTheCeiling();
    void fanWallSuppliesItsSideOfTheHall();
    void inRowCoolerTakesTheAirOfItsAisle();
};

void TestAirflowDevices::coilKeepsItsLimits() {
    const Coil coil{0.6, 291.15};
    const CoilAir free = coilAir(coil, {}, 301.15);
    QVERIFY(isNear(free.leaving_K, 295.15, 1e-9));
    QVERIFY(isNear(free.carriedShare, 0.4, 1e-12));
    const CoilAir valve = coilAir(coil, {297.15, {}}, 301.15);
    QVERIFY(isNear(valve.leaving_K, 297.15, 1e-9));
    QCOMPARE(valve.carriedShare, 0.0);
    const CoilAir small = coilAir(coil, {297.15, 2.0}, 301.15);
    QVERIFY(isNear(small.leaving_K, 299.15, 1e-9));
    QCOMPARE(small.carriedShare, 1.0);
    for (const double cool_K : {290.0, 296.0}) { // colder than the water, colder than the valve
        const CoilAir shut = coilAir(coil, {297.15, {}}, cool_K);
        QCOMPARE(shut.leaving_K, cool_K);
        QCOMPARE(shut.carriedShare, 1.0);
    }
    // No jump where one limit takes over from the next.
    for (double entering_K = 285.0; entering_K < 320.0; entering_K += 0.01) {
        const CoilLimits limits{295.15, 8.0};
        const double step_K = coilAir(coil, limits, entering_K + 0.01).leaving_K -
                              coilAir(coil, limits, entering_K).leaving_K;
        QVERIFY(step_K >= -1e-12 && step_K <= 0.01 + 1e-9);
    }
}

void TestAirflowDevices::rearDoorsAndUnitShareTheHeat() {
    AirflowProblem problem = HallFixture{}.problem();
    for (Rack& rack : problem.racks)
        rack.rearDoor = RearDoor{{0.5, 293.15}, {}, {}};
    const AirflowSolution solution = solveAirflow(problem);
    QCOMPARE(solution.status, AirflowStatus::Converged);
    double doors_W = 0.0;
    for (const RackAir& rack : solution.racks) {
        const double carried_W_per_K = problem.air.heatCapacity_J_per_m3K() * rack.flow_m3_per_s;
        const double door_W = carried_W_per_K * 0.5 * (rack.inletMean_K + kRise_K - 293.15);
        QVERIFY(isNear(rack.doorRemoved_W, door_W, 1e-3));
        QVERIFY(
            isNear(rack.outletMean_K, rack.inletMean_K + kRise_K - door_W / carried_W_per_K, 1e-6));
        doors_W += door_W;
    }
    const double heat_W = rackHeat_W(problem);
    qInfo("doors %.0f W, unit %.0f W of %.0f W", doors_W, solution.airUnits[0].removed_W, heat_W);
    QVERIFY(isNear(doors_W + solution.airUnits[0].removed_W, heat_W, 1e-3 * heat_W));
    QVERIFY(doors_W > 0.3 * heat_W && doors_W < 0.8 * heat_W);
}

void TestAirflowDevices::hallCooledByItsDoorsAloneSettlesAboveTheWater() {
    AirflowProblem problem = HallFixture{}.problem();
    problem.airUnits.clear();
    constexpr double kEffectiveness = 0.6, kWater_K = 291.15;
    for (Rack& rack : problem.racks)
        rack.rearDoor = RearDoor{{kEffectiveness, kWater_K}, {}, {}};
    const AirflowSolution solution = solveAirflow(problem);
    QCOMPARE(solution.status, AirflowStatus::Converged);
    // Every door takes the whole heat of its rack: effectiveness (T + rise - water) = rise.
    const double expected_K = kWater_K + kRise_K * (1.0 / kEffectiveness - 1.0);
    for (const RackAir& rack : solution.racks)
        QVERIFY(isNear(rack.inletMean_K, expected_K, 0.05));
    QVERIFY(isNear(solution.mean_K, expected_K, 0.05));
}

void TestAirflowDevices::doorHoldsTheTemperatureOfItsValve() {
    AirflowProblem problem = splitHall();
    for (Rack& rack : problem.racks)
        rack.rearDoor = RearDoor{{0.9, 285.15}, 297.15, {}};
    // What leaves the doors goes back to the fronts above the row.
    problem.baffles.clear();
    const AirflowSolution solution = solveAirflow(problem);
    QCOMPARE(solution.status, AirflowStatus::Converged);
    for (const RackAir& rack : solution.racks) {
        QVERIFY(isNear(rack.inletMean_K, 297.15, 0.05));
        QVERIFY(isNear(rack.doorRemoved_W, 6000.0, 30.0));
    }
}

void TestAirflowDevices::supplyOfACoilFollowsReturnAndWater() {
    AirflowProblem problem = HallFixture{}.problem();
    AirUnit& unit = problem.airUnits.front();
    unit.coil = Coil{0.7, 287.15};
    unit.supply_K = 280.0; // out of reach
    const AirflowSolution solution = solveAirflow(problem);
    QCOMPARE(solution.status, AirflowStatus::Converged);
    const double drop_K = kRise_K / HallFixture{}.overFlow;
    const double return_K = 287.15 + drop_K / 0.7;
    QVERIFY(isNear(solution.airUnits[0].return_K, return_K, 0.1));
    QVERIFY(isNear(solution.airUnits[0].supply_K, return_K - drop_K, 0.1));
}

void TestAirflowDevices::coilWithEnoughWaterHoldsTheSetpoint() {
    AirflowProblem problem = HallFixture{}.problem();
    problem.airUnits.front().coil = Coil{0.9, 283.15};
    const AirflowSolution solution = solveAirflow(problem);
    QCOMPARE(solution.status, AirflowStatus::Converged);
    QVERIFY(isNear(solution.airUnits[0].supply_K, kSupply_K, 1e-6));
    QVERIFY(
        isNear(solution.airUnits[0].return_K, kSupply_K + kRise_K / HallFixture{}.overFlow, 0.1));
}

void TestAirflowDevices::exhaustInsideARackWarmsItsServers() {
    AirflowProblem problem = HallFixture{}.problem();
    problem.racks[2].recirculatedShare = 0.2;
    const AirflowSolution solution = solveAirflow(problem);
    QCOMPARE(solution.status, AirflowStatus::Converged);
    // Servers mix 0.8 of the front's air with 0.2 of their own exhaust, 12 K above the front.
    const RackAir& open = solution.racks[2];
    QVERIFY(isNear(open.serverInletMean_K, 0.8 * open.inletMean_K + 0.2 * open.outletMean_K, 1e-6));
    QCOMPARE(solution.racks[1].serverInletMean_K, solution.racks[1].inletMean_K);
}

void TestAirflowDevices::rackBlowsToItsSide() {
    AirflowProblem problem = HallFixture{}.problem();
    Rack& rack = problem.racks[3]; // the last of its row: its far side stands free
    const Box& box = rack.box;
    rack.rear = {Axis::X, {box.max_m.x, box.min_m.y, 0.0}, box.max_m};
    const AirflowSolution solution = solveAirflow(problem);
    QCOMPARE(solution.status, AirflowStatus::Converged);
    const double area_m2 = 1.2 * 2.0;
    const AirSample beside =
        solution.field->sample({box.max_m.x + 0.05, 0.5 * (box.min_m.y + box.max_m.y), 1.0});
    QVERIFY(beside.velocity_m_per_s.x > 0.5 * rack.flow_m3_per_s / area_m2);
    QVERIFY(beside.temperature_K > solution.racks[3].inletMean_K + 0.5 * kRise_K);
    QVERIFY(
        isNear(solution.airUnits[0].return_K, kSupply_K + kRise_K / HallFixture{}.overFlow, 0.1));
}

void TestAirflowDevices::chimneysLeadTheExhaustIntoTheCeiling() {
    HallFixture fixture;
    AirflowProblem problem = fixture.problem();
    constexpr double kCeiling_m = 2.4;
    for (Rack& rack : problem.racks) {
        Box duct = rack.box;
        duct.min_m.z = rack.box.max_m.z;
        duct.max_m.z = kCeiling_m;
        rack.chimney = duct;
        rack.rear = {Axis::Z, {duct.min_m.x, duct.min_m.y, kCeiling_m}, duct.max_m};
    }
    problem.baffles = {{Axis::Z, {0.0, 0.0, kCeiling_m}, {7.0, 5.6, kCeiling_m}}};
    AirUnit& unit = problem.airUnits.front();
    unit.flow_m3_per_s = rackFlow_m3_per_s(problem);
    problem.solids.push_back(*unit.box);
    unit.box.reset();
    unit.returns = {{Axis::X, {0.0, 0.0, kCeiling_m}, {0.0, 5.6, 3.0}}};
    const AirflowSolution solution = solveAirflow(problem);
    QCOMPARE(solution.status, AirflowStatus::Converged);
    for (const RackAir& rack : solution.racks) {
        QVERIFY(isNear(rack.inletMean_K, kSupply_K, 0.02));
        QVERIFY(isNear(rack.outletMean_K, kSupply_K + kRise_K, 0.02));
    }
    QVERIFY(isNear(solution.airUnits[0].return_K, kSupply_K + kRise_K, 0.1));
}

void TestAirflowDevices::fanWallSuppliesItsSideOfTheHall() {
    AirflowProblem problem = splitHall();
    AirUnit wall;
    wall.id = "fan wall";
    wall.supplies = {{Axis::X, {0.8, 0.0, 0.0}, {0.8, 3.0, 2.6}}};
    wall.returns = {{Axis::X, {6.0, 0.0, 2.0}, {6.0, 3.0, 3.0}}}; // led back outside the room
    problem.solids.push_back({{0.0, 0.0, 0.0}, {0.8, 3.0, 2.6}});
    wall.flow_m3_per_s = rackFlow_m3_per_s(problem);
    problem.airUnits.push_back(wall);
    const AirflowSolution solution = solveAirflow(problem);
    QCOMPARE(solution.status, AirflowStatus::Converged);
    for (const RackAir& rack : solution.racks)
        QVERIFY(isNear(rack.inletMean_K, kSupply_K, 0.02));
    QVERIFY(isNear(solution.airUnits[0].return_K, kSupply_K + kRise_K, 0.1));
}

void TestAirflowDevices::inRowCoolerTakesTheAirOfItsAisle() {
    // The middle rack of the row becomes a cooler: it draws from the hot side, blows to the cold.
    AirflowProblem problem = splitHall();
    const Rack place = problem.racks[2];
    problem.racks.erase(problem.racks.begin() + 2);
    AirUnit cooler;
    cooler.id = "in-row";
    cooler.box = place.box;
    cooler.supplies = {place.front};
    cooler.returns = {place.rear};
    cooler.flow_m3_per_s = rackFlow_m3_per_s(problem);
    problem.airUnits.push_back(cooler);
    const AirflowSolution solution = solveAirflow(problem);
    QCOMPARE(solution.status, AirflowStatus::Converged);
    for (const RackAir& rack : solution.racks)
        QVERIFY(isNear(rack.inletMean_K, kSupply_K, 0.02));
    QVERIFY(isNear(solution.airUnits[0].return_K, kSupply_K + kRise_K, 0.1));
}

QTEST_APPLESS_MAIN(TestAirflowDevices)
#include "tst_airflow_devices.moc"
