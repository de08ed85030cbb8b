#pragma once

#include "core/engine/solution.h"

namespace hallwright::engine {

/// Takes over from `before` what the air stages of the halls found, and the times of the stages
/// that both have, into a solution of the same campus whose power and coolant are solved anew.
void keepAir(const Solution& before, Solution& after);

} // namespace hallwright::engine
