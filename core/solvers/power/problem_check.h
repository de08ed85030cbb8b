#pragma once

#include "core/base/result.h"
#include "core/solvers/power/power_problem.h"

namespace hallwright::power {

/// Everything that keeps a problem from being compiled: indices outside the tables, numbers that
/// are not finite, branches without impedance, ratios and set-points that are not positive. Places
/// are
/// "/branches/17". Empty when there is nothing to say.
[[nodiscard]] base::Diagnostics checkProblem(const PowerProblem& problem);

} // namespace hallwright::power
