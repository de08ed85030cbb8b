#pragma once

#include "core/solvers/power/power_problem.h"

namespace hallwright::power {

enum class FeederLayout {
    Radial,     ///< every feeder is a chain
    ClosedRing, ///< the end of every feeder is led back to its busbar
};

/// A campus for tests and benchmarks with `rackCount` load nodes, the network that published speeds
/// of other programs were measured on: a 132 kV grid, one 80 MVA 132/23 kV transformer for each 25
/// LV transformers, 22 kV feeders of five ring-main units, 2.5 MVA 22/0.433 kV transformers, five
/// busways of 20 racks each, 8 to 22 kW a rack at power factor 0.93 to 0.99. The numbers come from
/// a fixed pseudo-random sequence.
[[nodiscard]] PowerProblem syntheticCampus(int rackCount, FeederLayout layout);

} // namespace hallwright::power
