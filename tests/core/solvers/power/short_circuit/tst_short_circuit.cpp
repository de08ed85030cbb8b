#include "core/solvers/power/short_circuit/fault_formulas.h"
#include "core/solvers/power/short_circuit/short_circuit_solver.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

using namespace hallwright::short_circuit;

namespace {

/// A substation feeder, a cable, a transformer and a busway, in series: worked by hand below.
///   33 kV: Sk" 1500 / 900 MVA, R/X 0.1; cable 2 km of 0.0469 + j0.105 ohm/km
///   2.5 MVA 33/0.415 kV Dyn, uk 6 %, ur 0.88 %, X0 = 0.95 X1; busway 30 m of
///   0.013 + j0.0075 mohm/m with Z0 = 4 Z1
ShortCircuitProblem substationToBusway() {
    ShortCircuitProblem problem;
    problem.buses = {{33.0}, {33.0}, {0.415}, {0.415}};
    NetworkFeeder feeder;
    feeder.maxPower_MVA = 1500.0;
    feeder.minPower_MVA = 900.0;
    problem.feeders = {feeder};
    Line cable;
    cable.from = 0;
    cable.to = 1;
    cable.z1_ohm = 2.0 * Complex{0.0469, 0.105};
    cable.endTemperature_C = 250.0;
    Line busway;
    busway.from = 2;
    busway.to = 3;
    busway.z1_ohm = 30e-3 * Complex{0.013, 0.0075};
    busway.z0_ohm = 4.0 * busway.z1_ohm;
    busway.endTemperature_C = 160.0;
    problem.lines = {cable, busway};
    Transformer transformer;
    transformer.highBus = 1;
    transformer.lowBus = 2;
    transformer.rating_MVA = 2.5;
    transformer.high_kV = 33.0;
    transformer.low_kV = 0.415;
    transformer.uk = 0.06;
    transformer.ur = 0.0088;
    transformer.uk0 = 0.05706619314445287;
    transformer.ur0 = 0.0088;
    problem.transformers = {transformer};
    return problem;
}

ShortCircuitOptions sixPercent(FaultCase faultCase = FaultCase::Maximum) {
    ShortCircuitOptions options;
    options.faultCase = faultCase;
    options.rules.tolerance = LowVoltageTolerance::SixPercent;
    return options;
}

void compareRelative(double found, double expected, double tolerance, const char* what) {
    QVERIFY2(std::abs(found / expected - 1.0) <= tolerance,
             qPrintable(QString("%1: %2, expected %3")
                            .arg(what)
                            .arg(found, 0, 'g', 10)
                            .arg(expected, 0, 'g', 10)));
}

} // namespace

class TestShortCircuit : public QObject {
    Q_OBJECT

private slots:
    void substationToBuswayAsWorkedByHand();
    void substationToBuswayAtMinimum();
    void generatorAloneAsWorkedByHand();
    void twoPhasesToEarthAsBySequences();
    void steadyCurrentFollowsTheExcitation();
    void steadyCurrentOfMachinesInParallelAdds();
    void decayFactorsMeetTheStandardsCurves();
    void voltageFactorsAreThoseOfTable1_data();
    void voltageFactorsAreThoseOfTable1();
    void equalFeedersDoubleTheFaultPower();
    void earthFaultEqualsThreePhaseWhereImpedancesAreEqual();
    void deltaBlocksTheEarthCurrent();
    void neutralResistorLimitsTheEarthCurrent();
    void linksMakeOneBus();
    void deadBusesHaveNoFigures();
    void converterAddsItsLimitedCurrent();
    void convertersAloneGiveTheirLimit();
    void problemsAtFaultAreFound();
};

