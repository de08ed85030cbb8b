#include "core/io/cooling_entries.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace hallwright::io {

using namespace catalog;

namespace {

constexpr double kSecondsPerYear = 8760.0 * 3600.0;
/// An ambient that is always exceeded: equipment that uses water whenever it runs.
constexpr double kAlwaysWet_C = -273.15;

/// The coefficients of one curve; false where the entry has none or they are at fault.
template <std::size_t Count>
bool readCoefficients(EntryReader& r, const char* key, std::array<double, Count>& into) {
    const Json* list = r.object().take(key, Presence::Optional);
    if (!list)
        return false;
    const bool isList = list->is_array() && list->size() == Count &&
                        std::all_of(list->begin(), list->end(),
                                    [](const Json& value) { return value.is_number(); });
    if (!isList) {
        r.object().report(key,
                          "expected " + std::to_string(Count) + " numbers, got " + describe(*list));
        return false;
    }
    for (std::size_t i = 0; i < Count; ++i)
        into[i] = (*list)[i].template get<double>();
    return true;
}

void readEir(EntryReader& r, ChillerType& t) {
    catalog::EirCurves eir;
    const bool hasCapacity = readCoefficients(r, "eir_capacity_curve", eir.capacity);
    const bool hasRatio = readCoefficients(r, "eir_curve", eir.eir);
    const bool hasPartLoad = readCoefficients(r, "eir_part_load_curve", eir.partLoad);
    r.optional("part_load_min", eir.leastPartLoad);
    r.optional("part_load_max", eir.mostPartLoad);
    std::array<double, 2> leaving{}, sink{};
    const bool hasRanges = readCoefficients(r, "eir_leaving_water_range_c", leaving) &
                           readCoefficients(r, "eir_sink_range_c", sink);
    eir.leavingMin_C = leaving[0];
    eir.leavingMax_C = leaving[1];
    eir.sinkMin_C = sink[0];
    eir.sinkMax_C = sink[1];
    const int given = hasCapacity + hasRatio + hasPartLoad + hasRanges;
    if (given == 4)
        t.eir = eir;
    else if (given > 0)
        r.object().report("eir_curve", "three curves and two ranges belong together",
                          "Give eir_capacity_curve, eir_curve, eir_part_load_curve, "
                          "eir_leaving_water_range_c and eir_sink_range_c.");
}

} // namespace

void readEntry(EntryReader& r, CduType& t) {
    std::size_t word = 0;
    if (r.object().choice("type", word, {"liquid_to_liquid", "liquid_to_air"}))
        t.liquidToAir = word == 1;
    r.object().text("mounting", t.mounting);
    r.required("capacity_kw", t.capacity_W, unit::kKilo);
    if (t.liquidToAir) {
        r.required("approach_air_to_coolant_k", t.approach_K);
    } else {
        r.required("approach_k", t.approach_K);
        r.required("flow_primary_lpm", t.flowPrimary_m3_per_s, unit::kLitrePerMinute);
    }
    r.required("flow_secondary_lpm", t.flowSecondary_m3_per_s, unit::kLitrePerMinute);
    r.required("pump_head_external_kpa", t.pumpHeadExternal_Pa, unit::kKilo);
    r.required("pump_power_kw", t.pumpPower_W, unit::kKilo);
    r.optional("fluid_volume_l", t.fluidVolume_m3, unit::kLitre);
    r.keptNumbers({"rack_units", "filter_micron", "fan_power_kw", "airflow_m3_h"});
    r.keptTexts({"pumps"});
}

void readEntry(EntryReader& r, AirUnitType& t) {
    readForm(r, {"fan_wall", "crah", "rear_door_active", "rear_door_passive"}, t.form);
    r.required("capacity_kw", t.capacity_W, unit::kKilo);
    r.required("water_supply_c", t.waterSupply_C, 1.0, kAnyNumber);
    r.optional("water_return_c", t.waterReturn_C, 1.0, kAnyNumber);
    r.required("water_flow_lpm", t.waterFlow_m3_per_s, unit::kLitrePerMinute);
    r.optional("air_supply_c", t.airSupply_C, 1.0, kAnyNumber);
    r.optional("air_return_c", t.airReturn_C, 1.0, kAnyNumber);
    r.optional("airflow_m3_h", t.airFlow_m3_per_s, unit::kCubicMetrePerHour);
    r.required("fan_power_kw", t.fanPower_W, unit::kKilo, kNonNegative);
    r.optional("water_pressure_drop_kpa", t.waterPressureDrop_Pa, unit::kKilo);
    // A rear door adds this much to the depth of the rack that it hangs on.
    r.optional("added_depth_mm", t.size_m.y, unit::kMilli);
    r.keptNumbers({"dew_point_margin_k", "capture_fraction_min", "capture_fraction_max"});
}

