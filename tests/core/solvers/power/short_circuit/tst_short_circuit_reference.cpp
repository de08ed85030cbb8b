#include "core/io/short_circuit_case/short_circuit_case.h"
#include "core/solvers/power/short_circuit/short_circuit_solver.h"

#include <nlohmann/json.hpp>

#include <QTest>

#include <cmath>
#include <fstream>

using namespace hallwright;
using namespace hallwright::short_circuit;

using Json = nlohmann::json;

namespace {

const std::string kFolder = std::string(HALLWRIGHT_SHARED_DIR) + "/reference/power/iec60909/";

/// One reference file: its network read by our reader, its results as they stand.
struct Reference {
    io::ShortCircuitCase network;
    Json json;

    [[nodiscard]] int bus(const std::string& name) const {
        for (std::size_t i = 0; i < network.buses.size(); ++i)
            if (network.buses[i] == name)
                return static_cast<int>(i);
        return -1;
    }
};

std::optional<Reference> load(const std::string& file) {
    std::ifstream stream(kFolder + file);
    if (!stream)
        return std::nullopt;
    Reference reference;
    reference.json = Json::parse(stream);
    auto network = io::readShortCircuitCaseFile(kFolder + file);
    if (!network) {
        for (const auto& finding : network.error())
            qWarning("%s", finding.text().c_str());
        return std::nullopt;
    }
    reference.network = std::move(network).value();
    return reference;
}

ShortCircuitOptions options(FaultCase faultCase,
                            LowVoltageTolerance tolerance = LowVoltageTolerance::TenPercent) {
    ShortCircuitOptions result;
    result.faultCase = faultCase;
    result.rules = {tolerance, Edition::Iec2001}; // what the references were computed by
    return result;
}

} // namespace

#define LOAD(variable, file)                                                                       \
    auto loaded = load(file);                                                                      \
    if (!loaded && !std::ifstream(kFolder + (file)))                                               \
        QSKIP("reference/power/iec60909 is not here");                                             \
    QVERIFY2(loaded, "the reference file could not be read");                                      \
    Reference& variable = *loaded

