// Networks whose answer is known in closed form, and laws that every answer must obey.

#include "core/solvers/power/branch_fading.h"
#include "core/solvers/power/branch_parameters.h"
#include "core/solvers/power/bridges.h"
#include "core/solvers/power/contingency.h"
#include "core/solvers/power/power_network.h"
#include "core/solvers/power/synthetic_campus.h"
#include "random_network.h"

#include <QTest>

#include <cmath>
#include <complex>
#include <numbers>
#include <random>

using namespace hallwright;
using namespace hallwright::power;
using Complex = std::complex<double>;

class TestPowerNetwork : public QObject {
    Q_OBJECT

private slots:
    void twoBusesFollowTheClosedForm_data() {
        QTest::addColumn<double>("r");
        QTest::addColumn<double>("x");
        QTest::addColumn<double>("p");
        QTest::addColumn<double>("q");
        QTest::newRow("light") << 0.01 << 0.05 << 0.5 << 0.2;
        QTest::newRow("resistive") << 0.1 << 0.0 << 1.0 << 0.0;
        QTest::newRow("reactive") << 0.0 << 0.2 << 0.0 << 1.0;
        QTest::newRow("generating") << 0.02 << 0.1 << -1.0 << 0.3;
        // Unity power factor on a pure reactance collapses at p = 1 / (2x) = 2.5.
        QTest::newRow("99.9 % of collapse") << 0.0 << 0.2 << 2.4975 << 0.0;
    }

    void twoBusesFollowTheClosedForm() {
        QFETCH(double, r);
        QFETCH(double, x);
        QFETCH(double, p);
        QFETCH(double, q);
        const PowerProblem problem = twoBuses(r, x, p, q);
        const PowerSolution solution = compiled(problem).solve(problem, tight());
        QVERIFY2(solution.converged(), solution.message.c_str());
        const double vm = twoBusVoltage(r, x, p, q);
        QCOMPARE_LE(std::abs(solution.vm_pu[1] - vm), 1e-9);
        const double current2 = (p * p + q * q) / (vm * vm);
        QCOMPARE_LE(std::abs(solution.losses_MW - r * current2), 1e-8);
        QCOMPARE_LE(std::abs(solution.sSource_MVA[0].real() - (p + r * current2)), 1e-8);
        QCOMPARE_LE(std::abs(solution.sSource_MVA[0].imag() - (q + x * current2)), 1e-8);
    }

    void loadBeyondCollapseIsReported() {
        const PowerProblem problem = twoBuses(0.0, 0.2, 2.51, 0.0);
        const PowerSolution solution = compiled(problem).solve(problem);
        QCOMPARE(solution.status, PowerStatus::Collapsed);
        QCOMPARE(solution.worstBus, 1);
        QVERIFY(!solution.message.empty());
    }

    void zipLoadFollowsItsShares() {
        // A pure impedance load is a voltage divider; r load: V = 1 / |1 + z y|.
        PowerProblem problem = twoBuses(0.02, 0.1, 0.8, 0.3);
        problem.loads[0].zip = {0.0, 0.0, 1.0};
        const PowerSolution solution = compiled(problem).solve(problem, tight());
        const Complex divider = 1.0 / (1.0 + Complex(0.02, 0.1) * Complex(0.8, -0.3));
        QCOMPARE_LE(std::abs(solution.vm_pu[1] - std::abs(divider)), 1e-11);
        QCOMPARE_LE(std::abs(solution.va_rad[1] - std::arg(divider)), 1e-11);

        // A pure current load of unity power factor on a resistance: V = 1 - r i.
        PowerProblem current = twoBuses(0.1, 0.0, 0.5, 0.0);
        current.loads[0].zip = {0.0, 1.0, 0.0};
        QCOMPARE_LE(std::abs(compiled(current).solve(current, tight()).vm_pu[1] - 0.95), 1e-11);
    }

