#include "tests/core/cli/program_run.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

namespace {

const QString kDemo = QStringLiteral(HALLWRIGHT_SOURCE_DIR "/assets/campuses/hall-demo.hallwright");

using Outcome = hallwright::test::ProgramRun;

/// Runs the built program without a display.
Outcome run(const QStringList& arguments) {
    return hallwright::test::runProgram(QStringLiteral(HALLWRIGHT_PROGRAM), arguments);
}

} // namespace

class TestCommandLine : public QObject {
    Q_OBJECT

private slots:
    void helpNamesEverySubcommand() {
        const Outcome outcome = run({"--help"});
        QCOMPARE(outcome.code, 0);
        for (const char* name : {"new", "solve", "check", "report", "render", "powerflow",
                                 "hydraulics", "airflow", "bench"})
            QVERIFY2(outcome.out.contains(QLatin1String(name)), name);
    }

    void wrongUseIsTwo() {
        QCOMPARE(run({"report"}).code, 2);
        QCOMPARE(run({"solve", kDemo, "--no-such-option"}).code, 2);
        QCOMPARE(run({"report", kDemo, "-o", "x.pdf", "--date", "tomorrow"}).code, 2);
        for (const QStringList& arguments : {QStringList{"report", kDemo, "-o", "-"},
                                             {"render", kDemo, "-o", "-"},
                                             {"render", kDemo, "-o", "x.png", "--layer", "music"},
                                             {"--no-such-option"},
                                             {"solv", kDemo}}) {
            const Outcome outcome = run(arguments);
            QCOMPARE(outcome.code, 2);
            QVERIFY2(outcome.err.count('\n') == 1, qPrintable(outcome.err));
        }
    }

    void outputThatCannotBeWrittenIsOneAndALine() {
        for (const QString& output : {QString("/nonexistent/x.pdf"), QDir::tempPath()}) {
            const Outcome outcome = run({"report", kDemo, "-o", output});
            QCOMPARE(outcome.code, 1);
            QVERIFY2(outcome.err.count('\n') == 1, qPrintable(outcome.err));
            QVERIFY(outcome.err.contains("could not be written"));
        }
    }

    void windowWithoutADisplayIsOneAndALine() {
        for (const QStringList& arguments :
             {QStringList{}, {kDemo}, {"--trace", QDir::temp().filePath("trace.jsonl")}}) {
            const Outcome outcome = run(arguments);
            QCOMPARE(outcome.code, 1);
            QVERIFY2(outcome.err.count('\n') == 1, qPrintable(outcome.err));
            QVERIFY(outcome.err.contains("display"));
        }
    }

    void aFileAtFaultIsOneWithALineAFinding() {
        QTemporaryDir folder;
        const QString path = folder.filePath("broken.hallwright");
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(R"({"format":"hallwright-campus","version":99})");
        file.close();
        const Outcome outcome = run({"solve", path});
        QCOMPARE(outcome.code, 1);
        QVERIFY(outcome.err.contains("version"));
        QCOMPARE(run({"report", "/no/such.hallwright", "-o", folder.filePath("x.pdf")}).code, 1);
    }

    void solveWritesTheContractsJson() {
        const Outcome outcome = run({"solve", kDemo, "--no-air", "--json", "-"});
        QCOMPARE(outcome.code, 0);
        const QJsonObject json = QJsonDocument::fromJson(outcome.out.toUtf8()).object();
        for (const char* name : {"revision", "stages", "energy", "kpis", "findings", "racks",
                                 "buses", "branches", "pipes", "units"})
            QVERIFY2(json.contains(QLatin1String(name)), name);
        const QJsonObject energy = json["energy"].toObject();
        const double grid = energy["grid_kw"].toDouble();
        const double sum = energy["it_kw"].toDouble() + energy["cooling_kw"].toDouble() +
                           energy["loss_kw"].toDouble();
        QVERIFY(grid > 4000.0);
        QVERIFY(std::abs(grid - sum) < 1e-3 * grid);
    }

    void reportNeedsNoDisplay() {
        QTemporaryDir folder;
        const QString path = folder.filePath("report.pdf");
        const Outcome outcome = run({"report", kDemo, "-o", path, "--no-air"});
        QCOMPARE(outcome.code, 0);
        QVERIFY(QFile(path).size() > 50000);
    }

    void renderSaysThatItNeedsADisplay() {
        QTemporaryDir folder;
        const Outcome outcome = run({"render", kDemo, "-o", folder.filePath("x.png")});
        QCOMPARE(outcome.code, 1);
        QVERIFY(outcome.err.contains("xvfb-run"));
    }
};

QTEST_APPLESS_MAIN(TestCommandLine)
#include "tst_command_line.moc"
