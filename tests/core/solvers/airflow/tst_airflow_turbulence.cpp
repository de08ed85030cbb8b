#include "core/solvers/airflow/airflow_solver.h"
#include "core/solvers/airflow/two_equation_cell.h"
#include "tests/core/solvers/airflow/csv_table.h"

#include <QTest>

#include <array>
#include <cmath>

using namespace hallwright;
using airflow::AirflowStatus;
using airflow::Axis;
using airflow::TurbulenceState;
using airflow::TurbulenceView;

namespace {

/// A block of 3 x 3 x 3 cells of 1 m without walls, whose middle cell is stepped.
class Block {
public:
    Block() {
        m_ones.fill(1.0f);
        m_steps.fill(0.01f);
    }
    static constexpr int kMiddle = 2 * 25 + 2 * 5 + 2;

    void setAll(TurbulenceState state) {
        m_energy.fill(state.energy_m2_per_s2);
        m_dissipation.fill(state.dissipation_m2_per_s3);
        m_eddy.fill(airflow::eddyViscosity(state));
    }
    /// u grows with z by `shear_per_s`.
    void setShear(float shear_per_s) {
        for (int c = 0; c < int(m_velocity[0].size()); ++c)
            m_velocity[0][std::size_t(c)] = shear_per_s * float(c / 25 - 2);
    }
    /// Temperature grows with z.
    void setLayers(float slope_K_per_m) {
        for (int c = 0; c < int(m_temperature.size()); ++c)
            m_temperature[std::size_t(c)] = slope_K_per_m * float(c / 25 - 2);
    }
    void touchWall() { m_wall[kMiddle] = 1.0f; }
    [[nodiscard]] TurbulenceView view() const {
        TurbulenceView g{};
        for (std::size_t d = 0; d < 3; ++d) {
            g.velocity_m_per_s[d] = m_velocity[d].data();
            g.open[d] = m_ones.data();
            g.inverse_per_m[d] = 1.0f;
        }
        g.stride[0] = 1;
        g.stride[1] = 5;
        g.stride[2] = 25;
        g.energy_m2_per_s2 = m_energy.data();
        g.dissipation_m2_per_s3 = m_dissipation.data();
        g.eddyViscosity_m2_per_s = m_eddy.data();
        g.touchesWall = m_wall.data();
        g.temperature_K = m_temperature.data();
        g.inverseTurbulentPrandtl = 1.0f / 0.85f;
        g.buoyancy_m_per_s2K[2] = 9.81f * 0.00341f;
        g.step_s = m_steps.data();
        g.steps = 1.0f;
        g.viscosity_m2_per_s = 1.5e-5f;
        g.wallDistance_m = 0.5f;
        g.intensity = 0.1f;
        g.inflowLength_m = 0.1f;
        g.largestLength_m = 100.0f;
        return g;
    }

private:
    using Field = std::array<float, 125>;
    std::array<Field, 3> m_velocity{};
    Field m_ones{}, m_energy{}, m_dissipation{}, m_eddy{}, m_wall{}, m_steps{}, m_temperature{};
};

} // namespace

/// The two-equation model against what is known exactly and against a peer's room.
class TestAirflowTurbulence : public QObject {
    Q_OBJECT
private slots:
    void turbulenceThatNothingFeedsDiesByThePowerLaw();
    void shearFeedsEnergyByTheSquareOfItsRate();
    void warmAirAboveHoldsEddiesDown();
    void wallCellIsAtRestWhereBothLawsOfTheWallAgree();
    void statesStayPositiveHoweverLongTheStep();
    void inflowBringsItsOwnTurbulence();
    void roomOfAnnex20FollowsThePeer();
};

