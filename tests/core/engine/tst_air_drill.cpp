#include "core/engine/air_assembly.h"
#include "core/engine/air_drill.h"
#include "core/solvers/airflow/lattice.h"
#include "tests/core/engine/engine_fixture.h"

#include <QTest>

#include <cmath>

using namespace hallwright;
using engine::AirDrill;
using engine::AirDrillOptions;
using engine::AirEvent;

namespace {

constexpr double kCell_m = 0.8; // quick: what is tested are balances and the course of events

class TestAirDrill : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void airAndRacksTakeUpTheHeat();
    void fansCoastDownAndRunUpAgain();
    void oneUnitWithoutWaterWarmsTheHallLess();
    void racksSwitchThemselvesOffBeyondTheirLimit();
    void framesAreShownInPlaceOfTheSolvedAir();
    void hallWithoutAirSaysWhy();
    void stopKeepsTheFramesSoFar();
    void cellsFollowTheHallAndTheWish();

private:
    [[nodiscard]] AirDrill drill(AirDrillOptions options) const {
        options.cell_m = kCell_m;
        return engine::runAirDrill(tests::sampleCampus("air-hall"), *tests::shippedCatalog(),
                                   *m_solved, m_hall, options);
    }

    engine::SolutionPtr m_solved;
    model::HallId m_hall;
};

void TestAirDrill::initTestCase() {
    engine::SolveRequest request;
    request.campus = tests::sampleCampus("air-hall");
    request.airCells_m = {kCell_m};
    engine::CampusSolver solver(tests::shippedCatalog());
    m_solved = solver.solve(request);
    m_hall = request.campus.halls().begin()->id;
    QVERIFY(m_solved->halls.at(m_hall).airProblem);
}

/// Without water nothing leaves the hall: the racks' heat stays in its air and in the racks, whose
/// inside is as warm as the air that leaves them.
void TestAirDrill::airAndRacksTakeUpTheHeat() {
    AirDrillOptions options;
    options.event = AirEvent::WaterStops;
    options.duration_s = 60.0;
    options.tripMargin_K = 100.0;
    const AirDrill result = drill(options);
    QCOMPARE(result.status, airflow::AirflowStatus::Converged);
    const auto& assembly = *m_solved->halls.at(m_hall).airProblem;
    auto problem = assembly.problem;
    problem.cell_m = kCell_m;
    const auto lattice = airflow::buildLattice(problem, airflow::latticeCells(problem));
    const auto& first = result.frames.front();
    const auto& last = result.frames.back();
    double heat_J = 0.0, stored_J = problem.air.heatCapacity_J_per_m3K() * lattice.airVolume_m3 *
                                    (last.mean_C - first.mean_C);
    for (const auto& rack : problem.racks)
        heat_J += rack.heat_W * (last.time_s - first.time_s);
    for (std::size_t n = 0; n < result.racks.size(); ++n) {
        const auto* rack = tests::sampleCampus("air-hall").racks().find(result.racks[n].id);
        const auto* type = tests::shippedCatalog()->rack(rack->type);
        stored_J += 0.5 * type->mass_kg * 490.0 * (last.rackOutlet_C[n] - first.rackOutlet_C[n]);
    }
    qInfo("heat %.4g MJ, stored %.4g MJ", heat_J * 1e-6, stored_J * 1e-6);
    QVERIFY(std::abs(stored_J / heat_J - 1.0) < 0.01);
}

void TestAirDrill::fansCoastDownAndRunUpAgain() {
    AirDrillOptions options;
    options.duration_s = 90.0;
    options.restart_s = 40.0;
    const AirDrill result = drill(options);
    QCOMPARE(result.frames.front().fanShare, 1.0);
    for (const auto& frame : result.frames) {
        if (frame.time_s > 1.0 && frame.time_s < 40.0)
            QVERIFY(std::abs(frame.fanShare - 1.0 / (1.0 + frame.time_s / options.halfSpeed_s)) <
                    0.06);
        if (frame.time_s > 40.0 + options.runUp_s + 1.0)
            QCOMPARE(frame.fanShare, 1.0);
    }
    double warmest_C = 0.0;
    for (const auto& frame : result.frames)
        warmest_C = std::max(warmest_C, frame.mean_C);
    QVERIFY(warmest_C > result.frames.front().mean_C + 2.0);
    QVERIFY(result.frames.back().mean_C < warmest_C - 1.0);
    QVERIFY(result.firstAbove());
    QVERIFY(*result.firstAbove()->aboveRecommended_s > 0.0);
}

