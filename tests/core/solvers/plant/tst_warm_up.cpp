#include "core/solvers/plant/warm_up.h"

#include <QTest>

#include <cmath>

using namespace hallwright::plant;

class TestWarmUp : public QObject {
    Q_OBJECT

private slots:
    void uncooledWaterFollowsItsStraightLine();
    void linearSinkGivesTheExponential();
    void loopWaitsUntilItsValveIsOpen();
    void waterPassesADeadCooler();
    void heatIsKept();
    void limitThatIsPassedAlreadyIsAtOnce();
    void whatIsCooledEnoughNeverPasses();
};

namespace {

/// rho cp of PG25 at 40 degC: 1,014 kg/m3 x 3,950 J/(kg K).
constexpr double kGlycol_J_per_m3K = 1014.0 * 3950.0;

} // namespace

/// m c dT/dt = Q: 3.0 m3 of PG25 at 1 MW rise by 5 K in 3.0 x 4.0053e6 x 5 / 1e6 = 60.08 s.
void TestWarmUp::uncooledWaterFollowsItsStraightLine() {
    WarmUpProblem problem;
    problem.bodies.push_back({3.0 * kGlycol_J_per_m3K, 300.0, 1e6, 305.0});
    const auto course = solveWarmUp(problem);
    QVERIFY(course.limitAt_s.has_value());
    QCOMPARE_LE(std::abs(*course.limitAt_s - 60.0795), 1e-3);
    QCOMPARE(course.firstBody, 0);
    for (std::size_t i = 0; i < course.time_s.size(); ++i)
        QCOMPARE_LE(std::abs(course.temperature_K[i][0] -
                             (300.0 + 1e6 * course.time_s[i] / (3.0 * kGlycol_J_per_m3K))),
                    1e-9);
}

/// C dT/dt = Q - k (T - T0) gives T = T0 + Q/k (1 - exp(-k t / C)).
void TestWarmUp::linearSinkGivesTheExponential() {
    constexpr double kCapacity = 2e8, kHeat_W = 4e6, kPerKelvin = 2e5;
    WarmUpProblem problem;
    problem.bodies.push_back({kCapacity, 300.0, kHeat_W});
    problem.sinks.push_back({0, 0, {{300.0, 400.0}, {0.0, 100.0 * kPerKelvin}}});
    problem.end_s = 3000.0;
    const auto course = solveWarmUp(problem);
    QVERIFY(!course.limitAt_s);
    QCOMPARE_GE(course.time_s.size(), std::size_t{100});
    for (std::size_t i = 0; i < course.time_s.size(); ++i) {
        const double exact_K =
            300.0 + kHeat_W / kPerKelvin * -std::expm1(-kPerKelvin * course.time_s[i] / kCapacity);
        QCOMPARE_LE(std::abs(course.temperature_K[i][0] - exact_K), 1e-5);
    }
}

/// A loop that its exchanger holds at 310 K: 1 MW at 1e5 W/K come back 10 K warmer, and a
/// conductance of 0.8e5 W/K carries 1 MW until its water is 320 - 12.5 = 307.5 K. 100 m3 of water
/// (4.15e8 J/K, mixed through) warm from 305 K at 1 MW in 2.5 x 415 = 1,037 s; the loop stands till
/// then. 1 K more needs (4.15e8 + 4e6) J/K x 1 K / 1 MW = 419 s, and what the loop lags behind.
void TestWarmUp::loopWaitsUntilItsValveIsOpen() {
    WarmUpProblem problem;
    problem.bodies.push_back({4.15e8, 305.0, 0.0});
    problem.bodies.push_back({2e6, 310.0, 0.0, 311.0});
    problem.bodies.push_back({2e6, 320.0, 1e6});
    problem.streams.push_back({1, 2, 1e5});
    problem.exchanges.push_back({1, 2, 0, 0, 0.8e5, 1e5, 310.0});
    const auto course = solveWarmUp(problem);
    QVERIFY(course.limitAt_s.has_value());
    QCOMPARE(course.firstBody, 1);
    QCOMPARE_LE(std::abs(*course.limitAt_s - (1037.5 + 419.0)), 35.0);
    for (std::size_t i = 0; i < course.time_s.size(); ++i)
        if (course.time_s[i] < 1030.0)
            QCOMPARE_LE(std::abs(course.temperature_K[i][1] - 310.0), 1e-6);
}

