#include "tests/core/cli/program_run.h"

#include <nlohmann/json.hpp>

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

namespace {

using hallwright::test::ProgramRun;

const QString kDemo = QStringLiteral(HALLWRIGHT_SOURCE_DIR "/assets/campuses/hall-demo.hallwright");
const QString kAirHall =
    QStringLiteral(HALLWRIGHT_SOURCE_DIR "/assets/campuses/air-hall.hallwright");
const QString kRing7 = QStringLiteral(HALLWRIGHT_TEST_DATA "/power/ring7.m");
const QString kLoop = QStringLiteral(HALLWRIGHT_TEST_DATA "/hydronic/dc_fws_8cdu.inp");

ProgramRun run(const QStringList& arguments) {
    return hallwright::test::runProgram(QStringLiteral(HALLWRIGHT_PROGRAM), arguments);
}

/// One finding: one line that is not empty.
bool isOneLine(const QString& text) {
    return text.size() > 1 && text.count('\n') == 1 && text.endsWith('\n');
}

} // namespace

/// What every subcommand does with arguments, input and output that are no good: the exit codes of
/// the contract, and a line that says why.
class TestCoreCommands : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void inputAtFaultIsOneAndALine_data();
    void inputAtFaultIsOneAndALine();
    void outputThatCannotBeWrittenIsOneAndALine_data();
    void outputThatCannotBeWrittenIsOneAndALine();
    void dashIsStandardOutput_data();
    void dashIsStandardOutput();
    void coolingDrillGivesMinutes();
    void wrongUseIsTwoAndALine_data();
    void wrongUseIsTwoAndALine();
    void drillOfTheAirSaysWhatIsWrong_data();
    void drillOfTheAirSaysWhatIsWrong();
    void whatDoesNotConvergeIsThree();
    void fullDiskIsSaid();
    void pipesAndDevicesAreWrittenAsTheyAre();

private:
    QTemporaryDir m_folder;
    QString m_cavity;
};

void TestCoreCommands::initTestCase() {
    QFile empty(m_folder.filePath("empty"));
    QVERIFY(empty.open(QIODevice::WriteOnly));
    m_cavity = m_folder.filePath("cavity.json");
    QFile cavity(m_cavity);
    QVERIFY(cavity.open(QIODevice::WriteOnly));
    cavity.write(R"({"type":"conduction","cells":[8,8,1]})");
}

void TestCoreCommands::inputAtFaultIsOneAndALine_data() {
    QTest::addColumn<QString>("command");
    QTest::addColumn<QString>("input");
    QTest::addColumn<QString>("said");
    for (const char* command :
         {"solve", "check", "size", "powerflow", "shortcircuit", "hydraulics", "airflow"}) {
        const auto row = [&](const char* name, const QString& input, const char* said) {
            QTest::newRow(qPrintable(QString("%1, %2").arg(command, name)))
                << command << input << said;
        };
        row("missing", m_folder.filePath("none"), "no such file or folder");
        row("directory", m_folder.path(), "that is a folder");
        row("device", "/dev/null", "not a regular file");
        row("path through a file", m_folder.filePath("empty/x"), "a part of the path");
        row("no name", "", "no such file or folder");
    }
}

void TestCoreCommands::inputAtFaultIsOneAndALine() {
    QFETCH(QString, command);
    QFETCH(QString, input);
    QFETCH(QString, said);
    const auto done = run({command, input});
    QVERIFY2(isOneLine(done.err), qPrintable(done.err));
    QVERIFY2(done.err.contains(said), qPrintable(done.err));
    QCOMPARE(done.code, 1);
    QCOMPARE(done.out, QString());
    const auto empty = run({command, m_folder.filePath("empty")});
    QCOMPARE(empty.code, 1);
    QVERIFY2(!empty.err.isEmpty() && empty.out.isEmpty(), qPrintable(empty.err));
}

