// A batch must say of each case what that case says alone.

#include "core/solvers/power/batch.h"
#include "core/solvers/power/batch_kernel.h"
#include "core/solvers/power/case_pack.h"
#include "core/solvers/power/synthetic_campus.h"
#include "core/solvers/power/synthetic_mesh.h"
#include "random_cases.h"
#include "random_network.h"

#include <QTest>

using namespace hallwright;
using namespace hallwright::power;

namespace {

BatchResult solved(const PowerProblem& base, const std::vector<CaseChanges>& cases,
                   const BatchOptions& options) {
    auto result = solveBatch(base, cases, options);
    if (!result)
        qFatal("%s", result.error().front().text().c_str());
    return std::move(result).value();
}

/// Cases that change all loads of a campus.
std::vector<CaseChanges> loadCases(const PowerProblem& base, int count) {
    std::vector<CaseChanges> cases(static_cast<std::size_t>(count));
    for (std::size_t i = 0; i < cases.size(); ++i)
        for (std::size_t load = 0; load < base.loads.size(); ++load)
            cases[i].loadFactors.push_back(0.7 + 0.02 * double((load * 7 + i * 3) % 31));
    return cases;
}

/// What the CUDA kernel does with `cases`, its threads one after the other.
std::vector<CaseSummary<double>> runKernelOnCpu(const PowerProblem& base,
                                                const std::vector<CaseChanges>& cases, int parts) {
    const NetworkStructure structure = compileStructure(base);
    const Admittances admittances = computeAdmittances(base, structure);
    SweepPlan plan;
    if (!plan.make(structure, admittances))
        qFatal("no plan");
    plan.addBranches(base, structure, admittances);
    const PowerSolution solution = compiled(base).solve(base, tight());
    NodeState start;
    start.resize(structure.totalNodes());
    for (int node = 0; node < structure.totalNodes(); ++node) {
        const int bus = structure.busOfNode[node];
        if (bus >= 0)
            start.set(node, solution.vm_pu[bus], solution.va_rad[bus]);
        else // behind the impedance of the only source
            start.set(node, base.sources[0].vm_pu, base.sources[0].va_rad);
    }
    const PackFiller filler(base, structure, plan, start);
    const int count = static_cast<int>(cases.size());
    const auto places = static_cast<std::size_t>(plan.voltagePlaces());
    const auto all = static_cast<std::size_t>(count);
    std::vector<Phasor<double>> power(places * all), voltage(places * all), current(places * all);
    std::vector<Phasor<double>> slack(all), startOfNodes(places);
    CasePack pack = filler.makePack();
    for (int i = 0; i < count; ++i) {
        const int which[] = {i};
        filler.fill(cases, which, pack);
        for (std::size_t node = 0; node < pack.power.size(); ++node) {
            power[node * all + i] = {pack.power[node].re[0], pack.power[node].im[0]};
            startOfNodes[node] = {pack.voltage[node].re[0], pack.voltage[node].im[0]};
        }
        slack[i] = {pack.voltage.back().re[0], pack.voltage.back().im[0]};
    }
    BatchKernelArguments a;
    a.plan = plan.view();
    a.cases = count;
    a.slackCount = 1;
    a.start = startOfNodes.data();
    a.slack = slack.data();
    a.power = power.data();
    a.voltage = voltage.data();
    a.current = current.data();
    std::vector<CaseSummary<double>> summaries;
    for (int one = 0; one < count; ++one) {
        for (int part = 0; part < parts; ++part)
            prepareCase(a, one, part, parts);
        for (int part = 0; part < parts; ++part)
            CasePart<false>(a, one, part, parts).start();
        for (double worst = 1.0; worst > 1e-22;) {
            worst = CasePart<false>(a, one, 0, parts).trunk();
            for (int part = 0; part < parts; ++part)
                worst = std::max(worst, CasePart<false>(a, one, part, parts).blocks());
        }
        const auto part = [&](int k) {
            return summarise<double>(a.plan, arraysOf(a, one).voltage, nullptr, 0, k, parts);
        };
        CaseSummary<double> summary = part(0);
        for (int k = 1; k < parts; ++k)
            summary = merged(summary, part(k));
        summaries.push_back(summary);
    }
    return summaries;
}

} // namespace

