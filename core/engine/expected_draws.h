#pragma once

#include "core/engine/supply_devices.h"
#include "core/engine/trunk_power.h"

#include <vector>

namespace hallwright::engine {

/// Reactive over active power.
[[nodiscard]] double reactiveShare(double powerFactor);

/// What hangs on the trunk by the racks' demand and the ratings alone: the trunk's own loads, then
/// one row for each intake of the halls. Busways, which lose a few per mille, are left out.
[[nodiscard]] std::vector<power::Load> expectedDraws(const TrunkPower& trunk,
                                                     const std::vector<HallPart>& halls,
                                                     const power::PowerProblem& problem,
                                                     const std::vector<bool>& isLive);

} // namespace hallwright::engine
