#pragma once

#include "core/engine/air_drill.h"

#include <nlohmann/json_fwd.hpp>

namespace hallwright::engine {

/// {"hall","event","cell_m","converged","message","first_above_recommended_s","first_over_allowable_s"
/// (null: none within the
/// drill),"frames":[{"t_s","mean_c","worst_inlet_c","worst_rack","fan_share","racks_off"}],
/// "racks":[{"id","name","recommended_c","allowable_c","above_recommended_s","over_allowable_s","trips_s",
/// "inlet_c":[one a frame]}]}.
[[nodiscard]] nlohmann::ordered_json toJson(const AirDrill& drill, const model::Campus& campus);

} // namespace hallwright::engine
