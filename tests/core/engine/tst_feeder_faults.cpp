#include "core/engine/design_check.h"
#include "core/engine/short_circuit_rules.h"
#include "core/engine/short_circuit_study.h"
#include "core/engine/solution_json.h"
#include "core/model/edits/setting.h"
#include "core/model/route.h"
#include "core/solvers/power/short_circuit/fault_formulas.h"
#include "engine_fixture.h"
#include "small_campus.h"

#include <nlohmann/json.hpp>

#include <QTest>

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>

using namespace hallwright;

namespace {

using std::numbers::sqrt3;
using Complex = std::complex<double>;

engine::FaultLevels study(const model::Campus& campus) {
    return engine::studyShortCircuit(campus, *tests::shippedCatalog(), campus.activeScenario());
}

/// The small campus on a grid of this short-circuit power.
tests::SmallCampus onGridOf(double shortCircuit_VA) {
    auto small = tests::smallCampus();
    auto grid = *small.campus.grids().find(small.grid);
    grid.shortCircuit_VA = shortCircuit_VA;
    tests::edit(small.campus, model::Replace<model::GridConnection>{grid});
    return small;
}

engine::Solution withFaults(const model::Campus& campus) {
    auto solution = *tests::solveCold(campus);
    solution.faultLevels = std::make_shared<const engine::FaultLevels>(study(campus));
    return solution;
}

std::vector<engine::Finding> findingsOf(const model::Campus& campus) {
    auto found = engine::checkSolution(campus, *tests::shippedCatalog(), withFaults(campus));
    std::erase_if(found, [](const auto& finding) { return finding.rule != "feeder-withstand"; });
    return found;
}

} // namespace

/// What feeders withstand, and the currents at their ends that protection is set between.
class TestFeederFaults : public QObject {
    Q_OBJECT

private slots:
    /// IEC 60364-5-54 table A.54.4: k = 143 for copper and 94 for aluminium in XLPE.
    void conductorsStandWhatTheStandardSays() {
        catalog::CableType cable;
        cable.section_m2 = 240e-6;
        QCOMPARE(engine::withstand_A(cable, 1.0), 0.0); // metal not known
        cable.conductor = catalog::ConductorMetal::Copper;
        QCOMPARE_LE(std::abs(engine::withstand_A(cable, 1.0) / (143.0 * 240.0) - 1.0), 5e-3);
        cable.conductor = catalog::ConductorMetal::Aluminium;
        QCOMPARE_LE(std::abs(engine::withstand_A(cable, 1.0) / (94.0 * 240.0) - 1.0), 6e-3);
        QCOMPARE_LE(
            std::abs(engine::withstand_A(cable, 0.25) / (2.0 * engine::withstand_A(cable, 1.0)) -
                     1.0),
            1e-12);
        const double current_A = engine::withstand_A(cable, 0.5);
        QCOMPARE_LE(std::abs(engine::sectionFor_m2(cable.conductor, current_A, 0.5) / 240e-6 - 1.0),
                    1e-12);
    }

    /// 20 kV, Sk" 400 MVA, R/X 0.1; cable NA2XS2Y 240 (0.122 + j0.112 ohm/km at 20 degC).
    void feederOfTheSmallCampusAsWorkedByHand() {
        const auto small = tests::smallCampus();
        const auto levels = study(small.campus);
        const auto* level = levels.find(small.feederA);
        QVERIFY(level);
        const auto* feeder = small.campus.feeders().find(small.feederA);
        const double length_km =
            1e-3 * model::routeLength_m(small.campus, feeder->from, feeder->route_m, feeder->to);
        const double x_ohm = 1.1 * 20.0 * 20.0 / 400.0 / std::sqrt(1.01);
        const Complex start{0.1 * x_ohm, x_ohm};
        const Complex end = start + length_km * Complex{0.122, 0.112};
        QCOMPARE_LE(std::abs(level->most_A / (1.1e3 * 20.0 / (sqrt3 * std::abs(end))) - 1.0), 1e-9);
        const double kappa = 1.02 + 0.98 * std::exp(-0.3);
        const double m = short_circuit::directCurrentHeat(kappa, 50.0, 0.5);
        const double thermal_A = 400e6 / (sqrt3 * 20e3) * std::sqrt(m + 1.0);
        QCOMPARE_LE(std::abs(level->thermal_A / thermal_A - 1.0), 1e-9);
        QCOMPARE(level->clearing_s, 0.5);
        QVERIFY(level->least_A < level->most_A);
        QVERIFY(level->thermalLoading() < 1.0);
        QVERIFY(findingsOf(small.campus).empty());
    }

