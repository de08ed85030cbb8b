#include "core/solvers/power/power_bench.h"

#include "core/solvers/power/batch.h"
#include "core/solvers/power/contingency.h"
#include "core/solvers/power/power_network.h"
#include "core/solvers/power/synthetic_campus.h"
#include "core/solvers/power/synthetic_mesh.h"

#include <algorithm>
#include <chrono>

namespace hallwright::power {
namespace {

using Clock = std::chrono::steady_clock;

/// Times `runs` calls of work(), which says whether it has converged; prepare(run) is not timed.
template <class Prepare, class Work>
BenchCase timed(std::string name, int size, int runs, const std::stop_token& stop, Prepare prepare,
                Work work) {
    std::vector<double> times_ms;
    for (int run = 0; run < runs && !stop.stop_requested(); ++run) {
        prepare(run);
        const auto start = Clock::now();
        if (!work()) { // an answer that is not there has no speed
            times_ms.clear();
            break;
        }
        times_ms.push_back(std::chrono::duration<double, std::milli>(Clock::now() - start).count());
    }
    BenchCase result;
    result.name = std::move(name);
    result.size = size;
    result.runs = static_cast<int>(times_ms.size());
    if (times_ms.empty())
        return result;
    std::sort(times_ms.begin(), times_ms.end());
    result.median_ms = times_ms[times_ms.size() / 2];
    result.p95_ms = times_ms[(times_ms.size() * 95) / 100];
    result.rate = 1e3 / result.median_ms;
    result.rateUnit = "solves/s";
    return result;
}

/// 90 to 110 %, for each load and run another.
double loadFactor(std::size_t load, int run) {
    return 0.9 +
           0.2 * static_cast<double>((load * 7 + static_cast<std::size_t>(run) * 13) % 31) / 30.0;
}

void changeAllLoads(const PowerProblem& nominal, int run, PowerProblem& problem) {
    for (std::size_t i = 0; i < problem.loads.size(); ++i) {
        const double factor = loadFactor(i, run);
        problem.loads[i].p_pu = factor * nominal.loads[i].p_pu;
        problem.loads[i].q_pu = factor * nominal.loads[i].q_pu;
    }
}

void benchRadial(const std::string& name, int racks, int runs, const std::stop_token& stop,
                 std::vector<BenchCase>& cases) {
    const PowerProblem nominal = syntheticCampus(racks, FeederLayout::Radial);
    cases.push_back(timed(
        "power." + name + "_cold", racks, runs, stop, [](int) {},
        [&] {
            auto network = PowerNetwork::compile(nominal);
            return network->solve(nominal).converged();
        }));
    PowerProblem problem = nominal;
    auto network = PowerNetwork::compile(nominal);
    PowerSolution solution = network->solve(nominal);
    cases.push_back(timed(
        "power." + name + "_repeat", racks, 5 * runs, stop,
        [&](int run) { changeAllLoads(nominal, run, problem); },
        [&] {
            network->solve(problem, solution);
            return solution.converged();
        }));
}

/// `count` cases that each change all loads, on one core, and on the GPU where there is one.
void benchBatch(int racks, int count, int runs, const std::stop_token& stop,
                std::vector<BenchCase>& cases) {
    const PowerProblem nominal = syntheticCampus(racks, FeederLayout::Radial);
    std::vector<CaseChanges> changes(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i)
        for (std::size_t load = 0; load < nominal.loads.size(); ++load)
            changes[i].loadFactors.push_back(loadFactor(load, i));
    const auto add = [&](const std::string& name, const BatchOptions& options) {
        cases.push_back(timed(
            name, racks, runs, stop, [](int) {},
            [&] {
                const auto result = solveBatch(nominal, changes, options, stop);
                return result && std::all_of(result->cases.begin(), result->cases.end(),
                                             [](const CaseResult& one) { return one.converged(); });
            }));
        cases.back().rate *= count;
    };
    BatchOptions options;
    options.device = BatchDevice::Cpu;
    options.threads = 1;
    add("power.batch_1000x10k", options);
    options.device = BatchDevice::Cuda;
    const auto probe = solveBatch(nominal, std::span(changes).first(1), options, stop);
    if (probe && probe->device != "cpu")
        add("power.batch_1000x10k_cuda", options);
}

/// Every branch out alone, all threads; the size is the number of branches.
void benchOutages(const std::string& name, const PowerProblem& problem, int runs,
                  const std::stop_token& stop, std::vector<BenchCase>& cases) {
    const auto network = PowerNetwork::compile(problem);
    cases.push_back(timed(
        name, static_cast<int>(problem.branches.size()), runs, stop, [](int) {},
        [&] {
            const auto outages = analyseAllOutages(*network, problem, {}, stop);
            return std::any_of(outages.begin(), outages.end(), [](const Contingency& outage) {
                return outage.result == ContingencyResult::Converged;
            });
        }));
    cases.back().rate *= static_cast<double>(problem.branches.size());
}

void benchLive(int racks, int runs, const std::stop_token& stop, std::vector<BenchCase>& cases) {
    PowerProblem problem = syntheticCampus(racks, FeederLayout::ClosedRing);
    auto network = PowerNetwork::compile(problem);
    PowerSolution solution = network->solve(problem);
    cases.push_back(timed(
        "power.campus_20k_live", racks, runs, stop,
        [&](int run) {
            const std::size_t i = static_cast<std::size_t>(run) * 997 % problem.loads.size();
            problem.loads[i].p_pu *= run % 2 == 0 ? 3.0 : 0.5;
        },
        [&] {
            network->solve(problem, solution);
            return solution.converged();
        }));
}

} // namespace

std::vector<BenchCase> benchPower(std::stop_token stop) {
    std::vector<BenchCase> cases;
    benchRadial("radial_1k", 1000, 101, stop, cases);
    benchRadial("radial_10k", 10000, 31, stop, cases);
    benchRadial("radial_100k", 100000, 11, stop, cases);
    benchBatch(10000, 1000, 5, stop, cases);
    benchOutages("power.n1_2000", syntheticMesh(33, 32), 5, stop, cases);
    benchOutages("power.n1_ring_2000", syntheticCampus(1950, FeederLayout::ClosedRing), 5, stop,
                 cases);
    benchLive(20000, 101, stop, cases);
    return cases;
}

} // namespace hallwright::power