void TestCoreCommands::outputThatCannotBeWrittenIsOneAndALine_data() {
    QTest::addColumn<QStringList>("arguments");
    const QString nowhere = "/nonexistent/x.json";
    const QString through = kDemo + "/x.json";
    for (const QString& output : {nowhere, through, m_folder.path()}) {
        const auto row = [&](const QStringList& arguments) {
            QTest::newRow(qPrintable(arguments.first() + " to " + output)) << arguments;
        };
        row({"solve", kDemo, "--no-air", "--json", output});
        row({"check", kDemo, "--no-air", "--json", output});
        row({"size", kDemo, "-o", output});
        row({"powerflow", kRing7, "--json", output});
        row({"shortcircuit", kDemo, "--json", output});
        row({"hydraulics", kLoop, "--json", output});
        row({"airflow", m_cavity, "--json", output});
        row({"bench", "live", "--json", output});
        row({"new", output, "--template", "empty", "--replace"});
    }
}

void TestCoreCommands::outputThatCannotBeWrittenIsOneAndALine() {
    QFETCH(QStringList, arguments);
    const auto done = run(arguments);
    QVERIFY2(isOneLine(done.err), qPrintable(done.err));
    QVERIFY2(done.err.contains("could not be"), qPrintable(done.err));
    QCOMPARE(done.code, 1);
    QCOMPARE(done.out, QString());
}

void TestCoreCommands::dashIsStandardOutput_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("key");
    QTest::newRow("solve") << QStringList{"solve", kDemo, "--no-air"} << "energy";
    QTest::newRow("check") << QStringList{"check", kDemo, "--no-air"} << "findings";
    QTest::newRow("size") << QStringList{"size", kDemo} << "mains";
    QTest::newRow("powerflow") << QStringList{"powerflow", kRing7} << "bus";
    QTest::newRow("shortcircuit") << QStringList{"shortcircuit", kDemo} << "busways";
    QTest::newRow("hydraulics") << QStringList{"hydraulics", kLoop} << "nodes";
    QTest::newRow("airflow") << QStringList{"airflow", m_cavity} << "probes";
    QTest::newRow("drill of the air")
        << QStringList{"drill", kAirHall,     "--air", "H-01",   "--restart",
                       "20",    "--duration", "60",    "--cell", "0.8"}
        << "frames";
}

void TestCoreCommands::dashIsStandardOutput() {
    QFETCH(QStringList, arguments);
    QFETCH(QString, key);
    const auto done = run(arguments + QStringList{"--json", "-"});
    QCOMPARE(done.code, 0);
    const auto json = nlohmann::json::parse(done.out.toStdString(), nullptr, false);
    QVERIFY(json.contains(key.toStdString()));
    // A file gets the same, but for the time it took.
    const QString path = m_folder.filePath("out.json");
    QCOMPARE(run(arguments + QStringList{"--json", path}).code, 0);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto written = nlohmann::json::parse(file.readAll().toStdString(), nullptr, false);
    QCOMPARE(written.size(), json.size());
}

void TestCoreCommands::coolingDrillGivesMinutes() {
    const auto done = run({"drill", kDemo, "--cooling", "CP-01:rejection", "--json", "-"});
    QCOMPARE(done.code, 3);
    const auto json = nlohmann::json::parse(done.out.toStdString(), nullptr, false);
    const auto& row = json["cooling"][0];
    QCOMPARE(row["result"].get<std::string>(), std::string("overheats"));
    QCOMPARE(row["racks_over_limit"].get<int>(), 32);
    QVERIFY(row["minutes_to_limit"].get<double>() > 0.0);
    QVERIFY(row["course"].size() > 1);
    const auto unknown = run({"drill", kDemo, "--cooling", "no such plant"});
    QCOMPARE(unknown.code, 1);
    QVERIFY2(isOneLine(unknown.err), qPrintable(unknown.err));
}

