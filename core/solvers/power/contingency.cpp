#include "core/solvers/power/contingency.h"

#include "core/solvers/power/branch_fading.h"
#include "core/solvers/power/bridges.h"
#include "core/solvers/power/case_solver.h"

#include <tbb/blocked_range.h>
#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_for.h>

#include <cmath>
#include <numeric>

namespace hallwright::power {
namespace {

Contingency toContingency(int row, const CaseResult& outage) {
    Contingency result;
    result.branch = row;
    switch (outage.status) {
    case CaseStatus::Converged:
        result.result = ContingencyResult::Converged;
        break;
    case CaseStatus::Islanded:
    case CaseStatus::NoSource:
        result.result = ContingencyResult::Islanded;
        break;
    case CaseStatus::NotConverged:
    case CaseStatus::Collapsed:
    case CaseStatus::BadInput:
        result.result = ContingencyResult::NotConverged;
        break;
    case CaseStatus::Cancelled:
        break;
    }
    result.vmMin_pu = outage.vmMin_pu;
    result.vmMinBus = outage.vmMinBus;
    result.losses_MW = outage.losses_MW;
    result.maxPower_MVA = outage.maxPower_MVA;
    result.maxPowerBranch = outage.maxPowerBranch;
    return result;
}

/// Solves `rows` outages on all threads; prepare(row, changes) says what an outage is, or gives a
/// result that needs no solving.
template <class Prepare>
std::vector<Contingency> analyse(const PowerNetwork& intact, const PowerProblem& problem,
                                 const std::vector<char>& isBridge, const PowerOptions& options,
                                 std::size_t rows, const std::stop_token& stop, Prepare prepare) {
    std::vector<Contingency> results(rows);
    tbb::enumerable_thread_specific<CaseSolver> workers(
        [&] { return CaseSolver(intact, problem, isBridge, options); });
    tbb::parallel_for(tbb::blocked_range<std::size_t>(0, rows),
                      [&](const tbb::blocked_range<std::size_t>& range) {
                          for (std::size_t k = range.begin(); k != range.end(); ++k) {
                              CaseChanges changes;
                              if (!prepare(k, changes, results[k]) || stop.stop_requested())
                                  continue;
                              CaseSolver& worker = workers.local();
                              const CaseStatus status = worker.solve(changes, stop);
                              results[k] = toContingency(
                                  results[k].branch, summarise(status, problem, worker.solution()));
                          }
                      });
    return results;
}

/// Finds out why outages were not solved, and solves those whose start was too far away.
void followFailures(const PowerNetwork& intact, const PowerProblem& problem,
                    const PowerOptions& options, const std::stop_token& stop,
                    std::vector<Contingency>& results) {
    std::vector<Contingency*> failed;
    for (Contingency& result : results)
        if (result.result == ContingencyResult::NotConverged)
            failed.push_back(&result);
    tbb::parallel_for(std::size_t{0}, failed.size(), [&](std::size_t k) {
        Contingency& outage = *failed[k];
        const FadedBranch faded = fadeOut(intact, problem, outage.branch, options, stop);
        if (stop.stop_requested())
            return;
        if (faded.isOut) {
            outage = toContingency(outage.branch,
                                   summarise(CaseStatus::Converged, problem, faded.solution));
        } else if (faded.solution.converged()) {
            outage.result = ContingencyResult::Collapsed;
            outage.collapseShare = faded.lastShare;
            outage.collapseBus = faded.fallingBus;
        }
    });
}

} // namespace

std::vector<Contingency> analyseOutages(const PowerNetwork& network, const PowerProblem& problem,
                                        std::span<const int> branches, const PowerOptions& options,
                                        std::stop_token stop) {
    PowerNetwork intact = network;
    PowerOptions base = options;
    base.reactiveLimits = ReactiveLimits::Ignored;
    const PowerSolution before = intact.solve(problem, base, stop);
    const std::vector<char> isBridge = findBridges(problem);
    std::vector<Contingency> results = analyse(
        intact, problem, isBridge, base, branches.size(), stop,
        [&](std::size_t k, CaseChanges& changes, Contingency& result) {
            const int branch = result.branch = branches[k];
            const Branch& row = problem.branches[branch];
            if (!row.inService || before.vm_pu.empty() || std::isnan(before.vm_pu[row.from])) {
                result.result = ContingencyResult::OutOfService;
                return false;
            }
            changes.branchesOut.push_back(branch);
            return true;
        });
    followFailures(intact, problem, base, stop, results);
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
    auto network = PowerNetwork::compile(problem);
    if (!network || problem.links.empty())
        return {};
    const std::vector<char> isBridge = findBridges(problem);
    const std::vector<char> isLinkBridge = findLinkBridges(problem);
    PowerOptions flat = options;
    flat.reactiveLimits = ReactiveLimits::Ignored;
    return analyse(*network, problem, isBridge, flat, problem.links.size(), stop,
                   [&](std::size_t link, CaseChanges& changes, Contingency& result) {
                       result.branch = static_cast<int>(link);
                       if (!problem.links[link].closed) {
                           result.result = ContingencyResult::OutOfService;
                           return false;
                       }
                       if (isLinkBridge[link]) {
                           result.result = ContingencyResult::Islanded;
                           return false;
                       }
                       changes.linksOpened.push_back(static_cast<int>(link));
                       return true;
                   });
}

} // namespace hallwright::power
