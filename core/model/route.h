#pragma once

#include "core/model/campus.h"

#include <vector>

namespace hallwright::model {

/// Length of a feeder or main along its corners, from centre to centre of its ends [m].
[[nodiscard]] double routeLength_m(const Campus& campus, EntityId from,
                                   const std::vector<Vec2>& corners_m, EntityId to);

} // namespace hallwright::model
