#include "core/engine/cooling_system.h"

#include "core/compute/parallel_chunks.h"
#include "core/engine/cooling_supply.h"
#include "core/engine/fluids.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace hallwright::engine {

std::shared_ptr<const HallCooling>
CoolingSystem::hallCooling(const CampusIndex& index, const catalog::Catalog& catalog,
                           const CachedInterior& interior, const ServiceState& service,
                           const std::vector<double>& loads_W, double expectedLoss_W,
                           std::stop_token stop) {
    const auto hall = interior.interior->hall;
    std::vector<bool> services;
    for (const auto* unit : index.equipmentOf(model::entity(hall)))
        services.push_back(service.works(*unit));
    auto& cached = m_cache[hall];
    if (cached.cooling && cached.version == interior.version && cached.loads_W == loads_W &&
        cached.expectedLoss_W == expectedLoss_W && cached.services == services)
        return cached.cooling;
    auto cooling = std::make_shared<HallCooling>(
        buildHallCooling(index, catalog, *interior.interior, service, loads_W, expectedLoss_W));
    for (auto& loop : cooling->loops) {
        auto key = loop.input.key();
        loop.flow = m_loopFlows.find(key);
        if (!loop.flow) {
            loop.flow = std::make_shared<const TcsLoopFlow>(solveTcsLoop(loop.input, stop));
            if (!stop.stop_requested())
                m_loopFlows.put(std::move(key), loop.flow);
        }
    }
    if (stop.stop_requested()) // may hold flows that were cut short
        m_cache.erase(hall);
    else
        cached = {interior.version, loads_W, expectedLoss_W, std::move(services), cooling};
    return cooling;
}

void CoolingSystem::prepare(const CampusIndex& index, const catalog::Catalog& catalog,
                            const std::map<model::HallId, CachedInterior>& interiors,
                            const PowerAssembly& power, const model::Scenario& scenario,
                            std::stop_token stop) {
    ServiceState service(scenario);
    for (const auto plant : plantsWithoutSupply(index, power))
        for (const auto id : coolingOf(index, plant))
            service.takeOut(id);
    m_scenario = scenario;
    m_rises = {};
    m_elevation_m = index.campus().site().elevation_m;
    m_loopFlows.nextGeneration();
    m_facilityFlows.nextGeneration();
    m_halls.clear();
    for (const auto& part : power.halls()) {
        auto cooling = hallCooling(index, catalog, interiors.at(part.hall), service,
                                   part.rackLoad_W, power.expectedIndoorLoss_W(part), stop);
        m_halls[part.hall].cooling = std::move(cooling);
    }
    std::erase_if(m_cache, [&](const auto& entry) { return !interiors.contains(entry.first); });

    std::map<model::HallId, std::shared_ptr<const HallCooling>> coolings;
    for (const auto& [hall, state] : m_halls)
        coolings[hall] = state.cooling;
    auto layout = layOutFacility(index, catalog, service, coolings);
    m_deadMains = std::move(layout.deadMains);
    m_circuits.clear();
    for (auto& circuit : layout.circuits) {
        auto& entry = m_circuits.emplace_back();
        entry.coolant = coolantAt(catalog, circuit.coolant, circuit.setpoint_C() + kMeanRise_K);
        entry.circuit = std::move(circuit);
        auto key = flowKey(entry.circuit, entry.coolant);
        entry.flow = m_facilityFlows.find(key);
        if (!entry.flow) {
            entry.flow = std::make_shared<const FacilityFlow>(
                solveFacilityFlow(entry.circuit, entry.coolant, stop));
            if (!stop.stop_requested())
                m_facilityFlows.put(std::move(key), entry.flow);
        }
    }
}

