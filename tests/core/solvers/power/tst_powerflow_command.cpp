#include "core/cli/powerflow_command.h"
#include "csv_table.h"

#include <nlohmann/json.hpp>

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <sstream>

using namespace hallwright::cli;

namespace {

const std::string kRing7 = HALLWRIGHT_TEST_DATA "/power/ring7.m";

struct Run {
    int code;
    std::string out;
    std::string err;
};

/// A file that lives as long as this.
class TextFile {
public:
    TextFile(const QString& name, const QByteArray& text) : m_path(m_folder.filePath(name)) {
        QFile file(m_path);
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("a temporary file could not be written");
    }
    [[nodiscard]] std::string path() const { return m_path.toStdString(); }

private:
    QTemporaryDir m_folder;
    QString m_path;
};

Run run(const std::string& path, const PowerflowOptions& options) {
    std::ostringstream out;
    std::ostringstream err;
    const int code = runPowerflow(path, options, out, err);
    return {code, out.str(), err.str()};
}

} // namespace

class TestPowerflowCommand : public QObject {
    Q_OBJECT

private slots:
    void cudaThatIsNotUsedIsNamed() {
        const Run plain = run(kRing7, {.jsonPath = "-"});
        const Run cuda = run(kRing7, {.device = "cuda", .jsonPath = "-"});
        QCOMPARE(cuda.code, 0);
        QVERIFY(cuda.err.find("solved on the CPU") != std::string::npos);
        auto a = nlohmann::json::parse(plain.out);
        auto b = nlohmann::json::parse(cuda.out);
        QCOMPARE(a["bus"].dump(), b["bus"].dump());
    }

    void jsonHoldsTheKnownState() {
        const Run done = run(kRing7, {.contingencies = true, .jsonPath = "-"});
        QCOMPARE(done.code, 0);
        const auto json = nlohmann::json::parse(done.out);
        QCOMPARE(json["converged"].get<bool>(), true);
        QCOMPARE_LE(json["max_mismatch_pu"].get<double>(), 1e-8);
        QVERIFY(json["iterations"].get<int>() <= 4);
        QVERIFY(json["solve_ms"].get<double>() > 0.0);
        const CsvTable expected(QStringLiteral(HALLWRIGHT_TEST_DATA "/power/ring7_expected.csv"));
        QCOMPARE(expected.size(), 6);
        for (int i = 0; i < expected.size(); ++i) {
            const auto& bus = json["bus"][static_cast<std::size_t>(i)];
            QCOMPARE(bus["id"].get<int>(), expected.integer(i, "bus"));
            QCOMPARE_LE(std::abs(bus["vm_pu"].get<double>() - expected.number(i, "vm_pu")), 1e-8);
            QCOMPARE_LE(std::abs(bus["va_deg"].get<double>() - expected.number(i, "va_deg")), 1e-6);
        }
        QVERIFY(json["bus"][6]["vm_pu"].is_null()); // isolated
        QCOMPARE(json["branch"].size(), std::size_t(9));
        QCOMPARE(json["branch"][7]["p_from_mw"].get<double>(), 0.0); // out of service
        // The ideal connection carries the load of bus 60.
        QCOMPARE_LE(std::abs(json["branch"][6]["p_from_mw"].get<double>() - 8.0), 1e-5);
        QCOMPARE_LE(std::abs(json["branch"][6]["q_to_mvar"].get<double>() - 2.0), 1e-5);

        const auto& outages = json["contingencies"];
        QCOMPARE(outages.size(), std::size_t(7)); // those in service
        QCOMPARE(outages[0]["branch"].get<int>(), 1);
        QCOMPARE(outages[0]["result"].get<std::string>(), std::string("converged"));
        QVERIFY(outages[0]["vm_min_bus"].get<int>() > 0);
        QCOMPARE(outages[5]["branch"].get<int>(), 6); // the transformer feeds 55 and 60 alone
        QCOMPARE(outages[5]["result"].get<std::string>(), std::string("islanded"));
        QVERIFY(outages[5]["vm_min_pu"].is_null());
        QCOMPARE(outages[6]["branch"].get<int>(), 7); // the ideal connection feeds 60 alone
        QCOMPARE(outages[6]["result"].get<std::string>(), std::string("islanded"));
    }

