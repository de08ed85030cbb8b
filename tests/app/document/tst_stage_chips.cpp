#include "app/document/stage_chips.h"

#include <QTest>
#include <QVariantMap>

using namespace hallwright;
using namespace hallwright::app;

namespace {

engine::StageReport stage(engine::Stage kind, const char* name, bool isConverged,
                          double settled = 1.0) {
    engine::StageReport report;
    report.stage = kind;
    report.name = name;
    report.converged = isConverged;
    report.settledFraction = settled;
    return report;
}

QStringList states(const QVariantList& chips) {
    QStringList list;
    for (const QVariant& chip : chips)
        list.append(chip.toMap()["state"].toString());
    return list;
}

} // namespace

/// The chips that tell how far a solve is.
class TestStageChips : public QObject {
    Q_OBJECT
private slots:
    void aPictureOnTheWayIsNoFailure();
    void whatEndedWithoutConvergingIs();
    void theNextIsBeingSolvedAndTheRestWaits();
    void nothingIsToComeAtRest();
};

using engine::Stage;

/// The first time round nobody knows what follows; later the plume does.
void TestStageChips::aPictureOnTheWayIsNoFailure() {
    const std::vector<engine::StageReport> stages{stage(Stage::Power, "Power", true),
                                                  stage(Stage::Coolant, "Coolant", true),
                                                  stage(Stage::AirCoarse, "Air 0.6 m", true),
                                                  stage(Stage::AirFine, "Air 0.15 m", false, 0.86)};
    for (const std::vector<std::string>& expected :
         {std::vector<std::string>{}, {"Power", "Coolant", "Air 0.6 m", "Air 0.25 m", "Plume"}}) {
        const auto chips = stageChips(stages, expected, true);
        QCOMPARE(states(chips.mid(0, 4)), (QStringList{"done", "done", "done", "running"}));
        QCOMPARE(chips[3].toMap()["note"].toString(), QStringLiteral("settled 86\u2009%"));
        if (!expected.empty())
            QCOMPARE(chips.back().toMap()["state"].toString(), QStringLiteral("waiting"));
    }
}

void TestStageChips::whatEndedWithoutConvergingIs() {
    const std::vector<engine::StageReport> stages{
        stage(Stage::Power, "Power", true), stage(Stage::Coolant, "Coolant", false),
        stage(Stage::AirCoarse, "Air 0.6 m", true), stage(Stage::AirFine, "Air 0.2 m", false)};
    QCOMPARE(states(stageChips(stages, {}, false)),
             (QStringList{"done", "failed", "done", "failed"}));
    const std::vector<std::string> expected{"Power", "Coolant", "Air 0.6 m", "Air 0.2 m", "Plume"};
    QCOMPARE(states(stageChips(stages, expected, true)),
             (QStringList{"done", "failed", "done", "failed", "running"}));
    QVERIFY(stageChips(stages, {}, false)[3].toMap()["note"].toString().contains("converge"));
}

void TestStageChips::theNextIsBeingSolvedAndTheRestWaits() {
    const std::vector<std::string> expected{"Power", "Coolant", "Air 0.6 m", "Air 0.2 m"};
    QCOMPARE(states(stageChips({stage(Stage::Power, "Power", true)}, expected, true)),
             (QStringList{"done", "running", "waiting", "waiting"}));
    QCOMPARE(states(stageChips({}, expected, true)),
             (QStringList{"running", "waiting", "waiting", "waiting"}));
}

void TestStageChips::nothingIsToComeAtRest() {
    QVERIFY(stageChips({}, {"Power", "Coolant"}, false).isEmpty());
}

QTEST_GUILESS_MAIN(TestStageChips)
#include "tst_stage_chips.moc"
