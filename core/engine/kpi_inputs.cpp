#include "core/engine/kpi_inputs.h"

#include "core/engine/plume_state.h"

#include <limits>

namespace hallwright::engine {

namespace {

void countRacks(const model::Campus& campus, const catalog::Catalog& catalog,
                const Solution& solution, economics::KpiInputs& in) {
    double margin_K = std::numeric_limits<double>::infinity();
    model::RackId tightest;
    const catalog::RackType* type = nullptr;
    for (const auto& rack : campus.racks()) {
        ++in.racks;
        in.installedIt_W += rack.itLoad_W;
        if (!type || type->id != rack.type) // neighbours mostly are of one type
            type = catalog.rack(rack.type);
        if (!type)
            continue;
        in.accelerators += type->accelerators;
        const auto state = solution.racks.find(rack.id);
        if (state == solution.racks.end())
            continue;
        if (state->second.hasPower)
            in.tokens.add(*type, type->powerNominal_W > 0.0
                                     ? state->second.load_W / type->powerNominal_W
                                     : 1.0);
        if (state->second.hasCoolant && type->coolantSupplyMax_C > 0.0) {
            const double here_K = type->coolantSupplyMax_C - state->second.coolantSupply_C;
            if (here_K < margin_K) {
                margin_K = here_K;
                tightest = rack.id;
            }
        }
    }
    if (tightest.isValid()) {
        in.coolantMargin_K = margin_K;
        in.coolantMarginName = campus.nameOf(model::entity(tightest));
    }
}

void findWorst(const model::Campus& campus, const Solution& solution, economics::KpiInputs& in) {
    const auto offer = [&](double loading, auto&& name) {
        if (loading > in.worstBranchLoading.value_or(0.0)) {
            in.worstBranchLoading = loading;
            in.worstBranchName = name();
        }
    };
    // Ascending ids, so that the same solution always names the same culprit.
    for (const auto& unit : campus.equipment())
        if (const auto it = solution.transformers.find(unit.id); it != solution.transformers.end())
            offer(it->second.loading, [&] { return unit.name; });
    for (const auto& feeder : campus.feeders())
        if (const auto it = solution.feeders.find(feeder.id); it != solution.feeders.end())
            offer(it->second.loading, [&] { return feeder.name; });
    for (const auto& busway : solution.busways)
        offer(busway.loading, [&] { return busway.name; });
    for (const auto& [id, hall] : solution.halls)
        if (hall.hasAir && hall.worstInletRack.isValid() &&
            (!in.worstInlet_C || hall.worstInlet_C > *in.worstInlet_C)) {
            in.worstInlet_C = hall.worstInlet_C;
            in.worstInletName = campus.nameOf(model::entity(hall.worstInletRack)) +
                                (hall.airIsFinest ? "" : ", coarse grid");
        }
}

void findIntakes(const model::Campus& campus, const PlumeState& plume, economics::KpiInputs& in) {
    if (!plume.worstUnit.isValid())
        return;
    in.worstIntakeRise_K = plume.worstRise_K;
    in.worstIntakeName =
        campus.nameOf(model::entity(plume.worstUnit)) + (plume.isKept ? ", before the last change"
                                                         : plume.isFinest ? ""
                                                                          : ", coarse grid");
    in.worstIntakeShare = plume.worstShare;
    in.meanIntakeRise_K = plume.meanRise_K;
    in.meanIntakeShare = plume.meanShare;
}

} // namespace

economics::KpiInputs kpiInputs(const model::Campus& campus, const catalog::Catalog& catalog,
                               const Solution& solution, const economics::CapexTally& capex) {
    economics::KpiInputs in;
    // What the facility takes in: what it makes itself counts as much as what it buys.
    in.grid_W = solution.energy.grid_W + solution.energy.generation_W;
    in.it_W = solution.energy.it_W;
    in.cooling_W = solution.energy.cooling_W;
    in.loss_W = solution.energy.loss_W;
    in.heatReused_W = solution.energy.heatReused_W;
    in.water_m3_per_s = solution.energy.water_m3_per_s;
    in.gridCarbon_kg_per_kWh = campus.site().gridCarbon_kg_per_kWh;
    in.energyPrice_eur_per_kWh = campus.site().energyPrice_eur_per_kWh;
    in.powerKnown = solution.powerConverged;
    in.coolantKnown = solution.coolantConverged;
    countRacks(campus, catalog, solution, in);
    findWorst(campus, solution, in);
    if (solution.plume)
        findIntakes(campus, *solution.plume, in);
    in.capex = capex;
    return in;
}

} // namespace hallwright::engine