    void transformerTurnsVoltageAndAngle() {
        PowerProblem problem = twoBuses(0.0, 0.1, 0.0, 0.0);
        problem.branches[0].tap = 0.95;
        problem.branches[0].shift_rad = degreesToRadians(330.0); // Dyn11
        const PowerSolution solution = compiled(problem).solve(problem, tight());
        QCOMPARE_LE(std::abs(solution.vm_pu[1] - 1.0 / 0.95), 1e-12);
        QCOMPARE_LE(std::abs(std::remainder(radiansToDegrees(solution.va_rad[1]) - 30.0, 360.0)),
                    1e-9);
    }

    void busesWithoutSourceAreNamedAndGetNoNumbers() {
        PowerProblem problem = twoBuses(0.01, 0.05, 0.1, 0.0);
        problem.buses.resize(4);
        problem.branches.push_back({2, 3, 0.01, 0.05});
        problem.links.push_back({1, 2, false});
        problem.loads.push_back({3, 0.1, 0.0});
        PowerNetwork network = compiled(problem);
        const PowerSolution open = network.solve(problem);
        QVERIFY(open.converged());
        QCOMPARE(open.deadBuses, (std::vector<int>{2, 3}));
        QVERIFY(std::isnan(open.vm_pu[3]) && std::isnan(open.va_rad[2]));
        QCOMPARE(open.sFrom_MVA[1], Complex(0.0, 0.0));

        problem.links[0].closed = true;
        QVERIFY(!network.isCompiledFrom(problem));
        const PowerSolution closed = compiled(problem).solve(problem);
        QVERIFY(closed.deadBuses.empty());
        QCOMPARE_LE(std::abs(closed.sLink_MVA[0] - closed.sFrom_MVA[1]), 1e-7);

        problem.sources[0].inService = false;
        QCOMPARE(compiled(problem).solve(problem).status, PowerStatus::NoSource);
    }

    void kirchhoffHoldsEverywhere_data() {
        QTest::addColumn<int>("shape");
        QTest::newRow("radial") << int(Shape::Radial);
        QTest::newRow("ring") << int(Shape::Ring);
        QTest::newRow("meshed") << int(Shape::Meshed);
        QTest::newRow("islands") << int(Shape::Islands);
    }

    void kirchhoffHoldsEverywhere() {
        QFETCH(int, shape);
        for (unsigned seed = 1; seed <= 60; ++seed) {
            const PowerProblem problem = randomNetwork(static_cast<Shape>(shape), seed);
            const PowerSolution solution = compiled(problem).solve(problem, tight());
            QVERIFY2(solution.converged(),
                     qPrintable(QString::number(seed) + ": " + solution.message.c_str()));
            QCOMPARE_LE(worstImbalance(problem, solution), 1e-9);
            QCOMPARE(solution.deadBuses.empty(), Shape(shape) != Shape::Islands);
        }
    }

    void warmAndColdStartsAgree() {
        for (const FeederLayout layout : {FeederLayout::Radial, FeederLayout::ClosedRing}) {
            PowerProblem problem = syntheticCampus(1000, layout);
            PowerNetwork network = compiled(problem);
            PowerOptions options;
            options.tolerance_pu = 1e-12;
            QVERIFY(network.solve(problem, options).converged());
            for (std::size_t i = 0; i < problem.loads.size(); i += 3)
                problem.loads[i].p_pu *= 0.5;
            const PowerSolution warm = network.solve(problem, options);
            options.start = StartPoint::Flat;
            const PowerSolution cold = network.solve(problem, options);
            QVERIFY(warm.converged() && cold.converged());
            for (std::size_t bus = 0; bus < problem.buses.size(); ++bus) {
                QCOMPARE_LE(std::abs(warm.vm_pu[bus] - cold.vm_pu[bus]), 1e-10);
                QCOMPARE_LE(std::abs(warm.va_rad[bus] - cold.va_rad[bus]), 1e-10);
            }
            QCOMPARE_LE(worstImbalance(problem, warm), 1e-9);
        }
    }

    void currentIterationAndNewtonAgree_data() {
        QTest::addColumn<int>("layout");
        QTest::addColumn<double>("scale");
        QTest::newRow("radial") << int(FeederLayout::Radial) << 1.0;
        QTest::newRow("ring") << int(FeederLayout::ClosedRing) << 1.0;
        QTest::newRow("idle") << int(FeederLayout::Radial) << 0.0;
        QTest::newRow("near collapse") << int(FeederLayout::Radial) << 6.0;
    }

