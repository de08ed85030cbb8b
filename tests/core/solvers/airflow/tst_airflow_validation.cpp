#include "core/io/airflow_case/airflow_answer.h"
#include "core/io/airflow_case/airflow_case.h"
#include "core/solvers/airflow/airflow_solver.h"
#include "core/solvers/airflow/airflow_transient.h"
#include "tests/core/solvers/airflow/csv_table.h"

#include <QTest>

#include <cmath>

using namespace hallwright;

namespace {

const std::string kData = std::string(HALLWRIGHT_TEST_DATA) + "/thermal/";

io::AirflowCase caseOf(const QString& json) {
    auto result = io::readAirflowCase(json.toStdString());
    if (!result)
        qFatal("%s", result.error().front().text().c_str());
    return std::move(*result);
}

airflow::AirflowSolution solved(const io::AirflowCase& airCase) {
    return airflow::solveAirflow(airCase.problem);
}

double relativeError(double value, double expected) {
    return std::abs(value / expected - 1.0);
}

} // namespace

/// Cases with published or exact answers; limits and sources in tests/data/thermal/README.md.
class TestAirflowValidation : public QObject {
    Q_OBJECT
private slots:
    void lidDrivenCavityFollowsGhia_data();
    void lidDrivenCavityFollowsGhia();
    void heatedCavityFollowsDeVahlDavis_data();
    void heatedCavityFollowsDeVahlDavis();
    void conductionConvergesToTheSeries();
    void slabCoolsAsTheSeries();
    void planeChannelConvergesToTheParabola();
    void squareDuctFollowsTheSeries();
    void rectangularDuctsHaveTheirPeak_data();
    void rectangularDuctsHaveTheirPeak();
};

void TestAirflowValidation::lidDrivenCavityFollowsGhia_data() {
    QTest::addColumn<int>("reynolds");
    QTest::addColumn<int>("cells");
    QTest::addColumn<double>("tolerance");
    QTest::newRow("Re 100, 64 cells") << 100 << 64 << 0.02;
    QTest::newRow("Re 400, 128 cells") << 400 << 128 << 0.03;
}

void TestAirflowValidation::lidDrivenCavityFollowsGhia() {
    QFETCH(int, reynolds);
    QFETCH(int, cells);
    QFETCH(double, tolerance);
    const auto airCase =
        caseOf(QStringLiteral(R"({"type":"lid_driven_cavity","reynolds":%1,"cells":[%2,%2,1]})")
                   .arg(reynolds)
                   .arg(cells));
    const auto solution = solved(airCase);
    QCOMPARE(solution.status, airflow::AirflowStatus::Converged);
    const double z_m = 0.5 * airCase.problem.size_m.z;
    double worst = 0.0;
    int compared = 0;
    for (const char component : {'u', 'v'})
        for (const auto& row : readTable(kData + "ghia1982_re" + std::to_string(reynolds) + "_" +
                                         component + ".csv")) {
            if (row.size() > 2 && row[2] == "0")
                continue;
            const double place = std::stod(row[0]), expected = std::stod(row[1]);
            const auto velocity =
                component == 'u' ? solution.field->sample({0.5, place, z_m}).velocity_m_per_s.x
                                 : solution.field->sample({place, 0.5, z_m}).velocity_m_per_s.y;
            worst = std::max(worst, std::abs(velocity - expected));
            ++compared;
        }
    qInfo("largest difference %.4f lid speeds over %d points", worst, compared);
    QVERIFY(compared >= 32);
    QVERIFY2(worst <= tolerance, qPrintable(QString::number(worst)));
}

void TestAirflowValidation::heatedCavityFollowsDeVahlDavis_data() {
    QTest::addColumn<QString>("rayleigh");
    QTest::addColumn<int>("cells");
    QTest::newRow("Ra 1e3, 64 cells") << "1000" << 64;
    QTest::newRow("Ra 1e4, 64 cells") << "10000" << 64;
    QTest::newRow("Ra 1e5, 96 cells") << "100000" << 96;
}

