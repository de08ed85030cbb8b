#include "core/solvers/airflow/lattice.h"
#include "core/solvers/airflow/pressure_multigrid.h"
#include "tests/core/solvers/airflow/hall_fixture.h"

#include <QTest>

#include <cmath>

using namespace hallwright;
using airflow::Axis;
using airflow::Lattice;

namespace {

double shareSum(const airflow::Port& port) {
    double sum = 0.0;
    for (const auto& contact : port.contacts)
        sum += contact.share;
    return sum;
}

/// Largest net flow of an air cell through its given faces and its leaks, over all cells summed: 0
/// if every region gets what it gives.
double netGivenFlow_m3_per_s(const Lattice& lattice) {
    double net = 0.0;
    const airflow::GridShape& s = lattice.shape;
    for (int k = 0; k < s.cells[2]; ++k)
        for (int j = 0; j < s.cells[1]; ++j)
            for (int i = 0; i < s.cells[0]; ++i) {
                const int c = s.index(i, j, k);
                if (lattice.isSolid[static_cast<std::size_t>(c)])
                    continue;
                for (std::size_t d = 0; d < 3; ++d)
                    net +=
                        lattice.faceArea_m2(static_cast<Axis>(d)) *
                        (double(lattice.givenVelocity_m_per_s[d][static_cast<std::size_t>(c)]) -
                         lattice
                             .givenVelocity_m_per_s[d][static_cast<std::size_t>(c + s.stride[d])]);
            }
    return net;
}

} // namespace

class TestAirflowLattice : public QObject {
    Q_OBJECT
private slots:
    void flowsStayExactOffTheLattice_data();
    void flowsStayExactOffTheLattice();
    void neighbouringRacksShareAFace();
    void thinRackKeepsACell();
    void closedAisleLeaksByArea();
    void wallDistanceGrowsFromWallsAndBaffles();
    void pressureSolveConvergesAroundObstacles();
    void sampleIsLinearAndStopsAtWalls();
    void sliceLeavesSolidsOut();
};

void TestAirflowLattice::flowsStayExactOffTheLattice_data() {
    QTest::addColumn<double>("cell_m");
    for (const double cell_m : {0.1, 0.17, 0.2, 0.25, 0.31, 0.4, 0.53})
        QTest::addRow("%.2f m", cell_m) << cell_m;
}

void TestAirflowLattice::flowsStayExactOffTheLattice() {
    QFETCH(double, cell_m);
    HallFixture fixture;
    fixture.left_m = 3.11;
    fixture.near_m = 1.07;
    fixture.cell_m = cell_m;
    const airflow::AirflowProblem problem = fixture.problem();
    const Lattice lattice = airflow::buildLattice(problem, airflow::latticeCells(problem));
    QVERIFY(lattice.findings.empty());
    QVERIFY(lattice.isFeasible);
    for (const airflow::Port& port : lattice.rackFronts)
        QVERIFY(std::abs(shareSum(port) - 1.0) < 1e-12);
    for (const airflow::Port& port : lattice.unitSupplies)
        QVERIFY(std::abs(shareSum(port) - 1.0) < 1e-12);
    QVERIFY(std::abs(netGivenFlow_m3_per_s(lattice)) < 1e-5);
}

void TestAirflowLattice::neighbouringRacksShareAFace() {
    HallFixture fixture;
    fixture.left_m = 3.0;
    fixture.cell_m = 0.4; // racks of 0.6 m: every other lattice face belongs to two of them
    const airflow::AirflowProblem problem = fixture.problem();
    const Lattice lattice = airflow::buildLattice(problem, airflow::latticeCells(problem));
    int shared = 0;
    for (const auto& a : lattice.rackFronts[0].contacts)
        for (const auto& b : lattice.rackFronts[1].contacts)
            shared += a.face == b.face ? 1 : 0;
    QVERIFY(shared > 0);
}

void TestAirflowLattice::thinRackKeepsACell() {
    airflow::AirflowProblem problem = HallFixture{}.problem();
    problem.cell_m = 1.0;
    problem.racks.resize(1);
    problem.airUnits.clear();
    const Lattice lattice = airflow::buildLattice(problem, airflow::latticeCells(problem));
    QVERIFY(!lattice.rackFronts[0].isBlocked());
    QVERIFY(!lattice.rackRears[0].isBlocked());
}

