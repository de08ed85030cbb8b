#pragma once

#include "core/engine/cooling_drill.h"

#include <nlohmann/json_fwd.hpp>

#include <vector>

namespace hallwright::engine {

/// The verdicts as the rows that `hallwright drill --cooling` writes; minutes are null where no
/// limit is passed.
[[nodiscard]] nlohmann::ordered_json toJson(const std::vector<CoolingVerdict>& verdicts);

} // namespace hallwright::engine
