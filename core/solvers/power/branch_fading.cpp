#include "core/solvers/power/branch_fading.h"

#include <algorithm>
#include <cmath>

namespace hallwright::power {
namespace {

constexpr double kFirstStep = 0.25;
constexpr double kSmallestStep = 1e-3;

/// The branch with `share` of its admittances.
Branch faded(const Branch& branch, double share) {
    Branch result = branch;
    result.r_pu /= share;
    result.x_pu /= share;
    result.g_pu *= share;
    result.b_pu *= share;
    return result;
}

int mostFallen(const PowerSolution& before, const PowerSolution& after) {
    int bus = -1;
    double largest = 0.0;
    for (std::size_t i = 0; i < before.vm_pu.size(); ++i)
        if (const double fall = before.vm_pu[i] - after.vm_pu[i]; fall > largest) {
            largest = fall;
            bus = static_cast<int>(i);
        }
    return bus;
}

} // namespace

FadedBranch fadeOut(const PowerNetwork& intact, const PowerProblem& problem, int branch,
                    const PowerOptions& options, std::stop_token stop) {
    PowerOptions onwards = options;
    onwards.start = StartPoint::Last;
    PowerNetwork network = intact;
    PowerProblem less = problem;
    const PowerSolution before = network.solve(problem, onwards, stop);
    FadedBranch result;
    result.solution = before;
    if (!before.converged())
        return result;
    double step = kFirstStep;
    while (step >= kSmallestStep && !stop.stop_requested()) {
        const double share = std::max(0.0, result.lastShare - step);
        PowerNetwork trial = network;
        if (share > 0.0) {
            less.branches[branch] = faded(problem.branches[branch], share);
            trial.updateBranches(less);
        } else {
            less.branches[branch] = problem.branches[branch];
            less.branches[branch].inService = false;
            auto without = PowerNetwork::compile(less);
            if (!without || !without->startFrom(result.solution.vm_pu, result.solution.va_rad))
                break;
            trial = std::move(without).value();
        }
        PowerSolution next = trial.solve(less, onwards, stop);
        if (!next.converged()) {
            step /= 2.0;
            continue;
        }
        network = std::move(trial);
        result.solution = std::move(next);
        result.lastShare = share;
        result.isOut = share == 0.0;
        if (result.isOut)
            break;
    }
    result.fallingBus = mostFallen(before, result.solution);
    return result;
}

} // namespace hallwright::power
