#include "core/io/airflow_case/airflow_case.h"
#include "core/solvers/airflow/air_indices.h"
#include "core/solvers/airflow/airflow_solver.h"
#include "core/solvers/airflow/airflow_transient.h"
#include "core/solvers/airflow/flow_grid.h"
#include "core/solvers/airflow/heat_balance.h"
#include "core/solvers/airflow/lattice.h"
#include "core/solvers/airflow/running_mean.h"
#include "core/solvers/airflow/starting_flow.h"
#include "core/solvers/airflow/wall_distance.h"
#include "tests/core/solvers/airflow/csv_table.h"
#include "tests/core/solvers/airflow/hall_fixture.h"

#include <QTest>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <thread>

using namespace hallwright;
using airflow::AirflowSolution;
using airflow::AirflowStatus;

namespace {

constexpr double kZeroCelsius_K = 273.15;

double meanInlet_K(const AirflowSolution& solution) {
    double sum = 0.0;
    for (const airflow::RackAir& rack : solution.racks)
        sum += rack.inletMean_K / static_cast<double>(solution.racks.size());
    return sum;
}

double inletDistance_K(const AirflowSolution& a, const AirflowSolution& b) {
    double sum = 0.0;
    for (std::size_t n = 0; n < a.racks.size(); ++n)
        sum += std::abs(a.racks[n].inletMean_K - b.racks[n].inletMean_K);
    return sum / static_cast<double>(a.racks.size());
}

bool isFinite(const airflow::AirField& field) {
    for (std::size_t c = 0; c < field.cellCount(); ++c)
        if (!std::isfinite(field.temperature_K[c]) || !std::isfinite(field.u_m_per_s[c]) ||
            !std::isfinite(field.v_m_per_s[c]) || !std::isfinite(field.w_m_per_s[c]))
            return false;
    return true;
}

} // namespace

class TestAirflowHall : public QObject {
    Q_OBJECT
private slots:
    void openAisleAgreesWithThePeer_data();
    void openAisleAgreesWithThePeer();
    void meanThatTakesWhatItLacksKeepsItsAnswer();
    void spinUpFollowsThePeersHistory();
    void heatOfAStoppedUnitWarmsTheAir();
    void figuresOfMeritFollowTheirDefinitions();
    void spreadOfInletsCountsEveryRack();
    void hallOffTheLatticeKeepsItsHeatBalance();
    void containedColdAisleStaysAtTheSupply();
    void sealedAisleLeaksWhatTheRacksNeed();
    void coarsePictureComesFirst();
    void warmStartFindsTheSameAnswerSooner();
    void editFindsWhatAStartFromRestFinds_data();
    void editFindsWhatAStartFromRestFinds();
    void stopIsHonouredAtOnce();
    void stoppedSetUpBuildsNothing();
    void sameInputGivesTheSameBytes();
    void blockedRackIsSwitchedOffWithAFinding();
    void unitBeyondItsCapacitySuppliesWarmerAir();
    void impossibleFlowsAreReported();
    void badNumbersAreReported();
};

void TestAirflowHall::openAisleAgreesWithThePeer_data() {
    QTest::addColumn<double>("cell_m");
    QTest::newRow("cells of 0.2 m") << 0.2;
    QTest::newRow("cells of 0.1 m") << 0.1;
}

