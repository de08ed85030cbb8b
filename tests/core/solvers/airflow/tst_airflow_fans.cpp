#include "core/solvers/airflow/airflow_solver.h"
#include "core/solvers/airflow/flow_grid.h"
#include "tests/core/solvers/airflow/hall_fixture.h"

#include <QTest>

#include <cmath>
#include <functional>

using namespace hallwright;
using namespace hallwright::airflow;

namespace {

constexpr double kDensity_kg_per_m3 = 1.2;

/// Where a falling function crosses zero.
double root(const std::function<double(double)>& falling, double high) {
    double low = 0.0;
    for (int n = 0; n < 80; ++n) {
        const double middle = 0.5 * (low + high);
        (falling(middle) > 0.0 ? low : high) = middle;
    }
    return low;
}

/// Racks from wall to wall with a screen above them, through which their air goes back to the
/// fronts; their doors cool it. `stall_Pa` falls to zero at `free_m3_per_s`.
AirflowProblem closedLoop(double stall_Pa, double free_m3_per_s, double screenLoss) {
    AirflowProblem p = rackWall(3000.0, 0.6 * free_m3_per_s);
    for (Rack& rack : p.racks) {
        rack.rearDoor = RearDoor{{0.6, 288.15}, {}, {}};
        rack.fans = FanCurve{{{0.0, stall_Pa}, {free_m3_per_s, 0.0}}, 0.0};
    }
    p.screens = {{"way back", {Axis::X, {3.0, 0.0, 2.0}, {3.0, 3.0, 3.0}}, screenLoss, 1.0}};
    return p;
}

} // namespace

/// Devices whose flow follows from the pressures they meet.
class TestAirflowFans : public QObject {
    Q_OBJECT
private slots:
    void curveGivesTheFlowOfAPressure();
    void racksFindTheirFlowAgainstAResistance_data();
    void racksFindTheirFlowAgainstAResistance();
    void ownLossOfADoorSlowsTheRack();
    void unitFindsItsFlowThroughTheTiles();
    void fansBetweenClosedPartsKeepTheirFlow();
    void fanAtAFarWallBlowsItsFlowInEveryStep();
};

void TestAirflowFans::curveGivesTheFlowOfAPressure() {
    const FanCurve line{{{0.0, 60.0}, {0.3, 0.0}}, 0.0};
    QVERIFY(isNear(line.flowAgainst_m3_per_s(0.0), 0.3, 1e-9));
    QVERIFY(isNear(line.flowAgainst_m3_per_s(20.0), 0.2, 1e-9));
    QVERIFY(isNear(line.flowAgainst_m3_per_s(-20.0), 0.4, 1e-9));        // pulled along
    QVERIFY(isNear(line.flowAgainst_m3_per_s(200.0), 0.05 * 0.3, 1e-9)); // stalled
    const FanCurve bent{{{0.0, 90.0}, {0.2, 60.0}, {0.3, 0.0}}, 250.0};
    // At 0.2 m3/s: 60 Pa less 250 * 0.04 = 10 Pa.
    QVERIFY(isNear(bent.flowAgainst_m3_per_s(50.0), 0.2, 1e-9));
}

void TestAirflowFans::racksFindTheirFlowAgainstAResistance_data() {
    QTest::addColumn<double>("loss");
    QTest::newRow("grille") << 60.0;
    QTest::newRow("tight") << 600.0;
    QTest::newRow("nearly closed") << 20000.0;
}

void TestAirflowFans::racksFindTheirFlowAgainstAResistance() {
    QFETCH(double, loss);
    constexpr double kStall_Pa = 40.0, kFree_m3_per_s = 0.4, kArea_m2 = 3.0;
    const AirflowSolution solution = solveAirflow(closedLoop(kStall_Pa, kFree_m3_per_s, loss));
    QCOMPARE(solution.status, AirflowStatus::Converged);
    const double expected = root(
        [&](double flow) {
            const double speed = 5.0 * flow / kArea_m2;
            return kStall_Pa * (1.0 - flow / kFree_m3_per_s) -
                   0.5 * kDensity_kg_per_m3 * loss * speed * speed;
        },
        kFree_m3_per_s);
    double mean = 0.0;
    for (const RackAir& rack : solution.racks)
        mean += rack.flow_m3_per_s / 5.0;
    qInfo("%.4f m3/s a rack, exact %.4f; %d steps", mean, expected, solution.steps);
    QVERIFY(isNear(mean, expected, 0.03 * expected));
    QVERIFY(isNear(solution.screens[0].flow_m3_per_s, -5.0 * mean, 0.01 * 5.0 * mean));
    QVERIFY(std::abs(solution.energyImbalance_fraction) <= 1e-3);
}

void TestAirflowFans::ownLossOfADoorSlowsTheRack() {
    AirflowProblem problem = closedLoop(40.0, 0.4, 1.0);
    problem.screens.clear(); // free to go back: nothing but the door resists
    for (Rack& rack : problem.racks)
        rack.fans->ownLoss_Pa_s2_per_m6 = 200.0;
    const AirflowSolution solution = solveAirflow(problem);
    QCOMPARE(solution.status, AirflowStatus::Converged);
    const double expected =
        root([](double flow) { return 40.0 * (1.0 - flow / 0.4) - 200.0 * flow * flow; }, 0.4);
    for (const RackAir& rack : solution.racks)
        QVERIFY(isNear(rack.flow_m3_per_s, expected, 0.03 * expected));
}

