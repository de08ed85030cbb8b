#pragma once

#include "core/solvers/power/power_problem.h"

namespace hallwright::power {

/// A meshed network for tests and benchmarks, in the manner of a transmission system: `columns` by
/// `rows` buses on a lattice, lines between neighbours (one in ten is left out where that does not
/// cut a bus off, one in eight is a transformer), a generator that holds its voltage at every ninth
/// bus, a reference at the first. The numbers come from a fixed pseudo-random sequence.
[[nodiscard]] PowerProblem syntheticMesh(int columns, int rows);

} // namespace hallwright::power