void TestAirflowHall::openAisleAgreesWithThePeer() {
    QFETCH(double, cell_m);
    const std::string folder = std::string(HALLWRIGHT_TEST_DATA) + "/thermal/";
    const auto airCase = io::readAirflowCaseFile(folder + "hall_open_aisle.json", cell_m);
    QVERIFY(bool(airCase));
    const AirflowSolution solution = airflow::solveAirflow(airCase->problem);
    QCOMPARE(solution.status, AirflowStatus::Converged);
    const auto peer = readTable(folder + "hall_open_aisle_steady_h0.1_racks.csv");
    QCOMPARE(peer.size(), solution.racks.size());

    constexpr std::size_t kPairs = 8;
    double pair_C[kPairs], sumOfDifferences = 0.0;
    for (std::size_t n = 0; n < kPairs; ++n) {
        pair_C[n] = 0.5 * (solution.racks[n].inletMean_K + solution.racks[n + kPairs].inletMean_K) -
                    kZeroCelsius_K;
        const double expected = 0.5 * (std::stod(peer[n][3]) + std::stod(peer[n + kPairs][3]));
        qInfo("pair %zu: %.1f degC, peer %.1f degC", n + 1, pair_C[n], expected);
        QVERIFY(std::abs(pair_C[n] - expected) <= 3.5);
        sumOfDifferences += std::abs(pair_C[n] - expected);
    }
    QVERIFY(sumOfDifferences / kPairs <= 2.0);
    for (std::size_t n = 0; n + 1 < 6; ++n)
        QVERIFY(pair_C[n + 1] > pair_C[n]);
    QVERIFY(std::abs(meanInlet_K(solution) - kZeroCelsius_K - 29.9) <= 1.5);
    const double mean_C = solution.mean_K - kZeroCelsius_K;
    QVERIFY2(mean_C >= 31.6 && mean_C <= 34.8, qPrintable(QString::number(mean_C)));
    const double return_C =
        0.5 * (solution.airUnits[0].return_K + solution.airUnits[1].return_K) - kZeroCelsius_K;
    qInfo("mixed return %.3f degC (exact 28.909), imbalance %.4f, %.0f ms", return_C,
          solution.energyImbalance_fraction, solution.solve_ms);
    QVERIFY(std::abs(return_C - 28.909) <= 0.1);
    QVERIFY(std::abs(solution.energyImbalance_fraction) <= 0.005);
    QVERIFY(solution.min_K >= 17.9 + kZeroCelsius_K);
    QVERIFY(solution.max_K <= 51.0 + kZeroCelsius_K);
    for (const airflow::RackAir& rack : solution.racks)
        QVERIFY(rack.inletMean_K >= 18.0 + kZeroCelsius_K - 1e-3);
}

void TestAirflowHall::meanThatTakesWhatItLacksKeepsItsAnswer() {
    const airflow::AirflowProblem problem = HallFixture{}.problem();
    airflow::FlowGrid grid(problem, airflow::buildLattice(problem, airflow::latticeCells(problem)));
    grid.startFromRest({});
    airflow::RunningMean mean(grid);
    for (int n = 0; n < 200; ++n) { // the hall still warms up
        QVERIFY(grid.step({}));
        mean.add(grid, grid.stepLength_s());
    }
    airflow::HeatBalance balance(problem, grid.lattice());
    const auto largest_K = [](const std::vector<float>& field_K) {
        float largest = 0.0f;
        for (const float value : field_K)
            largest = std::max(largest, std::abs(value));
        return double(largest);
    };
    constexpr float kNoBound_K = -100.0f;
    QVERIFY(mean.closeHeatBalance(grid, balance, HUGE_VAL, 1e-5, {}) <= 1e-5);
    const double lack_K = largest_K(mean.lacking_K());
    QVERIFY(lack_K > 1.0);
    const std::vector<float> answer_K = mean.closedTemperature_K(kNoBound_K);
    mean.takeLacking(kNoBound_K);
    QVERIFY(mean.temperature_K() == answer_K);
    QVERIFY(mean.closeHeatBalance(grid, balance, HUGE_VAL, 1e-5, {}) <= 1e-5);
    QVERIFY(largest_K(mean.lacking_K()) < 1e-3 * lack_K);
    // What comes after counts against it.
    QVERIFY(grid.step({}));
    mean.add(grid, grid.stepLength_s());
    QVERIFY(mean.closeHeatBalance(grid, balance, HUGE_VAL, 1e-5, {}) <= 1e-5);
    QVERIFY(largest_K(mean.lacking_K()) > 1e-3 * lack_K);
}