/// Compares one figure of every bus that the expected values name.
#define COMPARE_BUSES(reference, solution, expectedValues, member, tolerance_kA)                   \
    QVERIFY2((solution).isSolved, (solution).message.c_str());                                     \
    for (const auto& [name, value] : (expectedValues).items()) {                                   \
        const int row = (reference).bus(name);                                                     \
        QVERIFY2(row >= 0, name.c_str());                                                          \
        const double found = (solution).buses[static_cast<std::size_t>(row)].member;               \
        const double wanted = value.template get<double>();                                        \
        QVERIFY2(std::abs(found - wanted) <= (tolerance_kA),                                       \
                 qPrintable(QString("bus %1, " #member ": %2, expected %3 within %4")              \
                                .arg(QString::fromStdString(name))                                 \
                                .arg(found, 0, 'f', 6)                                             \
                                .arg(wanted, 0, 'f', 6)                                            \
                                .arg(tolerance_kA)));                                              \
    }

class TestShortCircuitReference : public QObject {
    Q_OBJECT

private slots:
    void meshedNetworkAtMaximum();
    void meshedNetworkWithoutMotors();
    void meshedNetworkAtMinimum();
    void meshedNetworkBetweenTwoPhases();
    void meshedNetworkBreakingCurrents();
    void meshedNetworkToEarth();
    void lowVoltageNetworkWorkedByHand_data();
    void lowVoltageNetworkWorkedByHand();
    void lowVoltageNetworkToEarthAsInPandapower();
    void motorFeedsIts400VoltNetwork();
    void twoTransformersInParallel_data();
    void twoTransformersInParallel();
};

void TestShortCircuitReference::meshedNetworkAtMaximum() {
    LOAD(reference, "iec60909_4_meshed_network.json");
    const auto solution = solveShortCircuit(reference.network.problem, options(FaultCase::Maximum));
    const Json& expected = reference.json["results"]["max_3ph"];
    COMPARE_BUSES(reference, solution, expected["ikss_ka"], ik3_kA, 1e-3);
    COMPARE_BUSES(reference, solution, expected["ip_ka_method_c"], ip_kA, 1e-3);
    for (const auto& [name, value] : expected["skss_mva"].items()) {
        const auto row = static_cast<std::size_t>(reference.bus(name));
        const double power_MVA = std::sqrt(3.0) * solution.buses[row].ik3_kA *
                                 reference.network.problem.buses[row].nominal_kV;
        QCOMPARE_LE(std::abs(power_MVA - value.get<double>()), 1e-2);
    }
}

void TestShortCircuitReference::meshedNetworkWithoutMotors() {
    LOAD(reference, "iec60909_4_meshed_network.json");
    auto chosen = options(FaultCase::Maximum);
    chosen.withMotors = false;
    const auto solution = solveShortCircuit(reference.network.problem, chosen);
    const Json& expected = reference.json["results"]["max_3ph_without_motors"];
    COMPARE_BUSES(reference, solution, expected["ikss_ka"], ik3_kA, 1e-3);
    COMPARE_BUSES(reference, solution, expected["ip_ka_method_c"], ip_kA, 1e-3);
}

void TestShortCircuitReference::meshedNetworkAtMinimum() {
    LOAD(reference, "iec60909_4_meshed_network.json");
    auto problem = reference.network.problem; // conditions as the file states them
    for (auto& feeder : problem.feeders)
        feeder.minPower_MVA = feeder.maxPower_MVA / 10.0;
    for (auto& line : problem.lines)
        line.endTemperature_C = 80.0;
    const auto solution = solveShortCircuit(problem, options(FaultCase::Minimum));
    COMPARE_BUSES(reference, solution, reference.json["results"]["min_3ph"]["ikss_ka"], ik3_kA,
                  1e-3);
}

void TestShortCircuitReference::meshedNetworkBetweenTwoPhases() {
    LOAD(reference, "iec60909_4_meshed_network.json");
    const auto solution = solveShortCircuit(reference.network.problem, options(FaultCase::Maximum));
    const Json& expected = reference.json["results"]["max_2ph"];
    COMPARE_BUSES(reference, solution, expected["ikss_ka"], ik2_kA, 1e-3);
    COMPARE_BUSES(reference, solution, expected["ip_ka_method_c"], ip2_kA(), 1e-3);
}

/// Not asserted where the values come from: the decay depends on motors' pole pairs, which the
/// file does not state. Within half a per cent all the same.
void TestShortCircuitReference::meshedNetworkBreakingCurrents() {
    LOAD(reference, "iec60909_4_meshed_network.json");
    const auto solution = solveShortCircuit(reference.network.problem, options(FaultCase::Maximum));
    const Json& expected = reference.json["results"]["max_3ph"]["ib_ka_tmin_0.1s"];
    for (const auto& [name, value] : expected.items()) {
        const auto& level = solution.buses[static_cast<std::size_t>(reference.bus(name))];
        QVERIFY2(std::abs(level.ib_kA / value.get<double>() - 1.0) <= 5e-3,
                 qPrintable(QString("bus %1: %2, expected %3")
                                .arg(QString::fromStdString(name))
                                .arg(level.ib_kA)
                                .arg(value.get<double>())));
        QCOMPARE_LE(level.ib_kA, level.ik3_kA + 1e-9);
    }
}

/// A weak reference: the file lacks part of the transformers' zero-sequence data.
void TestShortCircuitReference::meshedNetworkToEarth() {
    LOAD(reference, "iec60909_4_meshed_network.json");
    const auto solution = solveShortCircuit(reference.network.problem, options(FaultCase::Maximum));
    const Json& expected = reference.json["results"]["max_1ph"]["ikss_ka"];
    COMPARE_BUSES(reference, solution, expected, ik1_kA, 0.04 * value.template get<double>());
}

void TestShortCircuitReference::lowVoltageNetworkWorkedByHand_data() {
    QTest::addColumn<int>("tolerance");
    QTest::addColumn<QString>("results");
    QTest::newRow("c 1.10") << int(LowVoltageTolerance::TenPercent) << "worked_c_lv_1.10";
    QTest::newRow("c 1.05") << int(LowVoltageTolerance::SixPercent) << "worked_c_lv_1.05";
}

void TestShortCircuitReference::lowVoltageNetworkWorkedByHand() {
    QFETCH(int, tolerance);
    QFETCH(QString, results);
    LOAD(reference, "iec60909_lv_example.json");
    auto chosen = options(FaultCase::Maximum, LowVoltageTolerance(tolerance));
    chosen.peakMethod = PeakMethod::Ratio; // as the worked values
    const auto solution = solveShortCircuit(reference.network.problem, chosen);
    QVERIFY2(solution.isSolved, solution.message.c_str());
    const Json& worked = reference.json["results"][results.toStdString()];
    constexpr double kRelative = 1e-4;
    const auto check = [&](const char* what, double found, const Json& wanted) {
        const double expected = wanted.get<double>();
        QVERIFY2(std::abs(found / expected - 1.0) <= kRelative,
                 qPrintable(QString("%1: %2, expected %3").arg(what).arg(found).arg(expected)));
    };
    check("K_T1", solution.transformerCorrections[0], worked["intermediate"]["K_T1"]);
    check("K_T2", solution.transformerCorrections[1], worked["intermediate"]["K_T2"]);
    for (const auto& [name, fault] : worked["fault"].items()) {
        const auto& level = solution.buses[static_cast<std::size_t>(reference.bus(name))];
        check("R1", 1e3 * level.z1_ohm.real(), fault["r1_mohm"]);
        check("X1", 1e3 * level.z1_ohm.imag(), fault["x1_mohm"]);
        check("R0", 1e3 * level.z0_ohm.real(), fault["r0_mohm"]);
        check("X0", 1e3 * level.z0_ohm.imag(), fault["x0_mohm"]);
        check("Ik3", level.ik3_kA, fault["ikss_3ph_ka"]);
        check("Ik2", level.ik2_kA, fault["ikss_2ph_ka"]);
        check("Ik1", level.ik1_kA, fault["ikss_1ph_ka"]);
        check("kappa", level.kappa, fault["kappa"]);
        check("ip", level.ip_kA, fault["ip_3ph_ka"]);
    }
}

void TestShortCircuitReference::lowVoltageNetworkToEarthAsInPandapower() {
    LOAD(reference, "iec60909_lv_example.json");
    const auto solution = solveShortCircuit(reference.network.problem, options(FaultCase::Maximum));
    QVERIFY2(solution.isSolved, solution.message.c_str());
    const Json& expected =
        reference.json["results"]["pandapower_test_1ph_max_default_lv_tol_10_percent"];
    for (const auto& [name, value] : expected["ikss_1ph_ka"].items()) {
        const auto& level = solution.buses[static_cast<std::size_t>(reference.bus(name))];
        // Its transformers keep a magnetising branch, which this solver neglects.
        QVERIFY2(std::abs(level.ik1_kA / value.get<double>() - 1.0) <= 3e-3,
                 qPrintable(QString("bus %1: %2, expected %3")
                                .arg(QString::fromStdString(name))
                                .arg(level.ik1_kA)
                                .arg(value.get<double>())));
    }
}

void TestShortCircuitReference::motorFeedsIts400VoltNetwork() {
    LOAD(reference, "iec60909_motor.json");
    const auto& results = reference.json["results"];
    const auto maximum = solveShortCircuit(reference.network.problem, options(FaultCase::Maximum));
    const auto minimum = solveShortCircuit(reference.network.problem, options(FaultCase::Minimum));
    COMPARE_BUSES(reference, maximum, results["max_3ph_ikss_ka"], ik3_kA,
                  1e-4 * value.template get<double>());
    COMPARE_BUSES(reference, minimum, results["min_3ph_ikss_ka"], ik3_kA,
                  1e-4 * value.template get<double>());
}

void TestShortCircuitReference::twoTransformersInParallel_data() {
    QTest::addColumn<int>("faultCase");
    QTest::addColumn<int>("tolerance");
    QTest::addColumn<QString>("highSide");
    QTest::addColumn<QString>("lowSide");
    const int maximum = int(FaultCase::Maximum), minimum = int(FaultCase::Minimum);
    const int ten = int(LowVoltageTolerance::TenPercent);
    const int six = int(LowVoltageTolerance::SixPercent);
    QTest::newRow("maximum, 10 %") << maximum << ten << "max"
                                   << "max_lv_tol_10";
    QTest::newRow("maximum, 6 %") << maximum << six << "max"
                                  << "max_lv_tol_6";
    QTest::newRow("minimum, 10 %") << minimum << ten << "min"
                                   << "min_lv_tol_10";
    QTest::newRow("minimum, 6 %") << minimum << six << "min"
                                  << "min_lv_tol_6";
}

void TestShortCircuitReference::twoTransformersInParallel() {
    QFETCH(int, faultCase);
    QFETCH(int, tolerance);
    QFETCH(QString, highSide);
    QFETCH(QString, lowSide);
    LOAD(reference, "iec60909_two_transformers_lv.json");
    const auto solution = solveShortCircuit(
        reference.network.problem, options(FaultCase(faultCase), LowVoltageTolerance(tolerance)));
    QVERIFY2(solution.isSolved, solution.message.c_str());
    const auto check = [&](const char* bus, const Json& expected, double tolerance_kA) {
        const auto& level = solution.buses[static_cast<std::size_t>(reference.bus(bus))];
        const auto compare = [&](const char* key, double found) {
            if (!expected.contains(key))
                return;
            QVERIFY2(std::abs(found - expected[key].get<double>()) <= tolerance_kA,
                     qPrintable(QString("%1 %2: %3, expected %4")
                                    .arg(bus, key)
                                    .arg(found, 0, 'f', 6)
                                    .arg(expected[key].get<double>(), 0, 'f', 6)));
        };
        compare("ikss_ka", level.ik3_kA);
        compare("ip_ka", level.ip_kA);
        compare("ith_1s_ka", level.ith_kA);
    };
    check("b2", reference.json["results_b2"][lowSide.toStdString()], 1e-5);
    check("b1", reference.json["results_b1"][highSide.toStdString()], 1e-5);
}

QTEST_APPLESS_MAIN(TestShortCircuitReference)
#include "tst_short_circuit_reference.moc"
