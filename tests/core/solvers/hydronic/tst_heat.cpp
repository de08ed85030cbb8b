#include "core/solvers/hydronic/heat_exchanger.h"
#include "core/solvers/hydronic/heat_solver.h"

#include <QtTest>

#include <cmath>
#include <fstream>
#include <sstream>

using namespace hallwright::hydronic;

namespace {

constexpr double kZero_K = 273.15;

/// A closed loop of two links: one takes heat up, one gives it away.
HeatNetwork loop(double flow_m3_per_s, double heat_W) {
    HeatNetwork network;
    network.nodeCount = 2;
    network.from = {0, 1};
    network.to = {1, 0};
    network.flow_m3_per_s = {flow_m3_per_s, flow_m3_per_s};
    network.links.resize(2);
    network.links[0].heat_W = heat_W;
    network.density_kg_per_m3 = 1000.0;
    network.heatCapacity_J_per_kgK = 4000.0;
    return network;
}

/// A facility loop with a sink and a rack loop, joined by an exchanger at their second links.
HeatProblem cduProblem(double heat_W, double setpoint_K) {
    HeatProblem problem;
    HeatNetwork facility = loop(0.02, 0.0);
    facility.links[0].sinkEffectiveness = 1.0;
    facility.links[0].sinkInlet_K = 300.0;
    problem.networks = {facility, loop(0.015, heat_W)};
    HeatExchanger exchanger;
    exchanger.primaryNetwork = 0;
    exchanger.primaryLink = 1;
    exchanger.secondaryNetwork = 1;
    exchanger.secondaryLink = 1;
    exchanger.ua_W_per_K = 150e3;
    exchanger.secondarySetpoint_K = setpoint_K;
    problem.exchangers = {exchanger};
    return problem;
}

} // namespace

class TestHeat : public QObject {
    Q_OBJECT

private slots:
    void effectivenessMatchesTheFormula();
    void conductanceInvertsEffectiveness();
    void facilityLoopMatchesTheEnergyBalance();
    void pipeCoolsExponentially();
    void sinkHoldsItsSetpointOrSaturates();
    void sinkWarmerThanTheFluidLeavesItAlone();
    void exchangerHoldsItsSetpointWhereItCan_data();
    void exchangerHoldsItsSetpointWhereItCan();
    void loopWithoutSinkIsNamed();
    void heatWithoutFlowIsCounted();
    void badInputIsRefused();
};

void TestHeat::effectivenessMatchesTheFormula() {
    std::ifstream file(HALLWRIGHT_TEST_DATA "/hydronic/counterflow_effectiveness.csv");
    std::string line;
    std::getline(file, line);
    int rows = 0;
    while (std::getline(file, line)) {
        std::replace(line.begin(), line.end(), ',', ' ');
        std::istringstream cells(line);
        double ntu = 0, ratio = 0, counter = 0, parallel = 0;
        cells >> ntu >> ratio >> counter >> parallel;
        QCOMPARE_LE(std::abs(counterFlowEffectiveness(ntu, ratio) - counter), 6e-9);
        QCOMPARE_LE(std::abs(parallelFlowEffectiveness(ntu, ratio) - parallel), 6e-9);
        ++rows;
    }
    QCOMPARE(rows, 42);
}

void TestHeat::conductanceInvertsEffectiveness() {
    for (const double ratio : {0.3, 0.999999, 1.0}) {
        const double hot = 5e4;
        const double cold = hot / ratio;
        const double ua = 1.3e5;
        const double heat = counterFlowEffectiveness(ua / hot, ratio) * hot * 20.0;
        QCOMPARE_LE(std::abs(counterFlowUa(heat, hot, cold, 20.0) / ua - 1.0), 1e-6);
    }
    QVERIFY(std::isinf(counterFlowUa(2e6, 5e4, 6e4, 20.0))); // more than any size moves
}