void TestAirflowHall::spinUpFollowsThePeersHistory() {
    const std::string folder = std::string(HALLWRIGHT_TEST_DATA) + "/thermal/";
    const auto airCase = io::readAirflowCaseFile(folder + "hall_open_aisle.json", 0.4);
    QVERIFY(bool(airCase));
    airflow::TransientOptions options;
    options.duration_s = 240.0;
    std::vector<double> time_s, mean_C;
    options.onMoment = [&](const airflow::AirMoment& moment) {
        time_s.push_back(moment.time_s);
        mean_C.push_back(moment.mean_K - kZeroCelsius_K);
    };
    QCOMPARE(airflow::simulateAirflow(airCase->problem, options), AirflowStatus::Converged);
    const auto settledAt_s = [](const std::vector<double>& times, const std::vector<double>& means,
                                double share) {
        const double start = 23.0, end = means.back();
        for (std::size_t n = 0; n < means.size(); ++n)
            if (means[n] - start >= share * (end - start))
                return times[n];
        return HUGE_VAL;
    };
    std::vector<double> peerTime_s, peerMean_C;
    for (const auto& row : readTable(folder + "hall_open_aisle_transient_h0.2_history.csv")) {
        peerTime_s.push_back(std::stod(row[0]));
        peerMean_C.push_back(std::stod(row[1]));
    }
    for (const double share : {0.5, 0.9}) {
        const double own_s = settledAt_s(time_s, mean_C, share);
        const double peer_s = settledAt_s(peerTime_s, peerMean_C, share);
        qInfo("%.0f %% of the way after %.0f s, peer %.0f s", 100.0 * share, own_s, peer_s);
        QVERIFY(std::abs(own_s / peer_s - 1.0) <= 0.3);
    }
    QVERIFY(std::abs(mean_C.back() - peerMean_C.back()) <= 1.5);
}

void TestAirflowHall::heatOfAStoppedUnitWarmsTheAir() {
    HallFixture fixture;
    fixture.cell_m = 0.3;
    airflow::AirflowProblem problem = fixture.problem();
    problem.airUnits.clear();
    airflow::TransientOptions options;
    options.duration_s = 20.0;
    double start_K = 0.0, end_K = 0.0, end_s = 0.0;
    options.onMoment = [&](const airflow::AirMoment& moment) {
        if (moment.time_s == 0.0)
            start_K = moment.mean_K;
        end_K = moment.mean_K;
        end_s = moment.time_s;
    };
    QCOMPARE(airflow::simulateAirflow(problem, options), AirflowStatus::Converged);
    double heat_W = 0.0;
    for (const airflow::Rack& rack : problem.racks)
        heat_W += rack.heat_W;
    const airflow::Lattice lattice = airflow::buildLattice(problem, airflow::latticeCells(problem));
    const double expected_K =
        heat_W * end_s / (problem.air.heatCapacity_J_per_m3K() * lattice.airVolume_m3);
    qInfo("%.3f K in %.1f s, from the heat %.3f K", end_K - start_K, end_s, expected_K);
    QVERIFY(std::abs((end_K - start_K) / expected_K - 1.0) <= 2e-3);
}

void TestAirflowHall::figuresOfMeritFollowTheirDefinitions() {
    AirflowSolution solution;
    solution.racks = {{"A1", 293.15, 294.15, 303.15, false, 1.0, 293.15},
                      {"A2", 302.65, 304.15, 312.65, false, 1.0, 302.65}};
    solution.airUnits = {{"U1", 291.15 + 10.0 / 1.1, 291.15, 0.0, false, 2.2}};
    const airflow::AirIndices indices = airflow::airIndices(solution);
    // One of two intakes lies 2.5 K above 27 degC, half way to 32 degC.
    QVERIFY(std::abs(*indices.rciHigh_percent - 75.0) < 1e-9);
    QVERIFY(std::abs(*indices.rciLow_percent - 100.0) < 1e-9);
    QVERIFY(std::abs(*indices.rti_percent - 100.0 / 1.1) < 1e-9);
    QVERIFY(std::abs(*indices.shi - 6.75 / 16.75) < 1e-9);
    QVERIFY(std::abs(*indices.shi + *indices.rhi - 1.0) < 1e-12);
    solution.racks.clear();
    QVERIFY(!airflow::airIndices(solution).rti_percent);
}