    void currentIterationAndNewtonAgree() {
        QFETCH(int, layout);
        QFETCH(double, scale);
        PowerProblem problem = syntheticCampus(700, static_cast<FeederLayout>(layout));
        for (std::size_t i = 0; i < problem.loads.size(); ++i) {
            problem.loads[i].p_pu *= scale;
            problem.loads[i].q_pu *= scale;
            if (i % 4 == 0)
                problem.loads[i].zip = {0.4, 0.3, 0.3};
        }
        PowerOptions options;
        options.tolerance_pu = 1e-11;
        const PowerSolution swept = compiled(problem).solve(problem, options);
        options.method = PowerMethod::Newton;
        const PowerSolution newton = compiled(problem).solve(problem, options);
        QVERIFY2(swept.converged(), swept.message.c_str());
        QVERIFY2(newton.converged(), newton.message.c_str());
        QCOMPARE_LE(swept.maxMismatch_pu, 1e-11);
        for (std::size_t bus = 0; bus < problem.buses.size(); ++bus) {
            QCOMPARE_LE(std::abs(swept.vm_pu[bus] - newton.vm_pu[bus]), 1e-9);
            QCOMPARE_LE(std::abs(swept.va_rad[bus] - newton.va_rad[bus]), 1e-9);
        }
        QCOMPARE_LE(worstImbalance(problem, swept), 1e-9);
    }

    void failedSolveDoesNotSpoilTheNext() {
        PowerProblem problem = twoBuses(0.0, 0.2, 1.0, 0.0);
        PowerNetwork network = compiled(problem);
        const PowerSolution before = network.solve(problem);
        problem.loads[0].p_pu = 50.0;
        QVERIFY(!network.solve(problem).converged());
        problem.loads[0].p_pu = 1.0;
        const PowerSolution after = network.solve(problem);
        QVERIFY(after.converged());
        QCOMPARE_LE(std::abs(after.vm_pu[1] - before.vm_pu[1]), 1e-8);
    }

    void converterDrawsWhatItFeedsAndLoses() {
        // Grid - line - double-conversion UPS - busway - rack; then a power shelf behind it.
        PowerProblem problem = twoBuses(0.01, 0.02, 0.0, 0.0);
        problem.buses.resize(5);
        problem.branches.push_back({2, 3, 0.02, 0.0});
        problem.loads.push_back({3, 0.3, 0.1});
        problem.loads.push_back({4, 0.2, 0.0});
        problem.couplings.push_back({.from = 1,
                                     .to = 2,
                                     .rating_MVA = 0.8,
                                     .lossConstant = 0.01,
                                     .lossLinear = 0.02,
                                     .lossQuadratic = 0.015,
                                     .inputPowerFactor = 0.98});
        problem.couplings.push_back({.from = 3, .to = 4, .rating_MVA = 0.5, .lossLinear = 0.025});
        PowerNetwork network = compiled(problem);
        const PowerSolution solution = network.solve(problem, tight());
        QVERIFY2(solution.converged(), solution.message.c_str());
        // The shelf: 2.5 % of 0.2; the busway feeds the rack and the shelf.
        QCOMPARE_LE(std::abs(solution.couplingLoss_MW[1] - 0.005), 1e-11);
        QCOMPARE_LE(std::abs(solution.sCouplingIn_MVA[1].real() - 0.205), 1e-11);
        const double fed = solution.sCouplingOut_MVA[0].real();
        QCOMPARE_LE(std::abs(fed - solution.sFrom_MVA[1].real()), 1e-11);
        const double load = fed / 0.8;
        const double loss = 0.8 * (0.01 + 0.02 * load + 0.015 * load * load);
        QCOMPARE_LE(std::abs(solution.couplingLoss_MW[0] - loss), 1e-11);
        QCOMPARE_LE(std::abs(solution.sCouplingIn_MVA[0].real() - fed - loss), 1e-11);
        const double tangent = std::tan(std::acos(0.98));
        QCOMPARE_LE(std::abs(solution.sCouplingIn_MVA[0].imag() - tangent * (fed + loss)), 1e-11);
        // What the grid feeds is what the loads take and what is lost on the way, nothing else.
        QCOMPARE_LE(std::abs(solution.sSource_MVA[0].real() - 0.5 - solution.losses_MW -
                             solution.couplingLoss_MW[0] - solution.couplingLoss_MW[1]),
                    1e-10);
        QCOMPARE(solution.sSource_MVA.size(), std::size_t(1));
        QVERIFY(network.isCompiledFrom(problem));

        // A changed load reaches the grid through both converters.
        problem.loads[2].p_pu = 0.1;
        const PowerSolution less = network.solve(problem, tight());
        QVERIFY(less.sSource_MVA[0].real() < solution.sSource_MVA[0].real() - 0.1);

        // The line's loss kills the racks behind a UPS without storage, not those behind one with.
        const auto outages = analyseAllOutages(network, problem);
        QCOMPARE(outages[0].result, ContingencyResult::Islanded);
        problem.branches[0].inService = false;
        QCOMPARE(compiled(problem).solve(problem).deadBuses, (std::vector<int>{1, 2, 3, 4}));
        problem.couplings[0].hasStorage = true;
        QVERIFY(!network.isCompiledFrom(problem));
        const PowerSolution stored = compiled(problem).solve(problem, tight());
        QCOMPARE(stored.deadBuses, (std::vector<int>{1}));
        QCOMPARE(stored.sCouplingIn_MVA[0], Complex(0.0, 0.0));
        QVERIFY(stored.sCouplingOut_MVA[0].real() > 0.4);
    }

