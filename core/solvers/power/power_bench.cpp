#include "core/solvers/power/power_bench.h"

#include "core/solvers/power/power_network.h"
#include "core/solvers/power/synthetic_campus.h"

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

/// All loads by turns at 90 to 110 % of their nominal value, each by another share.
void changeAllLoads(const PowerProblem& nominal, int run, PowerProblem& problem) {
    for (std::size_t i = 0; i < problem.loads.size(); ++i) {
        const double factor =
            0.9 +
            0.2 * static_cast<double>((i * 7 + static_cast<std::size_t>(run) * 13) % 31) / 30.0;
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
            solution = network->solve(problem);
            return solution.converged();
        }));
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
            solution = network->solve(problem);
            return solution.converged();
        }));
}

} // namespace

std::vector<BenchCase> benchPower(std::stop_token stop) {
    std::vector<BenchCase> cases;
    benchRadial("radial_10k", 10000, 21, stop, cases);
    benchRadial("radial_100k", 100000, 7, stop, cases);
    benchLive(20000, 101, stop, cases);
    return cases;
}

} // namespace hallwright::power