/// The loop of dc_fws_8cdu: flows and temperatures of dc_fws_8cdu_heat.csv.
void TestHeat::facilityLoopMatchesTheEnergyBalance() {
    constexpr int kBranches = 8;
    const double flow[kBranches] = {15.863871, 14.660178, 13.695539, 12.901847,
                                    15.708965, 14.561599, 13.636971, 12.870861};
    const double out[kBranches] = {33.031248, 34.100166, 35.266751, 36.522540,
                                   36.122278, 37.430261, 38.815617, 40.274383};
    const double header[kBranches] = {36.332844, 36.867098, 37.353615, 37.763785,
                                      38.045835, 38.781591, 39.523920, 40.274383};
    HeatNetwork network;
    network.nodeCount = 1 + kBranches; // supply, then R1 to R8
    network.density_kg_per_m3 = 995.0;
    network.heatCapacity_J_per_kgK = 4180.0;
    network.fixedTemperature_K.assign(9, kNoTemperature);
    network.fixedTemperature_K[0] = 30.0 + kZero_K;
    const auto add = [&](int from, int to, double litres, double heat_W) {
        network.from.push_back(from);
        network.to.push_back(to);
        network.flow_m3_per_s.push_back(litres * 1e-3);
        network.links.emplace_back().heat_W = heat_W;
    };
    double sum = 0.0;
    for (int i = kBranches; i >= 1; --i) {
        add(0, i, flow[i - 1], (150.0 + 50.0 * i) * 1e3);
        sum += flow[i - 1];
        add(i, i - 1, sum, 0.0); // R8 -> R7 ... R1 -> supply
    }
    const HeatSolution solution = solveHeat({{network}, {}});
    QCOMPARE(solution.status, HeatStatus::Converged);
    for (int i = 1; i <= kBranches; ++i) {
        const std::size_t branch = std::size_t(2 * (kBranches - i));
        const double outlet = solution.networks[0].linkOutlet_K[branch] - kZero_K;
        QCOMPARE_LE(std::abs(outlet - out[i - 1]), 0.01);
        QCOMPARE_LE(std::abs(solution.networks[0].node_K[std::size_t(i)] - kZero_K - header[i - 1]),
                    0.01);
    }
}

void TestHeat::pipeCoolsExponentially() {
    HeatNetwork network = loop(0.001, 0.0); // 4 kW/K
    network.fixedTemperature_K = {350.0, kNoTemperature};
    network.links[0].ua_W_per_K = 800.0;
    network.links[0].ambient_K = 290.0;
    const HeatSolution solution = solveHeat({{network}, {}});
    QCOMPARE(solution.status, HeatStatus::Converged);
    QCOMPARE_LE(std::abs(solution.networks[0].node_K[1] - (290.0 + 60.0 * std::exp(-0.2))), 1e-9);
}

void TestHeat::sinkHoldsItsSetpointOrSaturates() {
    HeatNetwork network = loop(0.01, 200e3); // 40 kW/K: rises 5 K
    network.links[1].sinkEffectiveness = 0.5;
    network.links[1].sinkInlet_K = 300.0;
    network.links[1].setpoint_K = 310.0; // at best 305: 5 K / 0.5 above ambient, less the rise
    HeatSolution solution = solveHeat({{network}, {}});
    QCOMPARE(solution.status, HeatStatus::Converged);
    QCOMPARE(solution.networks[0].linkControl[1], ControlStatus::AtSetpoint);
    QCOMPARE_LE(std::abs(solution.networks[0].node_K[0] - 310.0), 1e-9);
    QCOMPARE_LE(std::abs(solution.networks[0].linkHeat_W[1] + 200e3), 1e-3);

    network.links[1].setpoint_K = 303.0;
    solution = solveHeat({{network}, {}});
    QCOMPARE(solution.networks[0].linkControl[1], ControlStatus::Saturated);
    QCOMPARE_LE(std::abs(solution.networks[0].node_K[0] - 305.0), 1e-9);
}