    void convertersSideBySideShareByTheirRatings() {
        PowerProblem problem = twoBuses(0.0, 0.05, 0.0, 0.0);
        problem.buses.resize(4);
        problem.links.push_back({2, 3, true});
        problem.loads.push_back({3, 0.6, 0.0});
        problem.couplings.push_back({.from = 1, .to = 2, .rating_MVA = 1.0, .lossConstant = 0.01});
        problem.couplings.push_back({.from = 1, .to = 3, .rating_MVA = 0.5, .lossConstant = 0.01});
        const PowerSolution solution = compiled(problem).solve(problem, tight());
        QCOMPARE_LE(std::abs(solution.sCouplingOut_MVA[0].real() - 0.4), 1e-11);
        QCOMPARE_LE(std::abs(solution.sCouplingOut_MVA[1].real() - 0.2), 1e-11);
        QCOMPARE_LE(std::abs(solution.sSource_MVA[0].real() - 0.615), 1e-10);
        problem.couplings[1].vm_pu = 1.02; // would drive infinite current into the other
        QCOMPARE(PowerNetwork::compile(problem).error()[0].where, std::string("/couplings/1"));
    }

    void outageAgreesWithTheNetworkBuiltWithoutTheBranch() {
        for (unsigned seed = 1; seed <= 10; ++seed) {
            const PowerProblem problem = randomNetwork(Shape::Meshed, seed);
            PowerOptions options = tight();
            const auto outages = analyseAllOutages(compiled(problem), problem, options);
            for (std::size_t i = 0; i < outages.size(); ++i) {
                PowerProblem without = problem;
                without.branches[i].inService = false;
                const PowerSolution solution = compiled(without).solve(without, options);
                QCOMPARE(outages[i].result == ContingencyResult::Islanded,
                         !solution.deadBuses.empty());
                if (outages[i].result != ContingencyResult::Converged)
                    continue;
                QCOMPARE_LE(std::abs(outages[i].losses_MW - solution.losses_MW), 1e-7);
                const auto lowest = std::min_element(solution.vm_pu.begin(), solution.vm_pu.end());
                QCOMPARE_LE(std::abs(outages[i].vmMin_pu - *lowest), 1e-9);
            }
        }
    }

