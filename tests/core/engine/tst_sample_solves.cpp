#include "core/engine/design_check.h"
#include "engine_fixture.h"

#include <QTest>

#include <chrono>
#include <cmath>

using namespace hallwright;

/// The sample campuses solve, balance and read like real ones.
class TestSampleSolves : public QObject {
    Q_OBJECT

private slots:
    void samplesConvergeAndBalance_data();
    void samplesConvergeAndBalance();
};

void TestSampleSolves::samplesConvergeAndBalance_data() {
    QTest::addColumn<QString>("sample");
    QTest::addColumn<double>("pueMax");
    QTest::newRow("hall-demo") << "hall-demo" << 1.25;
    QTest::newRow("air-hall") << "air-hall" << 1.60;
    QTest::newRow("bosquel-1gw") << "bosquel-1gw" << 1.25;
}

void TestSampleSolves::samplesConvergeAndBalance() {
    QFETCH(QString, sample);
    QFETCH(double, pueMax);
    const auto& campus = tests::sampleCampus(sample.toStdString());
    const auto solution = tests::solveCold(campus);
    for (const auto& stage : solution->stages)
        qInfo("%s %.2f ms, %d iterations, residual %.2e %s %s", stage.name.c_str(), stage.time_ms,
              stage.iterations, stage.residual, stage.residualUnit.c_str(), stage.detail.c_str());
    for (const auto& k : solution->kpis)
        if (k.known)
            qInfo("%s = %.4g %s", k.id.c_str(), k.value, k.unit.c_str());
    for (const auto& finding : solution->findings)
        qInfo("%d %s | %s: %s %s", static_cast<int>(finding.severity), finding.rule.c_str(),
              finding.elementName.c_str(), finding.sentence.c_str(), finding.remedy.c_str());
    qInfo("residual %.3e, rounds %d", solution->energy.residualFraction, solution->couplingRounds);
    QVERIFY(solution->powerConverged);
    QVERIFY(solution->coolantConverged);
    QCOMPARE_LE(solution->energy.residualFraction, 1e-3);
    QCOMPARE_LE(solution->couplingChangeFraction, 1e-4);
    const auto* pue = tests::kpi(*solution, "pue");
    QVERIFY(pue && pue->known);
    QCOMPARE_GE(pue->value, 1.0);
    QCOMPARE_LE(pue->value, pueMax);
    for (const auto& [transformer, tap] : solution->taps)
        QVERIFY2(
            tap.holds() || std::abs(tap.position) == tap.last,
            qPrintable(
                QString("tap %1 leaves its bar at %2 pu").arg(tap.position).arg(tap.voltage_pu)));
    QCOMPARE(solution->taps.empty(), sample != "bosquel-1gw");
    for (const auto& finding : solution->findings)
        QVERIFY2(finding.severity != engine::Severity::Fault,
                 (finding.elementName + ": " + finding.sentence).c_str());
}

QTEST_GUILESS_MAIN(TestSampleSolves)
#include "tst_sample_solves.moc"