std::vector<double> CoolingSystem::consumerHeats(const FacilityCircuit& circuit) const {
    std::vector<double> heats_W;
    heats_W.reserve(circuit.consumers.size());
    for (const auto& consumer : circuit.consumers) {
        const auto& hall = m_halls.at(consumer.hall);
        const auto unit = static_cast<std::size_t>(consumer.unit);
        if (consumer.isCdu) {
            const auto& loop = hall.cooling->loops[static_cast<std::size_t>(consumer.loop)];
            double total = 0.0;
            for (const double flow : loop.flow->cdu_m3_per_s)
                total += flow;
            heats_W.push_back(total > 0.0 ? loop.heat_W() * loop.flow->cdu_m3_per_s[unit] / total
                                          : loop.heat_W() / static_cast<double>(loop.cdus.size()));
        } else {
            const auto& air = hall.cooling->air;
            double total = 0.0;
            for (const auto& other : air.units)
                total += other.flow_m3_per_s;
            heats_W.push_back(
                total > 0.0 ? hall.heat.airHeat_W * air.units[unit].flow_m3_per_s / total : 0.0);
        }
    }
    return heats_W;
}

void CoolingSystem::solve(const std::map<model::HallId, double>& indoorLoss_W,
                          std::stop_token stop) {
    for (auto& [id, hall] : m_halls) {
        const auto loss = indoorLoss_W.find(id);
        hall.heat = {};
        hall.heat.loss_W = loss == indoorLoss_W.end() ? 0.0 : loss->second;
        const auto& air = hall.cooling->air;
        hall.heat.airHeat_W =
            air.rackHeat_W + hall.heat.loss_W + air.fanPower_W() + hall.cooling->pipeLoss_W();
        hall.heat.ventilated_W = hall.heat.airHeat_W; // until a unit is found to take it
    }
    // Circuits know nothing of each other, so threads leave no trace in the answer.
    compute::parallelChunks(static_cast<int>(m_circuits.size()), 1, [&](int begin, int end) {
        for (int i = begin; i < end; ++i) {
            auto& entry = m_circuits[static_cast<std::size_t>(i)];
            entry.heats_W = consumerHeats(entry.circuit);
            entry.heat = solveFacilityHeat(entry.circuit, *entry.flow, entry.coolant, m_scenario,
                                           m_elevation_m, entry.heats_W, m_rises, stop);
        }
    });
    spreadTemperatures();
}

void CoolingSystem::spreadTemperatures() {
    std::map<model::HallId, std::vector<std::vector<PrimaryWater>>> primaries;
    std::map<model::HallId, const Circuit*> cduCircuit;
    for (auto& [id, hall] : m_halls) {
        hall.heat.airUnits.resize(hall.cooling->air.units.size());
        for (const auto& loop : hall.cooling->loops)
            primaries[id].emplace_back(loop.cdus.size());
    }
    for (const auto& entry : m_circuits) {
        const auto& heats_W = entry.heats_W;
        for (std::size_t i = 0; i < entry.circuit.consumers.size(); ++i) {
            const auto& consumer = entry.circuit.consumers[i];
            auto& hall = m_halls.at(consumer.hall);
            const auto unit = static_cast<std::size_t>(consumer.unit);
            const auto port = static_cast<std::size_t>(consumer.port);
            const double flow = std::abs(entry.flow->flow(entry.flow->consumers[i]));
            const bool isServed = flow > kLeastFlow_m3_per_s;
            if (consumer.isCdu || !hall.heat.hasFacilityWater) {
                hall.heat.facilitySupply_K = entry.heat.portSupply_K[port];
                hall.heat.facilityReturn_K = entry.heat.portReturn_K[port];
            }
            hall.heat.hasFacilityWater |= isServed;
            if (consumer.isCdu) {
                primaries[consumer.hall][static_cast<std::size_t>(consumer.loop)][unit] = {
                    entry.heat.consumerInlet_K[i], flow, isServed};
                cduCircuit[consumer.hall] = &entry;
            } else if (isServed) {
                const auto& air = hall.cooling->air;
                hall.heat.airUnits[unit] =
                    solveAirUnitHeat(air.units[unit], heats_W[i], entry.heat.consumerInlet_K[i],
                                     flow, toKelvin(air.supplySetpoint_C), entry.coolant);
                hall.heat.ventilated_W -= heats_W[i];
            }
        }
    }
    for (auto& [id, hall] : m_halls) {
        hall.heat.ventilated_W = std::max(0.0, hall.heat.ventilated_W);
        const auto circuit = cduCircuit.find(id);
        for (std::size_t l = 0; l < hall.cooling->loops.size(); ++l)
            hall.heat.loops.push_back(circuit == cduCircuit.end()
                                          ? LoopHeat{}
                                          : solveLoopHeat(hall.cooling->loops[l], primaries[id][l],
                                                          circuit->second->coolant));
    }
}