class TestPowerBatch : public QObject {
    Q_OBJECT

private slots:
    void batchEqualsOneByOne_data() {
        QTest::addColumn<int>("shape");
        QTest::newRow("radial") << int(Shape::Radial);
        QTest::newRow("ring") << int(Shape::Ring);
        QTest::newRow("meshed") << int(Shape::Meshed);
        QTest::newRow("islands") << int(Shape::Islands);
    }

    void batchEqualsOneByOne() {
        QFETCH(int, shape);
        BatchOptions options;
        options.tolerance_pu = 1e-10;
        options.states = CaseStates::Kept;
        int islanded = 0;
        int swept = 0;
        int unsolved = 0;
        for (unsigned seed = 1; seed <= 12; ++seed) {
            const PowerProblem base = randomNetwork(static_cast<Shape>(shape), seed);
            const PowerSolution before = compiled(base).solve(base, tight());
            const std::vector<CaseChanges> cases = randomCases(base, 30, seed);
            const BatchResult result = solved(base, cases, options);
            QCOMPARE(result.cases.size(), cases.size());
            swept += result.swept;
            for (std::size_t i = 0; i < cases.size(); ++i) {
                const PowerProblem problem = changed(base, cases[i]);
                const PowerSolution alone = compiled(problem).solve(problem, tight());
                const CaseResult& one = result.cases[i];
                QCOMPARE(one.status == CaseStatus::Islanded, losesBuses(before, alone));
                islanded += one.status == CaseStatus::Islanded ? 1 : 0;
                if (one.status == CaseStatus::Islanded) {
                    QVERIFY(result.states[i].vm_pu.empty());
                    continue;
                }
                if (!alone.converged()) { // a loop closed over phase-shifting transformers
                    QVERIFY(!one.converged() && one.vmMinBus < 0);
                    ++unsolved;
                    continue;
                }
                QVERIFY2(one.converged(), toString(one.status));
                QCOMPARE_LE(std::abs(one.losses_MW - alone.losses_MW), 1e-8 * base.base_MVA);
                double least = 10.0;
                double most = 0.0;
                for (std::size_t bus = 0; bus < alone.vm_pu.size(); ++bus) {
                    if (std::isnan(alone.vm_pu[bus])) {
                        QVERIFY(std::isnan(result.states[i].vm_pu[bus]));
                        continue;
                    }
                    least = std::min(least, alone.vm_pu[bus]);
                    most = std::max(most, alone.vm_pu[bus]);
                    QCOMPARE_LE(std::abs(result.states[i].vm_pu[bus] - alone.vm_pu[bus]), 1e-9);
                    QCOMPARE_LE(
                        std::abs(std::remainder(result.states[i].va_rad[bus] - alone.va_rad[bus],
                                                2.0 * std::numbers::pi)),
                        1e-9);
                }
                QCOMPARE_LE(std::abs(one.vmMin_pu - least), 1e-9);
                QCOMPARE_LE(std::abs(one.vmMax_pu - most), 1e-9);
                double power_MVA = 0.0;
                for (std::size_t k = 0; k < alone.sFrom_MVA.size(); ++k)
                    power_MVA = std::max(
                        {power_MVA, std::abs(alone.sFrom_MVA[k]), std::abs(alone.sTo_MVA[k])});
                QCOMPARE_LE(std::abs(one.maxPower_MVA - power_MVA), 1e-7 * base.base_MVA);
            }
        }
        QVERIFY(islanded > 0);
        QVERIFY(swept > 0);
        QCOMPARE_LE(unsolved, Shape(shape) == Shape::Radial ? 50 : 0);
    }