void TestAirflowValidation::heatedCavityFollowsDeVahlDavis() {
    QFETCH(QString, rayleigh);
    QFETCH(int, cells);
    const auto airCase = caseOf(
        QStringLiteral(R"({"type":"heated_cavity","rayleigh":%1,"prandtl":0.71,"cells":[%2,%2,1]})")
            .arg(rayleigh)
            .arg(cells));
    const auto solution = solved(airCase);
    QCOMPARE(solution.status, airflow::AirflowStatus::Converged);
    const auto numbers = io::cavityNumbers(airCase, solution);
    for (const auto& row : readTable(kData + "devahldavis1983.csv")) {
        if (std::stod(row[0]) != rayleigh.toDouble())
            continue;
        qInfo("Nu %.4f (%s), u %.3f (%s), v %.3f (%s), imbalance %.1e", numbers.nusseltHotWall,
              row[1].c_str(), numbers.uMaxMid, row[7].c_str(), numbers.vMaxMid, row[9].c_str(),
              solution.energyImbalance_fraction);
        QVERIFY(relativeError(numbers.nusseltHotWall, std::stod(row[1])) <= 0.01);
        QVERIFY(relativeError(numbers.uMaxMid, std::stod(row[7])) <= 0.015);
        QVERIFY(relativeError(numbers.vMaxMid, std::stod(row[9])) <= 0.015);
        QVERIFY(std::abs(solution.energyImbalance_fraction) <= 1e-3);
        return;
    }
    QFAIL("no reference for this Rayleigh number");
}

void TestAirflowValidation::conductionConvergesToTheSeries() {
    double error[2] = {};
    for (int n = 0; n < 2; ++n) {
        const auto airCase = caseOf(
            QStringLiteral(R"({"type":"conduction","cells":[%1,%1,1]})").arg(n == 0 ? 16 : 32));
        const auto solution = solved(airCase);
        QCOMPARE(solution.status, airflow::AirflowStatus::Converged);
        for (const auto& row : readTable(kData + "conduction_2d_square.csv")) {
            const double t =
                solution.field
                    ->sample({std::stod(row[0]), std::stod(row[1]), 0.5 * airCase.problem.size_m.z})
                    .temperature_K -
                273.15;
            // The jump of the wall temperature in the corners spoils the order right beside them.
            if (std::stod(row[1]) < 0.75)
                error[n] = std::max(error[n], std::abs(t - std::stod(row[2])));
        }
    }
    const double order = std::log2(error[0] / error[1]);
    qInfo("error %.2e at 16, %.2e at 32 cells, order %.2f", error[0], error[1], order);
    QVERIFY(error[1] < 0.005);
    QVERIFY(order >= 1.9);
}

void TestAirflowValidation::slabCoolsAsTheSeries() {
    // Warm by 1 K, kept cold at x = 1 from the start; unit diffusivity.
    airflow::AirflowProblem problem;
    problem.size_m = {1.0, 0.1, 0.1};
    problem.cells = {32, 1, 1};
    problem.isTwoDimensional = true;
    problem.turbulence = airflow::Turbulence::Laminar;
    problem.air.viscosity_m2_per_s = problem.air.prandtl = 1.0;
    problem.air.expansion_per_K = 0.0;
    problem.air.reference_K = 273.15;
    problem.initial_K = 274.15;
    problem.wallTemperatures = {{{airflow::Axis::X, {1.0, 0.0, 0.0}, {1.0, 0.1, 0.1}}, 273.15}};
    const auto series = [](double time, double x) {
        double sum = 0.0;
        for (int n = 0; n < 40; ++n) {
            const double k = (2 * n + 1) * M_PI / 2.0;
            sum += (n % 2 == 0 ? 2.0 : -2.0) / k * std::exp(-k * k * time) * std::cos(k * x);
        }
        return sum;
    };
    const auto rows = readTable(kData + "conduction_1d_slab.csv");
    for (const auto& row : rows)
        QVERIFY(std::abs(series(std::stod(row[0]), std::stod(row[1])) - std::stod(row[2])) < 1e-8);
    airflow::TransientOptions options;
    options.duration_s = std::stod(rows.back()[0]) + 0.01;
    options.report_s = 0.05;
    double worst = 0.0;
    int moments = 0;
    options.onMoment = [&](const airflow::AirMoment& moment) {
        if (moment.time_s < 0.04)
            return; // the jump at the wall is not resolved yet
        ++moments;
        const auto field = moment.field();
        for (int i = 0; i < 32; ++i) {
            const double t = field->temperature_K[static_cast<std::size_t>(i)] - 273.15;
            worst = std::max(worst, std::abs(t - series(moment.time_s, (i + 0.5) / 32.0)));
        }
    };
    QCOMPARE(airflow::simulateAirflow(problem, options), airflow::AirflowStatus::Converged);
    qInfo("largest difference %.2e over %d moments", worst, moments);
    QVERIFY(moments >= 4);
    QVERIFY(worst < 0.005);
}