void TestAirflowLattice::closedAisleLeaksByArea() {
    HallFixture fixture;
    airflow::AirflowProblem problem = fixture.problem();
    const double front = fixture.near_m + 1.2, back = front + fixture.aisle_m;
    const double end = fixture.left_m + fixture.racksPerRow * fixture.rackWidth_m;
    problem.baffles = {{Axis::Z, {fixture.left_m, front, 2.0}, {end, back, 2.0}},
                       {Axis::X, {end, front, 0.0}, {end, back, 2.0}},
                       {Axis::X, {fixture.left_m, front, 0.0}, {fixture.left_m, back, 2.0}}};
    const Lattice lattice = airflow::buildLattice(problem, airflow::latticeCells(problem));
    QVERIFY(lattice.isFeasible);
    double inward = 0.0, smallest = 1e9, largest = 0.0;
    for (const airflow::Leak& leak : lattice.leaks) {
        inward += std::abs(leak.flow_m3_per_s);
        smallest = std::min(smallest, std::abs(leak.flow_m3_per_s));
        largest = std::max(largest, std::abs(leak.flow_m3_per_s));
    }
    double wanted = 0.0;
    for (const airflow::Rack& rack : problem.racks)
        wanted += rack.flow_m3_per_s;
    QVERIFY(std::abs(inward / wanted - 1.0) < 1e-6);
    QVERIFY(largest / smallest < 1.01); // faces of equal area leak alike
    QVERIFY(std::abs(netGivenFlow_m3_per_s(lattice)) < 1e-5);
}

void TestAirflowLattice::wallDistanceGrowsFromWallsAndBaffles() {
    airflow::AirflowProblem problem;
    problem.size_m = {4.0, 4.0, 4.0};
    problem.cell_m = 0.2;
    const Lattice open = airflow::buildLattice(problem, {20, 20, 20});
    const auto at = [](const Lattice& lattice, int i, int j, int k) {
        return lattice.wallDistance_m[static_cast<std::size_t>(lattice.shape.index(i, j, k))];
    };
    QVERIFY(std::abs(at(open, 0, 10, 10) - 0.1f) < 1e-4f);
    QVERIFY(std::abs(at(open, 5, 10, 10) - 1.1f) < 1e-3f);
    QVERIFY(std::abs(at(open, 10, 10, 10) - 1.9f) < 0.1f);
    problem.baffles = {{Axis::X, {2.0, 0.0, 0.0}, {2.0, 4.0, 4.0}}};
    const Lattice parted = airflow::buildLattice(problem, {20, 20, 20});
    QVERIFY(std::abs(at(parted, 10, 10, 10) - 0.1f) < 1e-4f);
}