    /// 240 mm2 of aluminium stand 94 x 240 / sqrt(0.5) = 31.9 kA for half a second.
    void faultOfAStrongGridIsTooMuchForASmallCable() {
        const auto small = onGridOf(1500e6);
        const auto found = findingsOf(small.campus);
        QCOMPARE(found.size(), std::size_t{2}); // both feeders
        const auto& finding = found.front();
        QCOMPARE(finding.severity, engine::Severity::Fault);
        QCOMPARE(finding.element, model::entity(small.feederA));
        QVERIFY(finding.value > 1500e6 / (sqrt3 * 20e3));
        QCOMPARE_LE(std::abs(finding.limit / 31.9e3 - 1.0), 6e-3);
        QVERIFY2(finding.remedy.find("mm\u00b2") != std::string::npos &&
                     finding.remedy.find("within 0.2") != std::string::npos,
                 finding.remedy.c_str());
    }

    /// However many circuits lie side by side, a fault where they start burns one of them.
    void moreCircuitsDoNotHelp() {
        auto small = onGridOf(1500e6);
        auto feeder = *small.campus.feeders().find(small.feederA);
        feeder.circuits = 3;
        tests::edit(small.campus, model::Replace<model::Feeder>{feeder});
        QCOMPARE(findingsOf(small.campus).size(), std::size_t{2});
    }

    void strongerCableOfTheCatalogueIsNamed() {
        auto small = onGridOf(900e6); // 26 kA: too much for 150 mm2, not for 240 mm2
        auto feeder = *small.campus.feeders().find(small.feederA);
        feeder.cableType = "mv_al_150_20kv";
        tests::edit(small.campus, model::Replace<model::Feeder>{feeder});
        const auto found = findingsOf(small.campus);
        QCOMPARE(found.size(), std::size_t{1});
        QVERIFY2(found.front().remedy.find("1x240") != std::string::npos,
                 found.front().remedy.c_str());
    }

    void feedersOfTheJsonCarryTheCurrentsAtTheirEnds() {
        const auto small = tests::smallCampus();
        const auto solution = withFaults(small.campus);
        const auto json = engine::toJson(solution, small.campus);
        std::size_t feeders = 0, busways = 0;
        for (const auto& branch : json["branches"]) {
            if (branch["kind"] == "feeder") {
                ++feeders;
                QVERIFY(branch["ik_max_end_ka"].get<double>() >
                        branch["ik_min_end_ka"].get<double>());
                QVERIFY(branch["thermal_loading"].get<double>() > 0.0);
                QCOMPARE(branch["clearing_s"].get<double>(), 0.5);
            } else if (branch["kind"] == "busway") {
                ++busways;
                QVERIFY(branch["ik3_max_ka"].get<double>() > branch["ik_max_end_ka"].get<double>());
                QVERIFY(branch["ik_max_end_ka"].get<double>() >
                        branch["ik_min_end_ka"].get<double>());
            }
        }
        QCOMPARE(feeders, std::size_t{2});
        QCOMPARE(busways, solution.busways.size());
    }
};

QTEST_GUILESS_MAIN(TestFeederFaults)
#include "tst_feeder_faults.moc"
