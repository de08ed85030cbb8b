#pragma once

#include "core/engine/intake_rises.h"

#include <optional>

namespace hallwright::app {

class LiveResults;

/// How much warmer than ambient the coolers' air is, as the window's own solve has found it; none
/// until the air over the campus as it stands has been solved on its finest grid.
[[nodiscard]] std::optional<engine::IntakeRises> plumeIntakes(const LiveResults* live);

} // namespace hallwright::app