    void campusIsSweptAndKeepsToTheTolerance() {
        for (const FeederLayout layout : {FeederLayout::Radial, FeederLayout::ClosedRing}) {
            const PowerProblem base = syntheticCampus(1500, layout);
            const std::vector<CaseChanges> cases = loadCases(base, 21); // a pack is not full
            const BatchResult result = solved(base, cases, {});
            QCOMPARE(result.swept, 21);
            for (std::size_t i = 0; i < cases.size(); ++i) {
                const PowerProblem problem = changed(base, cases[i]);
                const PowerSolution alone = compiled(problem).solve(problem, tight());
                QCOMPARE_LE(result.cases[i].maxMismatch_pu, 1e-8);
                QCOMPARE_LE(std::abs(result.cases[i].vmMin_pu -
                                     *std::min_element(alone.vm_pu.begin(), alone.vm_pu.end())),
                            1e-7);
                QCOMPARE_LE(std::abs(result.cases[i].losses_MW / alone.losses_MW - 1.0), 1e-6);
                double loading = 0.0;
                for (std::size_t k = 0; k < alone.sFrom_MVA.size(); ++k)
                    if (base.branches[k].rating_MVA > 0.0)
                        loading = std::max(loading, std::max(std::abs(alone.sFrom_MVA[k]),
                                                             std::abs(alone.sTo_MVA[k])) /
                                                        base.branches[k].rating_MVA);
                QCOMPARE_LE(std::abs(result.cases[i].maxLoading / loading - 1.0), 1e-5);
            }
        }
    }

    void kernelStepsGiveTheAnswerOfTheLanes_data() {
        QTest::addColumn<int>("layout");
        QTest::addColumn<int>("parts");
        QTest::newRow("radial, one thread a case") << int(FeederLayout::Radial) << 1;
        QTest::newRow("radial, five threads a case") << int(FeederLayout::Radial) << 5;
        QTest::newRow("ring, five threads a case") << int(FeederLayout::ClosedRing) << 5;
    }

    void kernelStepsGiveTheAnswerOfTheLanes() {
        QFETCH(int, layout);
        QFETCH(int, parts);
        const PowerProblem base = syntheticCampus(4000, static_cast<FeederLayout>(layout));
        const std::vector<CaseChanges> cases = loadCases(base, 3);
        BatchOptions options;
        options.tolerance_pu = 1e-10;
        const BatchResult lanes = solved(base, cases, options);
        const auto kernel = runKernelOnCpu(base, cases, parts);
        for (std::size_t i = 0; i < cases.size(); ++i) {
            QCOMPARE_LE(std::abs(std::sqrt(kernel[i].least2) - lanes.cases[i].vmMin_pu), 1e-9);
            QCOMPARE_LE(std::abs(std::sqrt(kernel[i].greatest2) - lanes.cases[i].vmMax_pu), 1e-9);
            QCOMPARE_LE(
                std::abs(base.base_MVA * kernel[i].losses.re / lanes.cases[i].losses_MW - 1.0),
                1e-8);
            QCOMPARE_LE(std::abs(std::sqrt(kernel[i].loading2) - lanes.cases[i].maxLoading), 1e-8);
        }
    }

    void cudaAgreesWithTheCpu() {
        for (const FeederLayout layout : {FeederLayout::Radial, FeederLayout::ClosedRing}) {
            PowerProblem base = syntheticCampus(4000, layout);
            const std::vector<CaseChanges> cases = loadCases(base, 300);
            for (const bool hasZip : {false, true}) {
                if (hasZip)
                    for (std::size_t i = 0; i < base.loads.size(); i += 3)
                        base.loads[i].zip = {0.5, 0.3, 0.2};
                BatchOptions options;
                options.states = CaseStates::Kept;
                options.device = BatchDevice::Cuda;
                const BatchResult cuda = solved(base, cases, options);
                if (cuda.device == "cpu") {
                    QVERIFY(!cuda.message.empty()); // asked for and not had: it says why
                    QSKIP(cuda.message.c_str());
                }
                options.device = BatchDevice::Cpu;
                const BatchResult cpu = solved(base, cases, options);
                for (std::size_t i = 0; i < cases.size(); ++i) {
                    QCOMPARE(cuda.cases[i].status, cpu.cases[i].status);
                    QCOMPARE_LE(std::abs(cuda.cases[i].losses_MW / cpu.cases[i].losses_MW - 1.0),
                                1e-7);
                    QCOMPARE(cuda.cases[i].vmMinBus, cpu.cases[i].vmMinBus);
                    for (std::size_t bus = 0; bus < base.buses.size(); ++bus)
                        QCOMPARE_LE(std::abs(cuda.states[i].vm_pu[bus] - cpu.states[i].vm_pu[bus]),
                                    1e-8);
                }
            }
        }
    }

