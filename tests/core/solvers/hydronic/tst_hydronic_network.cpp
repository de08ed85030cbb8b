#include "core/solvers/hydronic/hydronic_bench.h"
#include "core/solvers/hydronic/hydronic_network.h"

#include <QtTest>

#include <cmath>
#include <limits>
#include <numbers>

using namespace hallwright::hydronic;

namespace {

constexpr double kGravity = 9.80665;

/// A vessel at 10 m, a pump and one resistance around to the vessel's node.
struct PumpLoop {
    HydronicProblem problem;
    int pumpLink = -1;
    int load = -1;

    PumpLoop(const Curve& curve, double resistance_s2_per_m5, double speed = 1.0) {
        const int vessel = problem.addNode(fixedHead(10.0));
        const int discharge = problem.addNode(junction());
        pumpLink = problem.addLink(pump(vessel, discharge, problem.addCurve(curve), speed));
        load = problem.addLink(resistance(discharge, vessel, resistance_s2_per_m5));
    }
};

bool hasIssue(const HydronicSolution& solution, IssueKind kind, int index) {
    for (const HydronicIssue& issue : solution.issues)
        if (issue.kind == kind && issue.index == index)
            return true;
    return false;
}

std::size_t at(int index) {
    return static_cast<std::size_t>(index);
}

} // namespace

class TestHydronicNetwork : public QObject {
    Q_OBJECT

private slots:
    void laminarPipeLosesHagenPoiseuilleHead();
    void pipesInSeriesAddTheirLosses();
    void parallelResistancesShareByTheirRoots();
    void pumpMeetsItsSystemCurve_data();
    void pumpMeetsItsSystemCurve();
    void unequalPumpsInParallelShareOneHead();
    void weakPumpBesideAStrongOneIsHeldBack();
    void pumpBeyondItsCurveIsReported();
    void deadBranchCarriesNothing();
    void closedValveCarriesNothing();
    void partWithoutSupplyIsNamed();
    void closedLoopWithoutFixedHeadIsSolvedAndNamed();
    void checkValveHoldsBackAndReopens();
    void flowControlHoldsItsSettingAndLetsGo();
    void pressureReducingValveHoldsItsHead();
    void pressureSustainingValveHoldsItsHead();
    void headLossCurveIsFollowed();
    void warmStartGivesTheSameAnswerSooner();
    void ratedPointsGiveTheirPressureDrop();
    void badValuesAreRefusedByIndex_data();
    void badValuesAreRefusedByIndex();
    void changedStructureIsRefused();
    void stopTokenCancels();
    void ringOfTheBenchConverges();
    void headThatIsNoNumberIsNeverConverged();
    void wideShortPipesKeepContinuity();
    void whatAShutValveCutsOffIsNamed();
};

/// N hangs between a valve that holds the head before it and one that holds the head behind it, so
/// nothing decides N's own head: it stays as it was, and a start from no number must not stand.
void TestHydronicNetwork::headThatIsNoNumberIsNeverConverged() {
    HydronicProblem problem;
    const int source = problem.addNode(fixedHead(50.0));
    const int before = problem.addNode(junction());
    const int n = problem.addNode(junction());
    const int behind = problem.addNode(junction(0.0, 0.01));
    problem.addLink(pipe(source, before, 100.0, 0.1, 1e-4));
    problem.addLink(pressureSustainingValve(before, n, 45.0, 0.1));
    problem.addLink(pressureReducingValve(n, behind, 20.0, 0.1));
    HydronicSolution start = solveHydronics(problem);
    start.head_m[at(n)] = std::numeric_limits<double>::quiet_NaN();
    start.linkStatus[1] = start.linkStatus[2] = LinkStatus::Active;
    HydronicNetwork network(problem);
    const HydronicSolution solution = network.solve(problem, {}, {}, &start);
    for (const double head : solution.head_m)
        QVERIFY(std::isfinite(head) || !solution.isConverged());
    QVERIFY(std::isfinite(solution.head_m[at(n)]));
}