    void summaryIsReadable() {
        const Run done = run(kRing7, {.contingencies = true});
        QCOMPARE(done.code, 0);
        QVERIFY(done.out.find("converged in") != std::string::npos);
        QVERIFY(done.out.find("single outages: 5 converged, 2 islanded") != std::string::npos);
    }

    void collapseGivesThreeAndNoNumbers() {
        QFile source(QString::fromStdString(kRing7));
        QVERIFY(source.open(QIODevice::ReadOnly));
        QByteArray text = source.readAll();
        text.replace("7,	1,	45,	15,", "7,	1,	4500,	1500,");
        const QTemporaryDir folder;
        QFile file(folder.filePath("heavy.m"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
        file.close();
        const std::string json = folder.filePath("out.json").toStdString();
        QCOMPARE(run(file.fileName().toStdString(), {.jsonPath = json}).code, 3);
        QFile written(QString::fromStdString(json));
        QVERIFY(written.open(QIODevice::ReadOnly));
        const auto parsed = nlohmann::json::parse(written.readAll().toStdString());
        QCOMPARE(parsed["converged"].get<bool>(), false);
        QVERIFY(parsed["message"].get<std::string>().find("bus number") != std::string::npos);
        QVERIFY(parsed["bus"][0]["vm_pu"].is_null());
        QVERIFY(parsed["losses_mw"].is_null());
    }

    void badInputGivesOneAndALineAFinding() {
        const Run missing = run("no/such/case.m", {});
        QCOMPARE(missing.code, 1);
        QCOMPARE(missing.out, std::string());
        QVERIFY(missing.err.find("no/such/case.m: could not be read: no such file or folder") == 0);

        const QTemporaryDir folder;
        QFile file(folder.filePath("bad.m"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("mpc.version = '2';\nmpc.baseMVA = abc;\n");
        file.close();
        const Run bad = run(file.fileName().toStdString(), {.jsonPath = "-"});
        QCOMPARE(bad.code, 1);
        QVERIFY(bad.err.find("bad.m, line 2: ") != std::string::npos);

        QCOMPARE(run(kRing7, {.jsonPath = folder.path().toStdString()}).code, 1);
    }

    void reactiveLimitsAreKeptAsInMatpower_data() {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("expected");
        QTest::addColumn<QList<int>>("references");
        const QString data = QStringLiteral(HALLWRIGHT_TEST_DATA "/power/");
        const QString shared = QStringLiteral(HALLWRIGHT_SHARED_DIR "/reference/power/cases/");
        // The reference reaches its limit in the third round; bus 4 takes its place.
        QTest::newRow("limits8") << data + "limits8.m" << data + "limits8_q_limits_bus.csv"
                                 << QList<int>{4};
        QTest::newRow("case14") << shared + "case14.m" << data + "case14_q_limits_bus.csv"
                                << QList<int>{2};
        QTest::newRow("case300") << shared + "case300.m" << data + "case300_q_limits_bus.csv"
                                 << QList<int>{84};
    }

    void reactiveLimitsAreKeptAsInMatpower() {
        QFETCH(QString, path);
        QFETCH(QString, expected);
        QFETCH(QList<int>, references);
        if (!QFile::exists(path))
            QSKIP("the shared reference cases are not here");
        const Run done = run(path.toStdString(), {.enforceReactiveLimits = true, .jsonPath = "-"});
        QCOMPARE(done.code, 0);
        const auto json = nlohmann::json::parse(done.out);
        const CsvTable buses(expected);
        QCOMPARE(json["bus"].size(), static_cast<std::size_t>(buses.size()));
        double dVm = 0.0;
        double dVa = 0.0;
        for (int i = 0; i < buses.size(); ++i) {
            const auto& bus = json["bus"][static_cast<std::size_t>(i)];
            QCOMPARE(bus["id"].get<int>(), buses.integer(i, "bus"));
            dVm = std::max(dVm, std::abs(bus["vm_pu"].get<double>() - buses.number(i, "vm_pu")));
            dVa = std::max(dVa, std::abs(bus["va_deg"].get<double>() - buses.number(i, "va_deg")));
        }
        QCOMPARE_LE(dVm, 1e-7);
        QCOMPARE_LE(dVa, 1e-5);
        QCOMPARE(json["reference_buses"].get<std::vector<int>>(),
                 std::vector<int>(references.begin(), references.end()));
    }

    void generatorsShareTheReactivePowerOfTheirBus() {
        const Run done = run(HALLWRIGHT_TEST_DATA "/power/limits8.m",
                             {.enforceReactiveLimits = true, .jsonPath = "-"});
        const auto json = nlohmann::json::parse(done.out);
        const CsvTable expected(
            QStringLiteral(HALLWRIGHT_TEST_DATA "/power/limits8_q_limits_gen.csv"));
        QCOMPARE(json["gen"].size(), std::size_t(9));
        for (int i = 0; i < expected.size(); ++i) {
            const auto& gen = json["gen"][static_cast<std::size_t>(i)];
            QCOMPARE(gen["bus"].get<int>(), expected.integer(i, "bus"));
            QCOMPARE_LE(std::abs(gen["p_mw"].get<double>() - expected.number(i, "p_mw")), 1e-5);
            QCOMPARE_LE(std::abs(gen["q_mvar"].get<double>() - expected.number(i, "q_mvar")), 1e-5);
            QCOMPARE(gen.contains("q_limit"), expected.integer(i, "limited") != 0);
        }
    }

    void outageThatCollapsesSaysSo() {
        const TextFile file("two_lines.m", "function c = t\nc.version = '2';\nc.baseMVA = 100;\n"
                                           "c.bus = [1 3 0 0 0 0 1 1 0 110 1 1.1 0.9\n"
                                           "2 1 300 0 0 0 1 1 0 110 1 1.1 0.9];\n"
                                           "c.gen = [1 0 0 9 -9 1 100 1];\n"
                                           "c.branch = [1 2 0 0.2 0 0 0 0 0 0 1\n"
                                           "1 2 0 0.2 0 0 0 0 0 0 1];\n");
        const Run done = run(file.path(), {.contingencies = true, .jsonPath = "-"});
        QCOMPARE(done.code, 0);
        const auto outage = nlohmann::json::parse(done.out)["contingencies"][0];
        QCOMPARE(outage["result"].get<std::string>(), std::string("not_converged"));
        QCOMPARE(outage["status"].get<std::string>(), std::string("voltage collapse"));
        QCOMPARE(outage["collapse_bus"].get<int>(), 2);
        QVERIFY(outage["vm_min_pu"].is_null());
    }

    void limitsThatCannotBeKeptAreNamed() {
        // The only machine is to give less than the load takes.
        const TextFile file("limits.m", "function c = limits\nc.version = '2';\nc.baseMVA = 100;\n"
                                        "c.bus = [1 3 0 0 0 0 1 1 0 110 1 1.1 0.9\n"
                                        "2 1 5 4 0 0 1 1 0 110 1 1.1 0.9];\n"
                                        "c.gen = [1 0 0 2 -2 1 100 1];\n"
                                        "c.branch = [1 2 0.01 0.1 0 0 0 0 0 0 1];\n");
        QCOMPARE(run(file.path(), {.jsonPath = "-"}).code, 0);
        const Run done = run(file.path(), {.enforceReactiveLimits = true, .jsonPath = "-"});
        QCOMPARE(done.code, 3);
        const auto json = nlohmann::json::parse(done.out);
        QCOMPARE(json["converged"].get<bool>(), false);
        QVERIFY(json["message"].get<std::string>().find("above their upper") != std::string::npos);
        QVERIFY(json["bus"][1]["vm_pu"].is_null());
    }

    void eachIslandHasItsOwnReference() {
        // Two islands with a reference each, and one bus that is a system of its own.
        const TextFile file(
            "islands.m",
            "function c = t\nc.version = '2';\nc.baseMVA = 10;\n"
            "c.bus = [1 3 0 0 0 0 1 1 0 110 1 1.1 0.9\n"
            "2 1 5 4 0 0 1 1 0 110 1 1.1 0.9\n"
            "30 3 0 0 0 0 1 1 10 110 1 1.1 0.9\n"
            "29 1 5 4 0 0 1 1 0 110 1 1.1 0.9\n"
            "7 3 3 1 0 0 1 1 -5 110 1 1.1 0.9];\n"
            "c.gen = [1 0 0 9 -9 1 100 1; 30 0 0 9 -9 1 100 1; 7 0 0 9 -9 1.05 9 1];\n"
            "c.branch = [1 2 0.01 0.1 0 0 0 0 0 0 1; 30 29 0.01 0.1 0 0 0 0 0 0 1];\n");
        const Run done = run(file.path(), {.jsonPath = "-"});
        QCOMPARE(done.code, 0);
        const auto json = nlohmann::json::parse(done.out);
        const auto number = [&](int bus, const char* name) {
            return json["bus"][static_cast<std::size_t>(bus)][name].get<double>();
        };
        QCOMPARE_LE(std::abs(number(1, "vm_pu") - number(3, "vm_pu")), 1e-9);
        QCOMPARE_LE(std::abs(number(1, "va_deg") + 10.0 - number(3, "va_deg")), 1e-7);
        QCOMPARE(number(4, "vm_pu"), 1.05);
        QCOMPARE_LE(std::abs(json["gen"][2]["p_mw"].get<double>() - 3.0), 1e-9);
        QCOMPARE_LE(std::abs(json["gen"][2]["q_mvar"].get<double>() - 1.0), 1e-9);
        // Load and losses of its own island.
        QCOMPARE_LE(std::abs(json["gen"][0]["p_mw"].get<double>() -
                             json["branch"][0]["p_from_mw"].get<double>()),
                    1e-6);
    }

    void oneBusIsASystem() {
        const TextFile file("one.m", "function c = t\nc.version = '2';\nc.baseMVA = 100;\n"
                                     "c.bus = [7 3 3 1 0 5 1 1 -5 110 1 1.1 0.9];\n"
                                     "c.gen = [7 0 0 9 -9 1.05 9 1];\nc.branch = [];\n");
        const Run done = run(file.path(), {.contingencies = true, .jsonPath = "-"});
        QCOMPARE(done.code, 0);
        const auto json = nlohmann::json::parse(done.out);
        QCOMPARE(json["bus"][0]["vm_pu"].get<double>(), 1.05);
        QCOMPARE_LE(std::abs(json["bus"][0]["va_deg"].get<double>() + 5.0), 1e-12);
        const double shunt = 5.0 * 1.05 * 1.05;
        QCOMPARE_LE(std::abs(json["gen"][0]["q_mvar"].get<double>() - (1.0 - shunt)), 1e-9);
    }

    void anglesStayWithinOneTurn() {
        // Four phase shifters of 60 degrees in a row: 240 degrees behind is 120 ahead.
        const TextFile file(
            "turns.m",
            "function c = t\nc.version = '2';\nc.baseMVA = 100;\n"
            "c.bus = [1 3 0 0 0 0 1 1 0 110 1 1.1 0.9\n2 1 0 0 0 0 1 1 -60 110 1 1.1 0.9\n"
            "3 1 0 0 0 0 1 1 -120 110 1 1.1 0.9\n4 1 0 0 0 0 1 1 -180 110 1 1.1 0.9\n"
            "5 1 1 0 0 0 1 1 120 110 1 1.1 0.9];\n"
            "c.gen = [1 0 0 9 -9 1 9 1];\n"
            "c.branch = [1 2 0 0.1 0 0 0 0 1 60 1; 2 3 0 0.1 0 0 0 0 1 60 1\n"
            "3 4 0 0.1 0 0 0 0 1 60 1; 4 5 0 0.1 0 0 0 0 1 60 1];\n");
        const Run done = run(file.path(), {.jsonPath = "-"});
        QCOMPARE(done.code, 0);
        const auto json = nlohmann::json::parse(done.out);
        QCOMPARE_LE(std::abs(json["bus"][4]["va_deg"].get<double>() - 120.0), 0.5);
    }

    void busesWithoutSourceAreNamed() {
        const TextFile file("dead.m", "function c = t\nc.version = '2';\nc.baseMVA = 100;\n"
                                      "c.bus = [1 3 3 1 0 0 1 1 0 110 1 1.1 0.9\n"
                                      "2 1 3 1 0 0 1 1 0 110 1 1.1 0.9];\n"
                                      "c.gen = [1 0 0 9 -9 1 9 1];\nc.branch = [];\n");
        const Run done = run(file.path(), {.jsonPath = "-"});
        QCOMPARE(done.code, 0);
        QVERIFY(done.err.find("bus 2 has no source") != std::string::npos);
        QVERIFY(nlohmann::json::parse(done.out)["bus"][1]["vm_pu"].is_null());
    }
};

QTEST_GUILESS_MAIN(TestPowerflowCommand)
#include "tst_powerflow_command.moc"
