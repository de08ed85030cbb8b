#pragma once

#include "core/engine/cooling_system.h"
#include "core/engine/power_results.h"
#include "core/engine/solution.h"

namespace hallwright::engine {

/// Balances the campus from sums that are formed independently of each other: what the power flow
/// draws from the grid against racks, cooling models and losses; what becomes heat against what
/// the coolers' own models reject, what leaves outdoors directly and what is ventilated.
[[nodiscard]] EnergyBalance balanceEnergy(const PowerAssembly& power, const CoolingSystem& cooling);

} // namespace hallwright::engine