/// 1e-5 m at 1 m3/s is all that the connections lose: the last digit of a head of 100 m is 1e-9
/// m3/s there, yet a flow of 1e-6 m3/s comes out balanced to 1e-12.
void TestHydronicNetwork::wideShortPipesKeepContinuity() {
    HydronicProblem problem;
    int last = problem.addNode(fixedHead(100.0));
    for (int i = 0; i < 20; ++i) {
        const int next = problem.addNode(junction(0.0, i == 19 ? 1e-6 : 0.0));
        problem.addLink(throttleValve(last, next, 2.0, 0.0));
        last = next;
    }
    const HydronicSolution solution = solveHydronics(problem);
    QVERIFY2(solution.isConverged(), solution.message.c_str());
    for (const double flow : solution.flow_m3_per_s)
        QCOMPARE_LE(std::abs(flow - 1e-6), 1e-12);
}

/// What is fed in behind a check valve that points at it cannot leave.
void TestHydronicNetwork::whatAShutValveCutsOffIsNamed() {
    HydronicProblem problem;
    const int source = problem.addNode(fixedHead(30.0));
    const int pocket = problem.addNode(junction(0.0, -0.001));
    Link link = pipe(source, pocket, 10.0, 0.1, 1e-4);
    link.hasCheckValve = true;
    problem.addLink(link);
    QVERIFY(hasIssue(solveHydronics(problem), IssueKind::Unsupplied, pocket));
}

void TestHydronicNetwork::laminarPipeLosesHagenPoiseuilleHead() {
    HydronicProblem problem;
    problem.fluid = {1020.0, 1e-4};
    const double flow = 2e-3;
    const double length = 40.0;
    const double diameter = 0.08; // Re = 318
    const int source = problem.addNode(fixedHead(50.0));
    const int sink = problem.addNode(junction(0.0, flow));
    problem.addLink(pipe(source, sink, length, diameter, 1e-4));
    const HydronicSolution solution = solveHydronics(problem);
    QVERIFY2(solution.isConverged(), solution.message.c_str());
    const double expected =
        128.0 * 1e-4 * length * flow / (std::numbers::pi * kGravity * std::pow(diameter, 4.0));
    QCOMPARE_LE(std::abs(solution.headLoss_m[0] / expected - 1.0), 1e-7);
    QCOMPARE_LE(std::abs(solution.velocity_m_per_s[0] /
                             (flow / (std::numbers::pi * diameter * diameter / 4.0)) -
                         1.0),
                1e-9);
}

void TestHydronicNetwork::pipesInSeriesAddTheirLosses() {
    HydronicProblem problem;
    const int a = problem.addNode(fixedHead(30.0));
    const int b = problem.addNode(junction());
    const int c = problem.addNode(fixedHead(20.0));
    problem.addLink(resistance(a, b, 3000.0));
    problem.addLink(resistance(b, c, 1000.0));
    const HydronicSolution solution = solveHydronics(problem);
    QVERIFY(solution.isConverged());
    const double flow = std::sqrt(10.0 / 4000.0);
    QCOMPARE_LE(std::abs(solution.flow_m3_per_s[0] / flow - 1.0), 1e-8);
    QCOMPARE_LE(std::abs(solution.head_m[at(b)] - 22.5), 1e-6);
}

void TestHydronicNetwork::parallelResistancesShareByTheirRoots() {
    HydronicProblem problem;
    const int a = problem.addNode(fixedHead(30.0));
    const int b = problem.addNode(junction(0.0, 0.06));
    problem.addLink(resistance(a, b, 1000.0));
    problem.addLink(resistance(b, a, 4000.0)); // drawn the other way round: flow is negative
    const HydronicSolution solution = solveHydronics(problem);
    QVERIFY(solution.isConverged());
    QCOMPARE_LE(std::abs(solution.flow_m3_per_s[0] - 0.04), 1e-9); // shares 1 : 1/2
    QCOMPARE_LE(std::abs(solution.flow_m3_per_s[1] + 0.02), 1e-9);
    QCOMPARE_LE(std::abs(solution.headLoss_m[0] - 1.6), 1e-7);
}