/// Water supplied at 300 K comes back at 310 K; the cooler dies. Supply and return of equal mass M
/// follow d(T_b + T_s)/dt = Q / M and d(T_b - T_s)/dt = Q / M - 2 C / M (T_b - T_s), so that
/// T_b - T_s = Q / 2C (1 + exp(-2 C t / M)).
void TestWarmUp::waterPassesADeadCooler() {
    constexpr double kMass_J_per_K = 5e7, kStream = 1e5, kHeat_W = 1e6;
    WarmUpProblem problem;
    problem.bodies.push_back({kMass_J_per_K, 300.0});
    problem.bodies.push_back({kMass_J_per_K, 310.0, kHeat_W});
    problem.streams.push_back({0, 1, kStream});
    problem.end_s = 1200.0;
    const auto course = solveWarmUp(problem);
    for (std::size_t i = 0; i < course.time_s.size(); ++i) {
        const double t = course.time_s[i];
        const double apart =
            kHeat_W / (2.0 * kStream) * (1.0 + std::exp(-2.0 * kStream * t / kMass_J_per_K));
        const double sum = 610.0 + kHeat_W * t / kMass_J_per_K;
        QCOMPARE_LE(std::abs(course.temperature_K[i][0] - 0.5 * (sum - apart)), 1e-6);
        QCOMPARE_LE(std::abs(course.temperature_K[i][1] - 0.5 * (sum + apart)), 1e-6);
    }
}

void TestWarmUp::heatIsKept() {
    WarmUpProblem problem;
    problem.bodies.push_back({3e8, 300.0, 2e5});
    problem.bodies.push_back({1e8, 308.0, 0.0});
    problem.bodies.push_back({5e6, 303.0, 0.0});
    problem.bodies.push_back({8e6, 313.0, 1.5e6});
    problem.streams.push_back({0, 1, 2e5});
    problem.streams.push_back({2, 3, 1.5e5});
    problem.exchanges.push_back({2, 3, 0, 1, 1.2e5, 1.5e5, 280.0});
    problem.end_s = 1800.0;
    const auto course = solveWarmUp(problem);
    double stored_J = 0.0;
    for (std::size_t b = 0; b < problem.bodies.size(); ++b)
        stored_J += problem.bodies[b].capacity_J_per_K *
                    (course.temperature_K.back()[b] - problem.bodies[b].start_K);
    const double in_J = (2e5 + 1.5e6) * course.time_s.back();
    QCOMPARE_LE(std::abs(stored_J / in_J - 1.0), 1e-9);
}

void TestWarmUp::limitThatIsPassedAlreadyIsAtOnce() {
    WarmUpProblem problem;
    problem.bodies.push_back({1e6, 300.0, 1e3, 299.0});
    const auto course = solveWarmUp(problem);
    QCOMPARE(course.limitAt_s.value_or(-1.0), 0.0);
}

void TestWarmUp::whatIsCooledEnoughNeverPasses() {
    WarmUpProblem problem;
    problem.bodies.push_back({1e8, 300.0, 1e6, 306.0});
    problem.sinks.push_back({0, 0, {{300.0, 310.0}, {0.0, 2e6}}}); // settles at 305 K
    const auto course = solveWarmUp(problem);
    QVERIFY(!course.limitAt_s);
    QCOMPARE_LE(std::abs(course.temperature_K.back()[0] - 305.0), 1e-3);
}

QTEST_APPLESS_MAIN(TestWarmUp)
#include "tst_warm_up.moc"