void TestAirflowHall::spreadOfInletsCountsEveryRack() {
    AirflowSolution solution;
    for (const double inlet_C : {18.0, 18.4, 20.0, 27.0, 33.0}) {
        airflow::RackAir rack;
        rack.flow_m3_per_s = 0.5;
        rack.serverInletMean_K = kZeroCelsius_K + inlet_C;
        solution.racks.push_back(rack);
    }
    solution.racks.push_back({}); // stands still
    const auto spread = airflow::inletSpread(solution);
    QVERIFY(spread.has_value());
    QVERIFY(std::abs(spread->median_K - kZeroCelsius_K - 20.0) < 1e-9);
    QVERIFY(std::abs(spread->highTenth_K - kZeroCelsius_K - (27.0 + 0.6 * 6.0)) < 1e-9);
    QVERIFY(std::abs(spread->firstBin_K - kZeroCelsius_K - 18.0) < 1e-9);
    QCOMPARE(spread->racksIn.size(), std::size_t{16});
    QCOMPARE(spread->racksIn[0], 2);
    QCOMPARE(spread->racksIn[2] + spread->racksIn[9] + spread->racksIn[15], 3);
    QCOMPARE(spread->withinRecommended, 4);
    QCOMPARE(spread->withinAllowable, 4);
    QVERIFY(!airflow::inletSpread({}));
}

void TestAirflowHall::hallOffTheLatticeKeepsItsHeatBalance() {
    HallFixture fixture;
    fixture.left_m = 3.07;
    fixture.near_m = 1.13;
    fixture.aisle_m = 1.37;
    fixture.rackWidth_m = 0.63;
    fixture.size_m = {7.31, 5.93, 3.11};
    fixture.cell_m = 0.23;
    const AirflowSolution solution = airflow::solveAirflow(fixture.problem());
    QCOMPARE(solution.status, AirflowStatus::Converged);
    QVERIFY(solution.findings.empty());
    QVERIFY(std::abs(solution.energyImbalance_fraction) <= 0.005);
    // The racks warm their air by 12 K exactly, whatever the lattice did to their faces.
    for (const airflow::RackAir& rack : solution.racks)
        QVERIFY(std::abs(rack.outletMean_K - rack.inletMean_K - 12.0) < 1e-6);
    // Return temperature: what the heat does to the unit's flow.
    const double expected_K = 291.15 + 12.0 / fixture.overFlow;
    QVERIFY(std::abs(solution.airUnits[0].return_K - expected_K) <= 0.1);
    QVERIFY(solution.min_K >= 291.15 - 0.1);
}

void TestAirflowHall::containedColdAisleStaysAtTheSupply() {
    HallFixture fixture;
    airflow::AirflowProblem problem = fixture.problem();
    // The aisle is shut above and at its far end, and led up to the unit's face: the unit blows
    // into it what the racks take and a tenth more, which leaves above the unit's side.
    const double front = fixture.near_m + 1.2, back = front + fixture.aisle_m;
    const double end = fixture.left_m + fixture.racksPerRow * fixture.rackWidth_m;
    using airflow::Axis;
    problem.baffles = {{Axis::Z, {1.0, front, 2.0}, {end, back, 2.0}},
                       {Axis::X, {end, front, 0.0}, {end, back, 2.0}},
                       {Axis::Y, {1.0, front, 0.0}, {fixture.left_m, front, 1.6}},
                       {Axis::Y, {1.0, back, 0.0}, {fixture.left_m, back, 1.6}}};
    airflow::AirUnit& unit = problem.airUnits.front();
    unit.box = airflow::Box{{0.0, front, 0.0}, {1.0, back, 2.0}};
    unit.supplies = {{Axis::X, {1.0, front, 0.0}, {1.0, back, 2.0}}};
    unit.returns = {{Axis::Z, {0.0, front, 2.0}, {1.0, back, 2.0}}};
    const AirflowSolution solution = airflow::solveAirflow(problem);
    QCOMPARE(solution.status, AirflowStatus::Converged);
    for (const airflow::RackAir& rack : solution.racks) {
        qInfo("rack %s: %.2f degC", rack.id.c_str(), rack.inletMean_K - kZeroCelsius_K);
        QVERIFY(std::abs(rack.inletMean_K - 291.15) <= 0.2);
    }
}

