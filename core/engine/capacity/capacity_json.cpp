#include "core/engine/capacity/capacity_json.h"

#include <nlohmann/json.hpp>

#include <cmath>

namespace hallwright::engine {

namespace {

using Json = nlohmann::ordered_json;

constexpr double kWattsPerMegawatt = 1e6;
constexpr double kWattsPerKilowatt = 1e3;

Json limitsJson(const Limits& limits, double unit_W) {
    Json json = Json::object();
    for (std::size_t r = 0; r < kResources; ++r)
        json[std::string(idOf(static_cast<Resource>(r)))] =
            std::isfinite(limits.limit_W[r]) ? Json(limits.limit_W[r] / unit_W) : Json();
    return json;
}

Json rackJson(const RackCapacity& rack, double loading, const model::Campus& campus) {
    return {{"id", rack.rack.number},
            {"name", campus.nameOf(model::entity(rack.rack))},
            {"hall", rack.hall.number},
            {"nominal_kw", rack.nominal_W / kWattsPerKilowatt},
            {"usable_kw", rack.usable_W / kWattsPerKilowatt},
            {"loading", std::isfinite(loading) ? Json(loading) : Json()},
            {"binds", idOf(rack.binds)},
            {"by", rack.by},
            {"limits_kw", limitsJson(rack, kWattsPerKilowatt)}};
}

Json hallJson(const HallCapacity& hall, const model::Campus& campus) {
    return {{"id", hall.hall.number},
            {"name", campus.nameOf(model::entity(hall.hall))},
            {"racks", hall.racks},
            {"free_positions", hall.freePositions},
            {"nominal_mw", hall.nominal_W / kWattsPerMegawatt},
            {"usable_mw", hall.usable_W / kWattsPerMegawatt},
            {"spare_mw", hall.spare_W / kWattsPerMegawatt},
            {"binds", idOf(hall.binds)},
            {"by", hall.by},
            {"limits_mw", limitsJson(hall, kWattsPerMegawatt)}};
}

} // namespace

Json toJson(const CampusCapacity& capacity, const model::Campus& campus) {
    Json resources = Json::array();
    for (std::size_t r = 0; r < kResources; ++r)
        resources.push_back({{"id", idOf(static_cast<Resource>(r))},
                             {"racks", capacity.bound[r].racks},
                             {"nominal_mw", capacity.bound[r].nominal_W / kWattsPerMegawatt},
                             {"usable_mw", capacity.bound[r].usable_W / kWattsPerMegawatt}});
    Json halls = Json::array();
    for (const auto& hall : capacity.halls)
        halls.push_back(hallJson(hall, campus));
    Json racks = Json::array();
    const auto loading = capacity.loading();
    for (std::size_t i = 0; i < capacity.racks.size(); ++i)
        racks.push_back(rackJson(capacity.racks[i], loading[i], campus));
    return {{"nominal_mw", capacity.nominal_W / kWattsPerMegawatt},
            {"usable_mw", capacity.usable_W / kWattsPerMegawatt},
            {"spare_mw", capacity.spare_W / kWattsPerMegawatt},
            {"resources", std::move(resources)},
            {"halls", std::move(halls)},
            {"racks", std::move(racks)}};
}

} // namespace hallwright::engine