/// A cooler in air of 320 K before a chiller that holds 300 K: the water that comes back at 305 K
/// is not warmed, so the chiller takes what the racks add and no more.
void TestHeat::sinkWarmerThanTheFluidLeavesItAlone() {
    HeatNetwork network = loop(0.01, 200e3); // 40 kW/K: rises 5 K
    network.nodeCount = 3;
    network.from = {0, 1, 2};
    network.to = {1, 2, 0};
    network.flow_m3_per_s = {0.01, 0.01, 0.01};
    network.links.resize(3);
    network.links[1].sinkEffectiveness = 0.5;
    network.links[1].sinkInlet_K = 320.0;
    network.links[1].setpoint_K = 300.0;
    network.links[2].sinkEffectiveness = 1.0;
    network.links[2].sinkInlet_K = 250.0;
    network.links[2].setpoint_K = 300.0;
    const HeatSolution solution = solveHeat({{network}, {}});
    QCOMPARE(solution.status, HeatStatus::Converged);
    QCOMPARE(solution.networks[0].linkControl[1], ControlStatus::Idle);
    QCOMPARE_LE(std::abs(solution.networks[0].node_K[2] - 305.0), 1e-9);
    QCOMPARE_LE(std::abs(solution.networks[0].linkHeat_W[2] + 200e3), 1e-3);
}

void TestHeat::exchangerHoldsItsSetpointWhereItCan_data() {
    QTest::addColumn<double>("setpoint_K");
    QTest::addColumn<bool>("isHeld");
    QTest::newRow("reached") << 315.0 << true;
    QTest::newRow("out of reach") << 300.5 << false;
}

void TestHeat::exchangerHoldsItsSetpointWhereItCan() {
    QFETCH(double, setpoint_K);
    QFETCH(bool, isHeld);
    const double heat = 600e3;
    const HeatSolution solution = solveHeat(cduProblem(heat, setpoint_K));
    QVERIFY2(solution.status == HeatStatus::Converged, solution.message.c_str());
    const HeatExchangerSolution& cdu = solution.exchangers[0];
    QCOMPARE(cdu.control, isHeld ? ControlStatus::AtSetpoint : ControlStatus::Saturated);
    QCOMPARE_LE(std::abs(cdu.heat_W - heat), 1e-3); // what the racks add, the facility takes
    QCOMPARE_LE(std::abs(solution.networks[0].linkHeat_W[1] - heat), 1e-3);
    QCOMPARE_LE(std::abs(solution.networks[0].linkHeat_W[0] + heat), 1e-3);
    const double supply = solution.networks[1].node_K[0];
    if (isHeld) {
        QCOMPARE_LE(std::abs(supply - setpoint_K), 1e-9);
        return;
    }
    // Capacity rates 80 and 60 kW/K; racks raise the secondary by 10 K above its supply.
    const double drive = heat / (counterFlowEffectiveness(150.0 / 60.0, 0.75) * 60e3);
    QCOMPARE_LE(std::abs(supply + 10.0 - (300.0 + drive)), 1e-9);
}

void TestHeat::loopWithoutSinkIsNamed() {
    const HeatSolution solution = solveHeat({{loop(0.01, 1e3)}, {}});
    QCOMPARE(solution.status, HeatStatus::NoHeatSink);
    QCOMPARE(solution.culpritNetwork, 0);
}

void TestHeat::heatWithoutFlowIsCounted() {
    const HeatSolution solution = solveHeat({{loop(0.0, 5e3)}, {}});
    QCOMPARE(solution.status, HeatStatus::Converged);
    QCOMPARE(solution.networks[0].unservedHeat_W, 5e3);
}

void TestHeat::badInputIsRefused() {
    HeatProblem problem = cduProblem(1e3, 310.0);
    problem.exchangers[0].secondaryLink = 9;
    QCOMPARE(solveHeat(problem).status, HeatStatus::InvalidInput);
    problem = cduProblem(1e3, 310.0);
    problem.networks[0].links[0].ua_W_per_K = -1.0;
    QCOMPARE(solveHeat(problem).status, HeatStatus::InvalidInput);
}

QTEST_APPLESS_MAIN(TestHeat)
#include "tst_heat.moc"
