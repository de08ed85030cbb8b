// Who holds a voltage: generators within their reactive limits, tap changers within their range.

#include "core/solvers/power/batch.h"
#include "random_cases.h"
#include "random_network.h"

#include <QTest>

using namespace hallwright;
using namespace hallwright::power;

namespace {

/// Generators that hold their voltages within narrow limits, so that many reach theirs.
PowerProblem limitedNetwork(Shape shape, unsigned seed) {
    PowerProblem problem = randomNetwork(shape, seed);
    std::mt19937 random(seed + 7919);
    const auto between = [&](double low, double high) {
        return low + (high - low) * static_cast<double>(random()) / 4294967295.0;
    };
    for (int bus = 2; bus < static_cast<int>(problem.buses.size()); bus += 5)
        problem.generators.push_back({.bus = bus, .p_pu = 0.01});
    for (Generator& generator : problem.generators) {
        generator.controlsVoltage = true;
        generator.vSet_pu = between(0.995, 1.02);
        generator.qMin_pu = -between(0.0, 0.03);
        generator.qMax_pu = between(0.0, 0.05);
    }
    return problem;
}

PowerOptions enforced(double tolerance_pu) {
    PowerOptions options;
    options.tolerance_pu = tolerance_pu;
    options.reactiveLimits = ReactiveLimits::Enforced;
    return options;
}

} // namespace

class TestVoltageControl : public QObject {
    Q_OBJECT

private slots:
    void generatorKeepsItsVoltageUntilItsLimit() {
        PowerProblem problem = twoBuses(0.0, 0.2, 0.5, 0.4);
        problem.generators.push_back(
            {.bus = 1, .p_pu = 0.1, .vSet_pu = 1.0, .qMin_pu = -0.1, .qMax_pu = 0.2});
        PowerNetwork network = compiled(problem);
        PowerOptions options = tight();
        const PowerSolution free = network.solve(problem, options);
        QCOMPARE_LE(std::abs(free.vm_pu[1] - 1.0), 1e-14);
        // p = V1 V2 sin(d) / x = 0.4; q at bus 1 = (cos(d) - 1) / x; generator = 0.4 - that.
        const double sine = 0.4 * 0.2;
        const double q = 0.4 + (1.0 - std::sqrt(1.0 - sine * sine)) / 0.2;
        QCOMPARE_LE(std::abs(free.sGenerator_MVA[0].imag() - q), 1e-9);

        options.reactiveLimits = ReactiveLimits::Enforced;
        const PowerSolution limited = network.solve(problem, options);
        QVERIFY(limited.converged());
        QCOMPARE_LE(std::abs(limited.sGenerator_MVA[0].imag() - 0.2), 1e-9);
        QCOMPARE_LE(std::abs(limited.vm_pu[1] - twoBusVoltage(0.0, 0.2, 0.4, 0.2)), 1e-9);
    }

    void batchEqualsOneByOne_data() {
        QTest::addColumn<int>("shape");
        QTest::newRow("radial") << int(Shape::Radial);
        QTest::newRow("ring") << int(Shape::Ring);
        QTest::newRow("meshed") << int(Shape::Meshed);
        QTest::newRow("islands") << int(Shape::Islands);
    }

    void batchEqualsOneByOne() {
        QFETCH(int, shape);
        int atLimit = 0;
        for (unsigned seed = 1; seed <= 25; ++seed) {
            const PowerProblem base = limitedNetwork(static_cast<Shape>(shape), seed);
            const auto cases = randomCases(base, 24, seed);
            const PowerSolution intact = compiled(base).solve(base, enforced(1e-11));
            BatchOptions options;
            options.tolerance_pu = 1e-11;
            options.reactiveLimits = ReactiveLimits::Enforced;
            options.states = CaseStates::Kept;
            options.device = BatchDevice::Cpu;
            options.threads = 1;
            const auto batch = solveBatch(base, cases, options);
            QVERIFY(batch);
            for (std::size_t i = 0; i < cases.size(); ++i) {
                const PowerProblem problem = changed(base, cases[i]);
                const PowerSolution alone = compiled(problem).solve(problem, enforced(1e-11));
                const auto& one = batch.value().cases[i];
                const QByteArray where = QByteArrayLiteral("seed ") + QByteArray::number(seed) +
                                         ", case " + QByteArray::number(qulonglong(i)) + ": " +
                                         toString(one.status);
                if (losesBuses(intact, alone)) {
                    QVERIFY2(one.status == CaseStatus::Islanded, where);
                    continue;
                }
                QVERIFY2(one.converged() == alone.converged(), where);
                if (!alone.converged())
                    continue;
                double difference = 0.0;
                for (std::size_t bus = 0; bus < alone.vm_pu.size(); ++bus)
                    if (!std::isnan(alone.vm_pu[bus]))
                        difference =
                            std::max(difference, std::abs(batch.value().states[i].vm_pu[bus] -
                                                          alone.vm_pu[bus]));
                QVERIFY2(difference < 1e-9,
                         where + ", differs by " + QByteArray::number(difference) + " pu");
                for (std::size_t g = 0; g < problem.generators.size(); ++g) {
                    const auto& row = problem.generators[g];
                    const double vm_pu = alone.vm_pu[row.bus];
                    atLimit += row.inService && std::abs(vm_pu - row.vSet_pu) > 1e-6;
                }
            }
        }
        QVERIFY(atLimit > 100);
    }

