#pragma once

#include "core/engine/year_run.h"

#include <nlohmann/json_fwd.hpp>

namespace hallwright::engine {

enum class YearDetail { Sums, Hours };

/// The result as assets/schema/year.schema.json describes it; the hours themselves on request.
[[nodiscard]] nlohmann::ordered_json toJson(const YearResult& result, YearDetail detail);

} // namespace hallwright::engine