    void threadsDoNotChangeTheAnswer() {
        const PowerProblem base = syntheticMesh(9, 8);
        const std::vector<CaseChanges> cases = randomCases(base, 60, 5);
        BatchOptions one;
        one.threads = 1;
        const BatchResult alone = solved(base, cases, one);
        for (int repeat = 0; repeat < 3; ++repeat) {
            const BatchResult threaded = solved(base, cases, {});
            for (std::size_t i = 0; i < cases.size(); ++i) {
                QCOMPARE(threaded.cases[i].status, alone.cases[i].status);
                QVERIFY(threaded.cases[i].losses_MW == alone.cases[i].losses_MW); // to the last bit
                QVERIFY(threaded.cases[i].vmMin_pu == alone.cases[i].vmMin_pu);
            }
        }
    }

    void collapseIsNamedAndHasNoNumbers() {
        const PowerProblem base = twoBuses(0.0, 0.2, 1.0, 0.0); // collapses at 2.5
        std::vector<CaseChanges> cases(3);
        cases[0].loadFactor = 2.49;
        cases[1].loadFactor = 2.6;
        cases[2].loadFactor = 0.5;
        const BatchResult result = solved(base, cases, {});
        QCOMPARE(result.cases[0].status, CaseStatus::Converged);
        QCOMPARE_LE(std::abs(result.cases[0].vmMin_pu - twoBusVoltage(0.0, 0.2, 2.49, 0.0)), 1e-6);
        QCOMPARE(result.cases[1].status, CaseStatus::Collapsed);
        QCOMPARE(result.cases[1].vmMinBus, -1);
        QCOMPARE(result.cases[1].losses_MW, 0.0);
        QCOMPARE(result.cases[2].status, CaseStatus::Converged);
    }

    void badChangesAreRefusedAlone() {
        const PowerProblem base = twoBuses(0.0, 0.2, 1.0, 0.0);
        std::vector<CaseChanges> cases(6);
        cases[1].branchesOut = {7};
        cases[2].loadFactors = {1.0, 1.0};
        cases[3].loads = {{0, std::nan(""), 0.0}};
        cases[4].sources = {{0, -1.0}};
        cases[5].loads = {{0, 0.1, 0.0}, {0, 0.2, 0.0}};
        const BatchResult result = solved(base, cases, {});
        QCOMPARE(result.cases[0].status, CaseStatus::Converged);
        for (std::size_t i = 1; i < cases.size(); ++i)
            QCOMPARE(result.cases[i].status, CaseStatus::BadInput);
        PowerProblem bad = base;
        bad.base_MVA = -1.0;
        QVERIFY(!solveBatch(bad, cases));
    }

    void baseThatCollapsesDoesNotSpoilItsCases() {
        const PowerProblem base = twoBuses(0.0, 0.2, 3.0, 0.0);
        std::vector<CaseChanges> cases(2);
        cases[1].loadFactor = 0.5;
        const BatchResult result = solved(base, cases, {});
        QCOMPARE(result.cases[0].status, CaseStatus::Collapsed);
        QCOMPARE(result.cases[1].status, CaseStatus::Converged);
    }

    void raisedTokenCancels() {
        const PowerProblem base = twoBuses(0.0, 0.2, 1.0, 0.0);
        std::stop_source stop;
        stop.request_stop();
        const auto result = solveBatch(base, std::vector<CaseChanges>(3), {}, stop.get_token());
        QVERIFY(result.hasValue());
        for (const CaseResult& one : result->cases)
            QCOMPARE(one.status, CaseStatus::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestPowerBatch)
#include "tst_power_batch.moc"
