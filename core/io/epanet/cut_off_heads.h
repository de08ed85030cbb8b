#pragma once

#include "core/solvers/hydronic/hydronic_problem.h"
#include "core/solvers/hydronic/hydronic_solution.h"

namespace hallwright::io {

/// Gives nodes that shut links cut off from every fixed head the heads and flows that EPANET
/// reports for them. It never shuts a link wholly: it leaks 1 ft3/s at 1e8 ft, so that a part
/// without demand takes the mean head around it, and one with demand falls far below zero.
/// `solution` is a converged one of `problem`; its findings about such parts say afterwards what
/// their heads are.
void setCutOffHeads(const hydronic::HydronicProblem& problem, hydronic::HydronicSolution& solution);

} // namespace hallwright::io
