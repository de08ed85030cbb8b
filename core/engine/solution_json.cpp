#include "core/engine/solution_json.h"

#include "core/engine/plume_state.h"
#include "core/engine/short_circuit_json.h"
#include "core/model/route.h"
#include "core/model/supply_pattern.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <optional>

namespace hallwright::engine {

namespace {

using Json = nlohmann::ordered_json;

constexpr double kWattsPerKilowatt = 1e3;
constexpr double kSecondsPerMinute = 60.0;
constexpr double kLitresPerHour = 3.6e6; ///< in a cubic metre a second

double kilowatts(double power_W) {
    return power_W / kWattsPerKilowatt;
}

const char* word(Severity severity) {
    switch (severity) {
    case Severity::Fault:
        return "fault";
    case Severity::Warning:
        return "warning";
    case Severity::Note:
        break;
    }
    return "note";
}

std::string word(model::FeedSide side) {
    return std::string(model::letterOf(side));
}

Json rackRow(const model::Rack& rack, const RackState& s) {
    Json row{{"id", rack.id.number},
             {"name", rack.name},
             {"load_kw", kilowatts(s.load_W)},
             {"feed_a_kw", kilowatts(s.feedA_W)},
             {"feed_b_kw", kilowatts(s.feedB_W)},
             {"feed_a", word(s.firstFeed)},
             {"feed_b", word(s.secondFeed)},
             {"voltage_pu", s.voltage_pu},
             {"heat_to_air_kw", kilowatts(s.heatToAir_W)},
             {"heat_to_liquid_kw", kilowatts(s.heatToLiquid_W)},
             {"has_power", s.hasPower}};
    if (s.hasCoolant) {
        row["coolant_flow_m3_per_s"] = s.coolantFlow_m3_per_s;
        row["coolant_supply_c"] = s.coolantSupply_C;
        row["coolant_return_c"] = s.coolantReturn_C;
        row["coolant_pressure_drop_kpa"] = s.coolantPressureDrop_Pa / 1e3;
        row["coupling_pressure_drop_kpa"] = s.couplingPressureDrop_Pa / 1e3;
        row["residual_fraction"] = s.residualFraction;
    }
    if (s.hasAir) {
        row["inlet_mean_c"] = s.airInletMean_C;
        row["inlet_max_c"] = s.airInletMax_C;
        row["outlet_c"] = s.airOutlet_C;
        if (s.airFromSupply)
            row["capture_index_cold"] = *s.airFromSupply;
        if (s.airToReturn)
            row["capture_index_hot"] = *s.airToReturn;
    }
    return row;
}

Json branchRow(const char* kind, std::uint32_t id, const std::string& name, const BranchState& s,
               const char* ratingKey, double ratingScale) {
    Json row{{"kind", kind},
             {"id", id},
             {"name", name},
             {"energised", s.energised},
             {"loading", s.loading},
             {"current_a", s.current_A},
             {"power_kw", kilowatts(s.power_W)},
             {"apparent_kva", kilowatts(s.apparent_VA)},
             {"loss_kw", kilowatts(s.loss_W)},
             {"voltage_drop", s.voltageDrop}};
    row[ratingKey] = s.rating * ratingScale;
    return row;
}

Json branches(const Solution& solution, const model::Campus& campus) {
    Json rows = Json::array();
    for (const auto& [id, state] : solution.grids)
        rows.push_back(branchRow("grid", id.number, campus.nameOf(model::entity(id)), state,
                                 "rating_kva", 1e-3));
    for (const auto& unit : campus.equipment())
        if (const auto it = solution.transformers.find(unit.id);
            it != solution.transformers.end()) {
            rows.push_back(branchRow("transformer", unit.id.number, unit.name, it->second,
                                     "rating_kva", 1e-3));
            if (const auto tap = solution.taps.find(unit.id); tap != solution.taps.end())
                rows.back()["tap"] = {{"position", tap->second.position},
                                      {"last", tap->second.last},
                                      {"voltage_pu", tap->second.voltage_pu},
                                      {"setpoint_pu", tap->second.setpoint_pu},
                                      {"band_pu", tap->second.band_pu}};
        }
    for (const auto& feeder : campus.feeders())
        if (const auto it = solution.feeders.find(feeder.id); it != solution.feeders.end()) {
            rows.push_back(
                branchRow("feeder", feeder.id.number, feeder.name, it->second, "rating_a", 1.0));
            rows.back()["length_m"] =
                model::routeLength_m(campus, feeder.from, feeder.route_m, feeder.to);
            if (const auto* level =
                    solution.faultLevels ? solution.faultLevels->find(feeder.id) : nullptr)
                addFaultLevel(rows.back(), *level);
        }
    for (std::size_t i = 0; i < solution.busways.size(); ++i) {
        const auto& busway = solution.busways[i];
        auto row = branchRow("busway", busway.row.number, busway.name, busway, "rating_a", 1.0);
        row["hall"] = campus.nameOf(model::entity(busway.hall));
        row["side"] = word(busway.side);
        row["lead_in_m"] = busway.leadIn_m;
        row["length_m"] = busway.length_m;
        if (solution.faultLevels && i < solution.faultLevels->busways.size())
            addFaultLevel(row, solution.faultLevels->busways[i]);
        rows.push_back(std::move(row));
    }
    return rows;
}

Json pipes(const Solution& solution, const model::Campus& campus) {
    Json rows = Json::array();
    for (const auto& main : campus.mains())
        if (const auto it = solution.mains.find(main.id); it != solution.mains.end()) {
            rows.push_back(
                {{"id", main.id.number},
                 {"name", main.name},
                 {"dn", main.dn},
                 {"length_m", model::routeLength_m(campus, main.from, main.route_m, main.to)},
                 {"flow_m3_per_s", it->second.flow_m3_per_s},
                 {"velocity_m_per_s", it->second.velocity_m_per_s},
                 {"gradient_pa_per_m", it->second.gradient_Pa_per_m},
                 {"design_pressure_kpa", it->second.designPressure_Pa / 1e3},
                 {"heat_loss_kw", kilowatts(it->second.loss_W)}});
            if (it->second.pipes != model::MainPipes::Return) {
                rows.back()["supply_c"] = it->second.supply_C;
                rows.back()["supply_pressure_kpa"] = it->second.supplyPressure_Pa / 1e3;
            }
            if (it->second.pipes != model::MainPipes::Supply) {
                rows.back()["return_c"] = it->second.return_C;
                rows.back()["return_pressure_kpa"] = it->second.returnPressure_Pa / 1e3;
            }
        }
    return rows;
}

Json loops(const Solution& solution, const model::Campus& campus) {
    Json rows = Json::array();
    for (const auto& s : solution.loops)
        rows.push_back({{"hall", campus.nameOf(model::entity(s.hall))},
                        {"name", s.name},
                        {"heat_kw", kilowatts(s.heat_W)},
                        {"flow_m3_per_s", s.flow_m3_per_s},
                        {"supply_c", s.supply_C},
                        {"return_c", s.return_C},
                        {"pump_head_kpa", s.pumpHead_Pa / 1e3},
                        {"manifold_velocity_m_per_s", s.manifoldVelocity_m_per_s},
                        {"volume_m3", s.volume_m3},
                        {"pipe_loss_kw", kilowatts(s.pipeLoss_W)},
                        {"cdus_running", s.cdusRunning},
                        {"cdus", s.cdusTotal},
                        {"cdu_loading", s.cduLoading},
                        {"cdu_loading_one_out", s.cduLoadingOneOut}});
    return rows;
}

Json units(const Solution& solution, const model::Campus& campus) {
    Json rows = Json::array();
    for (const auto& unit : campus.equipment())
        if (const auto it = solution.units.find(unit.id); it != solution.units.end()) {
            rows.push_back({{"id", unit.id.number},
                            {"name", unit.name},
                            {"type", unit.type},
                            {"running", it->second.running},
                            {"power_kw", kilowatts(it->second.power_W)},
                            {"heat_kw", kilowatts(it->second.heat_W)},
                            {"loading", it->second.loading},
                            {"supply_c", it->second.supply_C},
                            {"return_c", it->second.return_C},
                            {"flow_m3_per_s", it->second.flow_m3_per_s}});
            if (it->second.balancingKv_m3_per_h > 0.0)
                rows.back()["balancing_kv_m3_h"] = it->second.balancingKv_m3_per_h;
            if (it->second.autonomy_s)
                rows.back()["battery_autonomy_min"] = *it->second.autonomy_s / kSecondsPerMinute;
            if (it->second.autonomyOneOut_s)
                rows.back()["battery_autonomy_one_out_min"] =
                    *it->second.autonomyOneOut_s / kSecondsPerMinute;
            if (it->second.airIntake_C)
                rows.back()["intake_c"] = *it->second.airIntake_C;
            if (it->second.recirculationShare)
                rows.back()["recirculation_share"] = *it->second.recirculationShare;
        }
    return rows;
}

Json plumeOf(const PlumeState& plume, const model::Campus& campus) {
    Json json{{"wind_m_per_s", plume.wind_m_per_s},
              {"wind_from_deg", plume.windFrom_deg},
              {"heat_kw", kilowatts(plume.heat_W)},
              {"heat_imbalance_fraction", plume.imbalanceFraction},
              {"units", plume.units},
              {"mean_rise_k", plume.meanRise_K},
              {"mean_recirculation_share", plume.meanShare},
              {"worst_rise_k", plume.worstRise_K},
              {"worst_recirculation_share", plume.worstShare},
              {"rounds", plume.rounds},
              {"residual_k", plume.residual_K},
              {"converged", plume.converged}};
    if (plume.worstUnit.isValid()) {
        json["worst_unit"] = campus.nameOf(model::entity(plume.worstUnit));
        json["worst_unit_id"] = plume.worstUnit.number;
    }
    if (plume.field) {
        const auto& air = *plume.field->air;
        json["cells"] = air.cells;
        json["cell_m"] = {air.cell_m.x, air.cell_m.y, air.cell_m.z};
    }
    if (!plume.message.empty())
        json["message"] = plume.message;
    return json;
}

Json halls(const Solution& solution, const model::Campus& campus) {
    Json rows = Json::array();
    for (const auto& [id, s] : solution.halls) {
        Json row{{"id", id.number},
                 {"name", campus.nameOf(model::entity(id))},
                 {"it_kw", kilowatts(s.it_W)},
                 {"loss_kw", kilowatts(s.loss_W)},
                 {"cooling_kw", kilowatts(s.cooling_W)},
                 {"heat_to_air_kw", kilowatts(s.heatToAir_W)},
                 {"heat_to_liquid_kw", kilowatts(s.heatToLiquid_W)},
                 {"facility_supply_c", s.facilitySupply_C},
                 {"facility_return_c", s.facilityReturn_C},
                 {"residual_fraction", s.residualFraction}};
        if (s.hasAir) {
            row["worst_inlet_c"] = s.worstInlet_C;
            row["worst_inlet_rack"] = campus.nameOf(model::entity(s.worstInletRack));
            row["air_imbalance_fraction"] = s.airImbalanceFraction;
            row["air_converged"] = s.airConverged;
            const auto put = [&row](const char* key, std::optional<double> value) {
                if (value)
                    row[key] = *value;
            };
            put("rci_high_percent", s.airIndices.rciHigh_percent);
            put("rci_low_percent", s.airIndices.rciLow_percent);
            put("rti_percent", s.airIndices.rti_percent);
            put("shi", s.airIndices.shi);
            put("rhi", s.airIndices.rhi);
        }
        if (!s.airMessage.empty())
            row["air_message"] = s.airMessage;
        rows.push_back(std::move(row));
    }
    return rows;
}

Json plants(const Solution& solution, const model::Campus& campus) {
    Json rows = Json::array();
    for (const auto& [id, s] : solution.plants)
        rows.push_back({{"id", id.number},
                        {"name", campus.nameOf(model::entity(id))},
                        {"heat_kw", kilowatts(s.heat_W)},
                        {"power_kw", kilowatts(s.power_W)},
                        {"setpoint_c", s.setpoint_C},
                        {"supply_c", s.supply_C},
                        {"return_c", s.return_C},
                        {"flow_m3_per_s", s.flow_m3_per_s},
                        {"volume_m3", s.volume_m3},
                        {"compressor_kw", kilowatts(s.compressor_W)},
                        {"chiller_heat_kw", kilowatts(s.chillerHeat_W)},
                        {"chillers_running", s.chillersRunning},
                        {"heat_reused_kw", kilowatts(s.reused_W)},
                        {"pump_head_kpa", s.pumpHead_Pa / 1e3},
                        {"npsh_available_m", s.npshAvailable_m},
                        {"bypass_m3_per_s", s.bypass_m3_per_s},
                        {"condenser_flow_m3_per_s", s.condenserFlow_m3_per_s},
                        {"condenser_head_kpa", s.condenserHead_Pa / 1e3},
                        {"condenser_dn", s.condenserDn},
                        {"condenser_velocity_m_per_s", s.condenserVelocity_m_per_s},
                        {"water_m3_per_h", s.water_m3_per_s * 3600.0},
                        {"heat_loading", s.heatLoading},
                        {"pumps_running", s.pumpsRunning},
                        {"pumps", s.pumpsTotal},
                        {"holds_setpoint", s.holdsSetpoint}});
    return rows;
}

Json stages(const Solution& solution) {
    Json rows = Json::array();
    for (const auto& stage : solution.stages) {
        Json row{{"name", stage.name},
                 {"ms", stage.time_ms},
                 {"device", stage.device},
                 {"converged", stage.converged},
                 {"iterations", stage.iterations},
                 {"residual", stage.residual},
                 {"residual_unit", stage.residualUnit}};
        if (!stage.detail.empty())
            row["detail"] = stage.detail;
        rows.push_back(std::move(row));
    }
    return rows;
}

} // namespace

Json toJson(const std::vector<Kpi>& kpis) {
    Json rows = Json::array();
    for (const auto& kpi : kpis) {
        Json inputs = Json::array();
        for (const auto& input : kpi.inputs) {
            inputs.push_back({{"name", input.name},
                              {"value", input.known ? Json(input.value) : Json()},
                              {"unit", input.unit}});
            if (!input.id.empty())
                inputs.back()["id"] = input.id;
            if (!input.source.empty())
                inputs.back()["source"] = input.source;
        }
        rows.push_back({{"id", kpi.id},
                        {"name", kpi.name},
                        {"value", kpi.known ? Json(kpi.value) : Json()},
                        {"unit", kpi.unit},
                        {"formula", kpi.formula},
                        {"inputs", std::move(inputs)},
                        {"source", kpi.source}});
        if (!kpi.known)
            rows.back()["unknown_because"] = kpi.unknownBecause;
    }
    return rows;
}

Json toJson(const std::vector<Finding>& findings) {
    Json rows = Json::array();
    for (const auto& finding : findings)
        rows.push_back({{"severity", word(finding.severity)},
                        {"rule", finding.rule},
                        {"id", finding.element.number},
                        {"element", finding.elementName},
                        {"sentence", finding.sentence},
                        {"remedy", finding.remedy},
                        {"value", finding.value},
                        {"limit", finding.limit},
                        {"unit", finding.unit}});
    return rows;
}

Json toJson(const Solution& solution, const model::Campus& campus) {
    Json json;
    json["revision"] = solution.revision;
    json["scenario"] = {{"name", solution.scenario.name},
                        {"ambient_c", solution.scenario.ambient_C},
                        {"wet_bulb_c", solution.scenario.wetBulb_C},
                        {"it_load_fraction", solution.scenario.itLoadFraction},
                        {"wind_m_per_s", solution.scenario.wind_m_per_s},
                        {"wind_from_deg", solution.scenario.windFrom_deg}};
    json["stages"] = stages(solution);
    json["coupling_rounds"] = solution.couplingRounds;
    json["coupling_change_fraction"] = solution.couplingChangeFraction;
    const auto& energy = solution.energy;
    json["energy"] = {{"grid_kw", kilowatts(energy.grid_W)},
                      {"it_kw", kilowatts(energy.it_W)},
                      {"cooling_kw", kilowatts(energy.cooling_W)},
                      {"loss_kw", kilowatts(energy.loss_W)},
                      {"heat_to_air_kw", kilowatts(energy.heatToAir_W)},
                      {"heat_to_liquid_kw", kilowatts(energy.heatToLiquid_W)},
                      {"heat_rejected_kw", kilowatts(energy.heatRejected_W)},
                      {"heat_reused_kw", kilowatts(energy.heatReused_W)},
                      {"pipe_loss_kw", kilowatts(energy.pipeLoss_W)},
                      {"water_m3_per_h", energy.water_m3_per_s * 3600.0},
                      {"generation_kw", kilowatts(energy.generation_W)},
                      {"residual_fraction", energy.residualFraction}};
    const auto& losses = solution.losses;
    json["losses_kw"] = {{"transformers", kilowatts(losses.transformers_W)},
                         {"cables", kilowatts(losses.cables_W)},
                         {"busways", kilowatts(losses.busways_W)},
                         {"ups", kilowatts(losses.ups_W)},
                         {"transfer_switches", kilowatts(losses.transferSwitches_W)},
                         {"pdus", kilowatts(losses.pdus_W)},
                         {"power_racks", kilowatts(losses.rectifiers_W)}};
    Json generation = Json::array();
    for (const auto& [id, state] : solution.generation)
        generation.push_back({{"id", id.number},
                              {"name", campus.nameOf(model::entity(id))},
                              {"running", state.running},
                              {"power_kw", kilowatts(state.power_W)},
                              {"loading", state.loading},
                              {"fuel_l_per_h", state.fuel_m3_per_s * kLitresPerHour}});
    json["generation"] = std::move(generation);
    json["kpis"] = toJson(solution.kpis);
    json["findings"] = toJson(solution.findings);
    json["halls"] = halls(solution, campus);
    json["plants"] = plants(solution, campus);
    json["loops"] = loops(solution, campus);
    Json racks = Json::array();
    for (const auto& rack : campus.racks())
        if (const auto it = solution.racks.find(rack.id); it != solution.racks.end())
            racks.push_back(rackRow(rack, it->second));
    json["racks"] = std::move(racks);
    Json buses = Json::array();
    for (std::size_t i = 0; i < solution.buses.size(); ++i) {
        const auto& bus = solution.buses[i];
        buses.push_back({{"id", bus.entity.number},
                         {"name", bus.name},
                         {"nominal_kv", bus.nominal_V / 1e3},
                         {"voltage_pu", bus.energised ? Json(bus.voltage_pu) : Json()},
                         {"angle_deg", bus.energised ? Json(bus.angle_deg) : Json()},
                         {"energised", bus.energised}});
        if (solution.faultLevels && i < solution.faultLevels->buses.size())
            addFaultLevel(buses.back(), solution.faultLevels->buses[i]);
    }
    json["buses"] = std::move(buses);
    json["branches"] = branches(solution, campus);
    json["pipes"] = pipes(solution, campus);
    json["units"] = units(solution, campus);
    if (solution.plume)
        json["plume"] = plumeOf(*solution.plume, campus);
    return json;
}

} // namespace hallwright::engine
