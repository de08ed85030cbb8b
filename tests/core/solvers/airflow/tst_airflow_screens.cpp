#include "core/solvers/airflow/airflow_solver.h"
#include "tests/core/solvers/airflow/hall_fixture.h"

#include <QTest>

#include <cmath>

using namespace hallwright;
using namespace hallwright::airflow;

namespace {

constexpr double kRise_K = 12.0; // of the fixture's racks
constexpr double kSupply_K = 291.15;

/// Two ducts side by side along x, joined before and behind the wall between them; air enters at
/// x = 0 and leaves at the far end. Isothermal.
AirflowProblem twoDucts(double cell_m, double flow_m3_per_s) {
    AirflowProblem p;
    p.size_m = {6.0, 2.0, 1.0};
    p.cell_m = cell_m;
    p.initial_K = p.air.reference_K;
    p.baffles = {{Axis::Y, {1.6, 1.0, 0.0}, {4.4, 1.0, 1.0}}};
    p.openings = {{"in", {Axis::X, {0, 0, 0}, {0, 2, 1}}, flow_m3_per_s, p.air.reference_K},
                  {"out", {Axis::X, {6, 0, 0}, {6, 2, 1}}, -flow_m3_per_s, p.air.reference_K}};
    return p;
}

/// A screen across one of the ducts.
Screen across(const std::string& id, double y_m, double lossCoefficient) {
    return {id, {Axis::X, {3.0, y_m, 0.0}, {3.0, y_m + 1.0, 1.0}}, lossCoefficient, 1.0};
}

} // namespace

/// Walls that let air through: tiles, grilles, leaky containment, cable trays.
class TestAirflowScreens : public QObject {
    Q_OBJECT
private slots:
    void lossOfPlatesFollowsTheFormula();
    void parallelDuctsShareTheFlowByTheirLosses_data();
    void parallelDuctsShareTheFlowByTheirLosses();
    void bodyHasTheSameLossOnEveryGrid();
    void whatLetsNothingThroughIsAsGoodAsShut_data();
    void whatLetsNothingThroughIsAsGoodAsShut();
    void screenThatShrankToALineLetsNothingThrough();
    void tilesPassWhatTheUnitGives();
    void wideTilesTakeMoreThanNarrowOnes();
    void leakyContainmentKeepsTheSupplyCold();
    void grilleReturnsTheSurplusToTheCeiling();
    void screenWithoutAirIsLeftOutWithAFinding();
};

void TestAirflowScreens::lossOfPlatesFollowsTheFormula() {
    QVERIFY(isNear(perforatedPlateLoss(0.25), 42.8, 0.1)); // the usual tile
    QVERIFY(isNear(perforatedPlateLoss(1.0), 1.0, 1e-12));
    // A small hole passes 0.6 of what the pressure alone would drive.
    QVERIFY(isNear(1.0 / (0.01 * std::sqrt(perforatedPlateLoss(0.01))), 0.59, 0.01));
}

void TestAirflowScreens::parallelDuctsShareTheFlowByTheirLosses_data() {
    QTest::addColumn<double>("first");
    QTest::addColumn<double>("second");
    QTest::newRow("tiles") << 160.0 << 40.0;
    QTest::newRow("doors") << 40000.0 << 2500.0;
    QTest::newRow("tile and leak") << 30000.0 << 43.0;
}

void TestAirflowScreens::parallelDuctsShareTheFlowByTheirLosses() {
    QFETCH(double, first);
    QFETCH(double, second);
    constexpr double kFlow_m3_per_s = 1.0;
    AirflowProblem problem = twoDucts(0.2, kFlow_m3_per_s);
    problem.screens = {across("first", 0.0, first), across("second", 1.0, second)};
    const AirflowSolution solution = solveAirflow(problem);
    QCOMPARE(solution.status, AirflowStatus::Converged);
    QCOMPARE(solution.screens.size(), std::size_t{2});
    // The same drop: k1 q1^2 = k2 q2^2, but for what the ducts themselves lose.
    const double expected = kFlow_m3_per_s / (1.0 + std::sqrt(first / second));
    qInfo("%.4f of 1 m3/s, exact %.4f; drops %.3f and %.3f Pa, %d steps",
          solution.screens[0].flow_m3_per_s, expected, solution.screens[0].drop_Pa,
          solution.screens[1].drop_Pa, solution.steps);
    QVERIFY(isNear(solution.screens[0].flow_m3_per_s, expected, 0.03 * expected));
    QVERIFY(isNear(solution.screens[0].flow_m3_per_s + solution.screens[1].flow_m3_per_s,
                   kFlow_m3_per_s, 1e-3));
    QVERIFY(isNear(solution.screens[0].drop_Pa / solution.screens[1].drop_Pa, 1.0, 0.06));
}

