#include "core/solvers/airflow/airflow_solver.h"
#include "core/solvers/airflow/airflow_transient.h"
#include "tests/core/solvers/airflow/csv_table.h"

#include <QTest>

#include <cmath>

using namespace hallwright;
using namespace hallwright::airflow;

namespace {

const std::string kData = std::string(HALLWRIGHT_TEST_DATA) + "/thermal/";

/// A box with wind along x through its whole cross-section, no friction to speak of, heat spread by
/// a constant diffusivity, no buoyancy.
AirflowProblem windTunnel(base::Vec3 size_m, std::array<int, 3> cells, double wind_m_per_s,
                          double diffusivity_m2_per_s) {
    AirflowProblem p;
    p.size_m = size_m;
    p.cells = cells;
    p.turbulence = Turbulence::Laminar;
    p.air.viscosity_m2_per_s = 1e-7;
    p.air.prandtl = p.air.viscosity_m2_per_s / diffusivity_m2_per_s;
    p.air.expansion_per_K = 0.0;
    p.initial_K = p.air.reference_K;
    const double flow = wind_m_per_s * size_m.y * size_m.z;
    p.openings = {{"in", {Axis::X, {0, 0, 0}, {0, size_m.y, size_m.z}}, flow, p.air.reference_K},
                  {"out", {Axis::X, {size_m.x, 0, 0}, size_m}, -flow, p.air.reference_K}};
    return p;
}

} // namespace

/// Heat carried by a uniform wind, against exact solutions; sources in
/// tests/data/thermal/README.md.
class TestAirflowPlume : public QObject {
    Q_OBJECT
private slots:
    void puffKeepsItsPeakAndItsMass();
    void steadyPlumeFollowsTheExactSolution();
};

void TestAirflowPlume::puffKeepsItsPeakAndItsMass() {
    // The planes y = 0 and z = 0 halve the puff; it starts at x = 14 m, 2 m wide, and ends 40 m on.
    constexpr double kStart_m = 14.0, kSigma_m = 2.0, kRise_K = 100.0, kCell_m = 0.5;
    const AirflowProblem problem = windTunnel({72.0, 16.0, 16.0}, {144, 32, 32}, 1.0, 0.5);
    auto start = std::make_shared<AirField>();
    start->cells = problem.cells;
    start->cell_m = {kCell_m, kCell_m, kCell_m};
    for (int k = 0; k < 32; ++k)
        for (int j = 0; j < 32; ++j)
            for (int i = 0; i < 144; ++i) {
                const double x = (i + 0.5) * kCell_m - kStart_m, y = (j + 0.5) * kCell_m,
                             z = (k + 0.5) * kCell_m;
                const double share =
                    std::exp(-(x * x + y * y + z * z) / (2.0 * kSigma_m * kSigma_m));
                start->temperature_K.push_back(
                    static_cast<float>(problem.air.reference_K + kRise_K * share));
                start->u_m_per_s.push_back(1.0f);
                start->v_m_per_s.push_back(0.0f);
                start->w_m_per_s.push_back(0.0f);
                start->isSolid.push_back(0);
            }
    TransientOptions options;
    options.duration_s = 40.0;
    options.report_s = 1.0;
    options.from = start;
    double firstMean_K = 0.0, worstMass = 0.0, end_s = 0.0;
    std::shared_ptr<const AirField> end;
    options.onMoment = [&](const AirMoment& moment) {
        const double mean_K = moment.mean_K - problem.air.reference_K;
        if (moment.time_s == 0.0)
            firstMean_K = mean_K;
        if (moment.time_s < 30.0) // later its foot reaches the far end
            worstMass = std::max(worstMass, std::abs(mean_K / firstMean_K - 1.0));
        if (moment.time_s >= options.duration_s - 0.2) {
            end = moment.field();
            end_s = moment.time_s;
        }
    };
    QCOMPARE(simulateAirflow(problem, options), AirflowStatus::Converged);
    QVERIFY(end);
    const double spread = kSigma_m * kSigma_m + 2.0 * 0.5 * end_s;
    double peak_K = 0.0;
    for (const float value_K : end->temperature_K)
        peak_K = std::max(peak_K, value_K - problem.air.reference_K);
    const double exact_K = kRise_K * std::pow(kSigma_m * kSigma_m / spread, 1.5);
    qInfo("peak %.4f of the first after %.2f s, exact %.4f; heat within %.1e", peak_K / kRise_K,
          end_s, exact_K / kRise_K, worstMass);
    QVERIFY(std::abs(peak_K / exact_K - 1.0) <= 0.05);
    QVERIFY(worstMass <= 1e-5);
}

void TestAirflowPlume::steadyPlumeFollowsTheExactSolution() {
    // The source is a rack of one cell through which the wind passes unhindered.
    constexpr double kCell_m = 5.0, kWind_m_per_s = 3.0, kSource_W = 1e6;
    AirflowProblem problem = windTunnel({560.0, 205.0, 120.0}, {112, 41, 24}, kWind_m_per_s, 5.0);
    problem.air.density_kg_per_m3 = 1.2;
    problem.air.heatCapacity_J_per_kgK = 1005.0;
    const double x = 25.0, y = 100.0, z = 17.5;
    Rack rack;
    rack.id = "source";
    rack.box = {{x, y, z}, {x + kCell_m, y + kCell_m, z + kCell_m}};
    rack.front = {Axis::X, rack.box.min_m, {x, y + kCell_m, z + kCell_m}};
    rack.rear = {Axis::X, {x + kCell_m, y, z}, rack.box.max_m};
    rack.heat_W = kSource_W;
    rack.flow_m3_per_s = kWind_m_per_s * kCell_m * kCell_m;
    problem.racks.push_back(rack);
    AirflowOptions options;
    options.startCoarse = false;
    options.steadyTolerance = 1e-5;
    const AirflowSolution solution = solveAirflow(problem, options);
    QCOMPARE(solution.status, AirflowStatus::Converged);
    QVERIFY(std::abs(solution.energyImbalance_fraction) <= 1e-3);
    const double snap_m = std::round(z / kCell_m) * kCell_m - z; // the lattice moves the source
    double worst = 0.0;
    for (const auto& row : readTable(kData + "gaussian_plume_steady.csv")) {
        const double along = std::stod(row[0]), aside = std::stod(row[1]), up = std::stod(row[2]);
        if (along < 100.0 || along > 500.0 || aside > 20.0)
            continue;
        const double source_m = 20.0 + snap_m;
        const auto exact = [&](double height_m) {
            const double spread = 4.0 * 5.0 * along / kWind_m_per_s;
            return kSource_W / (1206.0 * 4.0 * M_PI * 5.0 * along) *
                   std::exp(-aside * aside / spread) *
                   (std::exp(-std::pow(up - height_m, 2) / spread) +
                    std::exp(-std::pow(up + height_m, 2) / spread));
        };
        QVERIFY(std::abs(exact(20.0) / std::stod(row[3]) - 1.0) <= 1e-6); // the table's own formula
        const double rise_K =
            solution.field
                ->sample({x + 0.5 * kCell_m + along, y + 0.5 * kCell_m + aside, std::max(up, 2.5)})
                .temperature_K -
            problem.air.reference_K;
        worst = std::max(worst, std::abs(rise_K / exact(source_m) - 1.0));
    }
    qInfo("largest difference %.1f %%, %.0f ms", 100.0 * worst, solution.solve_ms);
    QVERIFY(worst <= 0.08);
}

QTEST_APPLESS_MAIN(TestAirflowPlume)
#include "tst_airflow_plume.moc"
