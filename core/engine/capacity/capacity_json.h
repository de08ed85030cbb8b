#pragma once

#include "core/engine/capacity/capacity.h"

#include <nlohmann/json_fwd.hpp>

namespace hallwright::engine {

/// {"nominal_mw", "usable_mw", "spare_mw", "resources": [{"id", "racks", "nominal_mw",
/// "usable_mw"}], "halls": [{"id", "name", "racks", "free_positions", "nominal_mw", "usable_mw",
/// "spare_mw", "binds", "by", "limits_mw": {"space", ...}}], "racks": [{"id", "name", "hall",
/// "nominal_kw", "usable_kw", "loading", "binds", "by", "limits_kw"}]}; a limit of null: the
/// resource does not matter.
[[nodiscard]] nlohmann::ordered_json toJson(const CampusCapacity& capacity,
                                            const model::Campus& campus);

} // namespace hallwright::engine
