#pragma once

#include "core/solvers/airflow/airflow_problem.h"

#include <array>

namespace hallwright::airflow {

/// Numbers of cells near the wanted edge whose planes meet the boxes, device faces and baffles of
/// the problem best: an aisle that loses half a cell to rounding changes the air more than cells a
/// tenth larger or smaller do.
[[nodiscard]] std::array<int, 3> fitCells(const AirflowProblem& problem);

} // namespace hallwright::airflow