void readEntry(EntryReader& r, ChillerType& t) {
    std::size_t word = 0;
    if (r.object().choice("type", word, {"air_cooled", "water_cooled"}))
        t.waterCooled = word == 1;
    r.required("capacity_kw", t.capacity_W, unit::kKilo);
    r.required("leaving_water_c", t.leavingWater_C, 1.0, kAnyNumber);
    r.optional("entering_water_c", t.enteringWater_C, 1.0, kAnyNumber);
    r.optional("water_flow_lpm", t.waterFlow_m3_per_s, unit::kLitrePerMinute);
    r.required("cop_rated", t.copRated);
    // Against the temperature of what takes the heat: ambient air, or condenser water.
    r.curve(t.waterCooled ? "cop_vs_condenser_water_c" : "cop_vs_ambient_c", t.copOverAmbient,
            Presence::Required);
    r.curve("cop_multiplier_vs_load", t.partLoadFactor);
    r.optional("free_cooling_full_below_c", t.freeCoolingFullBelow_C, 1.0, kAnyNumber);
    r.optional("free_cooling_start_below_c", t.freeCoolingStartBelow_C, 1.0, kAnyNumber);
    r.optional("fan_power_kw", t.fanPower_W, unit::kKilo);
    r.optional("condenser_pressure_drop_kpa", t.condenserPressureDrop_Pa, unit::kKilo);
    r.keptNumbers({"cop_rated_ambient_c", "sound_power_db_a", "entering_condenser_water_c",
                   "condenser_approach_k"});
    r.keptTexts({"refrigerant"});
    r.keptCurves({"cop_vs_ambient_c_lwt30"});
    readEir(r, t);
}

void readEntry(EntryReader& r, HeatRejectionType& t) {
    readForm(r, {"dry", "adiabatic", "hybrid", "evaporative"}, t.form);
    r.required("capacity_kw", t.capacity_W, unit::kKilo);
    r.optional("rated_ambient_c", t.ratedAmbient_C, 1.0, kAnyNumber);
    r.optional("fluid_in_c", t.fluidIn_C, 1.0, kAnyNumber);
    r.optional("fluid_out_c", t.fluidOut_C, 1.0, kAnyNumber);
    r.optional("approach_k", t.approach_K);
    r.optional("approach_wetbulb_k", t.approach_K);
    r.optional("effectiveness", t.effectiveness, 1.0, kFraction);
    r.optional("airflow_m3_h", t.airFlow_m3_per_s, unit::kCubicMetrePerHour);
    r.optional("discharge_speed_m_per_s", t.dischargeSpeed_m_per_s);
    r.required("fan_power_kw", t.fanPower_W, unit::kKilo);
    r.optional("fluid_flow_lpm", t.fluidFlow_m3_per_s, unit::kLitrePerMinute);
    r.optional("fluid_pressure_drop_kpa", t.fluidPressureDrop_Pa, unit::kKilo);

    // Water per heat while wet: from the flow at rated load where that is known, from evaporation
    // and blow-down for towers, and else from the yearly figure of a unit that is wet all year.
    double yearly_m3_per_MW = 0.0;
    double peak_m3_per_s = 0.0;
    double evaporation_l_per_kWh = 0.0;
    double blowdown_l_per_kWh = 0.0;
    r.required("water_use_m3_per_year_per_mw", yearly_m3_per_MW, 1.0, kNonNegative);
    r.optional("water_peak_lpm", peak_m3_per_s, unit::kLitrePerMinute);
    r.optional("evaporation_l_per_kwh_heat", evaporation_l_per_kWh);
    r.optional("blowdown_l_per_kwh_heat", blowdown_l_per_kWh);
    if (peak_m3_per_s > 0.0 && t.capacity_W > 0.0)
        t.waterUse_m3_per_J = peak_m3_per_s / t.capacity_W;
    else if (evaporation_l_per_kWh > 0.0)
        t.waterUse_m3_per_J =
            (evaporation_l_per_kWh + blowdown_l_per_kWh) * 1e-3 / unit::kKilowattHour;
    else
        t.waterUse_m3_per_J = yearly_m3_per_MW / (kSecondsPerYear * unit::kMega);
    if (t.form != HeatRejectionForm::Dry)
        t.wetAbove_C = kAlwaysWet_C;
    r.optional("adiabatic_switch_on_c", t.wetAbove_C, 1.0, kAnyNumber);
    r.optional("pad_saturation_efficiency", t.padSaturation, 1.0, kFraction);
    t.waterPeak_m3_per_s = peak_m3_per_s;
    r.optional("fluid_volume_l", t.fluidVolume_m3, unit::kLitre);
    const bool hasDryAmbient = r.optional("dry_ambient_c", t.dryAmbient_C, 1.0, kPositive);
    if (hasDryAmbient != r.optional("dry_fluid_out_c", t.dryFluidOut_C, 1.0, kPositive))
        r.object().report("dry_fluid_out_c", "belongs together with dry_ambient_c",
                          "Give both or none.");
    else if (hasDryAmbient && t.dryFluidOut_C <= t.dryAmbient_C)
        r.object().report("dry_fluid_out_c", "is not above dry_ambient_c",
                          "A dry coil leaves its fluid warmer than the air.");
    r.keptNumbers(
        {"eer", "sound_power_db_a", "range_k", "cycles_of_concentration", "drift_fraction"});
    r.keptTexts({"icpe_section_fr"});
}

