// What holds for the fault currents of any network.

#include "core/solvers/power/short_circuit/short_circuit_solver.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

using namespace hallwright::short_circuit;

namespace {

/// A random network with loops over two voltage levels, transformers of several vector groups, two
/// feeders, machines and motors.
ShortCircuitProblem randomNetwork(unsigned seed) {
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> share(0.0, 1.0);
    const auto pick = [&](int count) {
        return static_cast<int>(random() % static_cast<unsigned>(count));
    };
    ShortCircuitProblem problem;
    const int high = 8, low = 24;
    problem.buses.assign(high, {20.0});
    problem.buses.insert(problem.buses.end(), low, {0.4});
    for (int i = 0; i < 2; ++i) {
        NetworkFeeder feeder;
        feeder.bus = pick(high);
        feeder.maxPower_MVA = 200.0 + 800.0 * share(random);
        feeder.minPower_MVA = 0.6 * feeder.maxPower_MVA;
        problem.feeders.push_back(feeder);
    }
    const auto addLine = [&](int from, int to, double scale) {
        Line line;
        line.from = from;
        line.to = to;
        line.z1_ohm = scale * Complex{0.1 + share(random), 0.1 + share(random)};
        line.z0_ohm = (2.0 + share(random)) * line.z1_ohm;
        problem.lines.push_back(line);
    };
    for (int bus = 1; bus < high; ++bus)
        addLine(pick(bus), bus, 0.2);
    for (int i = 0; i < 3; ++i)
        addLine(0, 1 + pick(high - 1), 0.3);
    const Winding windings[] = {Winding::Delta, Winding::Star, Winding::EarthedStar,
                                Winding::EarthedZigzag};
    for (int bus = high; bus < high + low; ++bus) {
        if (bus - high >= 6) {
            addLine(high + pick(bus - high), bus, 0.01);
            continue;
        }
        Transformer transformer;
        transformer.highBus = pick(high);
        transformer.lowBus = bus;
        transformer.rating_MVA = 0.4 + 2.0 * share(random);
        transformer.high_kV = 20.0 + share(random);
        transformer.low_kV = 0.4 + 0.02 * share(random);
        transformer.uk = 0.04 + 0.04 * share(random);
        transformer.ur = 0.01;
        transformer.highWinding = windings[pick(4)];
        transformer.lowWinding = windings[2 + pick(2)];
        problem.transformers.push_back(transformer);
    }
    Generator generator;
    generator.bus = high + 2;
    generator.rating_MVA = 1.0;
    generator.rated_kV = 0.4;
    generator.xd_pu = 0.12;
    generator.r_ohm = 0.001;
    problem.generators.push_back(generator);
    Motor motor;
    motor.bus = high + 9;
    motor.power_MW = 0.2;
    motor.rated_kV = 0.4;
    problem.motors.push_back(motor);
    return problem;
}

void compareRelative(double found, double expected, double tolerance, const char* what) {
    QVERIFY2(std::abs(found / expected - 1.0) <= tolerance,
             qPrintable(QString("%1: %2, expected %3")
                            .arg(what)
                            .arg(found, 0, 'g', 10)
                            .arg(expected, 0, 'g', 10)));
}

} // namespace

class TestShortCircuitRandom : public QObject {
    Q_OBJECT

private slots:
    void minimumStaysBelowMaximum();
    void relabellingChangesNothing();
};

void TestShortCircuitRandom::minimumStaysBelowMaximum() {
    for (unsigned seed = 1; seed <= 40; ++seed) {
        const auto problem = randomNetwork(seed);
        QVERIFY(checkProblem(problem).empty());
        const auto maximum = solveShortCircuit(problem, {});
        ShortCircuitOptions options;
        options.faultCase = FaultCase::Minimum;
        const auto minimum = solveShortCircuit(problem, options);
        QVERIFY(maximum.isSolved && minimum.isSolved);
        for (std::size_t i = 0; i < problem.buses.size(); ++i) {
            const auto &most = maximum.buses[i], &least = minimum.buses[i];
            QVERIFY(least.ik3_kA <= most.ik3_kA);
            QVERIFY(least.ik2_kA <= most.ik2_kA);
            QCOMPARE(least.hasEarthPath, most.hasEarthPath);
            if (most.hasEarthPath)
                QVERIFY(least.ik1_kA <= most.ik1_kA);
            QVERIFY(most.ib_kA <= most.ik3_kA * (1.0 + 1e-12));
            QVERIFY(most.kappa > 1.0 && most.kappa <= 2.0);
            QVERIFY(most.ith_kA >= most.ik3_kA);
        }
    }
}

void TestShortCircuitRandom::relabellingChangesNothing() {
    for (unsigned seed = 1; seed <= 20; ++seed) {
        const auto problem = randomNetwork(seed);
        auto relabelled = problem;
        std::vector<int> newRow(problem.buses.size());
        std::iota(newRow.begin(), newRow.end(), 0);
        std::mt19937 random(seed * 977u);
        std::shuffle(newRow.begin(), newRow.end(), random);
        const auto move = [&](int& bus) { bus = newRow[static_cast<std::size_t>(bus)]; };
        for (std::size_t i = 0; i < newRow.size(); ++i)
            relabelled.buses[static_cast<std::size_t>(newRow[i])] = problem.buses[i];
        for (auto& feeder : relabelled.feeders)
            move(feeder.bus);
        for (auto& line : relabelled.lines) {
            move(line.from);
            move(line.to);
            std::swap(line.from, line.to);
        }
        for (auto& transformer : relabelled.transformers) {
            move(transformer.highBus);
            move(transformer.lowBus);
        }
        for (auto& generator : relabelled.generators)
            move(generator.bus);
        for (auto& motor : relabelled.motors)
            move(motor.bus);
        std::reverse(relabelled.lines.begin(), relabelled.lines.end());
        const auto first = solveShortCircuit(problem, {});
        const auto second = solveShortCircuit(relabelled, {});
        for (std::size_t i = 0; i < newRow.size(); ++i) {
            const auto& a = first.buses[i];
            const auto& b = second.buses[static_cast<std::size_t>(newRow[i])];
            compareRelative(b.ik3_kA, a.ik3_kA, 1e-9, "Ik3");
            compareRelative(b.ip_kA, a.ip_kA, 1e-9, "ip");
            compareRelative(b.ib_kA, a.ib_kA, 1e-9, "Ib");
            QCOMPARE(b.hasEarthPath, a.hasEarthPath);
            if (a.hasEarthPath)
                compareRelative(b.ik1_kA, a.ik1_kA, 1e-9, "Ik1");
        }
    }
}

QTEST_GUILESS_MAIN(TestShortCircuitRandom)
#include "tst_short_circuit_random.moc"