    void changedTapIsTakenOver() {
        PowerProblem problem = twoBuses(0.0, 0.1, 0.5, 0.1);
        PowerNetwork network = compiled(problem);
        const double before = network.solve(problem).vm_pu[1];
        problem.branches[0].tap = 0.9;
        QVERIFY(network.isCompiledFrom(problem));
        network.updateBranches(problem);
        QVERIFY(network.solve(problem).vm_pu[1] > before + 0.05);
    }

    void tapChangerHoldsItsVoltage() {
        PowerProblem problem = twoBuses(0.005, 0.08, 0.9, 0.35);
        problem.tapChangers.push_back({.branch = 0, .controlledBus = 1, .vSet_pu = 1.0});
        PowerNetwork network = compiled(problem);
        const PowerSolution fixed = network.solve(problem);
        QVERIFY(fixed.vm_pu[1] < 0.97);
        QVERIFY(fixed.tapPositions.empty());
        PowerOptions options;
        options.taps = TapControl::Automatic;
        const PowerSolution held = network.solve(problem, options);
        QVERIFY(held.converged());
        QVERIFY(held.tapPositions[0] < 0);
        QCOMPARE_LE(std::abs(held.vm_pu[1] - 1.0), 0.01);
        // The same as the network that has this ratio to begin with.
        PowerProblem set = problem;
        set.branches[0].tap = 1.0 + 0.0125 * held.tapPositions[0];
        const PowerSolution direct = compiled(set).solve(set, tight());
        QCOMPARE_LE(std::abs(direct.vm_pu[1] - held.vm_pu[1]), 1e-7);
        QCOMPARE_LE(worstImbalance(set, held), 1e-7);
        // The network itself keeps the problem's ratio.
        QCOMPARE_LE(std::abs(network.solve(problem).vm_pu[1] - fixed.vm_pu[1]), 1e-7);

        problem.loads[0] = {1, 2.6, 1.6}; // too much for eight steps
        const PowerSolution limited = compiled(problem).solve(problem, options);
        QVERIFY2(limited.converged(), limited.message.c_str());
        QCOMPARE(limited.tapPositions[0], -8);
    }

    void tapChangersDoNotHunt() {
        // Two in a row and one in parallel, each with a say in the other's voltage.
        PowerProblem problem = twoBuses(0.005, 0.08, 0.4, 0.1);
        problem.buses.resize(3);
        problem.branches.push_back({0, 1, 0.006, 0.09});
        problem.branches.push_back({1, 2, 0.005, 0.1});
        problem.loads.push_back({2, 0.5, 0.2});
        for (int i = 0; i < 3; ++i)
            problem.tapChangers.push_back({.branch = i,
                                           .controlledBus = i < 2 ? 1 : 2,
                                           .vSet_pu = 1.01,
                                           .band_pu = 0.0151,
                                           .minPosition = -16,
                                           .maxPosition = 16});
        PowerOptions options;
        options.taps = TapControl::Automatic;
        PowerNetwork network = compiled(problem);
        const PowerSolution first = network.solve(problem, options);
        QVERIFY(first.converged());
        for (const int bus : {1, 2})
            QCOMPARE_LE(std::abs(first.vm_pu[bus] - 1.01), 0.0125);
        QCOMPARE_LE(std::abs(first.tapPositions[0] - first.tapPositions[1]), 1);
        QCOMPARE(network.solve(problem, options).tapPositions, first.tapPositions);

        problem.tapChangers[0].band_pu = 0.01; // narrower than its steps
        QCOMPARE(PowerNetwork::compile(problem).error()[0].where, std::string("/tapChangers/0"));
    }
};

QTEST_GUILESS_MAIN(TestVoltageControl)
#include "tst_voltage_control.moc"