/// All by the formulas of IEC 60909-0 and a pocket calculator's complex numbers:
///   ZQ = 1.1 33^2 / 1500, K_T = 0.95 1.05 / (1 + 0.6 0.05935) = 0.963200,
///   Z_board = (ZQ + ZL) (0.415/33)^2 + K_T ZT.
void TestShortCircuit::substationToBuswayAsWorkedByHand() {
    const auto solution = solveShortCircuit(substationToBusway(), sixPercent());
    QVERIFY2(solution.isSolved, solution.message.c_str());
    compareRelative(solution.transformerCorrections[0], 0.9631997861688092, 1e-9, "K_T");
    const auto& mediumEnd = solution.buses[1];
    compareRelative(mediumEnd.ik3_kA, 20.55759749234413, 1e-9, "cable end Ik3");
    compareRelative(mediumEnd.kappa, 1.6041516088069923, 1e-9, "cable end kappa");
    QVERIFY(!mediumEnd.hasEarthPath); // the cable is given without a return for it
    QVERIFY(solution.buses[0].hasEarthPath);
    const auto& board = solution.buses[2];
    compareRelative(board.ik3_kA, 60.731893995735646, 1e-9, "board Ik3");
    compareRelative(board.ik2_kA, 0.5 * std::sqrt(3.0) * 60.731893995735646, 1e-9, "board Ik2");
    compareRelative(board.ik1_kA, 62.52251215959262, 1e-9, "board Ik1");
    compareRelative(board.kappa, 1.646361523216024, 1e-9, "board kappa");
    compareRelative(board.ip_kA, 141.40248144535212, 1e-9, "board ip");
    compareRelative(board.ith_kA, 61.42378697460647, 1e-9, "board Ith");
    QCOMPARE(board.ib_kA, board.ik3_kA); // far from machines
    QCOMPARE(board.ik_kA, board.ik3_kA);
    QCOMPARE(board.c, 1.05);
    const auto& end = solution.buses[3];
    compareRelative(end.ik3_kA, 56.70575057365566, 1e-9, "busway end Ik3");
    compareRelative(end.ik1_kA, 54.22916999530019, 1e-9, "busway end Ik1");
}

/// c 0.95, Sk" 900 MVA, cable at 250 degC and busway at 160 degC, K_T as before.
void TestShortCircuit::substationToBuswayAtMinimum() {
    const auto solution = solveShortCircuit(substationToBusway(), sixPercent(FaultCase::Minimum));
    QVERIFY2(solution.isSolved, solution.message.c_str());
    compareRelative(solution.buses[3].ik1_kA, 47.101399915999664, 1e-9, "busway end Ik1");
    compareRelative(solution.buses[3].ik3_kA, 49.930971395908045, 1e-9, "busway end Ik3");
}

/// 3 MVA, 0.4 kV, x"d 0.12, cos phi 0.8: K_G = 1.05 / (1 + 0.12 0.6); R_Gf = 0.15 X"d for the peak;
/// I"k/Ir = 8.929, so mu(0.1 s) = 0.62 + 0.72 e^(-0.32 8.929).
void TestShortCircuit::generatorAloneAsWorkedByHand() {
    ShortCircuitProblem problem;
    problem.buses = {{0.4}};
    Generator generator;
    generator.rating_MVA = 3.0;
    generator.rated_kV = 0.4;
    generator.xd_pu = 0.12;
    generator.r_ohm = 0.0002;
    problem.generators = {generator};
    const auto solution = solveShortCircuit(problem, sixPercent());
    QVERIFY2(solution.isSolved, solution.message.c_str());
    compareRelative(solution.generatorCorrections[0], 0.9794776119402985, 1e-9, "K_G");
    const auto& level = solution.buses[0];
    compareRelative(level.ik3_kA, 38.6635939345395, 1e-9, "Ik3");
    compareRelative(level.ip_kA, 89.9394596716176, 1e-9, "ip");
    // The voltage lost at the machine is X"d I, a little less than |Z| I.
    compareRelative(level.ib_kA, 25.57001906994734, 2e-3, "Ib");
    QVERIFY(std::isnan(level.ik_kA)); // hangs on the excitation, which is not known
    QVERIFY(!level.hasEarthPath);
    QVERIFY(std::isnan(level.ik1_kA));
}

/// Phases b and c to earth by symmetrical components: positive sequence in series with the negative
/// and zero sequences side by side.
void TestShortCircuit::twoPhasesToEarthAsBySequences() {
    const auto solution = solveShortCircuit(substationToBusway(), sixPercent());
    const Complex a(-0.5, 0.5 * std::sqrt(3.0));
    for (const int bus : {2, 3}) {
        const auto& level = solution.buses[bus];
        const Complex z1 = level.z1_ohm;
        const Complex z0 = level.z0_ohm;
        const Complex i1 = level.c * 0.415 / std::sqrt(3.0) / (z1 + z1 * z0 / (z1 + z0));
        const Complex i2 = -i1 * z0 / (z1 + z0);
        const Complex i0 = -i1 * z1 / (z1 + z0);
        const double b_kA = std::abs(i0 + a * a * i1 + a * i2);
        const double c_kA = std::abs(i0 + a * i1 + a * a * i2);
        compareRelative(level.ik2e_kA, std::max(b_kA, c_kA), 1e-12, "Ik2E");
        compareRelative(level.ike2e_kA, std::abs(3.0 * i0), 1e-12, "IkE2E");
    }
    QVERIFY(std::isnan(solution.buses[1].ik2e_kA)); // no way back for earth currents
}