    void outageWithoutAStateIsACollapse() {
        // A load of power alone on x has a state up to 1 / (2 x): 1/x >= 6, and one line of the two
        // gives 5, so that a fifth of the other must stay.
        PowerProblem problem = twoBuses(0.0, 0.2, 3.0, 0.0);
        problem.branches.push_back(problem.branches[0]);
        const auto outages = analyseAllOutages(compiled(problem), problem, tight());
        for (const Contingency& outage : outages) {
            QCOMPARE(outage.result, ContingencyResult::Collapsed);
            QVERIFY(outage.collapseShare >= 0.2 && outage.collapseShare <= 0.202);
            QCOMPARE(outage.collapseBus, 1);
        }
    }

    void fadedBranchEndsInTheOutage() {
        PowerProblem problem = twoBuses(0.01, 0.2, 0.8, 0.3);
        problem.branches.push_back(problem.branches[0]);
        problem.branches[1].b_pu = 0.1;
        PowerNetwork network = compiled(problem);
        QVERIFY(network.solve(problem, tight()).converged());
        const FadedBranch faded = fadeOut(network, problem, 1, tight(), {});
        QVERIFY(faded.isOut);
        QCOMPARE_LE(std::abs(faded.solution.vm_pu[1] - twoBusVoltage(0.01, 0.2, 0.8, 0.3)), 1e-10);
        QCOMPARE(faded.solution.sFrom_MVA[1], Complex(0.0, 0.0));
    }

    void openedLinkMovesTheFlow() {
        // Two ways from the source to the load: a bus tie and a line.
        PowerProblem problem = twoBuses(0.0, 0.1, 0.5, 0.0);
        problem.buses.resize(3);
        problem.branches.push_back({0, 2, 0.0, 0.2});
        problem.links.push_back({1, 2, true});
        problem.links.push_back({0, 2, false});
        const auto outages = analyseLinkOutages(problem, tight());
        QCOMPARE(outages[0].result, ContingencyResult::Converged);
        QCOMPARE_LE(std::abs(outages[0].vmMin_pu - twoBusVoltage(0.0, 0.1, 0.5, 0.0)), 1e-9);
        QCOMPARE(outages[1].result, ContingencyResult::OutOfService);
        problem.branches[1].inService = false;
        QCOMPARE(analyseLinkOutages(problem)[0].result, ContingencyResult::Islanded);
    }

    void outagesAreTheSameEveryTime() {
        const PowerProblem problem = randomNetwork(Shape::Meshed, 77);
        const PowerNetwork network = compiled(problem);
        const auto first = analyseAllOutages(network, problem);
        for (int repeat = 0; repeat < 5; ++repeat) {
            const auto again = analyseAllOutages(network, problem);
            for (std::size_t i = 0; i < first.size(); ++i) {
                QCOMPARE(again[i].losses_MW, first[i].losses_MW);
                QVERIFY(again[i].vmMin_pu == first[i].vmMin_pu); // to the last bit
            }
        }
    }

    void badProblemsAreRefusedWithTheirPlace() {
        PowerProblem problem = twoBuses(0.0, 0.0, 0.1, 0.0);
        problem.loads.push_back({7, 0.1, 0.0});
        problem.sources.push_back({0, std::nan("")});
        const auto network = PowerNetwork::compile(problem);
        QVERIFY(!network);
        std::vector<std::string> places;
        for (const auto& finding : network.error())
            places.push_back(finding.where);
        QCOMPARE(places.size(), std::size_t(4)); // the NaN is neither finite nor positive
        QCOMPARE(places[0], std::string("/branches/0"));
        QCOMPARE(places[1], std::string("/loads/1"));
        QCOMPARE(places[2], std::string("/sources/1"));

        PowerProblem fight = twoBuses(0.0, 0.1, 0.1, 0.0);
        fight.sources.push_back({0, 1.05});
        QVERIFY(!PowerNetwork::compile(fight));
    }

    void raisedTokenCancels() {
        std::stop_source stop;
        stop.request_stop();
        const PowerProblem problem = twoBuses(0.0, 0.1, 0.5, 0.0);
        QCOMPARE(compiled(problem).solve(problem, {}, stop.get_token()).status,
                 PowerStatus::Cancelled);
    }