AuxiliaryPower CoolingSystem::auxiliaryPower(const CampusIndex& index,
                                             const TrunkPower& trunk) const {
    AuxiliaryPower power;
    for (const auto& [id, hall] : m_halls) {
        double sum_W = hall.cooling->air.fanPower_W();
        for (const auto& loop : hall.cooling->loops)
            sum_W += loop.pumpPower_W();
        power.halls[id] = sum_W;
    }
    power.serving = power.halls;
    const auto& campus = index.campus();
    for (const auto& entry : m_circuits) {
        const auto& heats_W = entry.heats_W;
        double total_W = 0.0;
        for (const double heat_W : heats_W)
            total_W += heat_W;
        for (std::size_t p = 0; p < entry.circuit.plants.size(); ++p) {
            const auto id = model::entity(entry.circuit.plants[p].id);
            const double plant_W = entry.heat.plants[p].power_W;
            const bool hasOwnFeeder = trunk.auxiliaries.contains(id);
            std::vector<model::HallId>* halls = nullptr;
            if (hasOwnFeeder)
                power.others[id] += plant_W;
            else if (total_W > 0.0)
                halls = &power.plantsAtHalls[entry.circuit.plants[p].id];
            for (std::size_t i = 0; i < heats_W.size() && total_W > 0.0; ++i) {
                const auto hall = entry.circuit.consumers[i].hall;
                power.serving[hall] += plant_W * heats_W[i] / total_W;
                if (!halls)
                    continue;
                power.halls[hall] += plant_W * heats_W[i] / total_W;
                if (halls->empty() || halls->back() != hall) // a hall's consumers lie together
                    halls->push_back(hall);
            }
            if (!hasOwnFeeder && total_W <= 0.0) {
                double nearest_m = std::numeric_limits<double>::infinity();
                model::EntityId place;
                const auto at = campus.sitePlacement(id).position_m;
                for (const auto& substation : campus.substations()) {
                    const auto there = substation.placement.position_m;
                    const double far_m = std::hypot(there.x - at.x, there.y - at.y);
                    if (far_m < nearest_m) {
                        nearest_m = far_m;
                        place = model::entity(substation.id);
                    }
                }
                if (place.isValid())
                    power.others[place] += plant_W;
            }
        }
    }
    return power;
}

double CoolingSystem::power_W() const {
    double sum_W = 0.0;
    for (const auto& [id, hall] : m_halls) {
        sum_W += hall.cooling->air.fanPower_W();
        for (const auto& loop : hall.cooling->loops)
            sum_W += loop.pumpPower_W();
    }
    for (const auto& entry : m_circuits)
        for (const auto& plant : entry.heat.plants)
            sum_W += plant.power_W;
    return sum_W;
}

bool CoolingSystem::isConverged() const {
    return trouble().empty();
}

std::string CoolingSystem::trouble() const {
    for (const auto& [id, hall] : m_halls)
        for (const auto& loop : hall.cooling->loops)
            if (loop.flow && !loop.flow->converged)
                return "The flow of " + loop.name + " did not converge.";
    for (const auto& entry : m_circuits) {
        if (!entry.flow->isSolved())
            return "Facility water did not converge: " + entry.flow->solution.message;
        if (!entry.heat.converged)
            return "Facility-water temperatures did not converge: " + entry.heat.message;
    }
    return {};
}

int CoolingSystem::iterations() const {
    int most = 0;
    for (const auto& entry : m_circuits)
        most = std::max(most, entry.flow->solution.iterations);
    for (const auto& [id, hall] : m_halls)
        for (const auto& loop : hall.cooling->loops)
            most = std::max(most, loop.flow ? loop.flow->iterations : 0);
    return most;
}

double CoolingSystem::residual_m3_per_s() const {
    double worst = 0.0;
    for (const auto& entry : m_circuits)
        worst = std::max(worst, entry.flow->solution.residuals.continuity_m3_per_s);
    for (const auto& [id, hall] : m_halls)
        for (const auto& loop : hall.cooling->loops)
            worst = std::max(worst, loop.flow ? loop.flow->residual_m3_per_s : 0.0);
    return worst;
}

} // namespace hallwright::engine
