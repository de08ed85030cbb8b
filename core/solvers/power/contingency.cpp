#include "core/solvers/power/contingency.h"

#include "core/solvers/power/bridges.h"
#include "core/solvers/power/power_network_state.h"

#include <tbb/blocked_range.h>
#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_for.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace hallwright::power {
namespace {

void summarise(const PowerSolution& solution, Contingency& result) {
    result.losses_MW = solution.losses_MW;
    for (std::size_t bus = 0; bus < solution.vm_pu.size(); ++bus) {
        const double vm = solution.vm_pu[bus]; // NaN compares false: dead buses stay out
        if (result.vmMinBus < 0 ? !std::isnan(vm) : vm < result.vmMin_pu) {
            result.vmMin_pu = vm;
            result.vmMinBus = static_cast<int>(bus);
        }
    }
    for (std::size_t i = 0; i < solution.sFrom_MVA.size(); ++i) {
        const double s = std::max(std::abs(solution.sFrom_MVA[i]), std::abs(solution.sTo_MVA[i]));
        if (s > result.maxPower_MVA) {
            result.maxPower_MVA = s;
            result.maxPowerBranch = static_cast<int>(i);
        }
    }
}

Contingency toContingency(int row, const PowerSolution& solution) {
    Contingency result;
    result.branch = row;
    if (solution.status == PowerStatus::Cancelled)
        return result;
    result.result =
        solution.converged() ? ContingencyResult::Converged : ContingencyResult::NotConverged;
    if (solution.converged())
        summarise(solution, result);
    return result;
}

} // namespace

/// One thread's network and the state that every outage starts from.
class ContingencyAnalysis {
public:
    ContingencyAnalysis(const PowerNetwork& network, const PowerProblem& problem,
                        const PowerOptions& options)
        : m_network(network), m_problem(problem), m_options(options),
          m_intact(m_network.m_state->nodes), m_isWarm(m_network.m_state->hasSolution) {
        m_options.start = StartPoint::Last;
        m_options.reactiveLimits = ReactiveLimits::Ignored;
        m_options.method = PowerMethod::Newton; // an outage changes the factors of the sweep
    }

    Contingency analyse(int branch, const std::stop_token& stop) {
        PowerNetwork::State& state = *m_network.m_state;
        // Only a branch whose loss leaves all buses fed comes here: the structure stays valid, the
        // admittances of the branch are taken off. They are restored from a copy, not added back,
        // so that rounding does not pile up from outage to outage.
        const Admittances kept = state.admittances;
        state.admittances.takeOut(state.structure->branches[branch], branch);
        state.admittances.branches[branch] = {};
        state.nodes = m_intact;
        state.hasSolution = m_isWarm;
        const PowerSolution solution = m_network.solve(m_problem, m_options, stop);
        state.admittances = kept;

        return toContingency(branch, solution);
    }

private:
    PowerNetwork m_network;
    const PowerProblem& m_problem;
    PowerOptions m_options;
    NodeState m_intact;
    bool m_isWarm;
};

std::vector<Contingency> analyseOutages(const PowerNetwork& network, const PowerProblem& problem,
                                        std::span<const int> branches, const PowerOptions& options,
                                        std::stop_token stop) {
    PowerNetwork intact = network;
    PowerOptions base = options;
    base.reactiveLimits = ReactiveLimits::Ignored;
    const PowerSolution before = intact.solve(problem, base, stop);
    const std::vector<char> isBridge = findBridges(problem);

    std::vector<Contingency> results(branches.size());
    tbb::enumerable_thread_specific<ContingencyAnalysis> workers(
        [&] { return ContingencyAnalysis(intact, problem, options); });
    tbb::parallel_for(tbb::blocked_range<std::size_t>(0, branches.size()),
                      [&](const tbb::blocked_range<std::size_t>& range) {
                          ContingencyAnalysis& worker = workers.local();
                          for (std::size_t k = range.begin(); k != range.end(); ++k) {
                              const int branch = branches[k];
                              const Branch& row = problem.branches[branch];
                              const bool isDead =
                                  before.vm_pu.empty() || std::isnan(before.vm_pu[row.from]);
                              results[k].branch = branch;
                              if (!row.inService || isDead)
                                  results[k].result = ContingencyResult::OutOfService;
                              else if (isBridge[branch])
                                  results[k].result = ContingencyResult::Islanded;
                              else if (!stop.stop_requested())
                                  results[k] = worker.analyse(branch, stop);
                          }
                      });
    return results;
}

std::vector<Contingency> analyseAllOutages(const PowerNetwork& network, const PowerProblem& problem,
                                           const PowerOptions& options, std::stop_token stop) {
    std::vector<int> all(problem.branches.size());
    std::iota(all.begin(), all.end(), 0);
    return analyseOutages(network, problem, all, options, stop);
}

std::vector<Contingency> analyseLinkOutages(const PowerProblem& problem,
                                            const PowerOptions& options, std::stop_token stop) {
    PowerOptions flat = options;
    flat.start = StartPoint::Flat;
    flat.reactiveLimits = ReactiveLimits::Ignored;
    const std::vector<char> isBridge = findLinkBridges(problem);
    std::vector<Contingency> results(problem.links.size());
    tbb::parallel_for(std::size_t(0), problem.links.size(), [&](std::size_t i) {
        results[i].branch = static_cast<int>(i);
        if (!problem.links[i].closed) {
            results[i].result = ContingencyResult::OutOfService;
        } else if (isBridge[i]) {
            results[i].result = ContingencyResult::Islanded;
        } else if (!stop.stop_requested()) {
            PowerProblem opened = problem;
            opened.links[i].closed = false;
            if (auto network = PowerNetwork::compile(opened))
                results[i] = toContingency(static_cast<int>(i), network->solve(opened, flat, stop));
            else // a problem that does not compile with the link closed either
                results[i].result = ContingencyResult::NotConverged;
        }
    });
    return results;
}

} // namespace hallwright::power
