#pragma once

#include "core/engine/trunk_power.h"

#include <array>

namespace hallwright::engine {

/// A transformer of the trunk on its bars.
struct TransformerPlace {
    model::EquipmentId unit;
    model::EntityId parent; ///< substation or plant
    const catalog::TransformerType* type = nullptr;
    int highBus = TrunkPower::kNone;
    std::array<int, 2> lowBuses{};   ///< the second where the type has a second winding
    int starBus = TrunkPower::kNone; ///< where the type has a second winding
};

/// Adds its row and branches: one, or three arms from a star point. `works`: the transformer with
/// each of its low-voltage bars; an arm whose bar is out is out alone.
void addTransformer(TrunkPower& trunk, const TransformerPlace& place,
                    const std::array<bool, 2>& works);

} // namespace hallwright::engine
