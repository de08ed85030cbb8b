#pragma once

#include "core/engine/outage.h"
#include "core/engine/solution.h"

#include <nlohmann/json_fwd.hpp>

#include <vector>

namespace hallwright::engine {

/// Verdicts on outages, in the rows of `hallwright drill`:
/// {"id","element","kind","section"?,"verdict","racks_lost","load_lost_kw","overloads":[{"id","name",
/// "loading"}],"lowest_voltage_pu","lowest_voltage_bus","closed":[names],"restored_by":[names],
/// "minutes_on_batteries"?,"cooling"?}; verdict: holds, overloads, drops_load, cooling_short,
/// not_solved; cooling: a row of `hallwright drill --cooling`, where cooling stands still.
[[nodiscard]] nlohmann::ordered_json toJson(const std::vector<OutageVerdict>& verdicts,
                                            const model::Campus& campus);

/// How far the supply of each hall holds: {"id","name","design","grade","holds_any_block_out",
/// "worst_outage","racks_lost","worst_overload":{...}?,"racks":{"2N":288}}.
[[nodiscard]] nlohmann::ordered_json supplyJson(const Solution& solution,
                                                const model::Campus& campus);

} // namespace hallwright::engine
