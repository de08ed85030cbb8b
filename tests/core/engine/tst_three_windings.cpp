#include "core/economics/bill.h"
#include "core/engine/power_assembly.h"
#include "core/engine/power_results.h"
#include "core/engine/short_circuit_study.h"
#include "core/model/edits/connecting.h"
#include "core/model/edits/placing.h"
#include "core/solvers/power/branch_parameters.h"
#include "engine_fixture.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>

using namespace hallwright;

namespace {

using Complex = std::complex<double>;

constexpr char kType[] = "tr_225_33_33_100mva";
constexpr double kShortCircuit_MVA = 10000.0;

/// A substation of one transformer with two low-voltage windings on a stiff grid.
struct Station {
    model::Campus campus;
    model::SubstationId substation;
    model::EquipmentId transformer;

    explicit Station(int transformers = 1) {
        model::GridConnection grid;
        grid.name = "Grid";
        grid.voltage_V = 225e3;
        grid.capacity_VA = 100e6;
        grid.shortCircuit_VA = kShortCircuit_MVA * 1e6;
        grid.placement.position_m = {0.0, -200.0};
        tests::edit(campus, model::PlaceGridConnection{grid});
        tests::edit(campus,
                    model::PlaceSubstation{kType, transformers, "gis_36kv_primary", {}, false});
        substation = campus.substations().begin()->id;
        transformer = campus.equipment().begin()->id;
        model::Feeder bar;
        bar.from = model::entity(campus.grids().begin()->id);
        bar.to = model::entity(substation);
        tests::edit(campus, model::ConnectFeeder{bar});
    }

    /// Assembled, with a load at the substation that its bars share, and solved.
    engine::PowerAssembly solved(double load_W, const engine::ServiceState& service) const {
        const engine::CampusIndex index(campus);
        engine::PowerAssembly power;
        power.assemble(index, *tests::shippedCatalog(), {}, campus.activeScenario(), service);
        engine::AuxiliaryPower auxiliary;
        auxiliary.others[model::entity(substation)] = load_W;
        do
            power.solve(auxiliary, {});
        while (power.correctTaps());
        return power;
    }
    engine::PowerAssembly solved(double load_W) const {
        return solved(load_W, engine::ServiceState(campus.activeScenario()));
    }
};

/// Short-circuit impedance of a pair of windings [pu of 100 MVA].
Complex pairImpedance(double uk, double ur, double reference_MVA) {
    return Complex(ur, std::sqrt(uk * uk - ur * ur)) * 100.0 / reference_MVA;
}

double voltage_pu(const engine::PowerAssembly& power, int bus) {
    return power.solution().vm_pu[static_cast<std::size_t>(bus)];
}

} // namespace

class TestThreeWindings : public QObject {
    Q_OBJECT

private slots:
    void eachWindingHasABusSection() {
        const Station one;
        QCOMPARE(one.campus.substations().begin()->busSections, 2);
        const Station two(2);
        QCOMPARE(two.campus.substations().begin()->busSections, 4);
        const auto bill = economics::billOf(two.campus, *tests::shippedCatalog(), {});
        const auto panels = std::find_if(bill.begin(), bill.end(), [](const auto& line) {
            return line.type->id == "gis_36kv_primary";
        });
        QVERIFY(panels != bill.end());
        QCOMPARE(panels->amount, 4.0 + 3.0); // a winding each, a tie between neighbours
    }

