#include "core/engine/year_sums.h"

#include <algorithm>

namespace hallwright::engine {

namespace {

constexpr double kSecondsPerHour = 3600.0;
/// Supplies warmer than their set-point by less than this hold it.
constexpr double kHeld_K = 0.05;
/// A compressor's share of the grid below which it counts as standing still.
constexpr double kStill = 1e-7;

} // namespace

double exportedHeat_W(const HeatExport& heatExport, const YearHour& hour) {
    if (!(heatExport.capacity_W > 0.0) ||
        hour.point.liquidReturn_K - heatExport.approach_K < heatExport.supply_K)
        return 0.0;
    const double span = std::max(1e-6, heatExport.heatingBelow_K - heatExport.design_K);
    const double wanted = std::clamp((heatExport.heatingBelow_K - hour.dryBulb_K) / span, 0.0, 1.0);
    return std::min(wanted * heatExport.capacity_W, hour.point.liquidHeat_W);
}

void sumUp(const std::vector<YearSetpoint>& setpoints, YearResult& result) {
    for (const auto& setpoint : setpoints)
        result.setpoints.push_back({setpoint, 0.0, 0.0});
    for (std::size_t i = 0; i < result.hours.size(); ++i) {
        const auto& hour = result.hours[i];
        const auto& point = hour.point;
        auto& month = result.months[static_cast<std::size_t>(hour.month - 1)];
        month.hours += 1.0;
        for (std::size_t use = 0; use < kEnergyUses; ++use) {
            month.use_J[use] += point.use_W[use] * kSecondsPerHour;
            result.use_J[use] += point.use_W[use] * kSecondsPerHour;
        }
        month.water_m3 += point.water_m3_per_s * kSecondsPerHour;
        result.water_m3 += point.water_m3_per_s * kSecondsPerHour;
        result.grid_J += point.grid_W * kSecondsPerHour;
        result.onSite_J += point.onSite_W * kSecondsPerHour;
        result.exportedHeat_J += hour.exportedHeat_W * kSecondsPerHour;
        if (point.grid_W > result.hours[result.peakHour].point.grid_W)
            result.peakHour = i;
        if (point.use_W[static_cast<std::size_t>(EnergyUse::Compressors)] <= kStill * point.grid_W)
            result.compressorFreeHours += 1.0;
        result.worstResidualFraction =
            std::max(result.worstResidualFraction, point.residualFraction);
        for (std::size_t s = 0; s < setpoints.size(); ++s) {
            auto& of = result.setpoints[s];
            of.hoursAbove += point.supply_K[s] > setpoints[s].setpoint_K + kHeld_K ? 1.0 : 0.0;
            of.warmest_K = std::max(of.warmest_K, point.supply_K[s]);
        }
    }
}

void addCampusFacts(const model::Campus& campus, const catalog::Catalog& catalog,
                    economics::YearKpiInputs& in) {
    for (const auto& rack : campus.racks()) {
        in.installedIt_W += rack.itLoad_W;
        if (const auto* type = catalog.rack(rack.type))
            in.tokens.add(*type,
                          type->powerNominal_W > 0.0 ? rack.itLoad_W / type->powerNominal_W : 1.0);
    }
    in.gridCarbon_kg_per_kWh = campus.site().gridCarbon_kg_per_kWh;
    in.energyPrice_eur_per_kWh = campus.site().energyPrice_eur_per_kWh;
}

economics::YearKpiInputs yearKpiInputs(const YearRequest& request, const YearResult& result) {
    economics::YearKpiInputs in;
    in.hours = static_cast<double>(result.hours.size());
    in.grid_J = result.grid_J;
    in.onSite_J = result.onSite_J;
    in.it_J = result.energy_J(EnergyUse::It);
    for (std::size_t use = 0; use < kEnergyUses; ++use) {
        const auto which = static_cast<EnergyUse>(use);
        if (isCooling(which))
            in.cooling_J += result.use_J[use];
    }
    in.exportedHeat_J = result.exportedHeat_J;
    in.water_m3 = result.water_m3;
    if (!result.hours.empty()) {
        const auto& peak = result.hours[result.peakHour].point;
        in.peak_W = peak.grid_W;
        in.peakIt_W = peak.use_W[static_cast<std::size_t>(EnergyUse::It)];
    }
    in.compressorFreeHours = result.compressorFreeHours;
    addCampusFacts(request.campus, *request.catalog, in);
    in.gridWater_m3_per_kWh = request.gridWater_m3_per_kWh;
    in.renewableShare = request.renewableShare;
    return in;
}

} // namespace hallwright::engine
