#pragma once

#include "core/engine/campus_index.h"
#include "core/engine/cooling_system.h"
#include "core/engine/solution.h"

namespace hallwright::engine {

/// Writes what the cooling says into racks, units, mains, halls, plants and loops. Racks and halls
/// must hold the power results already.
void describeCooling(const CampusIndex& index, const catalog::Catalog& catalog,
                     const CoolingSystem& cooling, Solution& solution);

} // namespace hallwright::engine