void TestAirflowTurbulence::turbulenceThatNothingFeedsDiesByThePowerLaw() {
    // dk/dt = -eps, deps/dt = -C2 eps^2 / k: k = k0 (1 + (C2 - 1) t eps0 / k0)^(-1 / (C2 - 1)).
    const TurbulenceState first{0.04f, 0.02f};
    TurbulenceState state = first;
    Block block;
    constexpr int kSteps = 500; // 5 s
    for (int step = 0; step < kSteps; ++step) {
        block.setAll(state);
        state = airflow::turbulenceUpdate(block.view(), Block::kMiddle);
    }
    const double c = double(airflow::kC2) - 1.0;
    const double expected = 0.04 * std::pow(1.0 + c * 5.0 * 0.02 / 0.04, -1.0 / c);
    qInfo("energy after 5 s: %.5f, exact %.5f", double(state.energy_m2_per_s2), expected);
    QVERIFY(std::abs(state.energy_m2_per_s2 / expected - 1.0) < 0.01);
}

void TestAirflowTurbulence::shearFeedsEnergyByTheSquareOfItsRate() {
    Block block;
    block.setAll({0.04f, 0.02f});
    block.setShear(2.0f);
    const double viscosity = double(airflow::eddyViscosity({0.04f, 0.02f}));
    QVERIFY(std::abs(double(airflow::shearProduction(block.view(), Block::kMiddle)) /
                         (viscosity * 4.0) -
                     1.0) < 1e-5);
}

void TestAirflowTurbulence::warmAirAboveHoldsEddiesDown() {
    const TurbulenceState state{0.04f, 0.02f};
    Block block;
    block.setAll(state);
    block.setLayers(10.0f);
    // nu_t / Pr_t g beta dT/dz = 0.0072 / 0.85 * 9.81 * 0.00341 * 10.
    const double expected = 0.09 * 0.04 * 0.04 / 0.02 / 0.85 * 9.81 * 0.00341 * 10.0;
    const auto lossOf = [&block] {
        return double(airflow::stratificationLoss(block.view(), Block::kMiddle));
    };
    QVERIFY(std::abs(lossOf() / expected - 1.0) < 1e-4);
    const auto after = [&block] {
        return airflow::turbulenceUpdate(block.view(), Block::kMiddle).energy_m2_per_s2;
    };
    const float layered = after();
    block.setLayers(-10.0f); // cold air above feeds them as much
    QVERIFY(std::abs(lossOf() / expected + 1.0) < 1e-4);
    const float turned = after();
    block.setLayers(0.0f);
    QVERIFY(layered < after() && after() < turned);
}

void TestAirflowTurbulence::wallCellIsAtRestWhereBothLawsOfTheWallAgree() {
    // With k = u*^2 / sqrt(C_mu) the stress is u*^2, and production u*^3 / (kappa y) is what the
    // cell dissipates.
    const double friction = 0.1, y_m = 0.5;
    const auto energy = float(friction * friction / std::sqrt(0.09));
    const double speed = friction / double(airflow::kWallKarman) *
                         std::log(double(airflow::kWallConstant) * friction * y_m / 1.5e-5);
    const double stress = double(airflow::loggedWallSpeed(energy, 1.5e-5f, float(y_m))) * speed;
    QVERIFY(std::abs(stress / (friction * friction) - 1.0) < 1e-4);
    const double dissipation = double(airflow::kCmuThreeQuarters) * std::pow(double(energy), 1.5) /
                               (double(airflow::kWallKarman) * y_m);
    QVERIFY(std::abs(dissipation / (std::pow(friction, 3) / (double(airflow::kWallKarman) * y_m)) -
                     1.0) < 1e-4);
}

void TestAirflowTurbulence::statesStayPositiveHoweverLongTheStep() {
    Block block;
    block.setAll({1e-6f, 10.0f});
    block.setShear(500.0f);
    TurbulenceView g = block.view();
    g.steps = 1e9f;
    for (const bool atWall : {false, true}) {
        if (atWall)
            block.touchWall();
        const TurbulenceState state = airflow::turbulenceUpdate(g, Block::kMiddle);
        QVERIFY(state.energy_m2_per_s2 > 0.0f && std::isfinite(state.energy_m2_per_s2));
        QVERIFY(state.dissipation_m2_per_s3 > 0.0f && std::isfinite(state.dissipation_m2_per_s3));
        QVERIFY(std::isfinite(airflow::eddyViscosity(state)));
    }
}

