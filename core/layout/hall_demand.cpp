#include "core/layout/hall_demand.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace hallwright::layout {

namespace {

/// Warm air that dry coolers take in again; see "recirculation allowance 1-3 K on large fields" in
/// makers' guides. Judgement.
constexpr double kRecirculation_K = 2.0;
/// Kept between the coolant supply of the design hour and the racks' limit. Judgement.
constexpr double kCoolantMargin_K = 2.0;
constexpr double kWaterRise_K = 10.0;
/// Heat capacity per volume of glycol mixtures at 40 degC [J/(m3 K)], 25 to 40 % propylene glycol.
constexpr double kWaterHeat_J_per_m3K = 3.9e6;
/// Pressure head of facility loops and efficiency of pump, motor and drive in series. Judgement.
constexpr double kLoopHead_Pa = 300e3;
constexpr double kPumpEfficiency = 0.78;

int unitsFor(double need, double each) {
    return need > 0.0 && each > 0.0 ? static_cast<int>(std::ceil(need / each - 1e-9)) : 0;
}

/// Power of `units` equal fans or pumps that share a duty, by the cube law down to 30 % speed.
double sharedPower_W(int units, double ratedPower_W, double dutyOfAll) {
    const double speed = std::clamp(units > 0 ? dutyOfAll / units : 0.0, 0.3, 1.0);
    return units * ratedPower_W * speed * speed * speed;
}

double toTenths(double value) {
    return std::round(value * 10.0) / 10.0;
}

/// What coolers leave of `heat_W` to the chillers behind them: water comes back from the racks
/// kWaterRise_K above the set-point, and each gives its capacity where that is as far above ambient
/// as at its rating.
double trimHeat_W(double heat_W, int coolers, const catalog::HeatRejectionType& cooler,
                  double approach_K, double setpoint_C, double ambient_C) {
    const double share =
        std::clamp((setpoint_C + kWaterRise_K - ambient_C) / (approach_K + kWaterRise_K), 0.0, 1.0);
    return std::max(0.0, heat_W - coolers * cooler.capacity_W * share);
}

double pumpPower_W(double flow_m3_per_s) {
    return flow_m3_per_s * kLoopHead_Pa / kPumpEfficiency;
}

} // namespace

base::Result<HallDemand> estimateHall(const model::HallTemplate& recipe, const CampusBrief& brief,
                                      const catalog::Catalog& catalog) {
    const auto sized = model::sizeHall(recipe, catalog);
    if (!sized)
        return sized.error();
    const model::HallSizing& sizing = *sized;
    base::Diagnostics found;
    HallDemand demand;
    demand.it_W = sizing.itLoad_W;
    const double ambient_C = brief.site.designAmbient_C + kRecirculation_K;

    if (sizing.cdu) {
        const auto* cooler = catalog.heatRejection(brief.coolerType);
        if (!brief.trimChillerType.empty() && !catalog.chiller(brief.trimChillerType))
            found.push_back({"/trim_chiller_type",
                             "\"" + brief.trimChillerType + "\" is no chiller of the catalogue",
                             "Choose a chiller, or none."});
        const double cduDuty = sizing.racks * sizing.demand.coolant_m3_per_s /
                               std::max(1e-9, sizing.cdu->flowSecondary_m3_per_s);
        const double pumps_W = sharedPower_W(sizing.cdus(), sizing.cdu->pumpPower_W, cduDuty);
        const double heat_W = sizing.heatToLiquid_W + pumps_W;
        if (!cooler) {
            found.push_back({"/cooler_type",
                             "\"" + brief.coolerType + "\" is no cooler of the catalogue",
                             "Choose a dry cooler or a tower."});
        } else {
            auto& need = demand.cooling;
            const double warmest_C =
                sizing.rack->coolantSupplyMax_C - sizing.cdu->approach_K - kCoolantMargin_K;
            const double approach_K = cooler->approach_K > 0.0 ? cooler->approach_K : 6.0;
            need.coolerSetpoint_C = toTenths(std::min(warmest_C, ambient_C + approach_K));
            // At the rated difference a unit gives its capacity; it never gives more, because that
            // would take more than its rated flow.
            const double share = (warmest_C - ambient_C) / approach_K;
            const auto* trim = catalog.chiller(brief.trimChillerType);
            if (share < 0.3 && !trim)
                found.push_back(
                    {"/site/design_ambient_c",
                     "dry coolers at " + std::to_string(std::lround(ambient_C)) +
                         " degC can't keep the coolant of \"" + recipe.rackType + "\" within " +
                         std::to_string(std::lround(sizing.rack->coolantSupplyMax_C)) + " degC",
                     "Choose evaporative coolers, trim chillers or a cooler site."});
            need.coolers = unitsFor(heat_W, cooler->capacity_W * std::clamp(share, 0.3, 1.0));
            need.coolerFlow_m3_per_s = heat_W / (kWaterHeat_J_per_m3K * kWaterRise_K);
            demand.mechanical_W +=
                pumps_W + need.coolers * cooler->fanPower_W + pumpPower_W(need.coolerFlow_m3_per_s);
            if (trim) {
                const auto left_W = [&](double at_C) {
                    return trimHeat_W(heat_W, need.coolers, *cooler, approach_K,
                                      need.coolerSetpoint_C, at_C);
                };
                const double hottest_C =
                    std::max(brief.site.designAmbient_C, brief.site.recordAmbient_C) +
                    kRecirculation_K;
                need.trimChillers = std::max(1, unitsFor(left_W(hottest_C), trim->capacity_W));
                demand.mechanical_W +=
                    left_W(ambient_C) /
                    std::max(1.0,
                             catalog::interpolate(trim->copOverAmbient, ambient_C, trim->copRated));
            }
        }
    }
    if (sizing.airUnit) {
        const auto* chiller = catalog.chiller(brief.chillerType);
        const double duty = sizing.airUnit->airFlow_m3_per_s > 0.0
                                ? sizing.airFlow_m3_per_s / sizing.airUnit->airFlow_m3_per_s
                                : sizing.heatToAir_W / sizing.airUnit->capacity_W;
        const double fans_W = sharedPower_W(sizing.airUnits, sizing.airUnit->fanPower_W, duty);
        // What UPS, transformers and busways lose inside the hall ends in its air too.
        const double heat_W = sizing.racks * sizing.demand.heatToAir_W + fans_W +
                              model::supplyLosses_W(sizing, demand.mechanical_W + fans_W);
        if (!chiller) {
            found.push_back({"/chiller_type",
                             "\"" + brief.chillerType + "\" is no chiller of the catalogue",
                             "Choose a chiller."});
        } else {
            auto& need = demand.cooling;
            need.chillerSetpoint_C = sizing.airUnit->waterSupply_C;
            need.chillers = unitsFor(heat_W, chiller->capacity_W);
            const double rise_K = sizing.airUnit->waterReturn_C - sizing.airUnit->waterSupply_C;
            need.chillerFlow_m3_per_s =
                heat_W / (kWaterHeat_J_per_m3K * (rise_K > 0.0 ? rise_K : kWaterRise_K));
            const double cop = std::max(
                1.0, catalog::interpolate(chiller->copOverAmbient, ambient_C, chiller->copRated));
            demand.mechanical_W += fans_W + heat_W / cop + pumpPower_W(need.chillerFlow_m3_per_s);
        }
    }
    if (!found.empty())
        return found;
    demand.losses_W = model::supplyLosses_W(sizing, demand.mechanical_W);
    return demand;
}

} // namespace hallwright::layout
