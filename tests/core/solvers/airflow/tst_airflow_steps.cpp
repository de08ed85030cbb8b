#include "core/solvers/airflow/airflow_solver.h"
#include "core/solvers/airflow/flow_grid.h"
#include "tests/core/solvers/airflow/hall_fixture.h"

#include <QTest>

#include <algorithm>

using namespace hallwright::airflow;

/// What steps of different lengths must not do to the air.
class TestAirflowSteps : public QObject {
    Q_OBJECT
private slots:
    void stretchedStepsBearTheirOwnJets_data();
    void stretchedStepsBearTheirOwnJets();
    void whatRunsAwayIsNeverShown();
};

void TestAirflowSteps::stretchedStepsBearTheirOwnJets_data() {
    QTest::addColumn<double>("cell_m");
    QTest::newRow("cells of a metre") << 1.0;
    QTest::newRow("cells of half a metre") << 0.5;
}

/// Jets that start into calm air meet cells whose steps are ten times as long as the jets bear.
void TestAirflowSteps::stretchedStepsBearTheirOwnJets() {
    QFETCH(double, cell_m);
    HallFixture fixture;
    fixture.racksPerRow = 20;
    fixture.size_m = {20.0, 8.0, 5.0};
    fixture.left_m = 5.0;
    fixture.near_m = 2.0;
    fixture.cell_m = cell_m;
    const AirflowProblem problem = fixture.problem();
    FlowGrid grid(problem, buildLattice(problem, latticeCells(problem)));
    grid.setStretch(10.0);
    grid.startFromRest({});
    const auto supply_K =
        static_cast<float>(problem.airUnits.front().supply_K - problem.air.reference_K);
    constexpr float kHottest_K = 100.0f; // racks warm what they get by 12 K
    float coldest_K = 0.0f, hottest_K = 0.0f;
    for (int step = 0; step < 200; ++step) {
        QVERIFY(grid.step({}));
        for (std::size_t c = 0; c < grid.temperature_K().size(); ++c) {
            if (grid.lattice().isSolid[c])
                continue;
            coldest_K = std::min(coldest_K, grid.temperature_K()[c]);
            hottest_K = std::max(hottest_K, grid.temperature_K()[c]);
        }
    }
    qInfo("%.2f to %.2f K about the reference, supplied at %.2f K", double(coldest_K),
          double(hottest_K), double(supply_K));
    constexpr float kOvershoot_K = 0.5f; // of the first steps into calm air
    QVERIFY(coldest_K >= supply_K - kOvershoot_K);
    QVERIFY(hottest_K <= kHottest_K);
}

/// A start with a gust that no float can square.
void TestAirflowSteps::whatRunsAwayIsNeverShown() {
    const AirflowProblem problem = raisedFloor(0.2);
    AirflowOptions options;
    options.startCoarse = false;
    auto start = std::make_shared<AirField>(*solveAirflow(problem, options).field);
    start->u_m_per_s[start->index(20, 25, 10)] = 1e30f;
    options.warmStart = start;
    options.report_ms = 0.0;
    int pictures = 0;
    bool isShownFinite = true;
    options.onStage = [&](const AirflowSolution& shown) {
        ++pictures;
        isShownFinite = isShownFinite && shown.field->isFinite();
    };
    const AirflowSolution shown = solveAirflow(problem, options);
    qInfo("%d pictures", pictures);
    QVERIFY(isShownFinite);
    QCOMPARE(shown.status, AirflowStatus::Diverged);
    QVERIFY(!shown.findings.empty());
    QCOMPARE(shown.racks.size(), problem.racks.size());
    for (const RackAir& rack : shown.racks)
        QVERIFY(isNear(rack.inletMean_K, problem.initial_K, 1e-3));
}

QTEST_APPLESS_MAIN(TestAirflowSteps)
#include "tst_airflow_steps.moc"