void TestAirDrill::oneUnitWithoutWaterWarmsTheHallLess() {
    AirDrillOptions options;
    options.event = AirEvent::WaterStops;
    options.duration_s = 30.0;
    const double all_K = drill(options).frames.back().mean_C - drill(options).frames.front().mean_C;
    options.units = {m_solved->halls.at(m_hall).airProblem->airUnits.front().id};
    const AirDrill one = drill(options);
    const double one_K = one.frames.back().mean_C - one.frames.front().mean_C;
    qInfo("all units %.2f K, one %.2f K", all_K, one_K);
    QVERIFY(one_K > 0.02);
    QVERIFY(one_K < 0.3 * all_K);
}

void TestAirDrill::racksSwitchThemselvesOffBeyondTheirLimit() {
    AirDrillOptions options;
    options.event = AirEvent::WaterStops;
    options.duration_s = 60.0;
    options.massShare = 0.0;
    options.tripMargin_K = 0.0;
    const AirDrill result = drill(options);
    const auto& last = result.frames.back();
    QCOMPARE(last.racksOff, int(result.racks.size()));
    QVERIFY(last.mean_C < 60.0); // 1.4 MW would heat the air to twice that in the time
    for (const auto& rack : result.racks) {
        QVERIFY(rack.trips_s);
        QCOMPARE(*rack.trips_s, *rack.overAllowable_s);
    }
}

void TestAirDrill::framesAreShownInPlaceOfTheSolvedAir() {
    AirDrillOptions options;
    options.duration_s = 20.0;
    const AirDrill result = drill(options);
    const auto& frame = result.frames.back();
    const auto shown = engine::solutionAt(*m_solved, result, frame);
    QCOMPARE(shown->halls.at(m_hall).air, frame.air);
    QCOMPARE(shown->halls.at(m_hall).worstInletRack, result.racks[frame.worstRack].id);
    QCOMPARE(shown->racks.at(result.racks.front().id).airInletMean_C,
             double(frame.rackInlet_C.front()));
    QVERIFY(m_solved->halls.at(m_hall).air != frame.air);
}

void TestAirDrill::hallWithoutAirSaysWhy() {
    const auto cold = tests::solveCold(tests::sampleCampus("air-hall"));
    const auto result = engine::runAirDrill(tests::sampleCampus("air-hall"),
                                            *tests::shippedCatalog(), *cold, m_hall, {});
    QVERIFY(result.frames.empty());
    QVERIFY(!result.message.empty());
}

void TestAirDrill::stopKeepsTheFramesSoFar() {
    std::stop_source stop;
    AirDrillOptions options;
    options.cell_m = kCell_m;
    const auto result = engine::runAirDrill(
        tests::sampleCampus("air-hall"), *tests::shippedCatalog(), *m_solved, m_hall, options,
        [&](const AirDrill& sofar) {
            if (sofar.frames.size() == 3)
                stop.request_stop();
        },
        stop.get_token());
    QCOMPARE(result.status, airflow::AirflowStatus::Cancelled);
    QCOMPARE(result.frames.size(), std::size_t(3));
}

void TestAirDrill::cellsFollowTheHallAndTheWish() {
    const base::Vec3 hall{35.0, 17.0, 4.2};
    const auto chosen = engine::airCells_m(hall);
    QCOMPARE(chosen.size(), std::size_t(2));
    QVERIFY(chosen.back() < chosen.front());
    QCOMPARE(engine::airCells_m(hall, 0.1).back(), 0.1);
    QCOMPARE(engine::airCells_m(hall, 0.1).front(), chosen.front());
    // Five centimetres in a large hall would be more cells than memory holds.
    const base::Vec3 large{120.0, 60.0, 6.0};
    const double edge_m = engine::airCells_m(large, 0.05).back();
    QVERIFY(large.x * large.y * large.z / (edge_m * edge_m * edge_m) <= 8.0e6 * (1 + 1e-9));
    QVERIFY(engine::airDrillCell_m(large) > engine::airDrillCell_m(hall));
}

} // namespace

QTEST_GUILESS_MAIN(TestAirDrill)
#include "tst_air_drill.moc"