void TestAirflowHall::sealedAisleLeaksWhatTheRacksNeed() {
    HallFixture fixture;
    airflow::AirflowProblem problem = fixture.problem();
    const double front = fixture.near_m + 1.2, back = front + fixture.aisle_m;
    const double end = fixture.left_m + fixture.racksPerRow * fixture.rackWidth_m;
    using airflow::Axis;
    problem.baffles = {{Axis::Z, {fixture.left_m, front, 2.0}, {end, back, 2.0}},
                       {Axis::X, {end, front, 0.0}, {end, back, 2.0}},
                       {Axis::X, {fixture.left_m, front, 0.0}, {fixture.left_m, back, 2.0}}};
    const AirflowSolution solution = airflow::solveAirflow(problem);
    QVERIFY(solution.status == AirflowStatus::Converged ||
            solution.status == AirflowStatus::NotConverged);
    QVERIFY(isFinite(*solution.field));
    QVERIFY(std::abs(solution.energyImbalance_fraction) <= 0.02);
    QVERIFY(solution.divergenceResidual < 0.01);
    QVERIFY(solution.min_K >= 291.15 - 0.1);
}

void TestAirflowHall::coarsePictureComesFirst() {
    HallFixture fixture;
    fixture.racksPerRow = 10;
    fixture.size_m = {11.0, 5.6, 3.0};
    fixture.cell_m = 0.1;
    airflow::AirflowOptions options;
    std::vector<AirflowSolution> seen;
    options.onStage = [&](const AirflowSolution& solution) { seen.push_back(solution); };
    std::stop_source stop;
    options.onStage = [&](const AirflowSolution& solution) {
        seen.push_back(solution);
        if (solution.stage > 0)
            stop.request_stop(); // the finer grids are not what this test is about
    };
    const AirflowSolution last =
        airflow::solveAirflow(fixture.problem(), options, stop.get_token());
    QCOMPARE(last.status, AirflowStatus::Cancelled);
    QVERIFY(seen.size() >= 2);
    QCOMPARE(seen.front().stage, 0);
    QVERIFY(seen.front().stageCount >= 2);
    QVERIFY(seen.front().field->cellCount() < 10000);
    QVERIFY(isFinite(*seen.front().field));
    QVERIFY(seen.back().field->cellCount() > seen.front().field->cellCount());
    qInfo("first picture after %.0f ms", seen.front().solve_ms);
}

void TestAirflowHall::warmStartFindsTheSameAnswerSooner() {
    HallFixture fixture;
    const airflow::AirflowProblem problem = fixture.problem();
    const AirflowSolution cold = airflow::solveAirflow(problem);
    QCOMPARE(cold.status, AirflowStatus::Converged);
    airflow::AirflowOptions options;
    options.warmStart = cold.field;
    const AirflowSolution warm = airflow::solveAirflow(problem, options);
    QCOMPARE(warm.status, AirflowStatus::Converged);
    qInfo("from rest %d steps, warm %d steps; inlets %.2f and %.2f degC", cold.steps, warm.steps,
          meanInlet_K(cold) - kZeroCelsius_K, meanInlet_K(warm) - kZeroCelsius_K);
    QVERIFY(std::abs(meanInlet_K(cold) - meanInlet_K(warm)) <= 1.0);

    HallFixture finer = fixture;
    finer.cell_m = 0.15; // another resolution
    const AirflowSolution other = airflow::solveAirflow(finer.problem(), options);
    QVERIFY(other.status == AirflowStatus::Converged ||
            other.status == AirflowStatus::NotConverged);
    QVERIFY(isFinite(*other.field));
}

void TestAirflowHall::editFindsWhatAStartFromRestFinds_data() {
    QTest::addColumn<double>("shift_m");
    QTest::addColumn<double>("heatShare");
    QTest::newRow("one rack moved") << 0.6 << 1.0;
    QTest::newRow("all racks at half their load") << 0.0 << 0.5;
}