void TestHydronicNetwork::pumpMeetsItsSystemCurve_data() {
    QTest::addColumn<double>("speed");
    for (const double speed : {1.0, 0.8, 0.35})
        QTest::addRow("speed %g", speed) << speed;
}

void TestHydronicNetwork::pumpMeetsItsSystemCurve() {
    QFETCH(double, speed);
    // s^2 h0 - a Q^2 = R Q^2
    const PumpLoop loop(powerLawCurve(40.0, 900.0), 1600.0, speed);
    const HydronicSolution solution = solveHydronics(loop.problem);
    QVERIFY2(solution.isConverged(), solution.message.c_str());
    const double flow = speed * std::sqrt(40.0 / 2500.0);
    QCOMPARE_LE(std::abs(solution.flow_m3_per_s[at(loop.load)] / flow - 1.0), 1e-8);
    QCOMPARE_LE(std::abs(solution.headLoss_m[at(loop.pumpLink)] + 1600.0 * flow * flow), 1e-6);
    QVERIFY(solution.issues.empty());

    // Constant hydraulic power: P = rho g Q R Q^2.
    const double power = 5000.0;
    const PumpLoop constant(constantPowerCurve(power), 1600.0);
    const HydronicSolution steady = solveHydronics(constant.problem);
    QVERIFY2(steady.isConverged(), steady.message.c_str());
    const double cubic = std::cbrt(power / (998.2 * kGravity * 1600.0));
    QCOMPARE_LE(std::abs(steady.flow_m3_per_s[at(constant.load)] / cubic - 1.0), 1e-7);

    // Straight lines: 20 m at 0, 10 m at 0.1 m3/s, 0 at 0.15; affinity moves the points.
    const PumpLoop points(pointCurve({0.0, 0.1, 0.15}, {20.0, 10.0, 0.0}), 2000.0, speed);
    const HydronicSolution lined = solveHydronics(points.problem);
    QVERIFY2(lined.isConverged(), lined.message.c_str());
    // On the first line: s^2 20 - s 100 Q = 2000 Q^2.
    const double root = speed * (-100.0 + std::sqrt(1e4 + 4.0 * 2000.0 * 20.0)) / 4000.0;
    QVERIFY(root < 0.1 * speed);
    QCOMPARE_LE(std::abs(lined.flow_m3_per_s[at(points.load)] / root - 1.0), 1e-7);
}

void TestHydronicNetwork::unequalPumpsInParallelShareOneHead() {
    HydronicProblem problem;
    const int vessel = problem.addNode(fixedHead(0.0));
    const int header = problem.addNode(junction());
    const int one =
        problem.addLink(pump(vessel, header, problem.addCurve(powerLawCurve(40.0, 1000.0))));
    const int two =
        problem.addLink(pump(vessel, header, problem.addCurve(powerLawCurve(30.0, 2000.0))));
    problem.addLink(resistance(header, vessel, 500.0));
    const HydronicSolution solution = solveHydronics(problem);
    QVERIFY(solution.isConverged());
    const double head = solution.head_m[at(header)];
    QCOMPARE_LE(std::abs(solution.flow_m3_per_s[at(one)] - std::sqrt((40.0 - head) / 1000.0)),
                1e-8);
    QCOMPARE_LE(std::abs(solution.flow_m3_per_s[at(two)] - std::sqrt((30.0 - head) / 2000.0)),
                1e-8);
    QVERIFY(solution.flow_m3_per_s[at(two)] > 0.0);
}

