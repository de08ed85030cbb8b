#include "core/engine/interior_cache.h"
#include "core/engine/power_assembly.h"
#include "core/engine/solution_json.h"
#include "engine_fixture.h"
#include "small_campus.h"

#include <nlohmann/json.hpp>

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace hallwright;

namespace {

/// A campus with its power network, as one solve after the other leaves it.
class Network {
public:
    explicit Network(const model::Campus& campus)
        : m_index(campus), m_scenario(campus.activeScenario()),
          m_interiors(m_cache.update(m_index, *tests::shippedCatalog())) {}

    engine::PowerAssembly& assembled(double itLoadFraction) {
        m_scenario.itLoadFraction = itLoadFraction;
        m_power.assemble(m_index, *tests::shippedCatalog(), m_interiors, m_scenario);
        return m_power;
    }

    /// Solved until neither losses nor changers move.
    engine::PowerAssembly& settled(double itLoadFraction) {
        auto& power = assembled(itLoadFraction);
        constexpr int kRounds = 8;
        do
            for (int round = 0; round < kRounds; ++round)
                if (!power.solve({}, {}).converged())
                    return power;
        while (power.correctTaps());
        return power;
    }

private:
    engine::CampusIndex m_index;
    model::Scenario m_scenario;
    engine::InteriorCache m_cache;
    const std::map<model::HallId, engine::CachedInterior>& m_interiors;
    engine::PowerAssembly m_power;
};

double barVoltage_pu(const engine::PowerAssembly& power, std::size_t changer) {
    const int bus = power.problem().tapChangers[changer].controlledBus;
    return power.solution().vm_pu[static_cast<std::size_t>(bus)];
}

} // namespace

class TestTrunkTaps : public QObject {
    Q_OBJECT

private slots:
    void changersHoldTheirBarsWithinTheBand() {
        Network network(tests::sampleCampus("bosquel-1gw"));
        auto& power = network.settled(1.0);
        const auto& changers = power.problem().tapChangers;
        QVERIFY(!changers.empty());
        bool hasMoved = false;
        for (std::size_t k = 0; k < changers.size(); ++k) {
            const auto& changer = changers[k];
            const int position = power.taps().positions()[power.taps().transformerOf(k)];
            QCOMPARE(changer.vSet_pu, 1.02); // of the catalogue
            QCOMPARE_LE(std::abs(barVoltage_pu(power, k) - changer.vSet_pu), 0.5 * changer.band_pu);
            QCOMPARE_LE(std::abs(position), changer.maxPosition);
            const auto& row = power.problem().branches[static_cast<std::size_t>(changer.branch)];
            QCOMPARE(row.tap, changer.neutralTap * (1.0 + changer.step * position));
            hasMoved |= position != 0;
        }
        QVERIFY(hasMoved);
    }

    /// The trunk by itself, with halls as expected, shows the voltages of the whole campus.
    void expectedDrawsPlaceThemNearTheirSetpoints() {
        Network network(tests::sampleCampus("bosquel-1gw"));
        for (const double fraction : {1.0, 0.7, 0.4, 0.1}) {
            auto& power = network.assembled(fraction);
            power.placeTaps({});
            const auto placed = power.taps().positions();
            const auto& settled = network.settled(fraction);
            for (std::size_t k = 0; k < settled.problem().tapChangers.size(); ++k) {
                const auto row = settled.taps().transformerOf(k);
                QCOMPARE_LE(std::abs(settled.taps().positions()[row] - placed[row]), 1);
            }
        }
    }

    void positionsDoNotDependOnWhatWasSolvedBefore() {
        const auto& campus = tests::sampleCampus("bosquel-1gw");
        Network warm(campus);
        for (const double fraction : {1.0, 0.2, 0.95, 0.6, 0.599, 1.1, 0.0, 0.6}) {
            Network cold(campus);
            const auto& one = warm.settled(fraction);
            const auto& other = cold.settled(fraction);
            QCOMPARE(one.taps().positions(), other.taps().positions());
            for (std::size_t k = 0; k < one.problem().tapChangers.size(); ++k)
                QCOMPARE_LE(std::abs(barVoltage_pu(one, k) - barVoltage_pu(other, k)), 1e-9);
        }
    }

    /// Placed for a campus without load, loaded then: the settled voltages move them on.
    void whatTheExpectationMissedIsCorrected() {
        Network network(tests::sampleCampus("bosquel-1gw"));
        const auto& power = network.settled(1.0);
        auto problem = power.problem();
        for (const auto& row : power.trunk().transformers) // back to neutral
            problem.branches[static_cast<std::size_t>(row.branch)].tap =
                power.trunk().branches[static_cast<std::size_t>(row.branch)].tap;
        std::vector<bool> isLive(problem.buses.size(), true);
        engine::TrunkTaps taps;
        taps.begin(power.trunk(), problem, isLive);
        taps.place(power.trunk(), problem, {});
        const auto unloaded = taps.positions();
        auto compiled = power::PowerNetwork::compile(problem);
        QVERIFY(compiled.hasValue());
        auto solution = compiled.value().solve(problem);
        QVERIFY(solution.converged());
        int moves = 0;
        while (taps.correct(power.trunk(), problem, solution)) {
            QCOMPARE_LE(++moves, 30);
            compiled.value().updateBranches(problem);
            solution = compiled.value().solve(problem);
        }
        QCOMPARE_GE(moves, 1);
        for (std::size_t k = 0; k < problem.tapChangers.size(); ++k) {
            const auto& changer = problem.tapChangers[k];
            QCOMPARE_LE(std::abs(solution.vm_pu[static_cast<std::size_t>(changer.controlledBus)] -
                                 changer.vSet_pu),
                        0.5 * changer.band_pu);
            QCOMPARE_LE(taps.positions()[taps.transformerOf(k)], unloaded[taps.transformerOf(k)]);
        }
    }

    void withoutChangersThereIsNothingToPlace() {
        const auto small = tests::smallCampus();
        Network network(small.campus);
        QVERIFY(network.assembled(1.0).taps().arePlaced());
        QVERIFY(network.assembled(1.0).problem().tapChangers.empty());
        QVERIFY(network.assembled(0.5).solve({}, {}).converged());
    }

    void positionsStandInTheJson() {
        const auto& campus = tests::sampleCampus("bosquel-1gw");
        const auto solution = tests::solveCold(campus);
        const auto json = engine::toJson(*solution, campus);
        std::size_t found = 0;
        for (const auto& branch : json["branches"])
            if (const auto tap = branch.find("tap"); tap != branch.end()) {
                ++found;
                QCOMPARE((*tap)["setpoint_pu"].get<double>(), 1.02);
                QVERIFY(std::abs((*tap)["position"].get<int>()) <= (*tap)["last"].get<int>());
            }
        QCOMPARE(found, solution->taps.size());
        QVERIFY(found > 0);
    }
};

QTEST_GUILESS_MAIN(TestTrunkTaps)
#include "tst_trunk_taps.moc"