    void namePlatesBecomePerUnit() {
        // IEC 60076-1: 2.5 MVA, 6 %, 19 kW: z = 0.06, r = 0.0076, x = sqrt(0.06^2 - 0.0076^2) on
        // its own base; ten times that on 25 MVA.
        const TwoWindingTransformer transformer{.ratedPower_VA = 2.5e6,
                                                .hvRated_kV = 22.0,
                                                .lvRated_kV = 0.4,
                                                .shortCircuitVoltage = 0.06,
                                                .shortCircuitLoss_W = 19e3,
                                                .noLoadLoss_W = 2500.0,
                                                .noLoadCurrent = 0.002};
        const Branch branch = transformerBranch(transformer, 0, 1, 22.0, 0.4, 25.0);
        QCOMPARE_LE(std::abs(branch.r_pu - 0.076), 1e-12);
        QCOMPARE_LE(std::abs(std::hypot(branch.r_pu, branch.x_pu) - 0.6), 1e-12);
        QCOMPARE_LE(std::abs(branch.g_pu - 2500.0 / 25e6), 1e-15);
        QCOMPARE_LE(std::abs(std::hypot(branch.g_pu, branch.b_pu) - 0.002 * 0.1), 1e-15);
        QVERIFY(branch.b_pu < 0.0);
        QCOMPARE_LE(std::abs(branch.tap - 1.0), 1e-15);

        // Any two arms of a star in series are the pair that was measured.
        const ThreeWindingTransformer three{.rated_kV = {400.0, 110.0, 33.0},
                                            .ratedPower_VA = {350e6, 350e6, 50e6},
                                            .shortCircuitVoltage = {0.21, 0.10, 0.07},
                                            .shortCircuitLoss_W = {910e3, 105e3, 90e3},
                                            .referencePower_VA = {350e6, 50e6, 50e6},
                                            .clock = {0, 0, 5}};
        const auto arms = threeWindingBranches(three, {0, 1, 2}, {380.0, 110.0, 33.0}, 3, 100.0);
        const auto z = [&](int i) { return Complex(arms[i].r_pu, arms[i].x_pu); };
        QCOMPARE_LE(std::abs(std::abs(z(0) + z(1)) - 0.21 * 100.0 / 350.0), 1e-12);
        QCOMPARE_LE(std::abs(std::abs(z(0) + z(2)) - 0.10 * 2.0), 1e-12);
        QCOMPARE_LE(std::abs(std::abs(z(1) + z(2)) - 0.07 * 2.0), 1e-12);
        QCOMPARE_LE(std::abs((z(0) + z(1)).real() - 910e3 / 350e6 * 100.0 / 350.0), 1e-12);
        PowerProblem star;
        star.buses.resize(4);
        star.branches.assign(arms.begin(), arms.end());
        star.sources.push_back({0, 1.0});
        const PowerSolution idle = compiled(star).solve(star, tight());
        QCOMPARE_LE(std::abs(idle.vm_pu[2] - 380.0 / 400.0), 1e-12);
        QCOMPARE_LE(std::abs(radiansToDegrees(idle.va_rad[2]) + 150.0), 1e-9); // lags by 5 x 30

        // IEC 60228: 240 mm2 copper has 0.0754 ohm/km at 20 C; at 90 C factor 1.2751.
        QCOMPARE_LE(std::abs(resistanceAt(0.0754, 90.0, Conductor::Copper) - 0.0754 * 1.2751),
                    1e-12);
        QCOMPARE_LE(std::abs(conductorTemperature_C(30.0, 90.0, 0.5) - 45.0), 1e-12);

        const Source grid = gridSource(0, 8000.0, 0.1, 1.02, 100.0);
        QCOMPARE_LE(std::abs(std::hypot(grid.r_pu, grid.x_pu) - 0.0125), 1e-15);
        QCOMPARE_LE(std::abs(grid.r_pu / grid.x_pu - 0.1), 1e-15);

        const Load load = loadFromWatts(3, 80e3, 0.8, 1.0);
        QCOMPARE_LE(std::abs(load.p_pu - 0.08), 1e-15);
        QCOMPARE_LE(std::abs(load.q_pu - 0.06), 1e-15);
    }
};

QTEST_GUILESS_MAIN(TestPowerNetwork)
#include "tst_power_network.moc"