/// 3 MVA, 0.4 kV, cos phi 0.8, xd 2.0, excitation up to 1.3 times that of rated operation:
/// Ir = 4.3301 kA; at most 1.3 sqrt(1 + 2 2.0 0.6 + 4.0) Ir / 2.0, at least Ir / 2.0.
void TestShortCircuit::steadyCurrentFollowsTheExcitation() {
    ShortCircuitProblem problem;
    problem.buses = {{0.4}};
    Generator generator;
    generator.rating_MVA = 3.0;
    generator.rated_kV = 0.4;
    generator.xd_pu = 0.12;
    generator.xdSynchronous_pu = 2.0;
    generator.ceilingExcitation = 1.3;
    problem.generators = {generator};
    const double rated_kA = 3.0 / (std::sqrt(3.0) * 0.4);
    const auto most = solveShortCircuit(problem, sixPercent());
    compareRelative(most.buses[0].ik_kA, 0.65 * std::sqrt(7.4) * rated_kA, 1e-12, "Ik max");
    const auto least = solveShortCircuit(problem, sixPercent(FaultCase::Minimum));
    compareRelative(least.buses[0].ik_kA, 0.5 * rated_kA, 1e-12, "Ik min");
    problem.generators[0].ceilingExcitation = 0.0; // excited from its own terminals
    QCOMPARE(solveShortCircuit(problem, sixPercent()).buses[0].ik_kA, 0.0);
    NetworkFeeder feeder; // with a network beside it the current does not decay
    feeder.maxPower_MVA = 100.0;
    problem.feeders = {feeder};
    const auto fed = solveShortCircuit(problem, sixPercent());
    QCOMPARE(fed.buses[0].ik_kA, fed.buses[0].ik3_kA);
}

void TestShortCircuit::steadyCurrentOfMachinesInParallelAdds() {
    ShortCircuitProblem problem;
    problem.buses = {{0.4}, {0.4}};
    Generator generator;
    generator.rating_MVA = 3.0;
    generator.rated_kV = 0.4;
    generator.xd_pu = 0.12;
    generator.xdSynchronous_pu = 2.0;
    problem.generators = {generator};
    Line line;
    line.to = 1;
    line.z1_ohm = {0.001, 0.002};
    problem.lines = {line};
    const auto one = solveShortCircuit(problem, sixPercent());
    generator.rating_MVA = 6.0; // twice the machine
    problem.generators = {generator};
    const auto large = solveShortCircuit(problem, sixPercent());
    generator.rating_MVA = 3.0;
    problem.generators = {generator, generator};
    const auto two = solveShortCircuit(problem, sixPercent());
    compareRelative(two.buses[0].ik_kA, 2.0 * one.buses[0].ik_kA, 1e-12, "at the terminals");
    compareRelative(two.buses[1].ik_kA, large.buses[1].ik_kA, 1e-12, "behind the line");
    QVERIFY(two.buses[1].ik_kA < 2.0 * one.buses[1].ik_kA);
    problem.generators[1].xdSynchronous_pu = 0.0;
    QVERIFY(std::isnan(solveShortCircuit(problem, sixPercent()).buses[1].ik_kA));
}

void TestShortCircuit::decayFactorsMeetTheStandardsCurves() {
    QCOMPARE(machineDecay(1.9, 0.1), 1.0);
    compareRelative(machineDecay(5.0, 0.02), 0.84 + 0.26 * std::exp(-1.30), 1e-12, "mu 0.02 s");
    compareRelative(machineDecay(5.0, 0.05), 0.71 + 0.51 * std::exp(-1.50), 1e-12, "mu 0.05 s");
    compareRelative(machineDecay(5.0, 0.10), 0.62 + 0.72 * std::exp(-1.60), 1e-12, "mu 0.1 s");
    compareRelative(machineDecay(5.0, 0.25), 0.56 + 0.94 * std::exp(-1.90), 1e-12, "mu 0.25 s");
    QCOMPARE(machineDecay(5.0, 1.0), machineDecay(5.0, 0.25));
    const double between = machineDecay(5.0, 0.075);
    QVERIFY(between < machineDecay(5.0, 0.05) && between > machineDecay(5.0, 0.10));
    QCOMPARE(motorDecay(5.0, 0.02), 1.0); // 1.03 + 0.12 ln 5 is cut to 1
    compareRelative(motorDecay(0.5, 0.1), 0.57 + 0.12 * std::log(0.5), 1e-12, "q 0.1 s");
    QCOMPARE(peakFactor(0.0), 2.0);
    QCOMPARE(directCurrentHeat(2.0, 50.0, 1.0), 2.0);
    QVERIFY(directCurrentHeat(1.999999, 50.0, 0.02) < 2.0);
}

