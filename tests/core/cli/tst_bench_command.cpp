#include "core/cli/bench_command.h"

#include <nlohmann/json.hpp>

#include <QTest>

#include <sstream>

using namespace hallwright;
using cli::BenchCase;
using cli::BenchPart;
using Cases = std::vector<BenchCase>;

namespace {

/// A part that gives cases and counts how often it was asked.
BenchPart part(const std::string& what, Cases cases, int& count) {
    return {what, [cases, &count] {
                ++count;
                return base::Result<Cases>(cases);
            }};
}

} // namespace

class TestBenchCommand : public QObject {
    Q_OBJECT

private slots:
    void partsAskedForAreMeasuredAndTheFirstOfANameCounts() {
        int program = 0, core = 0, other = 0;
        const std::vector<BenchPart> parts{
            part("live", {{"memory.bosquel", 7, {}, {}, 1, 900.0, "MB peak", "with the window"}},
                 program),
            part("live",
                 {cli::timedCase("file.open_bosquel", 7, {3.0, 1.0, 2.0}, "files/s"),
                  {"memory.bosquel", 7, {}, {}, 1, 100.0, "MB peak", "without the window"}},
                 core),
            part("power", {cli::timedCase("power.x", std::string("2 x 2"), {1.0}, "solves/s")},
                 other)};
        std::ostringstream out, err;
        QCOMPARE(cli::runBench({"live", "-"}, parts, out, err), 0);
        QCOMPARE(program, 1);
        QCOMPARE(core, 1);
        QCOMPARE(other, 0);
        const auto json = nlohmann::json::parse(out.str());
        QCOMPARE(json["cases"].size(), std::size_t{2});
        QCOMPARE(json["cases"][0]["rate"].get<double>(), 900.0);
        QCOMPARE(json["cases"][0]["note"].get<std::string>(), std::string("with the window"));
        QVERIFY(json["cases"][0]["median_ms"].is_null());
        QCOMPARE(json["cases"][1]["median_ms"].get<double>(), 2.0);
        QCOMPARE(json["cases"][1]["p95_ms"].get<double>(), 3.0);
        QCOMPARE(json["cases"][1]["rate"].get<double>(), 500.0);
        QCOMPARE(json["cases"][1]["size"].get<int>(), 7);
        for (const char* name : {"machine", "device"})
            QVERIFY(json.contains(name));
        std::ostringstream table;
        QCOMPARE(cli::runBench({"all", ""}, parts, table, err), 0);
        QCOMPARE(other, 1);
        QVERIFY(table.str().find("power.x") != std::string::npos);
        QVERIFY(err.str().empty());
    }

    void aPartAtFaultIsOneAndItsFindings() {
        const std::vector<BenchPart> parts{
            {"live", [] { return base::Result<Cases>(base::failure("x", "is broken", "mend")); }}};
        std::ostringstream out, err;
        QCOMPARE(cli::runBench({"live", ""}, parts, out, err), 1);
        QCOMPARE(err.str(), std::string("x: is broken; mend\n"));
        QCOMPARE(out.str(), std::string());
    }

    void theCoreMeasuresThePartsOfTheContract() {
        QStringList words;
        for (const auto& one : cli::coreBenchParts())
            words << QString::fromStdString(one.what);
        QCOMPARE(words, (QStringList{"live", "year", "power", "hydronic", "airflow"}));
    }
};

QTEST_APPLESS_MAIN(TestBenchCommand)
#include "tst_bench_command.moc"
