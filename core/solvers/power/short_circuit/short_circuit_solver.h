#pragma once

#include "core/base/result.h"
#include "core/solvers/power/short_circuit/short_circuit_problem.h"
#include "core/solvers/power/short_circuit/short_circuit_solution.h"

namespace hallwright::short_circuit {

/// What is wrong with a problem: indices out of range, ratings that are not positive, values that
/// are not finite. Places are rows of its tables, "/lines/3".
[[nodiscard]] base::Diagnostics checkProblem(const ShortCircuitProblem& problem);

/// Faults at all buses of a sound problem, one after the other, by IEC 60909-0:2016 with the
/// equivalent voltage source c Un / sqrt(3) at the fault:
///   Ik3 = c Un / (sqrt(3) |Z1|), Ik2 = sqrt(3)/2 Ik3 (Z2 = Z1), Ik1 = sqrt(3) c Un / |2 Z1 + Z0|,
///   ip = kappa sqrt(2) Ik3, Ith = Ik3 sqrt(m + 1).
/// Converters add |Z_ij| / |Z_ii| of their current to three-phase faults (6.9); Ib takes off what
/// machines lose until the breaker parts, by equation (75) of meshed networks.
/// The impedance Z_ii of every bus comes from one sparse factorisation a sequence and frequency.
[[nodiscard]] ShortCircuitSolution solveShortCircuit(const ShortCircuitProblem& problem,
                                                     const ShortCircuitOptions& options);

} // namespace hallwright::short_circuit
