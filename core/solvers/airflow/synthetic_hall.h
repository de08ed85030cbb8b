#pragma once

#include "core/solvers/airflow/airflow_problem.h"

namespace hallwright::airflow {

/// Halls for benchmarks and the self-check, whose racks warm their air by 12 K and whose units move
/// a tenth more of it.

/// 12 x 8 x 3.2 m, two facing rows of 8 racks of 10 kW, two units at one end: the hall of
/// tests/data/thermal/hall_open_aisle.json.
[[nodiscard]] AirflowProblem syntheticHall(double cell_m);

/// 40 x 25 x 5 m, four pairs of rows with cold aisles, 320 racks of 8 kW, units along both short
/// walls.
[[nodiscard]] AirflowProblem largeSyntheticHall(double cell_m);

} // namespace hallwright::airflow
