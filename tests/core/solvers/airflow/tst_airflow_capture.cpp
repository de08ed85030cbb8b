#include "core/solvers/airflow/airflow_solver.h"
#include "tests/core/solvers/airflow/hall_fixture.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace hallwright;
using namespace hallwright::airflow;

/// Where the air of a hall comes from and goes to.
class TestAirflowCapture : public QObject {
    Q_OBJECT
private slots:
    void suppliedAirGoesToRacksAndReturns();
    void sealedAislesCatchAll();
    void racksWithoutUnitsHaveNone();
    void supplyShareLiesInTheSlice();
};

void TestAirflowCapture::suppliedAirGoesToRacksAndReturns() {
    const AirflowProblem problem = HallFixture{}.problem();
    const AirflowSolution solution = solveAirflow(problem);
    QCOMPARE(solution.status, AirflowStatus::Converged);
    double intoRacks = 0.0, caught = 0.0, rackFlow = 0.0;
    for (const RackAir& rack : solution.racks) {
        QVERIFY(rack.fromSupply && rack.toReturn);
        qInfo("%s: %.3f from the supply, %.3f to the return", rack.id.c_str(), *rack.fromSupply,
              *rack.toReturn);
        intoRacks += rack.flow_m3_per_s * *rack.fromSupply;
        caught += rack.flow_m3_per_s * *rack.toReturn;
        rackFlow += rack.flow_m3_per_s;
    }
    const AirUnitAir& unit = solution.airUnits.front();
    const double bypass = unit.flow_m3_per_s * *unit.bypass;
    // What the unit gives is taken by racks or comes back to it unused.
    QVERIFY(isNear(intoRacks + bypass, unit.flow_m3_per_s, 2e-3 * unit.flow_m3_per_s));
    // What the unit takes has passed a rack or not: the adjoint finds the same from the other end.
    QVERIFY(isNear(caught + bypass, unit.flow_m3_per_s, 2e-3 * unit.flow_m3_per_s));
    // An open hall mixes.
    QVERIFY(intoRacks > 0.3 * rackFlow && intoRacks < 0.99 * rackFlow);
    // A rack that draws more of the supply is colder, as nothing else cools.
    const auto colder = [](const RackAir& a, const RackAir& b) {
        return a.inletMean_K < b.inletMean_K;
    };
    const auto [coldest, warmest] =
        std::minmax_element(solution.racks.begin(), solution.racks.end(), colder);
    QVERIFY(*coldest->fromSupply > *warmest->fromSupply);
}

void TestAirflowCapture::sealedAislesCatchAll() {
    AirflowProblem problem = rackWall(6000.0, 0.4);
    problem.baffles = {{Axis::X, {3.0, 0.0, 2.0}, {3.0, 3.0, 3.0}}};
    AirUnit unit;
    unit.id = "U";
    unit.supplies = {{Axis::X, {0.0, 0.0, 0.0}, {0.0, 3.0, 1.0}}};
    unit.returns = {{Axis::X, {6.0, 0.0, 2.0}, {6.0, 3.0, 3.0}}};
    unit.flow_m3_per_s = 2.0;
    problem.airUnits = {unit};
    const AirflowSolution solution = solveAirflow(problem);
    QCOMPARE(solution.status, AirflowStatus::Converged);
    for (const RackAir& rack : solution.racks) {
        QVERIFY(isNear(*rack.fromSupply, 1.0, 2e-3));
        QVERIFY(isNear(*rack.toReturn, 1.0, 2e-3));
    }
    QVERIFY(isNear(*solution.airUnits[0].bypass, 0.0, 2e-3));
}

void TestAirflowCapture::racksWithoutUnitsHaveNone() {
    AirflowProblem problem = HallFixture{}.problem();
    problem.airUnits.clear();
    for (Rack& rack : problem.racks)
        rack.rearDoor = RearDoor{{0.6, 291.15}, {}, {}};
    const AirflowSolution solution = solveAirflow(problem);
    QCOMPARE(solution.status, AirflowStatus::Converged);
    QVERIFY(!solution.racks[0].fromSupply);
    QVERIFY(solution.field->supplyShare.empty());
}

void TestAirflowCapture::supplyShareLiesInTheSlice() {
    const AirflowProblem problem = HallFixture{}.problem();
    const AirflowSolution solution = solveAirflow(problem);
    const AirSlice slice = cutSlice(*solution.field, Axis::Z, 0.5);
    QCOMPARE(slice.supplyShare.size(), slice.temperature_K.size());
    float least = 1.0f, most = 0.0f;
    for (std::size_t n = 0; n < slice.supplyShare.size(); ++n) {
        QCOMPARE(std::isnan(slice.supplyShare[n]), std::isnan(slice.temperature_K[n]));
        if (std::isnan(slice.supplyShare[n]))
            continue;
        least = std::min(least, slice.supplyShare[n]);
        most = std::max(most, slice.supplyShare[n]);
    }
    QVERIFY(least >= 0.0f && least < 0.5f && most > 0.9f && most <= 1.0f);
}

QTEST_APPLESS_MAIN(TestAirflowCapture)
#include "tst_airflow_capture.moc"
