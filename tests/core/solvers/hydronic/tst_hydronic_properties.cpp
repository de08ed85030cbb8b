#include "core/solvers/hydronic/hydronic_network.h"

#include <QtTest>

#include <cmath>
#include <random>

using namespace hallwright::hydronic;

class TestHydronicProperties : public QObject {
    Q_OBJECT

private slots:
    void randomNetworksKeepContinuityAndHead_data();
    void randomNetworksKeepContinuityAndHead();
    void largeLoopedNetworksConverge_data();
    void largeLoopedNetworksConverge();
};

void TestHydronicProperties::randomNetworksKeepContinuityAndHead_data() {
    QTest::addColumn<int>("seed");
    for (int seed = 1; seed <= 120; ++seed)
        QTest::addRow("seed %d", seed) << seed;
}

/// Pipes, resistances, pumps, check valves and flow control at random, always with a way to the
/// vessel.
void TestHydronicProperties::randomNetworksKeepContinuityAndHead() {
    QFETCH(int, seed);
    std::mt19937 random(static_cast<unsigned>(seed));
    const auto uniform = [&](double low, double high) {
        return std::uniform_real_distribution<double>(low, high)(random);
    };
    HydronicProblem problem;
    problem.addNode(fixedHead(uniform(10.0, 60.0)));
    const int curve = problem.addCurve(powerLawCurve(uniform(10.0, 50.0), uniform(500.0, 5000.0)));
    const int count = 2 + int(random() % 60u);
    for (int i = 1; i < count; ++i) {
        const int node = problem.addNode(junction(0.0, uniform(-0.002, 0.01)));
        problem.addLink(pipe(int(random() % unsigned(node)), node, uniform(1.0, 200.0),
                             uniform(0.05, 0.4), uniform(0.0, 1e-3), uniform(0.0, 10.0)));
    }
    for (int extra = int(random() % 60u); extra > 0; --extra) {
        const int a = int(random() % unsigned(count));
        const int b = int(random() % unsigned(count));
        if (a == b)
            continue;
        Link link;
        switch (random() % 4u) {
        case 0:
            link = pump(a, b, curve, uniform(0.3, 1.0));
            break;
        case 1:
            link = flowControlValve(a, b, uniform(0.0, 0.02), uniform(10.0, 1e4));
            break;
        case 2:
            link = pipe(a, b, uniform(1.0, 100.0), uniform(0.05, 0.3), 1e-4);
            link.hasCheckValve = true;
            break;
        default:
            link = resistance(a, b, uniform(10.0, 1e5));
        }
        problem.addLink(link);
    }
    const HydronicSolution solution = solveHydronics(problem);
    QVERIFY2(solution.isConverged(), solution.message.c_str());

    // Measured here again from the answer alone.
    std::vector<double> balance(problem.nodes.size(), 0.0);
    double largest = 0.0;
    for (std::size_t k = 0; k < problem.links.size(); ++k) {
        const Link& link = problem.links[k];
        balance[std::size_t(link.from)] -= solution.flow_m3_per_s[k];
        balance[std::size_t(link.to)] += solution.flow_m3_per_s[k];
        largest = std::max(largest, std::abs(solution.flow_m3_per_s[k]));
        const double difference =
            solution.head_m[std::size_t(link.from)] - solution.head_m[std::size_t(link.to)];
        const double q = solution.flow_m3_per_s[k];
        if (link.kind == LinkKind::Resistance && std::abs(q) > 1e-5)
            QVERIFY(std::abs(difference - link.resistance * q * std::abs(q)) <=
                    1e-6 * std::abs(difference) + 2e-5);
        if (link.kind == LinkKind::Pump || link.hasCheckValve)
            QVERIFY(q > -1e-7);
        if (link.kind == LinkKind::FlowControl)
            QVERIFY(q < link.setting + 1e-7);
    }
    for (std::size_t i = 1; i < balance.size(); ++i)
        QVERIFY(std::abs(balance[i] - problem.nodes[i].demand_m3_per_s) <= 1e-6 * largest);
}

void TestHydronicProperties::largeLoopedNetworksConverge_data() {
    QTest::addColumn<int>("seed");
    for (int seed = 1; seed <= 4; ++seed)
        QTest::addRow("seed %d", seed) << seed;
}

/// A town of 71 x 71 crossings, streets of random size, a third of them missing, three reservoirs:
/// 5,041 nodes in loops of every length. Newton's method needs about ten iterations at any size;
/// a third of the cross streets with check valves, some hundreds, ask for a few rounds more.
void TestHydronicProperties::largeLoopedNetworksConverge() {
    QFETCH(int, seed);
    std::mt19937 random(static_cast<unsigned>(seed));
    const auto uniform = [&](double low, double high) {
        return std::uniform_real_distribution<double>(low, high)(random);
    };
    constexpr int kSide = 71;
    HydronicProblem problem;
    problem.friction =
        seed % 2 == 0 ? FrictionFormula::DarcyWeisbach : FrictionFormula::HazenWilliams;
    for (int i = 0; i < kSide * kSide; ++i)
        problem.addNode(i == 0 || i == kSide - 1 || i == kSide * kSide - 1
                            ? fixedHead(uniform(80.0, 90.0))
                            : junction(0.0, uniform(0.0, 2e-4)));
    const auto street = [&](int a, int b) {
        const double roughness = seed % 2 == 0 ? 1e-4 : uniform(90.0, 140.0);
        problem.addLink(pipe(a, b, uniform(20.0, 200.0), uniform(0.1, 0.6), roughness));
        const bool isCross = b - a == kSide;
        problem.links.back().hasCheckValve = seed > 2 && isCross && random() % 3u == 0;
    };
    for (int y = 0; y < kSide; ++y)
        for (int x = 0; x < kSide; ++x) {
            const int node = y * kSide + x;
            if (x > 0) // every row hangs together
                street(node - 1, node);
            if (y > 0 && (x == 0 || random() % 3u == 0))
                street(node - kSide, node);
        }
    const HydronicSolution solution = solveHydronics(problem);
    QVERIFY2(solution.isConverged(), solution.message.c_str());
    QCOMPARE_LE(solution.iterations, seed > 2 ? 100 : 25);
    for (std::size_t k = 0; k < problem.links.size(); ++k)
        QVERIFY(!problem.links[k].hasCheckValve || solution.flow_m3_per_s[k] > -1e-7);
    QCOMPARE_LE(solution.residuals.continuityRelative, 1e-10);
    QCOMPARE_LE(solution.residuals.headClosureRelative, 1e-7);
    qInfo("%zu nodes, %zu links: %d iterations", problem.nodes.size(), problem.links.size(),
          solution.iterations);
}

QTEST_APPLESS_MAIN(TestHydronicProperties)
#include "tst_hydronic_properties.moc"
