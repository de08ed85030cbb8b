#include "core/engine/standby_supply.h"

#include <algorithm>

namespace hallwright::engine {

double fuelRate_m3_per_s(const catalog::GenerationType& type, double loading) {
    const auto& curve = type.fuel_m3_per_s;
    if (curve.size() < 2 || loading >= curve.front().x)
        return catalog::interpolate(curve, loading);
    const auto &first = curve[0], &second = curve[1];
    const double slope = (second.y - first.y) / (second.x - first.x);
    return std::max(0.0, first.y + slope * (loading - first.x));
}

StandbySupply standbySupply(const model::Campus& campus, const catalog::Catalog& catalog,
                            const Solution& solution) {
    StandbySupply supply;
    constexpr std::array<double, 3> kLoads{0.5, 0.75, 1.0};
    for (const auto& unit : campus.equipment()) {
        if (const auto state = solution.units.find(unit.id);
            state != solution.units.end() && state->second.autonomy_s &&
            state->second.loading > supply.upsLoading) {
            supply.upsLoading = state->second.loading;
            supply.upsAutonomy_s = *state->second.autonomy_s * state->second.loading;
            supply.upsLoadingOneOut.reset();
            if (state->second.autonomyOneOut_s)
                supply.upsLoadingOneOut = supply.upsAutonomy_s / *state->second.autonomyOneOut_s;
        }
        const auto* type = catalog.generationUnit(unit.type);
        if (unit.kind != model::EquipmentKind::Generation || !unit.inService || !type ||
            type->fuel_m3_per_s.empty() || unit.use == model::GenerationUse::Parallel)
            continue;
        ++supply.sets;
        supply.rating_W += type->power_W;
        supply.start_s = std::max(supply.start_s, type->startToLoad_s);
        for (std::size_t i = 0; i < kLoads.size(); ++i)
            supply.fuel_m3_per_s[i] += fuelRate_m3_per_s(*type, kLoads[i]);
    }
    supply.demand_W = solution.energy.grid_W;
    supply.carryRacks = supply.demand_W <= supply.rating_W;
    if (!supply.carryRacks)
        supply.demand_W = solution.energy.cooling_W;
    return supply;
}

} // namespace hallwright::engine
