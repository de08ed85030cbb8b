#pragma once

#include "core/solvers/airflow/lattice.h"

#include <stop_token>
#include <vector>

namespace hallwright::airflow {

constexpr int kNoRegion = -1; // in solids

/// A way for air between two regions.
struct RegionLink {
    int near = 0;
    int far = 0;
    double area_m2 = 0.0; ///< or what else the flow is proportional to
};

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

/// Pressures p with sum over links of area * (p_own - p_other) = surplus, by conjugate gradients; a
/// group of linked regions is solvable when its surpluses cancel.
[[nodiscard]] std::vector<double> regionPressures(const std::vector<RegionLink>& links,
                                                  std::vector<double> surplus_m3_per_s);

} // namespace hallwright::airflow
