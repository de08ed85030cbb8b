#pragma once

#include "core/solvers/airflow/lattice.h"
#include "core/solvers/airflow/region_pressure.h"

#include <stop_token>
#include <vector>

namespace hallwright::airflow {

constexpr int kNoRegion = -1; // in solids

/// Numbers the regions of air cells that open faces connect, for each cell of the lattice. `open`:
/// that of the lattice or one of its own making. Ends early when a stop is requested; the answer
/// is then of no use.
[[nodiscard]] std::vector<int> labelRegions(const Lattice& lattice,
                                            const std::array<std::vector<float>, 3>& open,
                                            int& regionCount, const std::stop_token& stop = {});

/// What the given velocities bring into each region, less what they take, m3/s.
[[nodiscard]] std::vector<double> regionSurplus(const Lattice& lattice,
                                                const std::vector<int>& region, int regionCount,
                                                const std::stop_token& stop = {});

/// See solveRegionPressures(); one of each region.
[[nodiscard]] std::vector<double> regionPressures(const std::vector<RegionLink>& links,
                                                  std::vector<double> surplus_m3_per_s);

} // namespace hallwright::airflow
