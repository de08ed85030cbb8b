#pragma once

#include "core/solvers/power/power_network.h"

namespace hallwright::power {

/// What became of a network while one of its branches was faded out: its admittance multiplied by a
/// share that falls from 1 to 0, each state found from the one before.
struct FadedBranch {
    bool isOut = false;     ///< the share has reached 0; `solution` is the state without the branch
    double lastShare = 1.0; ///< smallest share with a state
    int fallingBus = -1;    ///< bus whose voltage has fallen most by then
    PowerSolution solution; ///< at lastShare
};

/// For outages that Newton's method solves neither from the state before nor from a flat start: the
/// way there tells a start that was too far away from a voltage collapse, where the path of
/// states turns back before the branch is out (a fold, found to 0.1 % of the branch's admittance).
/// `intact` is compiled from `problem` and solved for it.
[[nodiscard]] FadedBranch fadeOut(const PowerNetwork& intact, const PowerProblem& problem,
                                  int branch, const PowerOptions& options, std::stop_token stop);

} // namespace hallwright::power