void TestShortCircuit::voltageFactorsAreThoseOfTable1_data() {
    QTest::addColumn<double>("nominal_kV");
    QTest::addColumn<int>("tolerance");
    QTest::addColumn<int>("edition");
    QTest::addColumn<double>("maximum");
    QTest::addColumn<double>("minimum");
    const int six = int(LowVoltageTolerance::SixPercent);
    const int ten = int(LowVoltageTolerance::TenPercent);
    const int y2001 = int(Edition::Iec2001), y2016 = int(Edition::Iec2016);
    QTest::newRow("400 V, 6 %, 2016") << 0.4 << six << y2016 << 1.05 << 0.95;
    QTest::newRow("400 V, 10 %, 2016") << 0.4 << ten << y2016 << 1.10 << 0.90;
    QTest::newRow("400 V, 10 %, 2001") << 0.4 << ten << y2001 << 1.10 << 0.95;
    QTest::newRow("33 kV") << 33.0 << six << y2016 << 1.10 << 1.00;
    QTest::newRow("400 kV") << 400.0 << ten << y2016 << 1.10 << 1.00;
}

void TestShortCircuit::voltageFactorsAreThoseOfTable1() {
    QFETCH(double, nominal_kV);
    QFETCH(int, tolerance);
    QFETCH(int, edition);
    QFETCH(double, maximum);
    QFETCH(double, minimum);
    const VoltageRules rules{LowVoltageTolerance(tolerance), Edition(edition)};
    QCOMPARE(voltageFactor(nominal_kV, FaultCase::Maximum, rules), maximum);
    QCOMPARE(voltageFactor(nominal_kV, FaultCase::Minimum, rules), minimum);
}

void TestShortCircuit::equalFeedersDoubleTheFaultPower() {
    ShortCircuitProblem problem;
    problem.buses = {{33.0}};
    NetworkFeeder feeder;
    feeder.maxPower_MVA = 700.0;
    problem.feeders = {feeder};
    const auto one = solveShortCircuit(problem, {});
    problem.feeders = {feeder, feeder};
    const auto two = solveShortCircuit(problem, {});
    compareRelative(one.buses[0].ik3_kA, 700.0 / (std::sqrt(3.0) * 33.0), 1e-12, "one feeder");
    compareRelative(two.buses[0].ik3_kA, 2.0 * one.buses[0].ik3_kA, 1e-12, "two feeders");
    compareRelative(two.buses[0].ip_kA, 2.0 * one.buses[0].ip_kA, 1e-12, "peak");
    compareRelative(two.buses[0].ik1_kA, 2.0 * one.buses[0].ik1_kA, 1e-12, "to earth");
}

void TestShortCircuit::earthFaultEqualsThreePhaseWhereImpedancesAreEqual() {
    ShortCircuitProblem problem;
    problem.buses = {{20.0}, {20.0}};
    NetworkFeeder feeder;
    feeder.maxPower_MVA = 500.0;
    feeder.x0OverX1 = 1.0;
    feeder.r0OverX0 = feeder.rOverX;
    problem.feeders = {feeder};
    Line line;
    line.to = 1;
    line.z1_ohm = {0.3, 0.5};
    line.z0_ohm = line.z1_ohm;
    problem.lines = {line};
    const auto solution = solveShortCircuit(problem, {});
    for (const auto& level : solution.buses)
        compareRelative(level.ik1_kA, level.ik3_kA, 1e-12, "Ik1 = Ik3");
}

void TestShortCircuit::deltaBlocksTheEarthCurrent() {
    auto problem = substationToBusway();
    problem.transformers[0].highWinding = Winding::EarthedStar;
    problem.transformers[0].lowWinding = Winding::Delta;
    const auto blocked = solveShortCircuit(problem, {});
    QVERIFY(!blocked.buses[2].hasEarthPath);
    QVERIFY(std::isnan(blocked.buses[2].ik1_kA));
    QVERIFY(blocked.buses[2].ik3_kA > 0.0);
    QVERIFY(blocked.buses[1].hasEarthPath); // through the transformer's own neutral
    problem.transformers[0].lowWinding = Winding::Star;
    QVERIFY(!solveShortCircuit(problem, {}).buses[3].hasEarthPath);
}

void TestShortCircuit::neutralResistorLimitsTheEarthCurrent() {
    auto problem = substationToBusway();
    constexpr double kResistor_ohm = 5.0;
    problem.transformers[0].lowNeutral_ohm = kResistor_ohm;
    const auto solution = solveShortCircuit(problem, sixPercent());
    // 3 R is far above all else: the current is c U / (sqrt 3 R).
    compareRelative(solution.buses[2].ik1_kA, 1.05 * 0.415 / std::sqrt(3.0) / kResistor_ohm, 2e-3,
                    "Ik1");
}

