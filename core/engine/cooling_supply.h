#pragma once

#include "core/engine/campus_index.h"
#include "core/engine/power_assembly.h"

#include <vector>

namespace hallwright::engine {

/// Pumps, coolers and chillers of a plant, CDUs and air units of a hall.
[[nodiscard]] std::vector<model::EntityId> coolingOf(const CampusIndex& index,
                                                     model::EntityId place);

/// Plants with feeders of their own of which none is live: what stands there takes no power.
[[nodiscard]] std::vector<model::EntityId> plantsWithoutSupply(const CampusIndex& index,
                                                               const PowerAssembly& power);

/// What becomes of the cooling's supply between two states of one campus.
struct StoppedCooling {
    /// As OutageVerdict::stopped.
    std::vector<model::EntityId> elements;
    /// As OutageVerdict::onBatteries_s, of halls that are dark now and were not before.
    std::optional<double> onBatteries_s;
};
/// `auxiliary`: where the cooling draws its power in the state before.
[[nodiscard]] StoppedCooling stoppedCooling(const CampusIndex& index, const PowerAssembly& before,
                                            const PowerAssembly& now,
                                            const AuxiliaryPower& auxiliary);

} // namespace hallwright::engine
