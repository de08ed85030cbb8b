#include "app/models/catalogue_sheet.h"

#include "app/format/number_format.h"
#include "app/models/entity_words.h"

#include <algorithm>

namespace hallwright::app {

namespace {

const QString kDot = QStringLiteral(" · ");

/// Collects the lines of one type; a figure of 0 means that the source does not state it.
class SheetWriter {
public:
    explicit SheetWriter(const catalog::EquipmentType& type) : m_type(type) {}

    void add(const char* label, double value, const char* unit, const char* field) {
        if (value != 0.0)
            addText(label, formatQuantity(value, QLatin1String(unit)).text(), field);
    }
    void addText(const char* label, const QString& value, const char* field) {
        if (value.isEmpty())
            return;
        const auto known = m_type.fieldConfidence.find(field);
        m_lines.push_back({QString::fromUtf8(label), value,
                           confidenceName(known == m_type.fieldConfidence.end() ? m_type.confidence
                                                                                : known->second)});
    }
    [[nodiscard]] std::vector<SheetLine> take() { return std::move(m_lines); }

private:
    const catalog::EquipmentType& m_type;
    std::vector<SheetLine> m_lines;
};

template <class T>
const T& as(const catalog::Catalog::Entry& entry) {
    return static_cast<const T&>(*entry.type);
}

double best(const catalog::Curve& curve) {
    const auto it = std::max_element(curve.begin(), curve.end(),
                                     [](const auto& a, const auto& b) { return a.y < b.y; });
    return it == curve.end() ? 0.0 : it->y;
}

void addRack(SheetWriter& out, const catalog::RackType& rack) {
    out.addText("Maker", fromUtf8(rack.vendor), "vendor");
    out.add("Power, nominal", rack.powerNominal_W, "W", "power_nominal_kw");
    out.add("Power, peak", rack.powerPeak_W, "W", "power_peak_kw");
    out.add("Heat to liquid", rack.heatToLiquidFraction, "fraction", "heat_to_liquid_fraction");
    out.add("Coolant flow", rack.coolantFlow_m3_per_s, "m3/s", "coolant_flow_lpm");
    out.add("Coolant supply, highest", rack.coolantSupplyMax_C, "degC", "coolant_supply_max_c");
    out.add("Coolant rise", rack.coolantDelta_K, "K", "coolant_delta_t_k");
    out.add("Coolant pressure drop", rack.coolantPressureDrop_Pa, "Pa",
            "coolant_pressure_drop_kpa");
    if (rack.quickDisconnectKv_m3_per_h > 0.0)
        out.addText("Quick-disconnects",
                    QStringLiteral("2 × Kv %1 m³/h").arg(rack.quickDisconnectKv_m3_per_h),
                    "quick_disconnect_kv_m3_h");
    out.add("Air flow", rack.airFlow_m3_per_s, "m3/s", "airflow_m3_h");
    out.add("Air rise", rack.airDelta_K, "K", "air_delta_t_k");
    out.add("Air supply, highest", rack.airSupplyMax_C, "degC", "air_supply_max_c");
    if (rack.accelerators > 0)
        out.addText("Accelerators", QString::number(rack.accelerators), "accelerators_count");
    out.addText("Feed", fromUtf8(rack.feed), "feed");
}

void addCooling(SheetWriter& out, const catalog::Catalog::Entry& entry) {
    switch (entry.category) {
    case catalog::Category::Cdu: {
        const auto& cdu = as<catalog::CduType>(entry);
        out.add("Capacity", cdu.capacity_W, "W", "capacity_kw");
        out.add("Approach", cdu.approach_K, "K", "approach_k");
        out.add("Flow, secondary", cdu.flowSecondary_m3_per_s, "m3/s", "flow_secondary_lpm");
        out.add("Flow, primary", cdu.flowPrimary_m3_per_s, "m3/s", "flow_primary_lpm");
        out.add("Head for the racks", cdu.pumpHeadExternal_Pa, "Pa", "pump_head_external_kpa");
        out.add("Pump power", cdu.pumpPower_W, "W", "pump_power_kw");
        break;
    }
    case catalog::Category::AirUnit: {
        const auto& unit = as<catalog::AirUnitType>(entry);
        out.add("Capacity", unit.capacity_W, "W", "capacity_kw");
        out.add("Air flow", unit.airFlow_m3_per_s, "m3/s", "airflow_m3_h");
        out.add("Air supply", unit.airSupply_C, "degC", "air_supply_c");
        out.add("Air return", unit.airReturn_C, "degC", "air_return_c");
        out.add("Water supply", unit.waterSupply_C, "degC", "water_supply_c");
        out.add("Fan power", unit.fanPower_W, "W", "fan_power_kw");
        break;
    }
    case catalog::Category::Chiller: {
        const auto& chiller = as<catalog::ChillerType>(entry);
        out.add("Capacity", chiller.capacity_W, "W", "capacity_kw");
        out.add("COP, rated", chiller.copRated, "", "cop_rated");
        out.add("Leaving water", chiller.leavingWater_C, "degC", "leaving_water_c");
        out.add("Entering water", chiller.enteringWater_C, "degC", "entering_water_c");
        break;
    }
    case catalog::Category::HeatRejection: {
        const auto& cooler = as<catalog::HeatRejectionType>(entry);
        out.add("Capacity", cooler.capacity_W, "W", "capacity_kw");
        out.add("Rated ambient", cooler.ratedAmbient_C, "degC", "rated_ambient_c");
        out.add("Fluid in", cooler.fluidIn_C, "degC", "fluid_in_c");
        out.add("Fluid out", cooler.fluidOut_C, "degC", "fluid_out_c");
        out.add("Approach", cooler.approach_K, "K", "approach_k");
        out.add("Air flow", cooler.airFlow_m3_per_s, "m3/s", "airflow_m3_h");
        out.add("Fan power", cooler.fanPower_W, "W", "fan_power_kw");
        break;
    }
    case catalog::Category::Tank: {
        const auto& tank = as<catalog::TankType>(entry);
        out.add("Volume", tank.volume_m3, "m3", "volume_m3");
        break;
    }
    case catalog::Category::HeatExchanger: {
        const auto& exchanger = as<catalog::HeatExchangerType>(entry);
        out.add("Capacity", exchanger.capacity_W, "W", "capacity_kw");
        out.add("Approach", exchanger.approach_K, "K", "approach_k");
        out.add("Flow, rated", exchanger.flow_m3_per_s, "m3/s", "flow_lpm");
        break;
    }
    case catalog::Category::Pump: {
        const auto& pump = as<catalog::PumpType>(entry);
        out.add("Flow, rated", pump.flowRated_m3_per_s, "m3/s", "flow_rated_m3_h");
        out.add("Head, rated", pump.headRated_m, "m", "head_rated_m");
        out.add("Efficiency, best", pump.efficiencyPeak, "fraction", "efficiency_peak");
        out.add("Motor", pump.motorPower_W, "W", "motor_kw");
        break;
    }
    default:
        break;
    }
}

void addElectrical(SheetWriter& out, const catalog::Catalog::Entry& entry) {
    switch (entry.category) {
    case catalog::Category::Transformer: {
        const auto& t = as<catalog::TransformerType>(entry);
        out.add("Rating", t.rating_VA, "VA", "sn_mva");
        out.add("High voltage", t.highVoltage_V, "V", "vn_hv_kv");
        out.add("Low voltage", t.lowVoltage_V, "V", "vn_lv_kv");
        if (t.second) {
            out.add("Rating of it", t.lowRating_VA, "VA", "sn_lv_mva");
            out.add("Second low voltage", t.second->voltage_V, "V", "vn_tv_kv");
            out.add("Rating of that", t.second->rating_VA, "VA", "sn_tv_mva");
            out.add("uk to the second", t.second->ukHigh, "fraction", "uk_hv_tv_percent");
            out.add("uk between the two", t.second->ukLow, "fraction", "uk_lv_tv_percent");
        }
        out.add("uk", t.uk, "fraction", "uk_percent");
        out.add("No-load loss", t.noLoadLoss_W, "W", "no_load_loss_kw");
        out.add("Load loss", t.loadLoss_W, "W", "load_loss_kw");
        out.addText("Vector group", fromUtf8(t.vectorGroup), "vector_group");
        break;
    }
    case catalog::Category::Switchgear: {
        const auto& s = as<catalog::SwitchgearType>(entry);
        out.add("Voltage", s.voltage_V, "V", "voltage_kv");
        out.add("Rated current", s.ratedCurrent_A, "A", "rated_current_a");
        out.add("Short-time current", s.shortTimeCurrent_A, "A", "icw_ka");
        break;
    }
    case catalog::Category::PowerDevice: {
        const auto& d = as<catalog::PowerDeviceType>(entry);
        out.add("Power", d.power_W, "W", "power_kw");
        out.add("Rating", d.rating_VA, "VA", "power_kva");
        out.add("Efficiency, best", best(d.efficiency), "fraction", "efficiency_vs_load");
        if (d.batteryAutonomy_s > 0.0)
            out.addText("Battery",
                        formatDuration(d.batteryAutonomy_s * 1e3) + QStringLiteral(" min"),
                        "battery_autonomy_min");
        break;
    }
    case catalog::Category::Generation: {
        const auto& g = as<catalog::GenerationType>(entry);
        out.add("Power", g.power_W, "W", "power_kwe");
        out.add("Rating", g.rating_VA, "VA", "power_kva");
        out.add("Start to load", g.startToLoad_s, "s", "start_to_load_s");
        out.add("Heat rejected", g.heatRejection_W, "W", "heat_rejection_kw");
        break;
    }
    case catalog::Category::Module: {
        const auto& m = as<catalog::ModuleType>(entry);
        out.add("Capacity", m.capacity_W, "W", "capacity_kw");
        out.add("Rating", m.rating_VA, "VA", "capacity_kva");
        out.addText("Contains", fromUtf8(m.contains), "contains");
        break;
    }
    default:
        break;
    }
}

QString joined(const Figure& first, const QString& second) {
    return second.isEmpty() ? first.text() : first.text() + kDot + second;
}

QString withWord(const char* word, double value, const char* unit) {
    return value == 0.0
               ? QString()
               : QLatin1String(word) + u' ' + formatQuantity(value, QLatin1String(unit)).text();
}

} // namespace

QString confidenceName(catalog::Confidence confidence) {
    switch (confidence) {
    case catalog::Confidence::Published:
        return QStringLiteral("published");
    case catalog::Confidence::Typical:
        return QStringLiteral("typical");
    case catalog::Confidence::Estimate:
        break;
    }
    return QStringLiteral("estimate");
}

std::vector<SheetLine> sheetOf(const catalog::Catalog::Entry& entry) {
    if (entry.type == nullptr)
        return {};
    const catalog::EquipmentType& type = *entry.type;
    SheetWriter out(type);
    if (entry.category == catalog::Category::Rack)
        addRack(out, as<catalog::RackType>(entry));
    addCooling(out, entry);
    addElectrical(out, entry);
    if (type.size_m.x > 0.0)
        out.addText("Width × depth × height",
                    QStringLiteral("%1 × %2 × %3 m")
                        .arg(formatNumber(type.size_m.x, 2), formatNumber(type.size_m.y, 2),
                             formatNumber(type.size_m.z, 2)),
                    "width_mm");
    if (type.mass_kg > 0.0)
        out.addText("Mass", formatNumber(type.mass_kg, 0) + QStringLiteral(" kg"), "mass_kg");
    if (type.price_eur)
        out.addText("Price, indicative", formatNumber(*type.price_eur, 0) + QStringLiteral(" EUR"),
                    "price_eur_indicative");
    if (type.leadTimeMin_weeks && type.leadTimeMax_weeks)
        out.addText("Lead time",
                    QStringLiteral("%1–%2 weeks")
                        .arg(formatNumber(*type.leadTimeMin_weeks, 0),
                             formatNumber(*type.leadTimeMax_weeks, 0)),
                    "lead_time_weeks");
    return out.take();
}

QString definingValues(const catalog::Catalog::Entry& entry) {
    switch (entry.category) {
    case catalog::Category::Rack: {
        const auto& rack = as<catalog::RackType>(entry);
        return joined(formatRating(rack.powerNominal_W, QStringLiteral("W")),
                      withWord("peak", rack.powerPeak_W, "W"));
    }
    case catalog::Category::Cdu: {
        const auto& cdu = as<catalog::CduType>(entry);
        return joined(formatRating(cdu.capacity_W, QStringLiteral("W")),
                      withWord("approach", cdu.approach_K, "K"));
    }
    case catalog::Category::AirUnit: {
        const auto& unit = as<catalog::AirUnitType>(entry);
        return joined(formatRating(unit.capacity_W, QStringLiteral("W")),
                      withWord("air", unit.airSupply_C, "degC"));
    }
    case catalog::Category::Chiller: {
        const auto& chiller = as<catalog::ChillerType>(entry);
        return joined(formatRating(chiller.capacity_W, QStringLiteral("W")),
                      withWord("COP", chiller.copRated, ""));
    }
    case catalog::Category::HeatRejection: {
        const auto& cooler = as<catalog::HeatRejectionType>(entry);
        return joined(formatRating(cooler.capacity_W, QStringLiteral("W")),
                      withWord("at", cooler.ratedAmbient_C, "degC"));
    }
    case catalog::Category::Tank:
        return formatQuantity(as<catalog::TankType>(entry).volume_m3, QStringLiteral("m3")).text();
    case catalog::Category::HeatExchanger: {
        const auto& exchanger = as<catalog::HeatExchangerType>(entry);
        return joined(formatRating(exchanger.capacity_W, QStringLiteral("W")),
                      withWord("approach", exchanger.approach_K, "K"));
    }
    case catalog::Category::Pump: {
        const auto& pump = as<catalog::PumpType>(entry);
        return joined(formatQuantity(pump.flowRated_m3_per_s, QStringLiteral("m3/s")),
                      withWord("head", pump.headRated_m, "m"));
    }
    case catalog::Category::Transformer: {
        const auto& t = as<catalog::TransformerType>(entry);
        const QString second =
            t.second ? u'/' + formatCompact(t.second->voltage_V / 1e3) : QString();
        return QStringLiteral("%1/%2%3 kV")
                   .arg(formatCompact(t.highVoltage_V / 1e3), formatCompact(t.lowVoltage_V / 1e3),
                        second) +
               kDot + QStringLiteral("uk ") + formatPercent(t.uk).text();
    }
    case catalog::Category::Switchgear: {
        const auto& s = as<catalog::SwitchgearType>(entry);
        return joined(formatQuantity(s.voltage_V, QStringLiteral("V")),
                      formatQuantity(s.ratedCurrent_A, QStringLiteral("A")).text());
    }
    case catalog::Category::PowerDevice: {
        const auto& d = as<catalog::PowerDeviceType>(entry);
        const double top = best(d.efficiency);
        return joined(d.rating_VA > 0.0 ? formatRating(d.rating_VA, QStringLiteral("VA"))
                                        : formatRating(d.power_W, QStringLiteral("W")),
                      top > 0.0 ? formatPercent(top).text() : QString());
    }
    case catalog::Category::Generation: {
        const auto& g = as<catalog::GenerationType>(entry);
        return joined(formatRating(g.power_W, QStringLiteral("W")),
                      withWord("start", g.startToLoad_s, "s"));
    }
    case catalog::Category::Module: {
        const auto& m = as<catalog::ModuleType>(entry);
        const Figure size = m.capacity_W > 0.0 ? formatRating(m.capacity_W, QStringLiteral("W"))
                                               : formatRating(m.rating_VA, QStringLiteral("VA"));
        return joined(size, QStringLiteral("%1 × %2 m")
                                .arg(formatNumber(m.size_m.x, 1), formatNumber(m.size_m.y, 1)));
    }
    default:
        return {};
    }
}

QString definingValues(const model::HallTemplate& recipe, const catalog::Catalog& catalog) {
    const int racks = recipe.rows * recipe.racksPerRow;
    const auto* rack = catalog.rack(recipe.rackType);
    return joined(formatRating(racks * (rack ? rack->powerNominal_W : 0.0), QStringLiteral("W")),
                  typeName(catalog, recipe.rackType));
}

} // namespace hallwright::app
