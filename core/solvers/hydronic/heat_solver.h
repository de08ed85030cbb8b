#pragma once

#include "core/solvers/hydronic/heat_problem.h"
#include "core/solvers/hydronic/hydronic_problem.h"
#include "core/solvers/hydronic/hydronic_solution.h"

#include <stop_token>

namespace hallwright::hydronic {

/// Solves temperatures of all networks and exchangers together: one upwind mixing balance a node,
/// linear while each control keeps its state; states (set-point held, saturated, idle) are switched
/// until they fit. The sparse LU first finds the block triangular form, so that what only flows
/// downstream costs a topological sweep and each closed loop is one block.
[[nodiscard]] HeatSolution solveHeat(const HeatProblem& problem, std::stop_token stop = {});

/// A heat network over `problem` with the flows of `solution`: adiabatic links, no fixed
/// temperatures; negative demands and fixed-head nodes that feed the network become inflows at
/// `inflow_K`.
[[nodiscard]] HeatNetwork heatNetworkOf(const HydronicProblem& problem,
                                        const HydronicSolution& solution,
                                        double heatCapacity_J_per_kgK, double inflow_K = 293.15);

} // namespace hallwright::hydronic
