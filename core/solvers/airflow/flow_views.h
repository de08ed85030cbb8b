#pragma once

#include "core/solvers/airflow/airflow_problem.h"
#include "core/solvers/airflow/grid_shape.h"
#include "core/solvers/airflow/transport_cell.h"

namespace hallwright::airflow {

/// Views with the numbers of a problem and its grid; all pointers to fields are the caller's to
/// set.
[[nodiscard]] HeatView heatNumbers(const AirflowProblem& problem, const GridShape& shape);
[[nodiscard]] MomentumView momentumNumbers(const AirflowProblem& problem, const GridShape& shape,
                                           int axis);

} // namespace hallwright::airflow
