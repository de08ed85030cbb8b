#pragma once

#include "core/catalog/catalog.h"
#include "core/model/campus.h"

namespace hallwright::model {

/// Which end of a feeder is meant; power is meant to flow from `From` to `To`.
enum class FeederEnd { From, To };

/// Voltage at one end of a feeder [V]: the grid connection's; a substation's medium voltage, or its
/// high voltage towards a grid connection or a substation above it; the upper side of a hall's
/// transformers; 0 where the end takes any voltage (plants and generators bring their own
/// transformers).
[[nodiscard]] double feederVoltage_V(const Campus& campus, const catalog::Catalog& catalog,
                                     EntityId end, FeederEnd role, EntityId otherEnd);

} // namespace hallwright::model
