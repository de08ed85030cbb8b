#include "core/io/catalog_entries.h"

#include "core/io/entry_reader.h"

#include <nlohmann/json.hpp>

namespace hallwright::io {

namespace {

using namespace catalog;

constexpr double kSecondsPerYear = 8760.0 * 3600.0;
/// An ambient that is always exceeded: equipment that uses water whenever it runs.
constexpr double kAlwaysWet_C = -273.15;

template <class Enum>
void readForm(EntryReader& reader, const std::vector<std::string_view>& words, Enum& into) {
    std::size_t word = 0;
    if (reader.object().choice("type", word, words))
        into = static_cast<Enum>(word);
}

void readEntry(EntryReader& r, RackType& t) {
    r.object().text("vendor", t.vendor, Presence::Optional);
    r.required("power_nominal_kw", t.powerNominal_W, unit::kKilo);
    r.required("power_peak_kw", t.powerPeak_W, unit::kKilo);
    if (t.powerPeak_W < t.powerNominal_W)
        r.object().report("power_peak_kw", "is below power_nominal_kw", "Exchange the two.");
    r.required("heat_to_liquid_fraction", t.heatToLiquidFraction, 1.0, kFraction);
    const bool liquid = t.heatToLiquidFraction > 0.0;
    const Presence forLiquid = liquid ? Presence::Required : Presence::Optional;
    r.object().text("coolant", t.coolant, forLiquid);
    if (liquid) {
        r.required("coolant_flow_lpm", t.coolantFlow_m3_per_s, unit::kLitrePerMinute);
        r.required("coolant_supply_max_c", t.coolantSupplyMax_C, 1.0, kAnyNumber);
        r.required("coolant_delta_t_k", t.coolantDelta_K);
    } else {
        r.optional("coolant_flow_lpm", t.coolantFlow_m3_per_s, unit::kLitrePerMinute);
        r.optional("coolant_supply_max_c", t.coolantSupplyMax_C, 1.0, kAnyNumber);
        r.optional("coolant_delta_t_k", t.coolantDelta_K);
    }
    r.optional("coolant_supply_typ_c", t.coolantSupplyTypical_C, 1.0, kAnyNumber);
    r.optional("coolant_pressure_drop_kpa", t.coolantPressureDrop_Pa, unit::kKilo);
    r.optional("airflow_m3_h", t.airFlow_m3_per_s, unit::kCubicMetrePerHour);
    double atPeak_m3_per_s = 0.0;
    if (r.optional("airflow_at_peak_m3_h", atPeak_m3_per_s, unit::kCubicMetrePerHour)) {
        // For the same temperature rise the flow is proportional to the heat.
        if (t.airFlow_m3_per_s > 0.0)
            r.object().report("airflow_at_peak_m3_h", "is given beside airflow_m3_h",
                              "Keep one of the two.");
        else if (t.powerPeak_W > 0.0)
            t.airFlow_m3_per_s = atPeak_m3_per_s * t.powerNominal_W / t.powerPeak_W;
    }
    r.optional("air_delta_t_k", t.airDelta_K);
    r.optional("air_supply_max_c", t.airSupplyMax_C, 1.0, kAnyNumber);
    r.object().text("ashrae_air_class", t.airClass, Presence::Optional);
    double accelerators = 0.0;
    r.optional("accelerators_count", accelerators, 1.0, Range{0.0, 1e6});
    t.accelerators = static_cast<int>(accelerators);
    r.optional("tokens_per_s_indicative", t.tokens_per_s);
    r.object().text("tokens_benchmark", t.tokensBenchmark, Presence::Optional);
    r.object().text("tokens_model", t.tokensModel, Presence::Optional);
    if (t.tokensModel.empty()) // only figures of the same benchmark are known to be alike
        t.tokensModel = t.tokensBenchmark;
    r.object().text("feed", t.feed, Presence::Optional);
    r.keptNumbers({"memory_tb", "fp4_dense_pflops", "fp4_sparse_pflops", "fp4_training_pflops",
                   "fp8_dense_pflops", "fp16_dense_pflops", "power_transient_factor",
                   "coolant_flow_lpm_per_kw_liquid", "accelerator_dies_count",
                   "power_shelves_count", "power_shelf_kw", "dc_bus_v", "storage_raw_pb",
                   "read_throughput_gb_s", "switches_count", "ports_800g_count", "switching_tb_s"});
}

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
    r.keptCurves({"efficiency_vs_flow"});
}

void readEntry(EntryReader& r, PipeFamily& t) {
    r.required("roughness_mm", t.roughness_m, unit::kMilli);
    r.required("velocity_max_m_s", t.velocityMax_m_per_s);
    r.optional("pressure_gradient_design_pa_m", t.gradientDesign_Pa_per_m);
    r.optional("pressure_max_bar", t.pressureMax_Pa, unit::kBar);
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
        item.keptNumbers({"outer_diameter_mm", "wall_mm"});
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

/// What a three-winding transformer has more; all of it or nothing.
void readSecondWinding(EntryReader& r, TransformerType& t) {
    t.lowRating_VA = t.rating_VA;
    if (!r.object().has("vn_tv_kv"))
        return;
    auto& second = t.second.emplace();
    r.required("vn_tv_kv", second.voltage_V, unit::kKilo);
    r.required("sn_tv_mva", second.rating_VA, unit::kMega);
    r.required("sn_lv_mva", t.lowRating_VA, unit::kMega);
    constexpr Range kShare{0.0, 100.0, true};
    r.required("uk_hv_tv_percent", second.ukHigh, unit::kPercent, kShare);
    r.required("ur_hv_tv_percent", second.urHigh, unit::kPercent, Range{0.0, 100.0});
    r.required("uk_lv_tv_percent", second.ukLow, unit::kPercent, kShare);
    r.required("ur_lv_tv_percent", second.urLow, unit::kPercent, Range{0.0, 100.0});
    if (second.urHigh > second.ukHigh || second.urLow > second.ukLow)
        r.object().report("ur_hv_tv_percent", "is above its uk", "Exchange the two.");
}

void readEntry(EntryReader& r, TransformerType& t) {
    r.required("sn_mva", t.rating_VA, unit::kMega);
    r.required("vn_hv_kv", t.highVoltage_V, unit::kKilo);
    r.required("vn_lv_kv", t.lowVoltage_V, unit::kKilo);
    r.required("uk_percent", t.uk, unit::kPercent, Range{0.0, 100.0, true});
    r.required("ur_percent", t.ur, unit::kPercent, Range{0.0, 100.0});
    if (t.ur > t.uk)
        r.object().report("ur_percent", "is above uk_percent", "Exchange the two.");
    r.required("no_load_loss_kw", t.noLoadLoss_W, unit::kKilo, kNonNegative);
    r.required("load_loss_kw", t.loadLoss_W, unit::kKilo, kNonNegative);
    r.optional("i0_percent", t.i0, unit::kPercent, Range{0.0, 100.0});
    r.optional("tap_range_percent", t.tapRange, unit::kPercent, Range{0.0, 50.0});
    r.optional("tap_step_percent", t.tapStep, unit::kPercent, Range{0.0, 50.0});
    r.optional("tap_setpoint_percent", t.tapSetpoint_pu, unit::kPercent, Range{80.0, 120.0});
    r.optional("tap_band_percent", t.tapBand, unit::kPercent, Range{0.0, 20.0});
    if (t.tapBand > 0.0 && t.tapBand < 1.2 * t.tapStep)
        r.object().report("tap_band_percent", "is narrower than 1.2 steps",
                          "Widen the band, or no position may lie within it.");
    readSecondWinding(r, t);
    r.object().text("vector_group", t.vectorGroup, Presence::Optional);
    r.optional("oil_volume_l", t.oilVolume_m3, unit::kMilli);
    r.keptNumbers({"pei_min_percent"});
    r.keptTexts({"cooling"});
}

/// Temperature coefficient of aluminium's resistance, IEC 60287-1-1 table 1; copper's is the
/// default of CableType.
constexpr double kAluminium_per_K = 0.00403;

void readEntry(EntryReader& r, CableType& t) {
    std::size_t word = 0;
    if (r.object().choice("type", word, {"cable", "busway", "dc_busway"})) {
        t.busway = word > 0;
        t.directCurrent = word == 2;
    }
    r.required("voltage_kv", t.voltage_V, unit::kKilo);
    r.required("r_ohm_per_km", t.r_Ohm_per_m, unit::kPerKilometre);
    r.required("x_ohm_per_km", t.x_Ohm_per_m, unit::kPerKilometre, kNonNegative);
    std::string conductor;
    r.object().text("conductor", conductor, Presence::Optional);
    t.conductor = conductor == "Al"   ? ConductorMetal::Aluminium
                  : conductor == "Cu" ? ConductorMetal::Copper
                                      : ConductorMetal::Unknown;
    if (t.conductor == ConductorMetal::Aluminium)
        t.temperatureCoefficient_per_K = kAluminium_per_K;
    constexpr double kSquareMillimetre_m2 = 1e-6;
    r.optional("section_mm2", t.section_m2, kSquareMillimetre_m2, kPositive);
    r.optional("c_nf_per_km", t.c_F_per_m, unit::kNanoPerKilometre);
    r.required("ampacity_a", t.ampacity_A);
    r.optional("r20_ohm_per_km", t.r20_Ohm_per_m, unit::kPerKilometre, kPositive);
    r.optional("r0_ohm_per_km", t.r0_Ohm_per_m, unit::kPerKilometre, kPositive);
    r.optional("x0_ohm_per_km", t.x0_Ohm_per_m, unit::kPerKilometre, kPositive);
    r.optional("icw_1s_ka", t.shortTimeCurrent_A, unit::kKilo, kPositive);
    r.optional("ipk_ka", t.peakCurrent_A, unit::kKilo, kPositive);
    constexpr double kPhases = 3.0; // busways are priced as a whole, cables a phase
    r.optional("price_eur_per_m_indicative", t.price_eur_per_m);
    r.optional("price_eur_per_m_per_phase_indicative", t.price_eur_per_m, kPhases);
    r.keptNumbers({"rating_ambient_c", "mass_kg_per_m"});
    r.keptTexts({"construction", "ip"});
}

void readEntry(EntryReader& r, SwitchgearType& t) {
    r.required("voltage_kv", t.voltage_V, unit::kKilo);
    r.required("rated_current_a", t.ratedCurrent_A);
    r.required("icw_ka", t.shortTimeCurrent_A, unit::kKilo);
    r.optional("ipk_ka", t.peakCurrent_A, unit::kKilo, kPositive);
    r.optional("breaking_ka", t.breakingCurrent_A, unit::kKilo, kPositive);
    r.keptNumbers({"clearance_front_mm", "loss_kw"});
}

/// The curve of a key, or a flat one from a single figure.
void readEfficiency(EntryReader& r, std::string_view curveKey, std::string_view flatKey,
                    Curve& into) {
    double flat = 0.0;
    r.curve(curveKey, into);
    if (r.optional(flatKey, flat, 1.0, Range{0.0, 1.0, true}) && into.empty())
        into = {{1.0, flat}};
}

void readEntry(EntryReader& r, PowerDeviceType& t) {
    std::size_t word = 0;
    if (r.object().choice("type", word, {"ups", "transfer_switch", "pdu"}))
        t.form = static_cast<PowerDeviceForm>(word);
    r.optional("power_kw", t.power_W, unit::kKilo);
    r.optional("power_kva", t.rating_VA, unit::kKilo);
    readEfficiency(r, "efficiency_vs_load", "efficiency", t.efficiency);
    if (t.efficiency.empty())
        r.object().report("efficiency_vs_load", "is missing", "Give a curve, or \"efficiency\".");
    r.curve("efficiency_eco_vs_load", t.efficiencyEco);
    r.optional("battery_autonomy_min", t.batteryAutonomy_s, unit::kMinute);
    r.optional("rated_current_a", t.ratedCurrent_A);
    r.keptNumbers({"input_pf", "thdi_percent", "icw_ka", "transfer_ms"});
    r.keptCurves({"overload"});
}

void readEntry(EntryReader& r, PowerShelfType& t) {
    r.required("power_kw", t.power_W, unit::kKilo);
    r.required("output_v", t.outputVoltage_V);
    readEfficiency(r, "efficiency_vs_load", "efficiency_peak", t.efficiency);
    r.keptNumbers({"psu_kw", "psu_count", "rack_units", "input_v_min", "input_v_max",
                   "heat_to_liquid_fraction"});
}

void readEntry(EntryReader& r, GenerationType& t) {
    readForm(r, {"diesel_set", "gas_engine", "gas_turbine", "fuel_cell", "battery", "photovoltaic"},
             t.form);
    r.required("power_kw", t.power_W, unit::kKilo);
    r.optional("power_kva", t.rating_VA, unit::kKilo);
    r.optional("energy_kwh", t.energy_J, unit::kKilowattHour);
    r.optional("start_to_load_s", t.startToLoad_s);
    r.optional("heat_rejection_kw", t.heatRejection_W, unit::kKilo);
    r.keptNumbers({"block_load_fraction", "radiator_airflow_m3_h", "exhaust_temperature_c",
                   "exhaust_flow_kg_s", "sound_pressure_db_a_1m", "efficiency_lhv",
                   "heat_recoverable_kw", "heat_rate_kj_kwh", "co2_kg_mwh",
                   "derate_fraction_per_k_above_15c", "efficiency_lhv_bol",
                   "efficiency_lhv_average", "rte", "clearance_end_mm", "clearance_side_mm",
                   "cycles_count", "life_years", "yield_kwh_per_kwp", "land_m2"});
    r.keptTexts({"fuel", "icpe_section_fr", "heat_quality"});
    r.keptCurves({"fuel_l_h_vs_load", "fuel_kw_lhv_vs_load"});
}

void readEntry(EntryReader& r, ModuleType& t) {
    r.optional("capacity_kw", t.capacity_W, unit::kKilo);
    r.optional("capacity_kva", t.rating_VA, unit::kKilo);
    std::vector<std::string> parts;
    r.object().texts("contains", parts, Presence::Optional);
    for (const auto& part : parts)
        t.contains += (t.contains.empty() ? "" : ", ") + part;
    r.keptNumbers({"footprint_m2", "rack_positions_count", "floor_load_kn_m2"});
}

/// One list of the catalogue: its name in the files, and how an entry gets into it.
struct CategoryReader {
    std::string_view name;
    void (*read)(const Json&, const Place&, const std::string&, base::Diagnostics&, Catalog&);
};

template <auto List>
void readInto(const Json& value, const Place& place, const std::string& fileName,
              base::Diagnostics& findings, Catalog& into) {
    auto& list = into.*List;
    typename std::remove_reference_t<decltype(list)>::value_type type;
    const std::size_t before = findings.size();
    EntryReader reader(value, place, findings);
    reader.common(type, fileName);
    readEntry(reader, type);
    reader.finish();
    if (findings.size() == before)
        list.push_back(std::move(type));
}

constexpr CategoryReader kCategories[] = {
    {"racks", readInto<&Catalog::racks>},
    {"cdus", readInto<&Catalog::cdus>},
    {"air_units", readInto<&Catalog::airUnits>},
    {"chillers", readInto<&Catalog::chillers>},
    {"heat_rejection", readInto<&Catalog::heatRejections>},
    {"pumps", readInto<&Catalog::pumps>},
    {"pipes", readInto<&Catalog::pipes>},
    {"coolants", readInto<&Catalog::coolants>},
    {"transformers", readInto<&Catalog::transformers>},
    {"cables", readInto<&Catalog::cables>},
    {"switchgear", readInto<&Catalog::switchgear>},
    {"power_devices", readInto<&Catalog::powerDevices>},
    {"power_shelves", readInto<&Catalog::powerShelves>},
    {"generation", readInto<&Catalog::generation>},
    {"modules", readInto<&Catalog::modules>},
};

} // namespace

bool readCatalogEntry(std::string_view category, const Json& value, const Place& place,
                      const std::string& fileName, base::Diagnostics& findings,
                      catalog::Catalog& into) {
    for (const auto& reader : kCategories) {
        if (reader.name == category) {
            reader.read(value, place, fileName, findings, into);
            return true;
        }
    }
    return false;
}

const std::vector<std::string_view>& catalogCategories() {
    static const std::vector<std::string_view> names = [] {
        std::vector<std::string_view> list;
        for (const auto& reader : kCategories)
            list.push_back(reader.name);
        return list;
    }();
    return names;
}

} // namespace hallwright::io
