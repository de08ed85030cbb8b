#pragma once

#include "core/solvers/power/network_structure.h"

namespace hallwright::power {

/// Finds out where each branch and each source's impedance enters the equations of a structure
/// whose nodes are numbered: edge of a tree, entry of the core's rows, edge to a slack node. Fills
/// branches, slackEdges, slackEdgeOfSource, coreStart and coreColumn.
void placeBranches(const PowerProblem& problem, NetworkStructure& structure);

} // namespace hallwright::power