void TestCoreCommands::wrongUseIsTwoAndALine_data() {
    QTest::addColumn<QStringList>("arguments");
    const auto row = [](const QStringList& arguments) {
        QTest::newRow(qPrintable(arguments.isEmpty() ? "nothing" : arguments.join(' ')))
            << arguments;
    };
    row({});
    row({"no-such-command"});
    row({"--no-such-option"});
    for (const char* command :
         {"solve", "check", "size", "powerflow", "hydraulics", "airflow", "new"}) {
        row({command});
        row({command, "x", "--no-such-option"});
        row({command, "x", "y", "z"});
    }
    row({"bench", "everything"});
    row({"bench", "--no-such-option"});
    row({"airflow", "x", "--cell", "0"});
    row({"airflow", "x", "--cell", "12cm"});
    row({"solve", "x", "--device", "abacus"});
    row({"solve", "x", "--json"});
    row({"solve", "x", "--air-cell", "9"});
    row({"drill", "x", "--air", "H-01", "--fail", "each"});
    row({"drill", "x", "--restart", "30"});
    row({"new", "-"});
    row({"new", "x", "--halls", "-3"});
    row({"new", "x", "--grid-mw", "lots"});
}

void TestCoreCommands::wrongUseIsTwoAndALine() {
    QFETCH(QStringList, arguments);
    const auto done = run(arguments);
    QCOMPARE(done.code, 2);
    QVERIFY2(isOneLine(done.err), qPrintable(done.err));
    QVERIFY2(done.err.contains("--help"), qPrintable(done.err));
    QCOMPARE(done.out, QString());
}

void TestCoreCommands::drillOfTheAirSaysWhatIsWrong_data() {
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QString>("said");
    QTest::newRow("hall") << QStringList{"--air", "H-99"} << "--air: no single hall is \"H-99\"";
    QTest::newRow("event") << QStringList{"--air", "H-01", "--event", "fire"}
                           << "--event: there is no event \"fire\"";
    QTest::newRow("unit") << QStringList{"--air", "H-01", "--unit", "R01-01"}
                          << "--unit: no single air unit of the hall is \"R01-01\"";
    QTest::newRow("restart") << QStringList{"--air", "H-01", "--restart", "400"} << "--restart: is";
    QTest::newRow("duration") << QStringList{"--air", "H-01", "--duration", "-1"}
                              << "--duration: is";
    QTest::newRow("cell") << QStringList{"--air", "H-01", "--cell", "7"} << "--cell: is";
}

void TestCoreCommands::drillOfTheAirSaysWhatIsWrong() {
    QFETCH(QStringList, options);
    QFETCH(QString, said);
    const auto done = run(QStringList{"drill", kAirHall} + options);
    QCOMPARE(done.code, 1);
    QVERIFY2(isOneLine(done.err) && done.err.contains(said), qPrintable(done.err));
}

void TestCoreCommands::whatDoesNotConvergeIsThree() {
    QFile source(kRing7);
    QVERIFY(source.open(QIODevice::ReadOnly));
    QByteArray text = source.readAll();
    text.replace("7,\t1,\t45,\t15,", "7,\t1,\t4500,\t1500,");
    QFile heavy(m_folder.filePath("heavy.m"));
    QVERIFY(heavy.open(QIODevice::WriteOnly));
    heavy.write(text);
    heavy.close();
    QCOMPARE(run({"powerflow", heavy.fileName()}).code, 3);
}

void TestCoreCommands::fullDiskIsSaid() {
    if (!QFile::exists("/dev/full"))
        QSKIP("there is no /dev/full");
    const auto done = run({"powerflow", kRing7, "--json", "/dev/full"});
    QCOMPARE(done.code, 1);
    QVERIFY2(done.err.contains("/dev/full: could not be written: the disk is full"),
             qPrintable(done.err)); // a warning of the case stands before it
}

void TestCoreCommands::pipesAndDevicesAreWrittenAsTheyAre() {
    QCOMPARE(run({"powerflow", kRing7, "--json", "/dev/null"}).code, 0);
    const auto done = run({"powerflow", kRing7, "--json", "/dev/stdout"});
    QCOMPARE(done.code, 0);
    QVERIFY(done.out.contains("max_mismatch_pu"));
    // A campus is written beside and renamed: that must never replace a device.
    const auto campus = run({"new", "/dev/null", "--template", "empty", "--replace"});
    QCOMPARE(campus.code, 1);
    QVERIFY2(isOneLine(campus.err), qPrintable(campus.err));
    QVERIFY(QFile::exists("/dev/null") && !QFileInfo("/dev/null").isFile());
}

QTEST_APPLESS_MAIN(TestCoreCommands)
#include "tst_core_commands.moc"
