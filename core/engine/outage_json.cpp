#include "core/engine/outage_json.h"

#include "core/engine/cooling_drill_json.h"
#include "core/model/campus.h"
#include "core/model/supply_pattern.h"

#include <nlohmann/json.hpp>

namespace hallwright::engine {

namespace {

using Json = nlohmann::ordered_json;

const char* kindWord(const model::Campus& campus, const Outage& outage) {
    if (outage.section >= 0)
        return "bus_section";
    switch (campus.kindOf(outage.element)) {
    case model::EntityKind::GridConnection:
        return "grid_connection";
    case model::EntityKind::Substation:
        return "substation";
    case model::EntityKind::Feeder:
        return "feeder";
    case model::EntityKind::Equipment: {
        const auto* unit = campus.equipment().find({outage.element.number});
        return unit && unit->kind == model::EquipmentKind::Transformer  ? "transformer"
               : unit && unit->kind == model::EquipmentKind::Generation ? "generator"
                                                                        : "equipment";
    }
    default:
        return "other";
    }
}

const char* verdictWord(const OutageVerdict& verdict) {
    return !verdict.converged           ? "not_solved"
           : verdict.racksLost > 0      ? "drops_load"
           : !verdict.overloads.empty() ? "overloads"
           : verdict.holds()            ? "holds"
                                        : "cooling_short";
}

Json namesOf(const model::Campus& campus, const std::vector<model::FeederId>& feeders) {
    Json names = Json::array();
    for (const auto id : feeders)
        names.push_back(campus.nameOf(model::entity(id)));
    return names;
}

Json overloadRow(const OutageOverload& overload) {
    return {
        {"id", overload.element.number}, {"name", overload.name}, {"loading", overload.loading}};
}

} // namespace

Json toJson(const std::vector<OutageVerdict>& verdicts, const model::Campus& campus) {
    Json rows = Json::array();
    for (const auto& verdict : verdicts) {
        Json row{{"id", verdict.outage.element.number},
                 {"element", verdict.outage.name},
                 {"kind", kindWord(campus, verdict.outage)}};
        if (verdict.outage.section >= 0)
            row["section"] = verdict.outage.section + 1;
        row["verdict"] = verdictWord(verdict);
        row["racks_lost"] = verdict.racksLost;
        row["load_lost_kw"] = verdict.lost_W / 1e3;
        Json overloads = Json::array();
        for (const auto& overload : verdict.overloads)
            overloads.push_back(overloadRow(overload));
        row["overloads"] = std::move(overloads);
        row["lowest_voltage_pu"] = verdict.lowest_pu > 0.0 ? Json(verdict.lowest_pu) : Json();
        row["lowest_voltage_bus"] = verdict.lowestBus;
        row["closed"] = namesOf(campus, verdict.closed);
        row["restored_by"] = namesOf(campus, verdict.restoredBy);
        if (verdict.onBatteries_s)
            row["minutes_on_batteries"] = *verdict.onBatteries_s / 60.0;
        if (verdict.cooling)
            row["cooling"] = toJson(std::vector{*verdict.cooling}).front();
        rows.push_back(std::move(row));
    }
    return rows;
}

Json supplyJson(const Solution& solution, const model::Campus& campus) {
    Json rows = Json::array();
    for (const auto& [id, supply] : solution.supply) {
        const auto* hall = campus.halls().find(id);
        if (!hall)
            continue;
        Json row{{"id", id.number},
                 {"name", hall->name},
                 {"design", model::patternOf(hall->recipe.feeds).name},
                 {"grade", nameOf(supply.grade)},
                 {"holds_any_block_out", supply.holdsAnyBlockOut},
                 {"worst_outage", supply.worstOutage},
                 {"racks_lost", supply.racksLost}};
        if (supply.worstOverload.loading > 0.0)
            row["worst_overload"] = overloadRow(supply.worstOverload);
        Json racks = Json::object();
        for (const auto& rack : campus.racks())
            if (rack.hall == id)
                if (const auto it = solution.rackSupply.find(rack.id);
                    it != solution.rackSupply.end()) {
                    auto& count = racks[nameOf(it->second)];
                    count = count.is_null() ? 1 : count.get<int>() + 1;
                }
        row["racks"] = std::move(racks);
        rows.push_back(std::move(row));
    }
    return rows;
}

} // namespace hallwright::engine