void readEntry(EntryReader& r, PumpType& t) {
    r.required("flow_rated_m3_h", t.flowRated_m3_per_s, unit::kCubicMetrePerHour);
    r.required("head_rated_m", t.headRated_m);
    r.required("curve_h0_m", t.headZero_m);
    constexpr double kHoursSquared = 3600.0 * 3600.0;
    r.required("curve_a_m_per_m3h2", t.headCoefficient_s2_per_m5, kHoursSquared);
    r.required("efficiency_peak", t.efficiencyPeak, 1.0, Range{0.0, 1.0, true});
    r.optional("motor_efficiency", t.motorEfficiency, 1.0, Range{0.0, 1.0, true});
    r.optional("vfd_efficiency", t.driveEfficiency, 1.0, Range{0.0, 1.0, true});
    r.required("motor_kw", t.motorPower_W, unit::kKilo);
    r.optional("npshr_m", t.npshRequired_m);
    r.curve("efficiency_vs_flow", t.efficiencyOverFlow);
}

void readEntry(EntryReader& r, PipeFamily& t) {
    r.required("roughness_mm", t.roughness_m, unit::kMilli);
    r.required("velocity_max_m_s", t.velocityMax_m_per_s);
    r.optional("pressure_gradient_design_pa_m", t.gradientDesign_Pa_per_m);
    r.optional("pressure_max_bar", t.pressureMax_Pa, unit::kBar);
    r.optional("insulation_mm", t.insulation_m, unit::kMilli);
    r.optional("insulation_w_mk", t.insulation_W_per_mK);
    if ((t.insulation_m > 0.0) != (t.insulation_W_per_mK > 0.0))
        r.object().report("insulation_w_mk", "belongs together with insulation_mm",
                          "Give thickness and conductivity, or neither.");
    r.keptNumbers({"roughness_aged_mm", "temperature_max_c"});
    const Json* sizes = r.object().take("sizes", Presence::Required);
    if (!sizes)
        return;
    if (!sizes->is_array() || sizes->empty()) {
        r.object().report("sizes", "expected a list of pipe sizes, got " + describe(*sizes));
        return;
    }
    const Place list{&r.object().place(), "sizes"};
    for (std::size_t i = 0; i < sizes->size(); ++i) {
        const Place place{&list, {}, i};
        EntryReader item((*sizes)[i], place, r.object().findings());
        PipeSize size;
        std::int64_t dn = 0;
        if (item.object().integer("dn", dn, 1, 10000))
            size.dn = static_cast<int>(dn);
        item.required("inner_diameter_mm", size.innerDiameter_m, unit::kMilli);
        item.optional("price_eur_per_m", size.price_eur_per_m);
        item.optional("outer_diameter_mm", size.outerDiameter_m, unit::kMilli);
        item.keptNumbers({"wall_mm"});
        item.finish();
        if (!t.sizes.empty() && size.dn <= t.sizes.back().dn && size.dn > 0)
            item.object().report("dn", "is not larger than the one before", "Sort the sizes.");
        t.sizes.push_back(size);
    }
}

void readEntry(EntryReader& r, CoolantType& t) {
    r.required("freeze_c", t.freeze_C, 1.0, kAnyNumber);
    const Json* states = r.object().take("properties", Presence::Required);
    if (!states)
        return;
    if (!states->is_array() || states->size() < 2) {
        r.object().report("properties", "expected the properties at two temperatures or more");
        return;
    }
    const Place list{&r.object().place(), "properties"};
    for (std::size_t i = 0; i < states->size(); ++i) {
        const Place place{&list, {}, i};
        EntryReader item((*states)[i], place, r.object().findings());
        CoolantState state;
        item.required("t_c", state.t_C, 1.0, kAnyNumber);
        item.required("density_kg_m3", state.density_kg_per_m3);
        item.required("cp_kj_kgk", state.heatCapacity_J_per_kgK, unit::kKilo);
        item.required("viscosity_mpa_s", state.viscosity_Pa_s, unit::kMilli);
        item.required("conductivity_w_mk", state.conductivity_W_per_mK);
        item.finish();
        if (!t.states.empty() && state.t_C <= t.states.back().t_C)
            item.object().report("t_c", "is not above the one before", "Sort the states.");
        t.states.push_back(state);
    }
}

void readEntry(EntryReader& r, TankType& t) {
    r.required("volume_m3", t.volume_m3);
    r.optional("pressure_max_bar", t.pressureMax_Pa, unit::kBar);
}

void readEntry(EntryReader& r, HeatExchangerType& t) {
    r.required("capacity_kw", t.capacity_W, unit::kKilo);
    r.required("approach_k", t.approach_K);
    r.required("flow_lpm", t.flow_m3_per_s, unit::kLitrePerMinute);
    r.required("fluid_pressure_drop_kpa", t.fluidPressureDrop_Pa, unit::kKilo);
}

} // namespace hallwright::io
