#include "core/engine/cooling_drill_json.h"

#include <nlohmann/json.hpp>

namespace hallwright::engine {

using Json = nlohmann::ordered_json;

Json toJson(const std::vector<CoolingVerdict>& verdicts) {
    Json rows = Json::array();
    for (const auto& verdict : verdicts) {
        Json row{{"id", verdict.outage.element.number},
                 {"name", verdict.outage.name},
                 {"result", !verdict.converged  ? "not_solved"
                            : verdict.holds()   ? "holds"
                            : verdict.racksOver ? "overheats"
                                                : "short_of_flow"},
                 {"racks_over_limit", verdict.racksOver},
                 {"racks_uncooled", verdict.racksUncooled},
                 {"racks_short_of_flow", verdict.racksShort},
                 {"warmest_supply_c", verdict.warmest_C > 0.0 ? Json(verdict.warmest_C) : Json()},
                 {"minutes_to_limit",
                  verdict.untilLimit_s ? Json(*verdict.untilLimit_s / 60.0) : Json()}};
        if (verdict.untilLimit_s) {
            row["first_hall"] = verdict.firstHall;
            row["facility_water_m3"] = verdict.facility_m3;
            row["loop_coolant_m3"] = verdict.loop_m3;
            Json course = Json::array();
            for (std::size_t i = 0; i < verdict.time_s.size(); ++i)
                course.push_back({{"s", verdict.time_s[i]},
                                  {"facility_supply_c", verdict.facility_C[i]},
                                  {"loop_supply_c", verdict.loop_C[i]}});
            row["course"] = std::move(course);
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

} // namespace hallwright::engine