void TestAirflowFans::unitFindsItsFlowThroughTheTiles() {
    // A closed floor below the room; the unit blows into it and draws from the room.
    AirflowProblem problem;
    problem.size_m = {4.0, 3.0, 3.0};
    problem.cell_m = 0.2;
    problem.initial_K = 295.15;
    problem.baffles = {{Axis::Z, {0.0, 0.0, 0.8}, {4.0, 3.0, 0.8}}};
    const double loss = perforatedPlateLoss(0.25);
    problem.screens = {{"tile", {Axis::Z, {2.4, 1.0, 0.8}, {3.6, 2.2, 0.8}}, loss, 0.25}};
    AirUnit unit;
    unit.id = "U";
    unit.returns = {{Axis::X, {0.0, 0.0, 1.8}, {0.0, 3.0, 3.0}}};
    unit.supplies = {{Axis::X, {0.0, 0.0, 0.0}, {0.0, 3.0, 0.8}}};
    unit.flow_m3_per_s = 0.8;
    unit.fans = FanCurve{{{0.0, 60.0}, {2.0, 0.0}}, 0.0};
    problem.airUnits = {unit};
    const AirflowSolution solution = solveAirflow(problem);
    QCOMPARE(solution.status, AirflowStatus::Converged);
    const double area_m2 = 1.2 * 1.2;
    const double expected = root(
        [&](double flow) {
            return 60.0 * (1.0 - flow / 2.0) -
                   0.5 * kDensity_kg_per_m3 * loss * flow * flow / (area_m2 * area_m2);
        },
        2.0);
    qInfo("%.4f m3/s, exact %.4f; %.1f Pa over the tile", solution.airUnits[0].flow_m3_per_s,
          expected, solution.screens[0].drop_Pa);
    QVERIFY(isNear(solution.airUnits[0].flow_m3_per_s, expected, 0.03 * expected));
    QVERIFY(isNear(solution.screens[0].flow_m3_per_s, solution.airUnits[0].flow_m3_per_s,
                   0.01 * expected));
}

void TestAirflowFans::fansBetweenClosedPartsKeepTheirFlow() {
    AirflowProblem problem = closedLoop(40.0, 0.4, 1.0);
    problem.screens.clear();
    problem.baffles = {{Axis::X, {3.0, 0.0, 2.0}, {3.0, 3.0, 3.0}}};
    AirUnit unit; // the only way back
    unit.id = "U";
    unit.returns = {{Axis::X, {6.0, 0.0, 0.0}, {6.0, 3.0, 3.0}}};
    unit.supplies = {{Axis::X, {0.0, 0.0, 0.0}, {0.0, 3.0, 3.0}}};
    unit.flow_m3_per_s = 5.0 * 0.24;
    problem.airUnits = {unit};
    const AirflowSolution solution = solveAirflow(problem);
    QCOMPARE(solution.status, AirflowStatus::Converged);
    QCOMPARE(solution.findings.size(), problem.racks.size());
    QCOMPARE(solution.findings.front().where, std::string("rack 0"));
    for (const RackAir& rack : solution.racks)
        QCOMPARE(rack.flow_m3_per_s, 0.24);
}

void TestAirflowFans::fanAtAFarWallBlowsItsFlowInEveryStep() {
    AirflowProblem p = HallFixture{}.problem();
    AirUnit& unit = p.airUnits[0];
    unit.box.reset();
    unit.supplies = {{Axis::Y, {0.2, 5.6, 0.2}, {2.2, 5.6, 1.4}}}; // faces that no sweep reaches
    unit.returns = {{Axis::Y, {0.2, 0.0, 1.4}, {2.2, 0.0, 2.6}}};
    unit.fans = FanCurve{{{0.0, 80.0}, {1.5 * unit.flow_m3_per_s, 0.0}}, 0.0};
    FlowGrid grid(p, buildLattice(p, latticeCells(p)));
    grid.startFromRest({});
    const double first = grid.lattice().unitFlow_m3_per_s[0];
    for (int n = 0; n < 9; ++n) {
        QVERIFY(grid.step({}));
        double blown = 0.0;
        for (const Port::Contact& contact : grid.lattice().unitSupplies[0].contacts)
            blown += contact.outward * grid.lattice().faceArea_m2(contact.axis) *
                     grid.velocity_m_per_s()[static_cast<std::size_t>(contact.axis)]
                                            [static_cast<std::size_t>(contact.face)];
        QVERIFY(isNear(blown, grid.lattice().unitFlow_m3_per_s[0], 1e-4));
    }
    QVERIFY(std::abs(grid.lattice().unitFlow_m3_per_s[0] - first) > 0.01);
}

QTEST_APPLESS_MAIN(TestAirflowFans)
#include "tst_airflow_fans.moc"