void TestAirflowValidation::planeChannelConvergesToTheParabola() {
    double error[3] = {};
    for (int n = 0; n < 3; ++n) {
        const int across = 8 << n;
        const auto airCase = caseOf(
            QStringLiteral(
                R"({"type":"duct","size_m":[4,1,0.1],"cells":[%1,%2,1],"mean_velocity_m_per_s":1,
                    "viscosity_m2_per_s":1})")
                .arg(2 * across)
                .arg(across));
        const auto solution = solved(airCase);
        QCOMPARE(solution.status, airflow::AirflowStatus::Converged);
        for (int j = 0; j < across; ++j) {
            const double y = (j + 0.5) / across;
            const double exact = 6.0 * y * (1.0 - y); // mean 1
            error[n] = std::max(
                error[n],
                std::abs(solution.field->sample({2.0, y, 0.05}).velocity_m_per_s.x - exact));
        }
    }
    const double order = std::log2(error[1] / error[2]);
    qInfo("error %.2e, %.2e, %.2e at 8, 16, 32 cells, order %.2f", error[0], error[1], error[2],
          order);
    QVERIFY(error[2] / 1.5 < 0.005);
    QVERIFY(order >= 1.9);
}

void TestAirflowValidation::squareDuctFollowsTheSeries() {
    const auto airCase = caseOf(QStringLiteral(
        R"({"type":"duct","size_m":[4,1,1],"cells":[48,32,32],"mean_velocity_m_per_s":1,
            "viscosity_m2_per_s":1})"));
    const auto solution = solved(airCase);
    QCOMPARE(solution.status, airflow::AirflowStatus::Converged);
    const auto rows = readTable(kData + "poiseuille_square_profile.csv");
    const double peak = std::stod(rows.front()[1]);
    double worst = 0.0;
    for (const auto& row : rows) {
        const double place = 0.5 + 0.5 * std::stod(row[0]);
        const double u = solution.field->sample({2.0, place, 0.5}).velocity_m_per_s.x;
        worst = std::max(worst, std::abs(u - std::stod(row[1])));
    }
    qInfo("largest difference %.2e of the peak", worst / peak);
    QVERIFY(worst / peak < 0.005);
}

void TestAirflowValidation::rectangularDuctsHaveTheirPeak_data() {
    QTest::addColumn<double>("aspect");
    QTest::addColumn<double>("peak");
    for (const auto& row : readTable(kData + "poiseuille_rect_duct.csv"))
        QTest::addRow("1 to %s", row[0].c_str()) << std::stod(row[0]) << std::stod(row[3]);
}

void TestAirflowValidation::rectangularDuctsHaveTheirPeak() {
    QFETCH(double, aspect);
    QFETCH(double, peak);
    const auto airCase = caseOf(
        QStringLiteral(
            R"({"type":"duct","size_m":[%1,1,%2],"cells":[24,21,%3],"mean_velocity_m_per_s":1,
                "viscosity_m2_per_s":1})")
            .arg(4.0 * aspect) // the sides are felt after some widths
            .arg(aspect)
            .arg(static_cast<int>(21 * aspect) | 1));
    const auto solution = solved(airCase);
    QCOMPARE(solution.status, airflow::AirflowStatus::Converged);
    const double found =
        solution.field->sample({2.0 * aspect, 0.5, 0.5 * aspect}).velocity_m_per_s.x;
    qInfo("peak %.4f of the mean, exact %.4f", found, peak);
    QVERIFY(relativeError(found, peak) < 0.01); // 21 cells across
}

QTEST_APPLESS_MAIN(TestAirflowValidation)
#include "tst_airflow_validation.moc"