void TestShortCircuit::linksMakeOneBus() {
    auto problem = substationToBusway();
    problem.buses.push_back({0.415});
    problem.links = {{2, 4}};
    const auto solution = solveShortCircuit(problem, {});
    QCOMPARE(solution.buses[4].ik3_kA, solution.buses[2].ik3_kA);
    QCOMPARE(solution.buses[4].ik1_kA, solution.buses[2].ik1_kA);
}

void TestShortCircuit::deadBusesHaveNoFigures() {
    auto problem = substationToBusway();
    problem.buses.push_back({0.415});
    Motor motor; // no source: it stands still
    motor.bus = 4;
    motor.power_MW = 0.1;
    motor.rated_kV = 0.4;
    problem.motors = {motor};
    const auto solution = solveShortCircuit(problem, {});
    QVERIFY2(solution.isSolved, solution.message.c_str());
    QVERIFY(!solution.buses[4].isEnergised);
    QVERIFY(std::isnan(solution.buses[4].ik3_kA));
    ShortCircuitProblem dark;
    dark.buses = {{0.4}, {0.4}};
    QVERIFY(solveShortCircuit(dark, {}).isSolved);
    QVERIFY(solveShortCircuit({}, {}).isSolved);
}

/// IEC 60909-0:2016 equation for full-size converters: I"k grows by |Z_ij| / |Z_ii| of their
/// current, which is all of it where the converter stands on the way to the source or at the fault.
void TestShortCircuit::converterAddsItsLimitedCurrent() {
    auto problem = substationToBusway();
    const auto without = solveShortCircuit(problem, {});
    problem.converters = {{2, 3.0, 2.0}};
    const auto with = solveShortCircuit(problem, {});
    compareRelative(with.buses[2].ik3_kA, without.buses[2].ik3_kA + 3.0, 1e-9, "at its own bus");
    QVERIFY(with.buses[3].ik3_kA > without.buses[3].ik3_kA);
    QVERIFY(with.buses[3].ik3_kA < without.buses[3].ik3_kA + 3.0);
    const double peak = without.buses[2].ip_kA + std::sqrt(2.0) * 3.0;
    compareRelative(with.buses[2].ip_kA, peak, 1e-9, "its current has no direct component");
    QCOMPARE(with.buses[2].ik1_kA, without.buses[2].ik1_kA); // its controls hold it symmetrical
    ShortCircuitOptions minimum;
    minimum.faultCase = FaultCase::Minimum;
    const auto least = solveShortCircuit(problem, minimum);
    problem.converters.clear();
    compareRelative(least.buses[2].ik3_kA,
                    solveShortCircuit(problem, minimum).buses[2].ik3_kA + 2.0, 1e-9, "minimum");
}

void TestShortCircuit::convertersAloneGiveTheirLimit() {
    ShortCircuitProblem problem;
    problem.buses = {{0.4}, {0.4}};
    Line line;
    line.to = 1;
    line.z1_ohm = {0.01, 0.01};
    problem.lines = {line};
    problem.converters = {{0, 2.7, 1.8}, {0, 2.7, 1.8}};
    const auto solution = solveShortCircuit(problem, {});
    for (const auto& level : solution.buses) {
        QVERIFY(level.isEnergised && level.isConverterFed);
        QCOMPARE(level.ik3_kA, 5.4);
        QCOMPARE(level.ik1_kA, 5.4);
        QCOMPARE(level.ip_kA, std::sqrt(2.0) * 5.4);
    }
}

void TestShortCircuit::problemsAtFaultAreFound() {
    QVERIFY(checkProblem(substationToBusway()).empty());
    auto problem = substationToBusway();
    problem.lines[1].to = 9;
    problem.transformers[0].ur = 0.2;
    problem.feeders[0].maxPower_MVA = 0.0;
    problem.buses[3].nominal_kV = -1.0;
    problem.lines[0].z1_ohm = {};
    const auto findings = checkProblem(problem);
    QStringList places;
    for (const auto& finding : findings) {
        places << QString::fromStdString(finding.where);
        QVERIFY(!finding.remedy.empty());
    }
    QCOMPARE(places,
             QStringList({"/buses/3", "/feeders/0", "/lines/0", "/lines/1", "/transformers/0"}));
}

QTEST_APPLESS_MAIN(TestShortCircuit)
#include "tst_short_circuit.moc"
