#pragma once

#include "core/solvers/airflow/lattice.h"

namespace hallwright::airflow {

/// Distance from the centre of each air cell to the nearest closed face, metres, by fast sweeping
/// of the eikonal equation (Zhao, Math. Comp. 74, 2005). Walls across z are left out in two
/// dimensions. Ends early when a stop is requested.
[[nodiscard]] std::vector<float> wallDistances(const Lattice& lattice, bool isTwoDimensional,
                                               const std::stop_token& stop = {});

} // namespace hallwright::airflow