void TestAirflowHall::editFindsWhatAStartFromRestFinds() {
    QFETCH(double, shift_m);
    QFETCH(double, heatShare);
    HallFixture fixture;
    fixture.racksPerRow = 6;
    fixture.size_m.x = 8.4;
    airflow::AirflowProblem problem = fixture.problem();
    const AirflowSolution before = airflow::solveAirflow(problem);
    QCOMPARE(before.status, AirflowStatus::Converged);
    QCOMPARE(before.field->energy_m2_per_s2.size(), before.field->cellCount());

    airflow::Rack& moved = problem.racks[5];
    for (base::Vec3* corner : {&moved.box.min_m, &moved.box.max_m, &moved.front.min_m,
                               &moved.front.max_m, &moved.rear.min_m, &moved.rear.max_m})
        corner->x += shift_m;
    for (airflow::Rack& rack : problem.racks)
        rack.heat_W *= heatShare;
    const AirflowSolution fromRest = airflow::solveAirflow(problem);
    airflow::AirflowOptions longer;
    longer.leastAirChanges = 10.0; // swings average out
    const AirflowSolution truth = airflow::solveAirflow(problem, longer);
    airflow::AirflowOptions options;
    options.warmStart = before.field;
    const AirflowSolution edit = airflow::solveAirflow(problem, options);
    for (const AirflowSolution* answer : {&before, &fromRest, &edit})
        QCOMPARE(answer->status, AirflowStatus::Converged);
    const double rest_K = inletDistance_K(fromRest, truth);
    const double edit_K = inletDistance_K(edit, truth);
    qInfo("off the mean of ten air changes: from rest %.3f K, the edit %.3f K, before it %.3f K; "
          "%d steps against %d",
          rest_K, edit_K, inletDistance_K(before, truth), edit.steps, fromRest.steps);
    // A converged answer is known to 3 % of the rise of 12 K: two may lie twice that apart.
    QVERIFY(edit_K <= rest_K + 2.0 * 0.03 * 12.0 * heatShare);
    QVERIFY(edit_K < inletDistance_K(before, truth));
    QVERIFY(edit.steps < fromRest.steps);
    QVERIFY(std::abs(edit.energyImbalance_fraction) <= 1e-3);
}

void TestAirflowHall::stopIsHonouredAtOnce() {
    HallFixture fixture;
    fixture.cell_m = 0.1;
    using Clock = std::chrono::steady_clock;
    Clock::time_point asked;
    AirflowStatus status = AirflowStatus::Converged;
    std::stop_source stop;
    std::thread worker(
        [&] { status = airflow::solveAirflow(fixture.problem(), {}, stop.get_token()).status; });
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    asked = Clock::now();
    stop.request_stop();
    worker.join();
    const double wait_ms = std::chrono::duration<double, std::milli>(Clock::now() - asked).count();
    qInfo("stopped after %.1f ms", wait_ms);
    QCOMPARE(status, AirflowStatus::Cancelled);
}

void TestAirflowHall::stoppedSetUpBuildsNothing() {
    HallFixture fixture;
    fixture.cell_m = 0.1;
    const airflow::AirflowProblem problem = fixture.problem();
    const auto cells = airflow::latticeCells(problem);
    const airflow::Lattice lattice = airflow::buildLattice(problem, cells);
    std::stop_source stop;
    stop.request_stop();
    const std::stop_token stopped = stop.get_token();
    QVERIFY(airflow::buildLattice(problem, cells, stopped).isSolid.empty());
    QVERIFY(airflow::PressureMultigrid(lattice.shape, lattice.open, stopped).levels().empty());
    QVERIFY(airflow::FlowGrid(problem, lattice).isSetUp());
    QVERIFY(!airflow::FlowGrid(problem, lattice, nullptr, stopped).isSetUp());
    QVERIFY(airflow::wallDistances(lattice, false, stopped).empty());
    airflow::AirField field;
    field.cells = cells;
    field.cell_m = lattice.cell_m;
    const auto size = static_cast<std::size_t>(lattice.shape.cellCount());
    field.isSolid.assign(size, 0);
    for (auto* values :
         {&field.temperature_K, &field.u_m_per_s, &field.v_m_per_s, &field.w_m_per_s})
        values->assign(size, 300.0f);
    const auto warmth_K = [&](const std::stop_token& token) {
        return airflow::startingFlow(field, problem, lattice, token).temperature_K;
    };
    const auto started_K = warmth_K({});
    QVERIFY(*std::max_element(started_K.begin(), started_K.end()) > 0.0f);
    QVERIFY(warmth_K(stopped).empty());
    int pictures = 0;
    airflow::AirflowOptions options;
    options.onStage = [&](const AirflowSolution&) { ++pictures; };
    const AirflowSolution solution = airflow::solveAirflow(problem, options, stopped);
    QCOMPARE(solution.status, AirflowStatus::Cancelled);
    QCOMPARE(solution.steps, 0);
    QCOMPARE(pictures, 0);
}