void TestHydronicNetwork::weakPumpBesideAStrongOneIsHeldBack() {
    HydronicProblem problem;
    const int vessel = problem.addNode(fixedHead(0.0));
    const int header = problem.addNode(junction());
    problem.addLink(pump(vessel, header, problem.addCurve(powerLawCurve(40.0, 100.0))));
    const int weak =
        problem.addLink(pump(vessel, header, problem.addCurve(powerLawCurve(15.0, 100.0))));
    problem.addLink(resistance(header, vessel, 2000.0));
    const HydronicSolution solution = solveHydronics(problem);
    QVERIFY(solution.isConverged());
    QCOMPARE(solution.linkStatus[at(weak)], LinkStatus::CannotDeliver);
    QCOMPARE_LE(std::abs(solution.flow_m3_per_s[at(weak)]), 1e-8);
    QVERIFY(hasIssue(solution, IssueKind::PumpCannotDeliver, weak));
    QCOMPARE_LE(std::abs(solution.flow_m3_per_s[0] / std::sqrt(40.0 / 2100.0) - 1.0), 1e-6);
}

void TestHydronicNetwork::pumpBeyondItsCurveIsReported() {
    const PumpLoop loop(pointCurve({0.01, 0.02}, {20.0, 18.0}), 1.0);
    const HydronicSolution solution = solveHydronics(loop.problem);
    QVERIFY(solution.isConverged());
    QVERIFY(solution.flow_m3_per_s[at(loop.pumpLink)] > 0.02);
    QVERIFY(hasIssue(solution, IssueKind::PumpBeyondCurve, loop.pumpLink));
}

void TestHydronicNetwork::deadBranchCarriesNothing() {
    HydronicProblem problem;
    const int a = problem.addNode(fixedHead(10.0));
    const int b = problem.addNode(junction(0.0, 0.01));
    const int dead = problem.addNode(junction());
    problem.addLink(pipe(a, b, 10.0, 0.1, 1e-4));
    problem.addLink(pipe(b, dead, 5.0, 0.1, 1e-4));
    const int twin = problem.addLink(resistance(b, dead, 1e5));
    const HydronicSolution solution = solveHydronics(problem);
    QVERIFY2(solution.isConverged(), solution.message.c_str());
    QCOMPARE_LE(std::abs(solution.flow_m3_per_s[1]), 1e-6);
    QCOMPARE_LE(std::abs(solution.flow_m3_per_s[at(twin)]), 1e-6);
    QCOMPARE_LE(std::abs(solution.head_m[at(dead)] - solution.head_m[at(b)]), 1e-6);
}

void TestHydronicNetwork::closedValveCarriesNothing() {
    HydronicProblem problem;
    const int a = problem.addNode(fixedHead(10.0));
    const int b = problem.addNode(junction(0.0, 0.01));
    problem.addLink(resistance(a, b, 1000.0));
    Link shut = throttleValve(a, b, 0.1, 2.0);
    shut.isClosed = true;
    const int valve = problem.addLink(shut);
    HydronicNetwork network(problem);
    const HydronicSolution solution = network.solve(problem);
    QVERIFY(solution.isConverged());
    QCOMPARE(solution.flow_m3_per_s[at(valve)], 0.0);
    QCOMPARE(solution.linkStatus[at(valve)], LinkStatus::Closed);
    QCOMPARE_LE(std::abs(solution.flow_m3_per_s[0] - 0.01), 1e-10);

    problem.links[at(valve)].isClosed = false;
    const HydronicSolution opened = network.solve(problem, {}, {}, &solution);
    QVERIFY(opened.isConverged());
    QVERIFY(opened.flow_m3_per_s[at(valve)] > 1e-3);
    QCOMPARE_LE(std::abs(opened.flow_m3_per_s[0] + opened.flow_m3_per_s[1] - 0.01), 1e-10);
}

