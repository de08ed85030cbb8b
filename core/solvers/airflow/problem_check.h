#pragma once

#include "core/base/result.h"
#include "core/solvers/airflow/airflow_problem.h"

namespace hallwright::airflow {

/// Of any figure: far beyond all halls, and its powers are still numbers.
inline constexpr double kMostFigure = 1e9;

/// What makes a problem unsolvable whatever the grid: sizes that are not positive, numbers that are
/// not finite, heat without flow, too many cells.
[[nodiscard]] base::Diagnostics checkProblem(const AirflowProblem& problem);

} // namespace hallwright::airflow
