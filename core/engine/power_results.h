#pragma once

#include "core/engine/campus_index.h"
#include "core/engine/power_assembly.h"
#include "core/engine/solution.h"

#include <map>

namespace hallwright::engine {

/// Sums of the power solution that the energy balance is made from [W].
struct PowerSums {
    double grid_W = 0.0;       ///< fed at the grid connections
    double generation_W = 0.0; ///< fed on site, less what batteries charge
    double it_W = 0.0;         ///< of the racks served
    double branchLoss_W = 0.0;
    double deviceLoss_W = 0.0; ///< UPS, transfer switches, PDUs, power racks
    double auxiliary_W = 0.0;  ///< cooling as loaded in the network
};

[[nodiscard]] PowerSums sumPower(const PowerAssembly& power);

/// Losses that warm the air of each hall [W].
[[nodiscard]] std::map<model::HallId, double> indoorLosses(const PowerAssembly& power);
/// The same as expected before any solve.
[[nodiscard]] std::map<model::HallId, double> expectedIndoorLosses(const PowerAssembly& power);

/// Writes what the power solution says into racks, transformers, feeders, busways, buses, grids,
/// generation, the units between transformers and racks, and the losses by kind.
void describePower(const CampusIndex& index, const PowerAssembly& power, Solution& solution);

} // namespace hallwright::engine
