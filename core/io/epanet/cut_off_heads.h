#pragma once

#include "core/solvers/hydronic/hydronic_problem.h"
#include "core/solvers/hydronic/hydronic_solution.h"

namespace hallwright::io {

/// The problem with its shut links as EPANET has them: between parts that are supplied without them
/// they pass a little, which counts where a pump of some L/min has a steep curve.
[[nodiscard]] hydronic::HydronicProblem withLeaks(const hydronic::HydronicProblem& problem);

/// Reports what shut links of `problem` let through in a solution of withLeaks() as EPANET does: as
/// no flow.
void hideLeaks(const hydronic::HydronicProblem& problem, hydronic::HydronicSolution& solution);

/// Gives nodes that shut links cut off from every fixed head the heads and flows that EPANET
/// reports for them. It never shuts a link wholly: it leaks 1 ft3/s at 1e8 ft, so that a part
/// without demand takes the mean head around it, and one with demand falls far below zero.
/// `solution` is a converged one of `problem`; its findings about such parts say afterwards what
/// their heads are.
void setCutOffHeads(const hydronic::HydronicProblem& problem, hydronic::HydronicSolution& solution);

} // namespace hallwright::io