void TestAirflowHall::sameInputGivesTheSameBytes() {
    HallFixture fixture;
    fixture.cell_m = 0.3;
    const AirflowSolution first = airflow::solveAirflow(fixture.problem());
    const AirflowSolution second = airflow::solveAirflow(fixture.problem());
    QCOMPARE(first.steps, second.steps);
    QVERIFY(first.field->temperature_K == second.field->temperature_K);
    QVERIFY(first.field->u_m_per_s == second.field->u_m_per_s);
}

void TestAirflowHall::blockedRackIsSwitchedOffWithAFinding() {
    HallFixture fixture;
    fixture.cell_m = 0.3;
    airflow::AirflowProblem problem = fixture.problem();
    const airflow::Box& box = problem.racks[1].box;
    problem.solids.push_back(
        {{box.min_m.x - 0.2, box.max_m.y, 0.0}, {box.max_m.x + 0.2, box.max_m.y + 0.6, 2.2}});
    const AirflowSolution solution = airflow::solveAirflow(problem);
    QVERIFY(solution.status != AirflowStatus::InvalidProblem);
    QVERIFY(solution.racks[1].isBlocked);
    QVERIFY(!solution.racks[3].isBlocked);
    QCOMPARE(solution.findings.front().where, std::string("rack A2"));
}

void TestAirflowHall::unitBeyondItsCapacitySuppliesWarmerAir() {
    HallFixture fixture;
    fixture.cell_m = 0.3;
    airflow::AirflowProblem problem = fixture.problem();
    problem.airUnits.front().capacity_W = 20000.0; // half the heat of the racks
    airflow::AirflowOptions options;
    options.maxAirChanges = 3.0;
    const AirflowSolution solution = airflow::solveAirflow(problem, options);
    QVERIFY(solution.airUnits.front().supply_K > 291.15 + 1.0);
    QVERIFY(std::abs(solution.airUnits.front().removed_W - 20000.0) < 200.0);
    QCOMPARE(solution.status, AirflowStatus::NotConverged); // the hall warms without end
}

void TestAirflowHall::impossibleFlowsAreReported() {
    airflow::AirflowProblem problem;
    problem.size_m = {3.0, 3.0, 3.0};
    problem.cell_m = 0.3;
    problem.openings.push_back(
        {"grille", {airflow::Axis::Z, {1.0, 1.0, 0.0}, {2.0, 2.0, 0.0}}, 0.5, 293.15});
    const AirflowSolution solution = airflow::solveAirflow(problem);
    QCOMPARE(solution.status, AirflowStatus::InvalidProblem);
    QVERIFY(!solution.findings.empty());
    QVERIFY(solution.field == nullptr);
}

void TestAirflowHall::badNumbersAreReported() {
    airflow::AirflowProblem problem = HallFixture{}.problem();
    problem.racks[0].heat_W = std::nan("");
    problem.racks[2].flow_m3_per_s = 0.0;
    problem.airUnits[0].flow_m3_per_s = -1.0;
    problem.cell_m = 0.0;
    const AirflowSolution solution = airflow::solveAirflow(problem);
    QCOMPARE(solution.status, AirflowStatus::InvalidProblem);
    QCOMPARE(solution.findings.size(), std::size_t{4});
}

QTEST_APPLESS_MAIN(TestAirflowHall)
#include "tst_airflow_hall.moc"