void TestHydronicNetwork::partWithoutSupplyIsNamed() {
    HydronicProblem problem;
    const int a = problem.addNode(fixedHead(10.0));
    const int b = problem.addNode(junction(0.0, 0.01));
    const int far = problem.addNode(junction(2.0, 0.02));
    const int farther = problem.addNode(junction(3.0));
    problem.addLink(resistance(a, b, 1000.0));
    problem.addLink(resistance(far, farther, 1000.0));
    const HydronicSolution solution = solveHydronics(problem);
    QVERIFY(solution.isConverged());
    QVERIFY(hasIssue(solution, IssueKind::Unsupplied, far));
    QCOMPARE(solution.flow_m3_per_s[1], 0.0);
    QCOMPARE(solution.head_m[at(far)], 2.0); // no pressure
    QCOMPARE_LE(std::abs(solution.flow_m3_per_s[0] - 0.01), 1e-10);
}

void TestHydronicNetwork::closedLoopWithoutFixedHeadIsSolvedAndNamed() {
    HydronicProblem problem;
    const int suction = problem.addNode(junction(4.0));
    const int discharge = problem.addNode(junction());
    problem.addLink(pump(suction, discharge, problem.addCurve(powerLawCurve(40.0, 900.0))));
    problem.addLink(resistance(discharge, suction, 1600.0));
    const HydronicSolution solution = solveHydronics(problem);
    QVERIFY2(solution.isConverged(), solution.message.c_str());
    QVERIFY(hasIssue(solution, IssueKind::NoFixedHead, suction));
    QCOMPARE_LE(std::abs(solution.flow_m3_per_s[1] / std::sqrt(40.0 / 2500.0) - 1.0), 1e-8);
    QCOMPARE(solution.head_m[at(suction)], 4.0);
}

void TestHydronicNetwork::checkValveHoldsBackAndReopens() {
    HydronicProblem problem;
    const int low = problem.addNode(fixedHead(5.0));
    const int high = problem.addNode(fixedHead(10.0));
    const int mid = problem.addNode(junction(0.0, 0.005));
    Link guarded = pipe(low, mid, 10.0, 0.1, 1e-4);
    guarded.hasCheckValve = true;
    const int valve = problem.addLink(guarded);
    problem.addLink(resistance(high, mid, 1000.0));
    HydronicNetwork network(problem);
    const HydronicSolution held = network.solve(problem);
    QVERIFY(held.isConverged());
    QCOMPARE(held.linkStatus[at(valve)], LinkStatus::Closed);
    QCOMPARE_LE(std::abs(held.flow_m3_per_s[at(valve)]), 1e-9);

    problem.nodes[at(mid)].demand_m3_per_s = 0.1; // pulls the junction to 0 m: the valve opens
    const HydronicSolution open = network.solve(problem, {}, {}, &held);
    QVERIFY2(open.isConverged(), open.message.c_str());
    QCOMPARE(open.linkStatus[at(valve)], LinkStatus::Open);
    QVERIFY(open.flow_m3_per_s[at(valve)] > 0.01);
    const HydronicSolution cold = network.solve(problem);
    QCOMPARE_LE(std::abs(cold.flow_m3_per_s[at(valve)] - open.flow_m3_per_s[at(valve)]), 1e-7);
}

void TestHydronicNetwork::flowControlHoldsItsSettingAndLetsGo() {
    // 30 m over a valve of 100 s2/m5 in series with 900: 0.173 m3/s wide open.
    for (const double setting : {0.05, 0.1, 0.3}) {
        HydronicProblem problem;
        const int a = problem.addNode(fixedHead(30.0));
        const int b = problem.addNode(junction());
        const int c = problem.addNode(fixedHead(0.0));
        const int valve = problem.addLink(flowControlValve(a, b, setting, 100.0));
        problem.addLink(resistance(b, c, 900.0));
        const HydronicSolution solution = solveHydronics(problem);
        QVERIFY2(solution.isConverged(), solution.message.c_str());
        const double open = std::sqrt(30.0 / 1000.0);
        const double expected = std::min(setting, open);
        QCOMPARE_LE(std::abs(solution.flow_m3_per_s[at(valve)] - expected), 1e-7);
        QCOMPARE(solution.linkStatus[at(valve)],
                 setting < open ? LinkStatus::Active : LinkStatus::Open);
    }
}

