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

private:
    engine::CampusIndex m_index;
    model::Scenario m_scenario;
    engine::InteriorCache m_cache;
    const std::map<model::HallId, engine::CachedInterior>& m_interiors;
    engine::PowerAssembly m_power;
};

} // namespace

class TestTrunkTaps : public QObject {
    Q_OBJECT

private slots:
    void changersHoldTheirBarsWithinTheBand() {
        Network network(tests::sampleCampus("bosquel-1gw"));
        auto& power = network.assembled(1.0);
        QVERIFY(power.startsAfresh());
        QVERIFY(power.solve({}, {}).converged());
        QVERIFY(!power.startsAfresh());
        const auto& changers = power.problem().tapChangers;
        QVERIFY(!changers.empty());
        bool hasMoved = false;
        for (std::size_t k = 0; k < changers.size(); ++k) {
            const auto& changer = changers[k];
            const int position = power.taps().positions()[power.taps().transformerOf(k)];
            const double vm_pu =
                power.solution().vm_pu[static_cast<std::size_t>(changer.controlledBus)];
            QCOMPARE(changer.vSet_pu, 1.02); // of the catalogue
            QCOMPARE_LE(std::abs(vm_pu - changer.vSet_pu), 0.5 * changer.band_pu);
            QCOMPARE_LE(std::abs(position), changer.maxPosition);
            hasMoved |= position != 0;
        }
        QVERIFY(hasMoved);
        // The rows of the problem have the ratios: solved again as they are, nothing changes.
        const auto before = power.solution().vm_pu;
        QVERIFY(power.solve({}, {}).tapPositions.empty());
        double change_pu = 0.0;
        for (const auto& changer : changers)
            change_pu = std::max(
                change_pu,
                std::abs(power.solution().vm_pu[static_cast<std::size_t>(changer.controlledBus)] -
                         before[static_cast<std::size_t>(changer.controlledBus)]));
        QCOMPARE_LE(change_pu, 1e-3); // what UPS units draw follows their load
    }

    void positionsStayUntilTheyCouldDiffer() {
        Network network(tests::sampleCampus("bosquel-1gw"));
        QVERIFY(network.assembled(1.0).solve({}, {}).converged());
        const auto found = network.assembled(1.0).taps().positions();
        QVERIFY(!network.assembled(1.0).startsAfresh());
        QVERIFY(!network.assembled(1.0 - 1e-6).startsAfresh());
        QCOMPARE(network.assembled(1.0 - 1e-6).taps().positions(), found);
        QVERIFY(network.assembled(0.5).startsAfresh());
        QCOMPARE(network.assembled(0.5).taps().positions(), std::vector<int>(found.size(), 0));
        QVERIFY(network.assembled(0.5).solve({}, {}).converged());
        auto& power = network.assembled(0.5);
        QVERIFY(!power.startsAfresh());
        power.forgetTaps();
        QVERIFY(network.assembled(0.5).startsAfresh());
    }

    void withoutChangersThereIsNothingToFind() {
        const auto small = tests::smallCampus();
        Network network(small.campus);
        QVERIFY(!network.assembled(1.0).startsAfresh());
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