void TestAirflowScreens::bodyHasTheSameLossOnEveryGrid() {
    // A tray 0.3 m thick with 100 per metre against a screen of 30 in the other duct.
    for (const double cell_m : {0.25, 0.2, 0.125}) {
        AirflowProblem problem = twoDucts(cell_m, 1.0);
        problem.porousBodies = {{{{2.6, 0.0, 0.0}, {2.9, 1.0, 1.0}}, 100.0}};
        problem.screens = {across("other", 1.0, 30.0)};
        AirflowOptions options;
        options.leastAirChanges = 2.0;
        const AirflowSolution solution = solveAirflow(problem, options);
        QCOMPARE(solution.status, AirflowStatus::Converged);
        qInfo("cells of %.3f m: %.4f m3/s beside the tray", cell_m,
              solution.screens[0].flow_m3_per_s);
        QVERIFY(isNear(solution.screens[0].flow_m3_per_s, 0.5, 0.005));
    }
}

void TestAirflowScreens::whatLetsNothingThroughIsAsGoodAsShut_data() {
    constexpr double kBeyondFloat = 1e60;
    QTest::addColumn<double>("screenLoss");
    QTest::addColumn<double>("trayLoss_per_m");
    QTest::newRow("screen") << kBeyondFloat << 0.0;
    QTest::newRow("tray") << 30.0 << kBeyondFloat;
}

void TestAirflowScreens::whatLetsNothingThroughIsAsGoodAsShut() {
    QFETCH(double, screenLoss);
    QFETCH(double, trayLoss_per_m);
    AirflowProblem problem = twoDucts(0.25, 1.0);
    problem.screens = {across("shut", 0.0, screenLoss), across("other", 1.0, 30.0)};
    if (trayLoss_per_m > 0.0)
        problem.porousBodies = {{{{2.6, 0.0, 0.0}, {2.9, 1.0, 1.0}}, trayLoss_per_m}};
    const AirflowSolution solution = solveAirflow(problem);
    QCOMPARE(solution.status, AirflowStatus::Converged);
    QVERIFY(isNear(solution.screens[0].flow_m3_per_s, 0.0, 1e-3));
    QVERIFY(isNear(solution.screens[1].flow_m3_per_s, 1.0, 1e-3));
    QVERIFY(std::isfinite(solution.mean_K) && std::isfinite(solution.max_K));
}

void TestAirflowScreens::screenThatShrankToALineLetsNothingThrough() {
    AirflowProblem problem = twoDucts(0.25, 1.0);
    problem.screens = {across("line", 0.0, 30.0)};
    problem.screens[0].face.min_m.z = problem.screens[0].face.max_m.z = 0.5;
    const AirflowSolution solution = solveAirflow(problem);
    QCOMPARE(solution.status, AirflowStatus::Converged);
    QVERIFY(isNear(solution.screens[0].flow_m3_per_s, 0.0, 1e-3));
    QVERIFY(std::isfinite(solution.mean_K) && std::isfinite(solution.max_K));
}

void TestAirflowScreens::tilesPassWhatTheUnitGives() {
    const AirflowProblem problem = raisedFloor(0.25);
    const AirflowSolution solution = solveAirflow(problem);
    QCOMPARE(solution.status, AirflowStatus::Converged);
    double sum = 0.0;
    for (const ScreenAir& tile : solution.screens) {
        qInfo("%s: %.3f m3/s, %.1f Pa", tile.id.c_str(), tile.flow_m3_per_s, tile.drop_Pa);
        QVERIFY(isNear(tile.temperature_K, kSupply_K, 0.05));
        sum += tile.flow_m3_per_s;
    }
    const double flow = problem.airUnits[0].flow_m3_per_s;
    QVERIFY(isNear(sum, flow, 1e-3 * flow));
    QVERIFY(
        isNear(solution.airUnits[0].return_K, kSupply_K + kRise_K / HallFixture{}.overFlow, 0.1));
}

void TestAirflowScreens::wideTilesTakeMoreThanNarrowOnes() {
    AirflowProblem problem = raisedFloor(0.25);
    for (const std::size_t n : {std::size_t{1}, std::size_t{3}}) {
        problem.screens[n].lossCoefficient = perforatedPlateLoss(0.1);
        problem.screens[n].openShare = 0.1;
    }
    const AirflowSolution solution = solveAirflow(problem);
    QCOMPARE(solution.status, AirflowStatus::Converged);
    const double ratio = (solution.screens[0].flow_m3_per_s + solution.screens[2].flow_m3_per_s) /
                         (solution.screens[1].flow_m3_per_s + solution.screens[3].flow_m3_per_s);
    const double expected = std::sqrt(perforatedPlateLoss(0.1) / perforatedPlateLoss(0.25));
    qInfo("wide over narrow %.3f, under one pressure %.3f", ratio, expected);
    QVERIFY(isNear(ratio, expected, 0.1 * expected)); // the plenum's air has speed
}