void TestHydronicNetwork::pressureReducingValveHoldsItsHead() {
    for (const double setting : {10.0, 18.0, 45.0}) {
        HydronicProblem problem;
        const int source = problem.addNode(fixedHead(40.0));
        const int before = problem.addNode(junction());
        const int after = problem.addNode(junction());
        const int end = problem.addNode(fixedHead(0.0));
        problem.addLink(resistance(source, before, 2000.0));
        const int valve = problem.addLink(pressureReducingValve(before, after, setting, 0.1, 0.0));
        problem.addLink(resistance(after, end, 2000.0));
        const HydronicSolution solution = solveHydronics(problem);
        QVERIFY2(solution.isConverged(), solution.message.c_str());
        const bool isHolding = setting < 20.0; // wide open both resistances halve the head
        const double head = isHolding ? setting : 20.0;
        QCOMPARE_LE(std::abs(solution.head_m[at(after)] - head), 1e-4);
        QCOMPARE_LE(std::abs(solution.flow_m3_per_s[2] - std::sqrt(head / 2000.0)), 1e-6);
        QCOMPARE_LE(std::abs(solution.flow_m3_per_s[0] - solution.flow_m3_per_s[2]), 1e-8);
        QCOMPARE(solution.linkStatus[at(valve)], isHolding ? LinkStatus::Active : LinkStatus::Open);
    }
}

void TestHydronicNetwork::pressureSustainingValveHoldsItsHead() {
    for (const double setting : {12.0, 30.0}) {
        HydronicProblem problem;
        const int source = problem.addNode(fixedHead(40.0));
        const int before = problem.addNode(junction());
        const int after = problem.addNode(junction());
        const int end = problem.addNode(fixedHead(0.0));
        problem.addLink(resistance(source, before, 2000.0));
        problem.addLink(pressureSustainingValve(before, after, setting, 0.1));
        problem.addLink(resistance(after, end, 2000.0));
        const HydronicSolution solution = solveHydronics(problem);
        QVERIFY2(solution.isConverged(), solution.message.c_str());
        const double head = std::max(setting, 20.0);
        QCOMPARE_LE(std::abs(solution.head_m[at(before)] - head), 1e-4);
        QCOMPARE_LE(std::abs(solution.flow_m3_per_s[0] - std::sqrt((40.0 - head) / 2000.0)), 1e-6);
    }
}

void TestHydronicNetwork::headLossCurveIsFollowed() {
    HydronicProblem problem;
    const int a = problem.addNode(fixedHead(10.0));
    const int b = problem.addNode(junction(0.0, 0.015));
    Link valve;
    valve.kind = LinkKind::HeadLossCurve;
    valve.from = a;
    valve.to = b;
    valve.curve = problem.addCurve(pointCurve({0.0, 0.01, 0.02}, {0.0, 1.0, 4.0}));
    problem.addLink(valve);
    const HydronicSolution solution = solveHydronics(problem);
    QVERIFY(solution.isConverged());
    QCOMPARE_LE(std::abs(solution.headLoss_m[0] - 2.5), 1e-6);
}

void TestHydronicNetwork::warmStartGivesTheSameAnswerSooner() {
    HydronicProblem ring = ringNetwork(1200);
    HydronicNetwork network(ring);
    const HydronicSolution cold = network.solve(ring);
    QVERIFY(cold.isConverged());
    ring.links[3].minorLossK *= 1.2;
    const HydronicSolution warm = network.solve(ring, {}, {}, &cold);
    const HydronicSolution again = solveHydronics(ring);
    QVERIFY(warm.isConverged() && again.isConverged());
    QVERIFY2(warm.iterations < again.iterations, warm.message.c_str());
    for (std::size_t i = 0; i < ring.links.size(); ++i)
        QCOMPARE_LE(std::abs(warm.flow_m3_per_s[i] - again.flow_m3_per_s[i]), 1e-6);
}

