#pragma once

#include "core/solvers/hydronic/hydronic_problem.h"
#include "core/solvers/hydronic/hydronic_solution.h"

#include <vector>

namespace hallwright::hydronic {

/// Everything in `problem` that no solve could make sense of: indexes out of range, values that are
/// not finite or outside their range, curves that do not fall. Empty: fit to solve.
[[nodiscard]] std::vector<HydronicIssue> findInvalidInput(const HydronicProblem& problem);

} // namespace hallwright::hydronic
