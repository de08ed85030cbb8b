#include "core/io/catalog_entries.h"

#include "core/io/cooling_entries.h"
#include "core/io/entry_reader.h"

#include <nlohmann/json.hpp>

namespace hallwright::io {

namespace {

using namespace catalog;

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
    r.optional("coolant_volume_l", t.coolantVolume_m3, unit::kLitre);
    r.optional("quick_disconnect_kv_m3_h", t.quickDisconnectKv_m3_per_h);
    r.keptNumbers({"memory_tb", "fp4_dense_pflops", "fp4_sparse_pflops", "fp4_training_pflops",
                   "fp8_dense_pflops", "fp16_dense_pflops", "power_transient_factor",
                   "coolant_flow_lpm_per_kw_liquid", "accelerator_dies_count",
                   "power_shelves_count", "power_shelf_kw", "dc_bus_v", "storage_raw_pb",
                   "read_throughput_gb_s", "switches_count", "ports_800g_count", "switching_tb_s"});
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
    r.curve("fuel_l_h_vs_load", t.fuel_m3_per_s);
    for (auto& point : t.fuel_m3_per_s)
        point.y *= unit::kLitrePerHour;
    r.keptCurves({"fuel_kw_lhv_vs_load"});
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
    {"tanks", readInto<&Catalog::tanks>},
    {"heat_exchangers", readInto<&Catalog::heatExchangers>},
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
