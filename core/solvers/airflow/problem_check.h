#pragma once

#include "core/base/result.h"
#include "core/solvers/airflow/airflow_problem.h"

namespace hallwright::airflow {

/// What makes a problem unsolvable whatever the grid: sizes that are not positive, numbers that are
/// not finite, heat without flow, too many cells.
[[nodiscard]] base::Diagnostics checkProblem(const AirflowProblem& problem);

} // namespace hallwright::airflow
