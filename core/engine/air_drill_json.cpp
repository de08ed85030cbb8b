#include "core/engine/air_drill_json.h"

#include <nlohmann/json.hpp>

namespace hallwright::engine {

namespace {

using Json = nlohmann::ordered_json;

Json orNull(const std::optional<double>& value) {
    return value ? Json(*value) : Json();
}

} // namespace

Json toJson(const AirDrill& drill, const model::Campus& campus) {
    Json frames = Json::array();
    for (const auto& frame : drill.frames)
        frames.push_back(
            {{"t_s", frame.time_s},
             {"mean_c", frame.mean_C},
             {"worst_inlet_c", frame.worstInlet_C},
             {"worst_rack", drill.racks.empty() ? Json()
                                                : Json(campus.nameOf(model::entity(
                                                      drill.racks[frame.worstRack].id)))},
             {"fan_share", frame.fanShare}});
    Json racks = Json::array();
    for (std::size_t n = 0; n < drill.racks.size(); ++n) {
        const auto& rack = drill.racks[n];
        Json inlets = Json::array();
        for (const auto& frame : drill.frames)
            inlets.push_back(frame.rackInlet_C[n]);
        racks.push_back({{"id", rack.id.number},
                         {"name", campus.nameOf(model::entity(rack.id))},
                         {"recommended_c", rack.recommended_C},
                         {"allowable_c", rack.allowable_C > 0.0 ? Json(rack.allowable_C) : Json()},
                         {"above_recommended_s", orNull(rack.aboveRecommended_s)},
                         {"over_allowable_s", orNull(rack.overAllowable_s)},
                         {"trips_s", orNull(rack.trips_s)},
                         {"inlet_c", std::move(inlets)}});
    }
    const auto* above = drill.firstAbove();
    const auto* over = drill.firstOver();
    return {{"hall", campus.nameOf(model::entity(drill.hall))},
            {"event", drill.options.event == AirEvent::FansStop ? "fans_stop" : "water_stops"},
            {"cell_m", drill.frames.empty() ? Json() : Json(drill.frames.front().air->cell_m.x)},
            {"converged", drill.status == airflow::AirflowStatus::Converged},
            {"message", drill.message},
            {"first_above_recommended_s", above ? orNull(above->aboveRecommended_s) : Json()},
            {"first_over_allowable_s", over ? orNull(over->overAllowable_s) : Json()},
            {"frames", std::move(frames)},
            {"racks", std::move(racks)}};
}

} // namespace hallwright::engine
