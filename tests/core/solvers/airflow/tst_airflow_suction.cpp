#include "core/io/airflow_case/airflow_case.h"
#include "core/solvers/airflow/airflow_solver.h"
#include "core/solvers/airflow/transport_cell.h"
#include "tests/core/solvers/airflow/csv_table.h"
#include "tests/core/solvers/airflow/hall_fixture.h"

#include <QTest>

#include <vector>

using namespace hallwright;
using airflow::AirflowStatus;

/// Air that devices draw out of a hall.
class TestAirflowSuction : public QObject {
    Q_OBJECT
private slots:
    void drawnAirTakesItsMomentumAlong();
    void jetAlongTheFrontsAgreesWithThePeer();
};

/// Along z through a face that draws: what passes is the speed at which the air arrives there,
/// whether it slowed down on the way or not.
void TestAirflowSuction::drawnAirTakesItsMomentumAlong() {
    constexpr int kEdge = 6;
    constexpr int strideY = kEdge, strideZ = kEdge * kEdge;
    constexpr std::size_t kCells = kEdge * kEdge * kEdge;
    std::vector<float> u(kCells), v(kCells), w(kCells), open(kCells, 1.0f), none(kCells, 0.0f);
    airflow::MomentumView view{};
    view.velocity_m_per_s[0] = u.data();
    view.velocity_m_per_s[1] = v.data();
    view.velocity_m_per_s[2] = w.data();
    for (const float*& faces : view.open)
        faces = open.data();
    std::vector<float> openZ(kCells, 1.0f);
    view.open[2] = openZ.data();
    view.eddyViscosity_m2_per_s = none.data();
    view.stride[0] = 1;
    view.stride[1] = strideY;
    view.stride[2] = strideZ;
    for (float& inverse : view.inverse_per_m)
        inverse = 1.0f;
    const int face = 3 + 3 * strideY + 4 * strideZ; // the device lies above layer 3
    const float draw_m_per_s = 2.0f;
    for (int n = 0; n < strideZ; ++n) {
        openZ[std::size_t(4 * strideZ + n)] = 0.0f;
        w[std::size_t(4 * strideZ + n)] = draw_m_per_s;
    }
    for (const float before : {1.0f, 3.0f, 5.0f}) {
        for (int n = 0; n < strideZ; ++n) {
            u[std::size_t(2 * strideZ + n)] = before;
            u[std::size_t(3 * strideZ + n)] = 3.0f;
        }
        QCOMPARE(airflow::momentumFlux(view, 0, 2, face), draw_m_per_s * 3.0f);
    }
    // And through open air it is second order: the mean of both sides on a straight slope.
    openZ.assign(kCells, 1.0f);
    for (int k = 0; k < kEdge; ++k)
        for (int n = 0; n < strideZ; ++n)
            u[std::size_t(k * strideZ + n)] = float(k);
    QCOMPARE(airflow::momentumFlux(view, 0, 2, face), draw_m_per_s * 3.5f);
}

void TestAirflowSuction::jetAlongTheFrontsAgreesWithThePeer() {
    const std::string folder = std::string(HALLWRIGHT_TEST_DATA) + "/thermal/";
    const auto airCase = io::readAirflowCaseFile(folder + "hall_single_row.json", 0.2);
    QVERIFY(bool(airCase));
    const airflow::AirflowSolution solution = airflow::solveAirflow(airCase->problem);
    QCOMPARE(solution.status, AirflowStatus::Converged);
    const auto peer = readTable(folder + "hall_single_row_steady_h0.2_racks.csv");
    QCOMPARE(peer.size(), solution.racks.size());
    double sumOfDifferences_K = 0.0;
    for (std::size_t n = 0; n < peer.size(); ++n) {
        const double expected_C = std::stod(peer[n][1]);
        const double inlet_C = solution.racks[n].inletMean_K - 273.15;
        qInfo("%s: %.2f degC, peer %.2f degC", peer[n][0].c_str(), inlet_C, expected_C);
        QVERIFY(isNear(inlet_C, expected_C, 1.0));
        sumOfDifferences_K += std::abs(inlet_C - expected_C);
    }
    QVERIFY(sumOfDifferences_K / double(peer.size()) <= 0.5);
}

QTEST_APPLESS_MAIN(TestAirflowSuction)
#include "tst_airflow_suction.moc"
