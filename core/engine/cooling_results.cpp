#include "core/engine/cooling_results.h"

#include "core/base/physical_constants.h"
#include "core/engine/fluids.h"
#include "core/solvers/plant/psychrometrics.h"

#include <algorithm>
#include <cmath>

namespace hallwright::engine {

namespace {

void describeLoop(const CoolingSystem::Hall& hall, std::size_t l, Solution& solution) {
    const auto& loop = hall.cooling->loops[l];
    const auto& heat = hall.heat.loops[l];
    LoopState state;
    state.hall = hall.cooling->hall;
    state.name = loop.name;
    state.heat_W = loop.rackHeat_W;
    state.supply_C = heat.isCooled ? toCelsius(heat.supply_K) : 0.0;
    state.return_C = heat.isCooled ? toCelsius(heat.return_K) : 0.0;
    state.pumpHead_Pa = loop.flow->pumpHead_Pa;
    state.manifoldVelocity_m_per_s = loop.flow->manifoldVelocity_m_per_s;
    state.cdusRunning = static_cast<int>(loop.cdus.size());
    state.cdusTotal = loop.cdusTotal;
    state.converged = loop.flow->converged;
    state.volume_m3 = loop.volume_m3();
    state.pipeLoss_W = loop.pipeLoss_W;
    double capacity_W = 0.0;
    double largest_W = 0.0;
    for (const auto& cdu : loop.cdus) {
        capacity_W += cdu.type->capacity_W;
        largest_W = std::max(largest_W, cdu.type->capacity_W);
    }
    state.cduLoading = capacity_W > 0.0 ? loop.heat_W() / capacity_W : 0.0;
    state.cduLoadingOneOut = loop.cdus.size() > 1 ? loop.heat_W() / (capacity_W - largest_W) : 0.0;
    const double capacity = loop.input.coolant.volumetricHeatCapacity_J_per_m3K();
    for (std::size_t i = 0; i < loop.racks.size(); ++i) {
        auto& rack = solution.racks[loop.racks[i].id];
        const double flow = loop.flow->rack_m3_per_s[i];
        state.flow_m3_per_s += flow;
        rack.coolantFlow_m3_per_s = flow;
        rack.coolantPressureDrop_Pa = loop.flow->rackDrop_Pa[i];
        rack.couplingPressureDrop_Pa = loop.flow->couplingDrop_Pa[i];
        rack.hasCoolant = heat.isCooled && flow > kLeastFlow_m3_per_s;
        if (!loop.cdus.empty())
            rack.heatToLiquid_W = loop.racks[i].heat_W;
        if (rack.hasCoolant) {
            rack.coolantSupply_C = state.supply_C;
            rack.coolantReturn_C = state.supply_C + loop.racks[i].heat_W / (capacity * flow);
            const double carried_W =
                capacity * flow * (rack.coolantReturn_C - rack.coolantSupply_C);
            rack.residualFraction =
                std::abs(rack.heatToLiquid_W - carried_W) / std::max(1.0, rack.load_W);
        }
    }
    for (std::size_t i = 0; i < loop.cdus.size(); ++i) {
        auto& unit = solution.units[loop.cdus[i].id];
        const double share =
            state.flow_m3_per_s > 0.0 ? loop.flow->cdu_m3_per_s[i] / state.flow_m3_per_s : 0.0;
        unit.power_W = loop.flow->cduPower_W[i];
        unit.heat_W = loop.heat_W() * share;
        unit.loading = unit.heat_W / std::max(1.0, loop.cdus[i].type->capacity_W);
        unit.supply_C = state.supply_C;
        unit.return_C = state.return_C;
        unit.flow_m3_per_s = loop.flow->cdu_m3_per_s[i];
        unit.running = heat.isCooled && unit.flow_m3_per_s > kLeastFlow_m3_per_s;
    }
    solution.loops.push_back(std::move(state));
}

/// Heat that the coolant streams of a hall's loops and the air streams of its units carry, with
/// what leaves it otherwise [W].
double carriedOut_W(const CoolingSystem::Hall& hall) {
    double sum_W = hall.heat.ventilated_W;
    for (std::size_t l = 0; l < hall.cooling->loops.size(); ++l) {
        const auto& heat = hall.heat.loops[l];
        sum_W += heat.isCooled ? heat.secondary_W_per_K * (heat.return_K - heat.supply_K)
                               : hall.cooling->loops[l].heat_W();
    }
    for (std::size_t i = 0; i < hall.cooling->air.units.size(); ++i) {
        const auto& unit = hall.cooling->air.units[i];
        const auto& heat = hall.heat.airUnits[i];
        if (heat.supply_K > 0.0)
            sum_W += kAirHeat_J_per_m3K * unit.flow_m3_per_s * (heat.return_K - heat.supply_K) +
                     unit.fanPower_W;
    }
    return sum_W;
}

void describeHall(const CampusIndex& index, const catalog::Catalog& catalog,
                  const CoolingSystem::Hall& hall, Solution& solution) {
    const auto& cooling = *hall.cooling;
    auto& state = solution.halls[cooling.hall];
    for (const auto* rack : index.racksOf(cooling.hall))
        solution.racks[rack->id].heatToLiquid_W = 0.0;
    for (std::size_t l = 0; l < cooling.loops.size(); ++l)
        describeLoop(hall, l, solution);
    for (const auto* rack : index.racksOf(cooling.hall)) {
        auto& s = solution.racks[rack->id];
        s.heatToAir_W = s.load_W - s.heatToLiquid_W;
        state.it_W += s.load_W;
        const auto* type = catalog.rack(rack->type);
        if (type && type->powerNominal_W > 0.0)
            s.airFlow_m3_per_s = type->airFlow_m3_per_s * s.load_W / type->powerNominal_W;
    }
    state.loss_W = hall.heat.loss_W;
    double in_W = state.it_W + hall.heat.loss_W + cooling.air.fanPower_W();
    for (const auto& loop : cooling.loops)
        in_W += loop.pumpPower_W();
    state.residualFraction = std::abs(in_W - carriedOut_W(hall)) / std::max(1.0, in_W);
    state.heatToAir_W = hall.heat.airHeat_W;
    state.heatToLiquid_W = cooling.heatToLiquid_W;
    state.facilitySupply_C =
        hall.heat.hasFacilityWater ? toCelsius(hall.heat.facilitySupply_K) : 0.0;
    state.facilityReturn_C =
        hall.heat.hasFacilityWater ? toCelsius(hall.heat.facilityReturn_K) : 0.0;
    for (std::size_t i = 0; i < cooling.air.units.size(); ++i) {
        const auto& source = cooling.air.units[i];
        const auto& heat = hall.heat.airUnits[i];
        auto& unit = solution.units[source.id];
        unit.power_W = source.fanPower_W;
        unit.flow_m3_per_s = source.flow_m3_per_s;
        unit.running = heat.supply_K > 0.0;
        if (!unit.running)
            continue;
        unit.heat_W = hall.heat.airHeat_W / static_cast<double>(cooling.air.units.size());
        unit.supply_C = toCelsius(heat.supply_K);
        unit.return_C = toCelsius(heat.return_K);
        unit.loading = unit.heat_W / std::max(1.0, source.type->capacity_W);
    }
}

/// Gauge pressure in a circuit when its strongest pump runs against closed valves.
double shutOffPressure_Pa(const CoolingSystem::Circuit& entry) {
    double head_m = 0.0;
    for (const auto& plant : entry.circuit.plants)
        for (const auto& group : plant.pumps)
            head_m = std::max(head_m, group.type->headZero_m);
    return (kVesselHead_m + head_m) * entry.coolant.density_kg_per_m3 * base::kGravity_m_per_s2;
}

/// Absolute pressure at the pumps' suction less that at which the return water boils, in metres.
/// The vapour pressure is water's: glycol only lowers it.
double npshAvailable_m(const CoolingSystem::Circuit& entry, std::size_t p, double return_K,
                       double elevation_m) {
    const auto suction = static_cast<std::size_t>(entry.flow->returnNode[p]);
    const double margin_Pa =
        plant::pressureAtAltitude_Pa(elevation_m) - plant::saturationPressure_Pa(return_K);
    return entry.flow->solution.head_m[suction] +
           margin_Pa / (entry.coolant.density_kg_per_m3 * base::kGravity_m_per_s2);
}

double pascals(const CoolingSystem::Circuit& entry, double head_m) {
    return head_m * entry.coolant.density_kg_per_m3 * base::kGravity_m_per_s2;
}

/// Gauge pressures of the water at the ends of mains and where it enters what it flows through.
void describePressures(const CoolingSystem::Circuit& entry, Solution& solution) {
    const FacilityFlow& flow = *entry.flow;
    if (!flow.isSolved())
        return;
    for (const auto& main : entry.circuit.mains) {
        PipeState& state = solution.mains[main.id];
        if (main.pipes != model::MainPipes::Return)
            state.supplyPressure_Pa = pascals(entry, flow.supplyHead_m(main.to));
        if (main.pipes != model::MainPipes::Supply)
            state.returnPressure_Pa = pascals(entry, flow.returnHead_m(main.to));
    }
    for (const auto& consumer : entry.circuit.consumers)
        solution.units[consumer.id].waterPressure_Pa =
            pascals(entry, flow.supplyHead_m(consumer.port));
    for (std::size_t p = 0; p < entry.circuit.plants.size(); ++p) {
        const auto& plant = entry.circuit.plants[p];
        const double suction_m = flow.returnHead_m(static_cast<int>(p));
        double discharge_m = suction_m;
        for (std::size_t g = 0; g < plant.pumps.size(); ++g) {
            discharge_m = std::max(discharge_m, suction_m + flow.pumpHead_m(p, g));
            for (const auto id : plant.pumps[g].units)
                solution.units[id].waterPressure_Pa = pascals(entry, suction_m);
        }
        for (const auto& bank : plant.coolers)
            for (const auto id : bank.units)
                solution.units[id].waterPressure_Pa = pascals(entry, discharge_m);
    }
}

void describePlant(const CoolingSystem::Circuit& entry, std::size_t p, double elevation_m,
                   Solution& solution) {
    const auto& described = entry.circuit.plants[p];
    const auto& heat = entry.heat.plants[p];
    PlantState state;
    state.heat_W = heat.rejected_W;
    state.power_W = heat.power_W;
    state.supply_C = toCelsius(heat.supply_K);
    state.return_C = toCelsius(heat.return_K);
    state.flow_m3_per_s = heat.flow_m3_per_s;
    state.water_m3_per_s = heat.water_m3_per_s;
    state.heatLoading = heat.capacity_W > 0.0 ? heat.fromWater_W / heat.capacity_W : 0.0;
    if (heat.flow_m3_per_s > kLeastFlow_m3_per_s)
        state.npshAvailable_m = npshAvailable_m(entry, p, heat.return_K, elevation_m);
    state.holdsSetpoint = heat.holdsSetpoint;
    state.setpoint_C = toCelsius(heat.setpoint_K);
    state.compressor_W = heat.compressor_W;
    state.chillerHeat_W = heat.chillerHeat_W;
    state.chillersRunning = heat.chillersRunning;
    state.reused_W = heat.reused_W;
    if (const int bypass = entry.flow->plants[p].bypass; bypass >= 0)
        state.bypass_m3_per_s = entry.flow->flow(bypass);
    state.condenserFlow_m3_per_s = heat.condenser.flow_m3_per_s;
    state.condenserHead_Pa =
        heat.condenser.head_m * entry.coolant.density_kg_per_m3 * base::kGravity_m_per_s2;
    state.condenserVelocity_m_per_s = heat.condenser.velocity_m_per_s;
    state.condenserDn = described.condenserPipes.dn;
    state.volume_m3 = entry.circuit.volume_m3();
    state.converged = entry.heat.converged && entry.flow->isSolved();
    for (std::size_t g = 0; g < described.pumps.size(); ++g) {
        const auto& group = described.pumps[g];
        const auto& pumps = heat.pumps[g];
        const double head_m = entry.flow->pumpHead_m(p, g);
        state.pumpHead_Pa = std::max(state.pumpHead_Pa, head_m * entry.coolant.density_kg_per_m3 *
                                                            base::kGravity_m_per_s2);
        state.pumpsRunning += group.running;
        state.pumpsTotal += group.total;
        for (std::size_t i = 0; i < group.units.size(); ++i) {
            auto& unit = solution.units[group.units[i]];
            unit.running =
                static_cast<int>(i) < group.running && pumps.flow_m3_per_s > kLeastFlow_m3_per_s;
            if (!unit.running)
                continue;
            unit.power_W = pumps.unit.electricPower_W;
            unit.flow_m3_per_s = pumps.flow_m3_per_s;
            unit.loading = pumps.flow_m3_per_s / std::max(1e-9, group.type->flowRated_m3_per_s);
            unit.supply_C = state.supply_C;
            unit.return_C = state.return_C;
        }
    }
    const auto describeBank = [&](const FacilityCircuit::CoolerBank& bank,
                                  const FacilityHeat::Bank& result) {
        for (const auto id : bank.units) {
            auto& unit = solution.units[id];
            unit.power_W = result.unit.fanPower_W + result.pump_W;
            unit.heat_W = result.unit.heat_W;
            unit.loading = result.unit.heat_W / std::max(1.0, bank.type->capacity_W);
            unit.supply_C = toCelsius(result.unit.fluidOutlet_K);
            unit.return_C = toCelsius(result.inlet_K);
            unit.flow_m3_per_s = result.flow_m3_per_s;
            unit.running = result.flow_m3_per_s > kLeastFlow_m3_per_s;
        }
    };
    for (std::size_t b = 0; b < heat.coolers.size(); ++b)
        describeBank(described.coolers[b], heat.coolers[b]);
    for (std::size_t b = 0; b < heat.towers.size(); ++b)
        describeBank(described.towers[b], heat.towers[b]);
    for (std::size_t b = 0; b < heat.chillers.size(); ++b)
        for (std::size_t i = 0; i < described.chillers[b].units.size(); ++i) {
            const auto& result = heat.chillers[b];
            auto& unit = solution.units[described.chillers[b].units[i]];
            if (static_cast<int>(i) >= result.units)
                continue; // stands by
            unit.power_W = result.unit.power_W;
            unit.heat_W = result.unit.heat_W;
            unit.loading =
                result.unit.heat_W / std::max(1.0, described.chillers[b].type->capacity_W);
            unit.supply_C = toCelsius(result.outlet_K);
            unit.return_C = toCelsius(result.inlet_K);
            unit.running = result.unit.heat_W > 0.0;
        }
    double exchangers_W = 0.0;
    for (const auto& bank : described.exchangers)
        exchangers_W += bank.type->capacity_W * static_cast<double>(bank.units.size());
    for (const auto& bank : described.exchangers)
        for (const auto id : bank.units) {
            const double share = bank.type->capacity_W / exchangers_W;
            auto& unit = solution.units[id];
            unit.heat_W = heat.reused_W * share;
            unit.power_W = heat.reusePump_W * share;
            unit.loading = unit.heat_W / bank.type->capacity_W;
            unit.return_C = state.return_C;
            unit.running = unit.heat_W > 0.0;
        }
    solution.plants[described.id] = state;
}

} // namespace

void describeCooling(const CampusIndex& index, const catalog::Catalog& catalog,
                     const CoolingSystem& cooling, Solution& solution) {
    for (const auto& [id, hall] : cooling.halls())
        describeHall(index, catalog, hall, solution);
    for (const auto& entry : cooling.circuits()) {
        for (std::size_t p = 0; p < entry.circuit.plants.size(); ++p)
            if (p < entry.heat.plants.size())
                describePlant(entry, p, index.campus().site().elevation_m, solution);
        for (std::size_t i = 0; i < entry.flow->balancingKv_m3_per_h.size(); ++i)
            solution.units[entry.circuit.consumers[i].id].balancingKv_m3_per_h =
                entry.flow->balancingKv_m3_per_h[i];
        const double designPressure_Pa = shutOffPressure_Pa(entry);
        for (std::size_t m = 0; m < entry.circuit.mains.size(); ++m) {
            const int link = entry.flow->mainLink(m);
            PipeState state;
            state.pipes = entry.circuit.mains[m].pipes;
            state.loss_W = entry.heat.mainLoss_W[m];
            state.flow_m3_per_s = std::abs(entry.flow->flow(link));
            state.velocity_m_per_s =
                entry.flow->solution.velocity_m_per_s[static_cast<std::size_t>(link)];
            const double length_m =
                entry.flow->problem.links[static_cast<std::size_t>(link)].length_m;
            state.gradient_Pa_per_m =
                std::abs(entry.flow->solution.headLoss_m[static_cast<std::size_t>(link)]) *
                entry.coolant.density_kg_per_m3 * base::kGravity_m_per_s2 / length_m;
            state.designPressure_Pa = designPressure_Pa;
            state.supply_C = toCelsius(entry.heat.mainSupply_K[m]);
            state.return_C = toCelsius(entry.heat.mainReturn_K[m]);
            solution.mains[entry.circuit.mains[m].id] = state;
        }
        describePressures(entry, solution);
    }
    for (const auto id : cooling.deadMains())
        solution.mains[id] = {};
}

} // namespace hallwright::engine
