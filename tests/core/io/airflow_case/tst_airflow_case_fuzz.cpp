#include "core/io/airflow_case/airflow_case.h"
#include "core/io/atomic_file.h"
#include "tests/core/io/reader_fuzz.h"

#include <QTest>

#include <cmath>

using namespace hallwright;
using test::repeated;

namespace {

std::string thermalText(const std::string& name) {
    const auto text = io::readFile(HALLWRIGHT_TEST_DATA "/thermal/" + name, 1 << 20);
    return text ? *text : std::string();
}

/// Findings of a case; one more where a case that was read could not be worked with.
base::Diagnostics readCase(const std::string& text) {
    const auto result = io::readAirflowCase(text);
    if (!result)
        return result.error();
    const auto& problem = result->problem;
    const bool hasSize = problem.size_m.x > 0.0 && problem.size_m.y > 0.0 && problem.size_m.z > 0.0;
    const bool hasCells = problem.cells[0] > 0 || problem.cell_m > 0.0;
    if (!hasSize || !hasCells)
        return base::failure("", "a case without size or cells was read");
    for (const auto& rack : problem.racks)
        if (!std::isfinite(rack.flow_m3_per_s) || !std::isfinite(rack.heat_W))
            return base::failure("", "a rack with a number that is none was read");
    return {};
}

} // namespace

/// Whatever is in a case file, its reader gives a case or findings with place and remedy.
class TestAirflowCaseFuzz : public QObject {
    Q_OBJECT

private slots:
    void damagedCasesAreReadOrRefused_data();
    void damagedCasesAreReadOrRefused();
    void hostileCasesAreRefused_data();
    void hostileCasesAreRefused();
};

void TestAirflowCaseFuzz::damagedCasesAreReadOrRefused_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("rounds");
    QTest::newRow("hall") << QByteArray::fromStdString(thermalText("hall_open_aisle.json")) << 3000;
    QTest::newRow("devices") << QByteArray::fromStdString(thermalText("hall_devices.json")) << 3000;
    QTest::newRow("outdoor") << QByteArray::fromStdString(thermalText("outdoor_yard.json")) << 3000;
    QTest::newRow("cavity") << QByteArray(
                                   R"({"type":"heated_cavity","rayleigh":1e5,"prandtl":0.71,
        "cells":[128,128,1],"probes":[{"id":"a","at_m":[0.5,0.5,0]}]})")
                            << 3000;
    QTest::newRow("duct") << QByteArray(
                                 R"({"type":"duct","size_m":[4,1,1],"cells":[40,10,10],
        "viscosity_m2_per_s":0.01,"mean_velocity_m_per_s":1})")
                          << 3000;
}

void TestAirflowCaseFuzz::damagedCasesAreReadOrRefused() {
    QFETCH(QByteArray, text);
    QFETCH(int, rounds);
    const auto outcome =
        test::fuzz(text.toStdString(), test::jsonMutator(20240611), rounds, readCase);
    QVERIFY2(outcome.fault.empty(), outcome.fault.c_str());
    QVERIFY(outcome.refused > rounds / 4);
    QVERIFY(outcome.accepted > rounds / 50);
}

void TestAirflowCaseFuzz::hostileCasesAreRefused_data() {
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char* name, const std::string& text) {
        QTest::newRow(name) << QByteArray::fromStdString(text);
    };
    const std::string hall = R"({"hall":{"size_m":[10,5,3]},)";
    row("nothing", "");
    row("a million lists deep", std::string(1000000, '['));
    row("deep where an object belongs",
        R"({"hall":)" + std::string(200000, '[') + std::string(200000, ']') + "}");
    row("deep and short enough to parse", R"({"hall":[[[[[[[[[[[]]]]]]]]]]]})");
    row("ten million racks", repeated(hall + "\"racks\":[", "0,", 10000000, "0]}"));
    row("a million empty racks", repeated(hall + "\"racks\":[", "{},", 1000000, "{}]}"));
    row("ten million cells along x",
        R"({"type":"heated_cavity","rayleigh":1,"cells":[10000000,2,1]})");
    row("too many cells in all",
        R"({"type":"heated_cavity","rayleigh":1,"cells":[4096,4096,4096]})");
    row("cells of nothing", hall + R"("cell_m":1e-300})");
    row("a number with its unit", R"({"hall":{"size_m":["10 m",5,3]}})");
    row("a huge hall", R"({"hall":{"size_m":[1e300,5,3]}})");
    row("no number", R"({"hall":{"size_m":[NaN,5,3]}})");
    row("a number beyond all", R"({"hall":{"size_m":[1e999,5,3]}})");
    row("a huge type", R"({"type":")" + std::string(5000000, 'a') + "\"}");
    row("a line break in the type", R"({"type":"a\n\u001bb"})");
    row("a key twice", R"({"hall":{"size_m":[10,5,3]},"hall":{"size_m":[10,5,3]}})");
}

void TestAirflowCaseFuzz::hostileCasesAreRefused() {
    QFETCH(QByteArray, text);
    const std::string file = text.toStdString();
    const double before_MB = test::peakMemory_MB();
    const auto findings = readCase(file);
    QVERIFY(!findings.empty());
    const auto fault = test::faultOf(findings);
    QVERIFY2(fault.empty(), fault.c_str());
    QCOMPARE_LE(test::peakMemory_MB() - before_MB, test::kMemoryMax_MB);
}

QTEST_APPLESS_MAIN(TestAirflowCaseFuzz)
#include "tst_airflow_case_fuzz.moc"