void TestAirflowScreens::leakyContainmentKeepsTheSupplyCold() {
    const HallFixture fixture;
    AirflowProblem problem = fixture.problem();
    // Roof and door of the cold aisle leak; the unit stands at its open end and gives a tenth more
    // than the racks take, which must pass the leaks.
    const double front = fixture.near_m + 1.2, back = front + fixture.aisle_m;
    const double end = fixture.left_m + fixture.racksPerRow * fixture.rackWidth_m;
    constexpr double kGaps = 0.02;
    problem.screens = {
        {"roof", {Axis::Z, {1.0, front, 2.0}, {end, back, 2.0}}, perforatedPlateLoss(kGaps), kGaps},
        {"door",
         {Axis::X, {end, front, 0.0}, {end, back, 2.0}},
         perforatedPlateLoss(kGaps),
         kGaps}};
    problem.baffles = {{Axis::Y, {1.0, front, 0.0}, {fixture.left_m, front, 2.0}},
                       {Axis::Y, {1.0, back, 0.0}, {fixture.left_m, back, 2.0}}};
    AirUnit& unit = problem.airUnits.front();
    unit.box = Box{{0.0, front, 0.0}, {1.0, back, 2.0}};
    unit.supplies = {{Axis::X, {1.0, front, 0.0}, {1.0, back, 2.0}}};
    unit.returns = {{Axis::Z, {0.0, front, 2.0}, {1.0, back, 2.0}}};
    const AirflowSolution solution = solveAirflow(problem);
    QCOMPARE(solution.status, AirflowStatus::Converged);
    for (const RackAir& rack : solution.racks)
        QVERIFY(isNear(rack.inletMean_K, kSupply_K, 0.1));
    const double surplus = unit.flow_m3_per_s - rackFlow_m3_per_s(problem);
    QVERIFY(isNear(solution.screens[0].flow_m3_per_s + solution.screens[1].flow_m3_per_s, surplus,
                   1e-3 * unit.flow_m3_per_s));
    QVERIFY(solution.screens[0].drop_Pa > 0.0 && solution.screens[1].drop_Pa > 0.0);
}

void TestAirflowScreens::grilleReturnsTheSurplusToTheCeiling() {
    const HallFixture fixture;
    AirflowProblem problem = fixture.problem();
    constexpr double kCeiling_m = 2.4;
    for (Rack& rack : problem.racks) {
        rack.chimney = Box{{rack.box.min_m.x, rack.box.min_m.y, rack.box.max_m.z},
                           {rack.box.max_m.x, rack.box.max_m.y, kCeiling_m}};
        rack.rear = {
            Axis::Z, {rack.box.min_m.x, rack.box.min_m.y, kCeiling_m}, rack.chimney->max_m};
    }
    problem.baffles = {{Axis::Z, {0.0, 0.0, kCeiling_m}, {7.0, 5.6, kCeiling_m}}};
    problem.screens = {{"grille",
                        {Axis::Z, {1.6, 2.0, kCeiling_m}, {2.4, 3.6, kCeiling_m}},
                        perforatedPlateLoss(0.1),
                        0.1}};
    AirUnit& unit = problem.airUnits.front();
    problem.solids.push_back(*unit.box);
    unit.box.reset();
    unit.returns = {{Axis::X, {0.0, 0.0, kCeiling_m}, {0.0, 5.6, 3.0}}};
    const AirflowSolution solution = solveAirflow(problem);
    QCOMPARE(solution.status, AirflowStatus::Converged);
    for (const RackAir& rack : solution.racks)
        QVERIFY(isNear(rack.inletMean_K, kSupply_K, 0.02));
    QVERIFY(isNear(solution.screens[0].flow_m3_per_s,
                   unit.flow_m3_per_s - rackFlow_m3_per_s(problem), 1e-3 * unit.flow_m3_per_s));
    QVERIFY(isNear(solution.screens[0].temperature_K, kSupply_K, 0.1));
    QVERIFY(isNear(solution.airUnits[0].return_K, kSupply_K + kRise_K / fixture.overFlow, 0.1));
}

void TestAirflowScreens::screenWithoutAirIsLeftOutWithAFinding() {
    AirflowProblem problem = HallFixture{}.problem();
    problem.screens = {{"buried", {Axis::Z, {3.2, 1.2, 1.0}, {3.8, 1.8, 1.0}}, 43.0, 0.25}};
    const AirflowSolution solution = solveAirflow(problem);
    QCOMPARE(solution.status, AirflowStatus::Converged);
    QCOMPARE(solution.findings.size(), std::size_t{1});
    QCOMPARE(solution.findings.front().where, std::string("screen buried"));
    QCOMPARE(solution.screens[0].flow_m3_per_s, 0.0);
}

QTEST_APPLESS_MAIN(TestAirflowScreens)
#include "tst_airflow_screens.moc"