void TestAirflowLattice::pressureSolveConvergesAroundObstacles() {
    // A narrow slalom of baffles, the worst case for coarse grids.
    airflow::AirflowProblem problem;
    problem.size_m = {4.8, 2.4, 2.4};
    problem.cell_m = 0.1;
    for (int n = 1; n < 12; ++n) {
        const double x = 0.4 * n, low = n % 2 == 0 ? 0.1 : 0.0, high = n % 2 == 0 ? 2.4 : 2.3;
        problem.baffles.push_back({Axis::X, {x, low, 0.0}, {x, high, 2.4}});
    }
    problem.solids.push_back({{1.3, 0.7, 0.3}, {1.5, 1.9, 1.7}});
    const Lattice lattice = airflow::buildLattice(problem, airflow::latticeCells(problem));
    airflow::PressureMultigrid multigrid(lattice.shape, lattice.open);
    const airflow::GridShape& s = lattice.shape;
    const auto fill = [&] {
        auto& source = multigrid.source();
        std::fill(source.begin(), source.end(), 0.0f);
        source[static_cast<std::size_t>(s.index(0, 5, 5))] = 1.0f;
        source[static_cast<std::size_t>(s.index(s.cells[0] - 1, 5, 5))] = -1.0f;
    };
    const auto residual = [&](int cycles) {
        fill();
        multigrid.solve(cycles, {});
        fill();
        const auto& answer = multigrid.answer();
        double largest = 0.0;
        for (int k = 0; k < s.cells[2]; ++k)
            for (int j = 0; j < s.cells[1]; ++j)
                for (int i = 0; i < s.cells[0]; ++i) {
                    const int c = s.index(i, j, k);
                    double sum = -multigrid.source()[static_cast<std::size_t>(c)];
                    for (std::size_t d = 0; d < 3; ++d) {
                        const double scale = double(s.inverse_per_m[d]) * s.inverse_per_m[d];
                        const int far = c + s.stride[d], near = c - s.stride[d];
                        sum += scale * lattice.open[d][static_cast<std::size_t>(far)] *
                                   (answer[static_cast<std::size_t>(far)] -
                                    answer[static_cast<std::size_t>(c)]) +
                               scale * lattice.open[d][static_cast<std::size_t>(c)] *
                                   (answer[static_cast<std::size_t>(near)] -
                                    answer[static_cast<std::size_t>(c)]);
                    }
                    largest = std::max(largest, std::abs(sum));
                }
        return largest;
    };
    const double few = residual(5), many = residual(30);
    qInfo("residual %.1e after 5, %.1e after 30 iterations", few, many);
    QVERIFY(std::isfinite(few));
    QVERIFY(many < 1e-3);
}

void TestAirflowLattice::sampleIsLinearAndStopsAtWalls() {
    airflow::AirField field;
    field.cells = {10, 4, 4};
    field.cell_m = {0.5, 0.5, 0.5};
    for (int c = 0; c < 160; ++c) {
        field.temperature_K.push_back(300.0f + static_cast<float>(c % 10));
        field.u_m_per_s.push_back(1.0f);
        field.v_m_per_s.push_back(0.0f);
        field.w_m_per_s.push_back(0.0f);
        field.isSolid.push_back(0);
    }
    QCOMPARE(field.sample({1.5, 1.0, 1.0}).temperature_K, 302.5);
    QCOMPARE(field.sample({-9.0, 1.0, 1.0}).temperature_K, 300.0);
    QCOMPARE(field.sample({1.5, 1.0, 1.0}).velocity_m_per_s.x, 1.0);
    QCOMPARE(field.sample({1.5, 0.0, 1.0}).velocity_m_per_s.x, 0.0); // on a wall
    QCOMPARE(field.sample({1.5, 0.125, 1.0}).velocity_m_per_s.x, 0.5);
    field.isSolid[field.index(3, 1, 1)] = 1;
    const airflow::AirSample inside = field.sample({1.75, 0.75, 0.75});
    QVERIFY(inside.isSolid);
    QVERIFY(inside.temperature_K > 301.0 && inside.temperature_K < 305.0);
}

void TestAirflowLattice::sliceLeavesSolidsOut() {
    airflow::AirField field;
    field.cells = {4, 3, 2};
    field.cell_m = {1.0, 1.0, 1.0};
    for (int c = 0; c < 24; ++c) {
        field.temperature_K.push_back(c < 12 ? 290.0f : 300.0f);
        field.u_m_per_s.push_back(3.0f);
        field.v_m_per_s.push_back(4.0f);
        field.w_m_per_s.push_back(0.0f);
        field.isSolid.push_back(0);
    }
    field.isSolid[field.index(2, 1, 0)] = field.isSolid[field.index(2, 1, 1)] = 1;
    const airflow::AirSlice slice = airflow::cutSlice(field, Axis::Z, 1.0);
    QCOMPARE(slice.columns, 4);
    QCOMPARE(slice.rows, 3);
    QCOMPARE(slice.temperature_K[0], 295.0f);
    QCOMPARE(slice.speed_m_per_s[0], 5.0f);
    QVERIFY(std::isnan(slice.temperature_K[1 * 4 + 2]));
    QCOMPARE(airflow::cutSlice(field, Axis::Y, 0.2).rows, 2);
    QCOMPARE(airflow::cutSlice(field, Axis::X, 9.0).columns, 3);
}

QTEST_APPLESS_MAIN(TestAirflowLattice)
#include "tst_airflow_lattice.moc"
