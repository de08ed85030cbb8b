#include "app/report/cooling_chains.h"

#include "app/format/number_format.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

namespace hallwright::app::report {

namespace {

/// Flows and temperatures of units side by side, mixed.
struct Mixed {
    int running = 0;
    int installed = 0;
    double heat_W = 0.0;
    double power_W = 0.0;
    double loading = 0.0; ///< highest
    double flow_m3_per_s = 0.0;
    double supply_C = kUnknown_C;
    double return_C = kUnknown_C;
    bool takesWater = false;
};

Mixed mixOf(const ReportData& data, const std::vector<model::EquipmentId>& units) {
    Mixed mixed;
    double supply = 0.0, back = 0.0;
    for (const auto id : units) {
        ++mixed.installed;
        const auto* state = stateOf(data.solution.units, id);
        if (!state || !state->running)
            continue;
        ++mixed.running;
        mixed.heat_W += state->heat_W;
        mixed.power_W += state->power_W;
        mixed.loading = std::max(mixed.loading, state->loading);
        mixed.flow_m3_per_s += state->flow_m3_per_s;
        mixed.takesWater |= state->waterPressure_Pa.has_value();
        supply += state->flow_m3_per_s * state->supply_C;
        back += state->flow_m3_per_s * state->return_C;
    }
    if (mixed.flow_m3_per_s > 0.0) {
        mixed.supply_C = supply / mixed.flow_m3_per_s;
        mixed.return_C = back / mixed.flow_m3_per_s;
    }
    return mixed;
}

CoolingChain chainOf(const ReportData& data, const model::TcsLoop& loop) {
    const Mixed cdus = mixOf(data, loop.cdus);
    double warmest_C = kUnknown_C;
    for (const auto id : loop.racks)
        if (const auto* state = stateOf(data.solution.racks, id); state && state->hasCoolant)
            warmest_C = std::max(warmest_C, state->coolantReturn_C);
    CoolingChain chain;
    chain.device = QString::fromStdString(loop.name);
    chain.deviceLines = {QStringLiteral("%1 CDUs").arg(cdus.running),
                         formatPower(cdus.heat_W).text(),
                         QStringLiteral("to %1").arg(formatPercent(cdus.loading).text())};
    chain.isOver = cdus.loading > 1.0;
    chain.supply_C = cdus.supply_C;
    chain.return_C = cdus.return_C;
    chain.load = QStringLiteral("%1 racks").arg(loop.racks.size());
    chain.loadLines = {flowText(cdus.flow_m3_per_s),
                       warmest_C > kUnknown_C
                           ? QStringLiteral("≤ ") + formatTemperature(warmest_C).text()
                           : QStringLiteral("no flow")};
    return chain;
}

/// All air units of a hall with the racks whose heat goes into its air; none without air units.
std::optional<CoolingChain> airChainOf(const ReportData& data, const model::Hall& hall) {
    std::vector<model::EquipmentId> units;
    std::set<QString> types;
    for (const auto* item : data.equipmentIn(model::entity(hall.id)))
        if (item->kind == model::EquipmentKind::AirUnit) {
            units.push_back(item->id);
            const auto* type = data.catalog.airUnit(item->type);
            types.insert(type ? QString::fromStdString(type->name)
                              : QString::fromStdString(item->type));
        }
    if (units.empty())
        return {};
    const Mixed mixed = mixOf(data, units);
    int racks = 0;
    double heat_W = 0.0;
    for (const auto& rack : data.campus.racks())
        if (const auto* state = stateOf(data.solution.racks, rack.id);
            state && rack.hall == hall.id && state->heatToAir_W > 0.0) {
            ++racks;
            heat_W += state->heatToAir_W;
        }
    CoolingChain chain;
    chain.isAir = true;
    chain.takesWater = mixed.takesWater;
    chain.device = types.size() == 1 ? *types.begin() : QStringLiteral("Air units");
    chain.deviceLines = {
        QStringLiteral("%1 of %2 run, fans %3")
            .arg(mixed.running)
            .arg(mixed.installed)
            .arg(formatPower(mixed.power_W).text()),
        QStringLiteral("%1, to %2")
            .arg(formatPower(mixed.heat_W).text(), formatPercent(mixed.loading).text())};
    chain.isOver = mixed.loading > 1.0;
    chain.supply_C = mixed.supply_C;
    chain.return_C = mixed.return_C;
    chain.flow = formatCompact(mixed.flow_m3_per_s) + QStringLiteral("\u2009m³/s of air");
    chain.load = QStringLiteral("%1 racks").arg(racks);
    chain.loadLines = {formatPower(heat_W).text() + QStringLiteral(" into the air")};
    if (const auto* state = stateOf(data.solution.halls, hall.id); state && state->hasAir)
        chain.loadLines.push_back(QStringLiteral("inlets ≤ ") +
                                  formatTemperature(state->worstInlet_C).text());
    return chain;
}

} // namespace

QString flowText(double m3_per_s) {
    return formatCompact(m3_per_s * 1000.0) + QStringLiteral("\u2009L/s");
}

std::vector<CoolingCircuit> coolingCircuits(const ReportData& data, const model::Hall& hall) {
    std::vector<const model::Plant*> plants = data.plantsOf(hall.id);
    std::vector<CoolingChain> loops;
    if (const auto found = data.solution.interiors.find(hall.id);
        found != data.solution.interiors.end() && found->second)
        for (const auto& loop : found->second->loops)
            loops.push_back(chainOf(data, loop));
    std::vector<CoolingChain> air;
    if (auto chain = airChainOf(data, hall))
        air.push_back(std::move(*chain));
    const auto isColder = [](const model::Plant* a, const model::Plant* b) {
        return a->supplySetpoint_C < b->supplySetpoint_C;
    };
    const auto [coldest, warmest] = std::minmax_element(plants.begin(), plants.end(), isColder);
    constexpr double kSame_K = 1.0;
    const bool areTwo = !plants.empty() && !loops.empty() && !air.empty() &&
                        (*warmest)->supplySetpoint_C - (*coldest)->supplySetpoint_C > kSame_K;
    if (!areTwo) {
        loops.insert(loops.end(), air.begin(), air.end());
        return {{std::move(plants), std::move(loops)}};
    }
    const double limit_C = (*coldest)->supplySetpoint_C + kSame_K;
    CoolingCircuit warm{{}, std::move(loops)}, cold{{}, std::move(air)};
    for (const auto* plant : plants)
        (plant->supplySetpoint_C <= limit_C ? cold : warm).plants.push_back(plant);
    return {std::move(warm), std::move(cold)};
}

} // namespace hallwright::app::report
