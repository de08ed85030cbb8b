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

    void reactiveLimitsAreKeptWhenAsked() {
        // Without limits bus 20 takes 0.57 Mvar; squeezed to at least 2 Mvar its voltage rises.
        QFile source(QString::fromStdString(kRing7));
        QVERIFY(source.open(QIODevice::ReadOnly));
        QByteArray text = source.readAll();
        text.replace("30	-10	1.01", "30	1	1.01")
            .replace("15	-5	1.01", "15	1	1.01");
        const QTemporaryDir folder;
        QFile file(folder.filePath("limited.m"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
        file.close();
        const std::string path = file.fileName().toStdString();
        const auto vmOf20 = [&](bool enforced) {
            const Run done = run(path, {.enforceReactiveLimits = enforced, .jsonPath = "-"});
            return nlohmann::json::parse(done.out)["bus"][1]["vm_pu"].get<double>();
        };
        QCOMPARE_LE(std::abs(vmOf20(false) - 1.01), 1e-12);
        QVERIFY(vmOf20(true) > 1.0103);
    }
};

QTEST_GUILESS_MAIN(TestPowerflowCommand)
#include "tst_powerflow_command.moc"