void TestHydronicNetwork::ratedPointsGiveTheirPressureDrop() {
    const Fluid fluid{1021.0, 2.0e-6};
    const double r = resistanceFromRatedPoint(60e3, 0.025, fluid);
    QCOMPARE_LE(std::abs(r * 0.025 * 0.025 * 1021.0 * kGravity / 60e3 - 1.0), 1e-12);
    // Kv 25: 25 m3/h of water lose 1 bar, whatever the density that head is expressed in.
    const double flow = 25.0 / 3600.0;
    QCOMPARE_LE(std::abs(resistanceFromKv(25.0) * flow * flow * 1000.0 * kGravity / 1e5 - 1.0),
                1e-12);
}

void TestHydronicNetwork::badValuesAreRefusedByIndex_data() {
    QTest::addColumn<int>("fault");
    QTest::newRow("pipe without diameter") << 0;
    QTest::newRow("node that does not exist") << 1;
    QTest::newRow("demand not a number") << 2;
    QTest::newRow("pump without curve") << 3;
    QTest::newRow("link from a node to itself") << 4;
    QTest::newRow("rougher than wide") << 5;
    QTest::newRow("rising pump curve") << 6;
}

void TestHydronicNetwork::badValuesAreRefusedByIndex() {
    QFETCH(int, fault);
    HydronicProblem problem;
    const int a = problem.addNode(fixedHead(10.0));
    const int b = problem.addNode(junction(0.0, 0.01));
    problem.addLink(resistance(a, b, 10.0));
    Link link = pipe(a, b, 10.0, 0.1, 1e-4);
    if (fault == 0)
        link.diameter_m = 0.0;
    if (fault == 1)
        link.to = 7;
    if (fault == 2)
        problem.nodes[at(b)].demand_m3_per_s = std::nan("");
    if (fault == 3)
        link = pump(a, b, -1);
    if (fault == 4)
        link.to = a;
    if (fault == 5)
        link.roughness = 0.2;
    if (fault == 6)
        link = pump(a, b, problem.addCurve(pointCurve({0.0, 1.0}, {3.0, 4.0})));
    const int culprit = problem.addLink(link);
    const HydronicSolution solution = solveHydronics(problem);
    QCOMPARE(solution.status, SolveStatus::InvalidInput);
    QVERIFY(hasIssue(solution, fault == 2 ? IssueKind::InvalidNode : IssueKind::InvalidLink,
                     fault == 2 ? b : culprit));
}

void TestHydronicNetwork::changedStructureIsRefused() {
    HydronicProblem problem = ringNetwork(200);
    HydronicNetwork network(problem);
    std::swap(problem.links[0].from, problem.links[0].to);
    QVERIFY(!network.matches(problem));
    QCOMPARE(network.solve(problem).status, SolveStatus::InvalidInput);
}

void TestHydronicNetwork::stopTokenCancels() {
    std::stop_source source;
    source.request_stop();
    const HydronicSolution solution = solveHydronics(ringNetwork(400), {}, source.get_token());
    QCOMPARE(solution.status, SolveStatus::Cancelled);
}

void TestHydronicNetwork::ringOfTheBenchConverges() {
    const HydronicProblem ring = ringNetwork(10000);
    QVERIFY(ring.links.size() > 9900 && ring.links.size() < 10100);
    const HydronicSolution solution = solveHydronics(ring);
    QVERIFY2(solution.isConverged(), solution.message.c_str());
    QVERIFY(solution.issues.empty());
    QCOMPARE_LE(solution.residuals.continuityRelative, 1e-6);
    QCOMPARE_LE(solution.residuals.headClosureRelative, 1e-6);
}

QTEST_APPLESS_MAIN(TestHydronicNetwork)
#include "tst_hydronic_network.moc"
