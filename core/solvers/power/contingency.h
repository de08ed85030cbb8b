#pragma once

#include "core/solvers/power/power_network.h"

#include <span>
#include <vector>

namespace hallwright::power {

enum class ContingencyResult {
    Converged,
    Islanded,     ///< the outage leaves buses without a source: not solved, no numbers
    Collapsed,    ///< no state carries the load: on the way from the state before, the voltage
                  ///< collapses while a share of the branch is still there (branch_fading.h)
    NotConverged, ///< neither from the state before the outage nor from a flat start
    OutOfService, ///< the branch carries nothing before the outage: nothing changes, not solved
    Cancelled,
};

/// The network with one branch out. Numbers are set where the result is Converged only, but for the
/// last two.
struct Contingency {
    int branch = -1;
    ContingencyResult result = ContingencyResult::Cancelled;
    double vmMin_pu = 0.0;
    int vmMinBus = -1;
    double losses_MW = 0.0;
    double maxPower_MVA = 0.0; ///< largest apparent power at an end of any branch
    int maxPowerBranch = -1;

    // Where Collapsed:
    double collapseShare = 0.0; ///< smallest share of the branch's admittance with a state
    int collapseBus = -1;       ///< bus whose voltage falls most
};

/// Takes each of `branches` out alone, starting from the intact state, on all threads. Generation
/// and load stay; sources take up the difference; reactive limits are ignored. The answers are in
/// the order of `branches` and do not depend on the number of threads. Needs a problem that
/// PowerNetwork::compile() accepts and a network compiled from it.
[[nodiscard]] std::vector<Contingency> analyseOutages(const PowerNetwork& network,
                                                      const PowerProblem& problem,
                                                      std::span<const int> branches,
                                                      const PowerOptions& options = {},
                                                      std::stop_token stop = {});

/// analyseOutages() for every branch of the problem.
[[nodiscard]] std::vector<Contingency> analyseAllOutages(const PowerNetwork& network,
                                                         const PowerProblem& problem,
                                                         const PowerOptions& options = {},
                                                         std::stop_token stop = {});

/// Opens each closed link alone; `branch` of the answers is the row of the link. An open link
/// changes the structure, so that every network is compiled anew and starts flat.
[[nodiscard]] std::vector<Contingency> analyseLinkOutages(const PowerProblem& problem,
                                                          const PowerOptions& options = {},
                                                          std::stop_token stop = {});

} // namespace hallwright::power
