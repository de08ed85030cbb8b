#include "core/engine/year_json.h"

#include "core/engine/fluids.h"
#include "core/engine/solution_json.h"

#include <nlohmann/json.hpp>

namespace hallwright::engine {

namespace {

using Json = nlohmann::ordered_json;

constexpr double kJoulesPerMegawattHour = 3.6e9;
constexpr double kWattsPerMegawatt = 1e6;

Json uses(const std::array<double, kEnergyUses>& values, double unit) {
    Json json = Json::object();
    for (std::size_t use = 0; use < kEnergyUses; ++use)
        json[std::string(idOf(static_cast<EnergyUse>(use)))] = values[use] / unit;
    return json;
}

Json months(const YearResult& result) {
    Json rows = Json::array();
    for (std::size_t month = 0; month < result.months.size(); ++month) {
        const auto& sums = result.months[month];
        rows.push_back({{"month", month + 1},
                        {"hours", sums.hours},
                        {"energy_mwh", uses(sums.use_J, kJoulesPerMegawattHour)},
                        {"water_m3", sums.water_m3}});
    }
    return rows;
}

/// Every hundredth of the hours, highest value first.
Json curve(const YearResult& result, double unit,
           const std::function<double(const YearHour&)>& of) {
    constexpr std::size_t kSteps = 100;
    const auto values = durationCurve(result, of);
    Json points = Json::array();
    for (std::size_t step = 0; step <= kSteps && !values.empty(); ++step)
        points.push_back(values[step * (values.size() - 1) / kSteps] / unit);
    return points;
}

Json setpoints(const YearResult& result) {
    Json rows = Json::array();
    for (const auto& of : result.setpoints)
        rows.push_back({{"what", nameOf(of.setpoint.kind)},
                        {"setpoint_c", toCelsius(of.setpoint.setpoint_K)},
                        {"members", of.setpoint.members},
                        {"hours_above", of.hoursAbove},
                        {"warmest_c", toCelsius(of.warmest_K)}});
    return rows;
}

Json hours(const YearResult& result) {
    Json rows = Json::array();
    for (const auto& hour : result.hours) {
        Json supplies = Json::array();
        for (const double supply_K : hour.point.supply_K)
            supplies.push_back(toCelsius(supply_K));
        rows.push_back({{"hour", hour.hourOfYear},
                        {"drybulb_c", toCelsius(hour.dryBulb_K)},
                        {"wetbulb_c", toCelsius(hour.wetBulb_K)},
                        {"load", hour.load},
                        {"grid_mw", hour.point.grid_W / kWattsPerMegawatt},
                        {"uses_mw", uses(hour.point.use_W, kWattsPerMegawatt)},
                        {"water_m3", hour.point.water_m3_per_s * 3600.0},
                        {"heat_exported_mw", hour.exportedHeat_W / kWattsPerMegawatt},
                        {"supply_c", std::move(supplies)}});
    }
    return rows;
}

} // namespace

Json toJson(const YearResult& result, YearDetail detail) {
    Json json;
    json["weather"] = {{"place", result.place},
                       {"source", result.weatherSource},
                       {"hours", result.hours.size()},
                       {"filled_hours", result.filledWeatherHours}};
    json["kpis"] = toJson(result.kpis);
    json["energy_mwh"] = uses(result.use_J, kJoulesPerMegawattHour);
    json["grid_mwh"] = result.grid_J / kJoulesPerMegawattHour;
    json["on_site_mwh"] = result.onSite_J / kJoulesPerMegawattHour;
    json["water_m3"] = result.water_m3;
    json["heat_exported_mwh"] = result.exportedHeat_J / kJoulesPerMegawattHour;
    if (!result.isEmpty()) {
        const auto& peak = result.hours[result.peakHour];
        json["peak"] = {{"hour", peak.hourOfYear},
                        {"grid_mw", peak.point.grid_W / kWattsPerMegawatt},
                        {"drybulb_c", toCelsius(peak.dryBulb_K)}};
    }
    json["compressor_free_hours"] = result.compressorFreeHours;
    json["setpoints"] = setpoints(result);
    json["months"] = months(result);
    json["duration_curves"] = {
        {"grid_mw",
         curve(result, kWattsPerMegawatt, [](const YearHour& hour) { return hour.point.grid_W; })},
        {"cooling_mw", curve(result, kWattsPerMegawatt,
                             [](const YearHour& hour) { return coolingPower_W(hour.point); })},
        {"drybulb_c",
         curve(result, 1.0, [](const YearHour& hour) { return toCelsius(hour.dryBulb_K); })}};
    json["energy_residual_fraction"] = result.worstResidualFraction;
    json["accuracy"] = {{"exact_solves", result.exactSolves},
                        {"checked_hours", result.checkedHours},
                        {"worst_checked_fraction", result.worstCheckedFraction},
                        {"worst_checked_k", result.worstChecked_K},
                        {"refinement_cut_short", result.isExhausted}};
    if (detail == YearDetail::Hours)
        json["hours"] = hours(result);
    return json;
}

} // namespace hallwright::engine