    /// Both sections loaded alike: the star point's arms to them work in parallel.
    void equalLoadsSeeTheArmsInParallel() {
        const Station station;
        const auto power = station.solved(60e6);
        QVERIFY(power.solution().converged());
        const auto& row = power.trunk().transformers.front();
        QVERIFY(row.hasThreeWindings());
        QCOMPARE_LE(std::abs(voltage_pu(power, row.lowBus) - voltage_pu(power, row.secondBus)),
                    1e-12);
        const Complex toLow = pairImpedance(0.14, 0.0033, 50.0);
        const Complex between = pairImpedance(0.26, 0.006, 50.0);
        const Complex z = toLow - 0.25 * between; // arms (2 zhl - zll) / 2 and zll / 2, halved
        power::PowerProblem byHand;
        byHand.buses.resize(3);
        byHand.branches.push_back({0, 1, z.real(), z.imag()});
        const auto& arm = power.problem().branches[static_cast<std::size_t>(row.branch)];
        byHand.branches[0].tap = arm.tap;
        byHand.branches[0].g_pu = arm.g_pu;
        byHand.branches[0].b_pu = arm.b_pu;
        byHand.sources.push_back(power::gridSource(0, kShortCircuit_MVA, 0.1, 1.0, 100.0));
        byHand.loads.push_back(power::loadFromWatts(1, 60e6, 0.95, 100.0));
        auto network = power::PowerNetwork::compile(byHand);
        QVERIFY(network.hasValue());
        const auto expected = network.value().solve(byHand);
        // Half of the magnetising branch stands at the star point, by hand at the low bar: 0.05 %
        // of current through 13 %.
        QCOMPARE_LE(std::abs(voltage_pu(power, row.lowBus) - expected.vm_pu[1]), 1e-4);
        QCOMPARE_LE(std::abs(power.loss_W(row) / (expected.losses_MW * 1e6) - 1.0), 1e-2);
        // 60 MW at 0.95 are 31.6 MVA a winding of 50: more than the 63 MVA of 100 by a little, for
        // what the transformer itself draws comes through the high-voltage winding.
        QCOMPARE_GE(power.loading(row), 60.0 / 0.95 / 100.0);
        QCOMPARE_LE(power.loading(row), 0.72);
    }

    void describedStateSumsItsWindings() {
        const Station station;
        engine::CampusSolver solver(tests::shippedCatalog());
        const auto solution = tests::solveWith(solver, station.campus);
        QVERIFY(solution->powerConverged);
        const auto& state = solution->transformers.at(station.transformer);
        QVERIFY(state.energised);
        QCOMPARE_GE(state.loss_W, 0.95 * 42e3); // no load: what the core loses
        QCOMPARE_LE(std::abs(solution->losses.transformers_W - state.loss_W), 1e-6);
        for (const auto& bus : solution->buses)
            QVERIFY2(bus.name.find("star") == std::string::npos, bus.name.c_str());
        QCOMPARE(solution->faultLevels->buses.size(), solution->buses.size());
        for (std::size_t i = 0; i < solution->buses.size(); ++i)
            QCOMPARE(solution->faultLevels->buses[i].name, solution->buses[i].name);
    }

    void aSectionThatIsOutLeavesTheOther() {
        const Station station;
        engine::ServiceState service(station.campus.activeScenario());
        service.takeOut(engine::BusSection{station.substation, 1});
        const auto power = station.solved(20e6, service);
        QVERIFY(power.solution().converged());
        const auto& row = power.trunk().transformers.front();
        QVERIFY(power.isLive(row.lowBus));
        QVERIFY(!power.isLive(row.secondBus));
        service.takeOut(engine::BusSection{station.substation, 0});
        QVERIFY(!station.solved(20e6, service).isLive(row.lowBus));
    }

    /// IEC 60909-0: grid c Un^2 / Sk", pair of windings corrected by K_T = 0.95 c / (1 + 0.6 xT).
    void faultOfASectionGoesThroughOnePair() {
        const Station station;
        const auto levels = engine::studyShortCircuit(station.campus, *tests::shippedCatalog(),
                                                      station.campus.activeScenario());
        QVERIFY2(levels.message.empty(), levels.message.c_str());
        const Complex pair = pairImpedance(0.14, 0.0033, 50.0);
        const double k = 0.95 * 1.1 / (1.0 + 0.6 * std::sqrt(0.14 * 0.14 - 0.0033 * 0.0033));
        const double grid_pu = 1.1 * 100.0 / kShortCircuit_MVA;
        const double x_pu = grid_pu / std::sqrt(1.01);
        const double expected_kA = 1.1 * 100.0 / (std::numbers::sqrt3 * 33.0) /
                                   std::abs(Complex(0.1 * x_pu, x_pu) + k * pair);
        for (const int section : {0, 1}) {
            const auto bus =
                std::find_if(levels.buses.begin(), levels.buses.end(), [&](const auto& row) {
                    return row.section == section && row.nominal_V == 33e3;
                });
            QVERIFY(bus != levels.buses.end());
            QCOMPARE_LE(std::abs(bus->maximum.ik3_kA / expected_kA - 1.0), 1e-9);
        }
    }
};

QTEST_GUILESS_MAIN(TestThreeWindings)
#include "tst_three_windings.moc"
