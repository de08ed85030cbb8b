#include "core/solvers/hydronic/hydronic_bench.h"

#include "core/solvers/hydronic/hydronic_network.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <functional>

namespace hallwright::hydronic {

namespace {

constexpr double kRoughness_m = 4.5e-5; // steel
constexpr int kBranchesPerStation = 100;
constexpr int kLinksPerBranch = 4;
constexpr double kBranchFlow_m3_per_s = 0.035;
constexpr double kValveK = 12.0;
constexpr int kLoopCount = 300;
constexpr int kRacksPerLoop = 16;

/// Runs `body` once to warm up, then `runs` times; median and 95th percentile in ms.
BenchCase measure(std::string name, int size, int runs, const std::function<bool(int)>& body) {
    std::vector<double> times;
    bool isGood = body(0);
    for (int run = 1; run <= runs; ++run) {
        const auto begin = std::chrono::steady_clock::now();
        isGood = body(run) && isGood;
        times.push_back(
            std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin)
                .count());
    }
    std::sort(times.begin(), times.end());
    BenchCase result;
    result.name = std::move(name);
    result.size = size;
    result.median_ms = times[times.size() / 2];
    result.p95_ms = times[std::min(times.size() - 1, times.size() * 95 / 100)];
    result.runs = runs;
    result.rate = isGood ? size / result.median_ms * 1e3 : 0.0; // 0: a run did not converge
    result.rateUnit = "links/s";
    return result;
}

/// Rack loop of one CDU: pump, manifold of supply and return segments, racks with balancing valves.
HydronicProblem rackLoop(int racks) {
    HydronicProblem problem;
    const int vessel = problem.addNode(fixedHead(20.0));
    const int suction = problem.addNode(junction());
    const int discharge = problem.addNode(junction());
    const int curve = problem.addCurve(powerLawCurve(32.0, 0.0004403 * 3600.0 * 3600.0));
    problem.addLink(pipe(vessel, suction, 2.0, 0.05, kRoughness_m));
    problem.addLink(pump(suction, discharge, curve));
    int supply = discharge;
    int back = suction;
    for (int rack = 0; rack < racks; ++rack) {
        const int nextSupply = problem.addNode(junction());
        const int nextReturn = problem.addNode(junction());
        problem.addLink(pipe(supply, nextSupply, 1.2, 0.15, kRoughness_m, 0.2));
        problem.addLink(pipe(nextReturn, back, 1.2, 0.15, kRoughness_m, 0.2));
        problem.addLink(resistance(nextSupply, nextReturn, 2.0e6));
        supply = nextSupply;
        back = nextReturn;
    }
    return problem;
}

} // namespace

HydronicProblem ringNetwork(int linkCount) {
    HydronicProblem problem;
    problem.fluid = {992.0, 6.6e-7}; // water at 40 degC
    const int stations = std::max(1, linkCount / (kBranchesPerStation * kLinksPerBranch + 4));
    const int branches = (linkCount - 1 - 4 * stations) / kLinksPerBranch;
    const int perStation = (branches + stations - 1) / stations;
    const double stationFlow = perStation * kBranchFlow_m3_per_s;
    const double mainDiameter = std::sqrt(4.0 * stationFlow / (3.14159 * 2.0)); // 2 m/s, one side
    std::vector<int> supply(static_cast<std::size_t>(branches));
    std::vector<int> back(supply.size());
    for (std::size_t i = 0; i < supply.size(); ++i) {
        supply[i] = problem.addNode(junction());
        back[i] = problem.addNode(junction());
    }
    for (std::size_t i = 0; i < supply.size(); ++i) {
        const std::size_t next = (i + 1) % supply.size();
        const int mid = problem.addNode(junction());
        problem.addLink(pipe(supply[i], supply[next], 6.0, mainDiameter, kRoughness_m, 0.1));
        problem.addLink(pipe(back[next], back[i], 6.0, mainDiameter, kRoughness_m, 0.1));
        problem.addLink(pipe(supply[i], mid, 8.0, 0.125, kRoughness_m, 4.0));
        problem.addLink(
            throttleValve(mid, back[i], 0.125, kValveK * (1.0 + 0.3 * std::sin(double(i)))));
    }
    // H = 40 m at rest, 30 m at the station's flow.
    const int curve = problem.addCurve(powerLawCurve(40.0, 10.0 / (stationFlow * stationFlow)));
    const double coolerResistance = 6.0 / (stationFlow * stationFlow);
    for (int station = 0; station < stations; ++station) {
        const std::size_t at = std::min(supply.size() - 1, std::size_t(station * perStation));
        const int suction = problem.addNode(junction());
        const int discharge = problem.addNode(junction());
        const int cooled = problem.addNode(junction());
        problem.addLink(pipe(back[at], suction, 30.0, mainDiameter, kRoughness_m, 2.0));
        problem.addLink(pump(suction, discharge, curve));
        problem.addLink(resistance(discharge, cooled, coolerResistance));
        problem.addLink(pipe(cooled, supply[at], 30.0, mainDiameter, kRoughness_m, 2.0));
    }
    const int vessel = problem.addNode(fixedHead(25.0));
    problem.addLink(pipe(vessel, back[0], 5.0, 0.1, kRoughness_m));
    return problem;
}

std::vector<BenchCase> benchHydronic(std::stop_token stop) {
    std::vector<BenchCase> cases;
    HydronicProblem ring = ringNetwork(10000);
    const int size = static_cast<int>(ring.links.size());
    cases.push_back(measure("hydronic.ring_10k", size, 50,
                            [&](int) { return solveHydronics(ring).isConverged(); }));

    if (stop.stop_requested())
        return cases;
    HydronicNetwork network(ring);
    HydronicSolution solution = network.solve(ring);
    const int firstValve = 3; // every fourth link from here is a branch's valve
    cases.push_back(measure("hydronic.ring_10k_changed", size, 100, [&](int run) {
        for (int i = 0; i < 50; ++i) {
            const auto link = static_cast<std::size_t>(
                firstValve + kLinksPerBranch * ((run * 37 + i * 41) % 2400));
            ring.links[link].minorLossK *= run % 2 == 0 ? 0.8 : 1.25;
        }
        solution = network.solve(ring, {}, {}, &solution);
        return solution.isConverged();
    }));

    if (stop.stop_requested())
        return cases;
    std::vector<HydronicProblem> problems(kLoopCount, rackLoop(kRacksPerLoop));
    std::vector<HydronicNetwork> loops;
    std::vector<HydronicSolution> solutions;
    for (const HydronicProblem& problem : problems) {
        loops.emplace_back(problem);
        solutions.push_back(loops.back().solve(problem));
    }
    const int loopSize = static_cast<int>(problems.front().links.size());
    cases.push_back(measure("hydronic.loop_changed", loopSize, 300, [&](int run) {
        const auto i = static_cast<std::size_t>(run % kLoopCount);
        problems[i].links.back().resistance *= 1.3;
        solutions[i] = loops[i].solve(problems[i], {}, {}, &solutions[i]);
        return solutions[i].isConverged();
    }));
    return cases;
}

} // namespace hallwright::hydronic
