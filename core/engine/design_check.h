#pragma once

#include "core/catalog/catalog.h"
#include "core/engine/finding.h"
#include "core/engine/solution.h"
#include "core/model/campus.h"

#include <vector>

namespace hallwright::engine {

/// What the layout alone shows: overlaps, aisle widths, clearances, things outside the boundary,
/// racks without feed or coolant, connections whose ends do not fit. Needs no solve.
[[nodiscard]] std::vector<Finding> checkLayout(const model::Campus& campus,
                                               const catalog::Catalog& catalog);

/// What a solution shows: overloads of feeders, transformers, busways and pipes, voltages, inlet
/// and coolant temperatures out of class, cooling units beyond capacity, states not converged.
[[nodiscard]] std::vector<Finding> checkSolution(const model::Campus& campus,
                                                 const catalog::Catalog& catalog,
                                                 const Solution& solution);

/// Faults first, then warnings, then notes; within each by how far over its limit.
void sortFindings(std::vector<Finding>& findings);

/// Number of rules that the two checks apply, for "No finding. 46 rules checked".
[[nodiscard]] int ruleCount();

} // namespace hallwright::engine
