#pragma once

#include "core/engine/solution.h"
#include "core/model/campus.h"

#include <nlohmann/json_fwd.hpp>

namespace hallwright::engine {

/// A solution as the command line writes it: power in kW, temperatures in degC, the rest as named.
/// Entities come in id order and carry id and name, so that equal solutions give equal text.
[[nodiscard]] nlohmann::ordered_json toJson(const Solution& solution, const model::Campus& campus);

[[nodiscard]] nlohmann::ordered_json toJson(const std::vector<Finding>& findings);
[[nodiscard]] nlohmann::ordered_json toJson(const std::vector<Kpi>& kpis);

} // namespace hallwright::engine