void TestAirflowTurbulence::inflowBringsItsOwnTurbulence() {
    Block block;
    block.setAll({1e-6f, 1e-6f});
    const TurbulenceView g = block.view();
    airflow::TurbulenceInflow in;
    airflow::addSide(g, 0, Block::kMiddle, Block::kMiddle - 1, 0.0f, 2.0f, in);
    // k = 1.5 (0.1 * 2 m/s)^2, epsilon = C_mu^0.75 k^1.5 / 0.1 m; 2 m/s into 1 m: rate 2 1/s.
    QVERIFY(std::abs(double(in.energy) / (2.0 * 0.06) - 1.0) < 1e-5);
    QVERIFY(
        std::abs(double(in.dissipation) / (2.0 * std::pow(0.09, 0.75) * std::pow(0.06, 1.5) / 0.1) -
                 1.0) < 1e-4);
}

void TestAirflowTurbulence::roomOfAnnex20FollowsThePeer() {
    // A jet under the ceiling of a room of 9 m x 3 m; Nielsen's two-dimensional case.
    constexpr double kSlot_m = 0.168, kOutlet_m = 0.48, kSpeed_m_per_s = 0.455, kDepth_m = 0.1;
    airflow::AirflowProblem problem;
    problem.size_m = {9.0, 3.0, kDepth_m};
    problem.cells = {110, 44, 1};
    problem.isTwoDimensional = true;
    problem.turbulence = airflow::Turbulence::TwoEquation;
    problem.inflow.intensity = 0.04;
    problem.inflow.length_m = std::pow(0.09, 0.75) * 0.1 * kSlot_m; // epsilon0 = k0^1.5 / (h / 10)
    problem.air.viscosity_m2_per_s = 1.53e-5;
    problem.air.gravity_m_per_s2 = {};
    const double flow_m3_per_s = kSpeed_m_per_s * kSlot_m * kDepth_m;
    airflow::Opening inlet, outlet;
    inlet.id = "in";
    inlet.face = {Axis::X, {0.0, 3.0 - kSlot_m, 0.0}, {0.0, 3.0, kDepth_m}};
    inlet.flow_m3_per_s = flow_m3_per_s;
    outlet.id = "out";
    outlet.face = {Axis::X, {9.0, 0.0, 0.0}, {9.0, kOutlet_m, kDepth_m}};
    outlet.flow_m3_per_s = -flow_m3_per_s;
    problem.openings = {inlet, outlet};
    airflow::AirflowOptions options;
    options.leastAirChanges = 3.0;
    const auto solution = airflow::solveAirflow(problem, options);
    QCOMPARE(solution.status, AirflowStatus::Converged);
    const std::string path =
        std::string(HALLWRIGHT_TEST_DATA) + "/thermal/annex20_2d_rans_kepsilon_vertical.csv";
    double sum2 = 0.0, worst = 0.0;
    int count = 0;
    for (const auto& row : readTable(path))
        for (const std::size_t line : {1U, 2U}) {
            const double x_m = line == 1U ? 3.0 : 6.0;
            const auto air = solution.field->sample({x_m, std::stod(row[0]), 0.5 * kDepth_m});
            const double off = air.velocity_m_per_s.x / kSpeed_m_per_s - std::stod(row[line]);
            sum2 += off * off;
            worst = std::max(worst, std::abs(off));
            ++count;
        }
    double backwards = 0.0; // the largest speed of what returns along the floor
    for (double x_m = 0.5; x_m < 8.5; x_m += 0.05)
        backwards = std::min(
            backwards, solution.field->sample({x_m, 0.084, 0.5 * kDepth_m}).velocity_m_per_s.x /
                           kSpeed_m_per_s);
    qInfo("over %d points: off by %.3f of the inlet speed on average (root of squares), %.3f at "
          "most; return %.3f (peer -0.358), %.0f ms",
          count, std::sqrt(sum2 / count), worst, backwards, solution.solve_ms);
    QVERIFY(count > 100);
    QVERIFY(std::sqrt(sum2 / count) <= 0.06);
    QVERIFY(std::abs(backwards + 0.358) <= 0.04);
}

QTEST_GUILESS_MAIN(TestAirflowTurbulence)
#include "tst_airflow_turbulence.moc"
