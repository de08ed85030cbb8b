#include "core/engine/facility_heat.h"

#include "core/engine/cooler_models.h"
#include "core/engine/fluids.h"
#include "core/solvers/hydronic/heat_solver.h"
#include "core/solvers/plant/staging.h"

#include <algorithm>
#include <cmath>

namespace hallwright::engine {

namespace {

/// Coolest water that a chiller's control could make: only bounds its sink's temperature.
constexpr double kColdest_K = 250.0;
/// Least flow that counts as one [m3/s].
constexpr double kLeastFlow = 1e-7;
/// First guess of how much warmer water enters a cooler than it leaves [K]; matters to evaporative
/// units alone, which are run again at the temperature found.
constexpr double kGuessedRange_K = 10.0;
constexpr double kCondenserRange_K = 6.0; ///< the catalogue's tower

class HeatRun {
public:
    HeatRun(const FacilityCircuit& circuit, const FacilityFlow& flow,
            const plant::CoolantProperties& coolant, const model::Scenario& scenario,
            double elevation_m, std::span<const double> consumerHeat_W)
        : m_circuit(circuit), m_flow(flow), m_coolant(coolant),
          m_outdoor(outdoorAir(scenario, elevation_m)), m_consumerHeat_W(consumerHeat_W) {
        m_network =
            hydronic::heatNetworkOf(flow.problem, flow.solution, coolant.heatCapacity_J_per_kgK);
    }

    FacilityHeat run(std::stop_token stop) {
        startPlants();
        setConsumers();
        const auto& flows = m_flow.solution.flow_m3_per_s;
        if (std::none_of(flows.begin(), flows.end(),
                         [](double q) { return std::abs(q) > kLeastFlow; })) {
            m_heat.converged = true; // the water stands still
            collectWithoutSolution();
            return std::move(m_heat);
        }
        bool hasEvaporative = false;
        for (std::size_t p = 0; p < m_circuit.plants.size(); ++p)
            for (const auto& bank : m_circuit.plants[p].coolers)
                hasEvaporative |= bank.type->form != catalog::HeatRejectionForm::Dry;
        setCoolers();
        setTrims();
        solve(stop);
        if (hasEvaporative) {
            setCoolers(); // at the temperatures found
            solve(stop);
        }
        if (limitTrims())
            solve(stop);
        collect();
        return std::move(m_heat);
    }

private:
    static std::size_t at(int link) { return static_cast<std::size_t>(link); }
    double setpoint_K(std::size_t plant) const {
        return toKelvin(m_circuit.plants[plant].setpoint_C);
    }
    double capacityRate(double flow_m3_per_s) const {
        return m_coolant.volumetricHeatCapacity_J_per_m3K() * flow_m3_per_s;
    }

    void startPlants() {
        for (std::size_t p = 0; p < m_circuit.plants.size(); ++p) {
            auto& plant = m_heat.plants.emplace_back();
            const auto& described = m_circuit.plants[p];
            for (std::size_t g = 0; g < described.pumps.size(); ++g) {
                const auto& group = described.pumps[g];
                const int link = m_flow.plants[p].pumps[g];
                FacilityHeat::Pumps pumps;
                pumps.units = group.running;
                if (group.running > 0 && m_flow.flow(link) > kLeastFlow) {
                    pumps.flow_m3_per_s = m_flow.flow(link) / group.running;
                    const auto parameters = pump(*group.type);
                    const double speed = plant::pumpSpeedForDuty(parameters, pumps.flow_m3_per_s,
                                                                 m_flow.pumpHead_m(link));
                    pumps.unit = plant::runPump(parameters, pumps.flow_m3_per_s, speed,
                                                m_coolant.density_kg_per_m3);
                    m_network.links[at(link)].heat_W = pumps.unit.shaftPower_W * group.running;
                    m_heat.intoWater_W += m_network.links[at(link)].heat_W;
                    plant.power_W += pumps.unit.electricPower_W * group.running;
                    plant.toOutdoors_W +=
                        (pumps.unit.electricPower_W - pumps.unit.shaftPower_W) * group.running;
                    plant.flow_m3_per_s += m_flow.flow(link);
                }
                plant.pumps.push_back(pumps);
            }
        }
    }

    void setConsumers() {
        for (std::size_t i = 0; i < m_circuit.consumers.size(); ++i) {
            const int link = m_flow.consumers[i];
            if (std::abs(m_flow.flow(link)) > kLeastFlow) {
                m_network.links[at(link)].heat_W = m_consumerHeat_W[i];
                m_heat.intoWater_W += m_consumerHeat_W[i];
            } else {
                m_heat.stranded_W += m_consumerHeat_W[i];
            }
        }
    }

    plant::CoolerConditions conditionsOf(std::size_t p, std::size_t bank) const {
        const auto& described = m_circuit.plants[p].coolers[bank];
        const int link = m_flow.plants[p].coolers[bank];
        auto conditions = m_outdoor;
        conditions.fluidCapacity_W_per_K =
            capacityRate(m_flow.flow(link) / std::max<std::size_t>(1, described.units.size()));
        conditions.setpoint_K = setpoint_K(p);
        conditions.fluidInlet_K = m_solution.networks.empty()
                                      ? setpoint_K(p) + kGuessedRange_K
                                      : m_solution.networks.front().linkInlet_K[at(link)];
        return conditions;
    }

    void setCoolers() {
        for (std::size_t p = 0; p < m_circuit.plants.size(); ++p)
            for (std::size_t b = 0; b < m_circuit.plants[p].coolers.size(); ++b) {
                const auto& bank = m_circuit.plants[p].coolers[b];
                const int link = m_flow.plants[p].coolers[b];
                if (bank.units.empty() || m_flow.flow(link) <= kLeastFlow)
                    continue;
                const auto conditions = conditionsOf(p, b);
                const auto state =
                    runCooler(*bank.type, conditions,
                              m_flow.flow(link) / static_cast<double>(bank.units.size()));
                auto& sink = m_network.links[at(link)];
                sink.sinkEffectiveness = state.fullSpeedEffectiveness;
                sink.sinkInlet_K = state.coilAirInlet_K;
                sink.setpoint_K = setpoint_K(p);
            }
    }

    void setTrims() {
        for (std::size_t p = 0; p < m_circuit.plants.size(); ++p) {
            const int link = m_flow.plants[p].trim;
            if (link < 0 || m_flow.flow(link) <= kLeastFlow || chillerCapacity_W(p) <= 0.0)
                continue;
            auto& sink = m_network.links[at(link)];
            sink.sinkEffectiveness = 1.0;
            sink.sinkInlet_K = kColdest_K;
            sink.setpoint_K = setpoint_K(p);
        }
    }

    /// Outdoor air, or what the towers send to the condensers when the chillers carry this.
    double sinkOf_K(std::size_t p, const catalog::ChillerType& type, double load_W) const {
        return type.waterCooled ? condenserWater_K(m_circuit.plants[p], load_W)
                                : m_outdoor.airInlet_K;
    }

    /// What all chillers of a bank can take, with condensers as at the bank's rating.
    double bankCapacity_W(std::size_t p, const FacilityCircuit::ChillerBank& bank) const {
        const double count = static_cast<double>(bank.units.size());
        return count *
               engine::chillerCapacity_W(*bank.type, setpoint_K(p),
                                         sinkOf_K(p, *bank.type, bank.type->capacity_W * count));
    }

    double chillerCapacity_W(std::size_t p) const {
        double sum_W = 0.0;
        for (const auto& bank : m_circuit.plants[p].chillers)
            sum_W += bankCapacity_W(p, bank);
        return sum_W;
    }

    /// Chillers asked for more than they have give what they have.
    bool limitTrims() {
        bool hasLimited = false;
        if (m_solution.networks.empty())
            return false;
        for (std::size_t p = 0; p < m_circuit.plants.size(); ++p) {
            const int link = m_flow.plants[p].trim;
            if (link < 0)
                continue;
            const double asked_W = -m_solution.networks.front().linkHeat_W[at(link)];
            const double capacity_W = chillerCapacity_W(p);
            if (asked_W <= capacity_W)
                continue;
            m_network.links[at(link)] = {};
            m_network.links[at(link)].heat_W = -capacity_W;
            hasLimited = true;
        }
        return hasLimited;
    }

    void solve(std::stop_token stop) {
        hydronic::HeatProblem problem;
        problem.networks.push_back(m_network);
        m_solution = hydronic::solveHeat(problem, stop);
        m_heat.iterations += m_solution.iterations;
        m_heat.converged = m_solution.status == hydronic::HeatStatus::Converged;
        m_heat.message = m_solution.message;
    }

    void collect() {
        if (m_solution.networks.empty()) {
            collectWithoutSolution();
            return;
        }
        const auto& state = m_solution.networks.front();
        for (std::size_t i = 0; i < m_circuit.consumers.size(); ++i) {
            m_heat.consumerInlet_K.push_back(state.linkInlet_K[at(m_flow.consumers[i])]);
            m_heat.consumerOutlet_K.push_back(state.linkOutlet_K[at(m_flow.consumers[i])]);
        }
        for (std::size_t i = 0; i < m_circuit.mains.size(); ++i) {
            m_heat.mainSupply_K.push_back(state.linkOutlet_K[at(m_flow.mainSupply[i])]);
            m_heat.mainReturn_K.push_back(state.linkOutlet_K[at(m_flow.mainReturn[i])]);
        }
        for (std::size_t port = 0; port < m_flow.supplyNode.size(); ++port) {
            m_heat.portSupply_K.push_back(state.node_K[at(m_flow.supplyNode[port])]);
            m_heat.portReturn_K.push_back(state.node_K[at(m_flow.returnNode[port])]);
        }
        for (std::size_t p = 0; p < m_circuit.plants.size(); ++p)
            collectPlant(p);
    }

    /// Nothing could be solved: what wants numbers gets outdoor temperature, marked not converged.
    void collectWithoutSolution() {
        const double ambient_K = m_outdoor.airInlet_K;
        m_heat.consumerInlet_K.assign(m_circuit.consumers.size(), ambient_K);
        m_heat.consumerOutlet_K = m_heat.consumerInlet_K;
        m_heat.mainSupply_K.assign(m_circuit.mains.size(), ambient_K);
        m_heat.mainReturn_K = m_heat.mainSupply_K;
        m_heat.portSupply_K.assign(m_flow.supplyNode.size(), ambient_K);
        m_heat.portReturn_K = m_heat.portSupply_K;
        for (auto& plant : m_heat.plants)
            plant.supply_K = plant.return_K = ambient_K;
    }

    void collectPlant(std::size_t p) {
        constexpr double kHeld_K = 0.05;
        auto& plant = m_heat.plants[p];
        const auto& described = m_circuit.plants[p];
        const auto& state = m_solution.networks.front();
        plant.supply_K = m_heat.portSupply_K[p];
        plant.return_K = m_heat.portReturn_K[p];
        plant.holdsSetpoint = plant.supply_K <= setpoint_K(p) + kHeld_K;
        for (std::size_t b = 0; b < described.coolers.size(); ++b) {
            const int link = m_flow.plants[p].coolers[b];
            FacilityHeat::Bank bank;
            bank.units = static_cast<int>(described.coolers[b].units.size());
            bank.inlet_K = state.linkInlet_K[at(link)];
            if (bank.units > 0 && m_flow.flow(link) > kLeastFlow) {
                bank.flow_m3_per_s = m_flow.flow(link) / bank.units;
                const auto conditions = conditionsOf(p, b);
                bank.unit = runCooler(*described.coolers[b].type, conditions, bank.flow_m3_per_s);
                const double most_W = bank.unit.fullSpeedEffectiveness *
                                      conditions.fluidCapacity_W_per_K *
                                      std::max(0.0, bank.inlet_K - bank.unit.coilAirInlet_K);
                plant.power_W += bank.unit.fanPower_W * bank.units;
                plant.toOutdoors_W += bank.unit.fanPower_W * bank.units;
                plant.fromWater_W += bank.unit.heat_W * bank.units;
                plant.capacity_W += most_W * bank.units;
                plant.water_m3_per_s += bank.unit.water_m3_per_s * bank.units;
            }
            plant.coolers.push_back(bank);
        }
        plant.rejected_W = plant.fromWater_W;
        collectChillers(p);
    }

    void collectChillers(std::size_t p) {
        auto& plant = m_heat.plants[p];
        const auto& described = m_circuit.plants[p];
        const int link = m_flow.plants[p].trim;
        const double capacity_W = chillerCapacity_W(p);
        plant.capacity_W += capacity_W;
        const double load_W =
            link >= 0 ? std::max(0.0, -m_solution.networks.front().linkHeat_W[at(link)]) : 0.0;
        double condenser_W = 0.0;
        for (const auto& bank : described.chillers) {
            FacilityHeat::Chillers chillers;
            chillers.units = static_cast<int>(bank.units.size());
            if (link >= 0) {
                chillers.inlet_K = m_solution.networks.front().linkInlet_K[at(link)];
                chillers.outlet_K = m_solution.networks.front().linkOutlet_K[at(link)];
            }
            if (chillers.units > 0 && capacity_W > 0.0 && load_W > 0.0) {
                // Banks share by capacity; in a bank so many machines run as take the least power.
                const double bank_W = load_W * bankCapacity_W(p, bank) / capacity_W;
                const double sink_K = sinkOf_K(p, *bank.type, load_W);
                const auto runOne = [&](double share_W) {
                    return runChiller(*bank.type, share_W, setpoint_K(p), sink_K);
                };
                chillers.units = plant::leastPowerUnits(bank_W, chillers.units, runOne);
                chillers.unit = runOne(bank_W / chillers.units);
                plant.power_W += chillers.unit.power_W * chillers.units;
                plant.fromWater_W += chillers.unit.heat_W * chillers.units;
                plant.rejected_W += chillers.unit.rejected_W * chillers.units;
                if (bank.type->waterCooled)
                    condenser_W += chillers.unit.rejected_W * chillers.units;
            }
            plant.chillers.push_back(chillers);
        }
        collectTowers(p, condenser_W);
    }

    double towerCapacity_W(const FacilityCircuit::Plant& plant) const {
        double sum_W = 0.0;
        for (const auto& bank : plant.towers)
            sum_W += bank.type->capacity_W * static_cast<double>(bank.units.size());
        return sum_W;
    }

    /// Water that the towers send to the condensers [K]; outdoor air where there is no tower.
    double condenserWater_K(const FacilityCircuit::Plant& plant, double load_W) const {
        const double capacity_W = towerCapacity_W(plant);
        if (capacity_W <= 0.0)
            return m_outdoor.airInlet_K;
        constexpr double kRejectedPerLoad = 1.2; // compressor heat on top, at a COP of about 6
        const double approach_K = coolingTower(*plant.towers.front().type).approachWetBulb_K;
        return m_outdoor.wetBulb_K + approach_K * kRejectedPerLoad * load_W / capacity_W;
    }

    void collectTowers(std::size_t p, double condenser_W) {
        auto& plant = m_heat.plants[p];
        const auto& described = m_circuit.plants[p];
        const double capacity_W = towerCapacity_W(described);
        for (const auto& bank : described.towers) {
            FacilityHeat::Bank towers;
            towers.units = static_cast<int>(bank.units.size());
            if (towers.units > 0 && condenser_W > 0.0) {
                const double heat_W = condenser_W * bank.type->capacity_W / capacity_W;
                auto conditions = m_outdoor;
                conditions.fluidCapacity_W_per_K = bank.type->capacity_W / kCondenserRange_K;
                conditions.setpoint_K =
                    m_outdoor.wetBulb_K +
                    coolingTower(*bank.type).approachWetBulb_K * heat_W / bank.type->capacity_W;
                conditions.fluidInlet_K =
                    conditions.setpoint_K + heat_W / conditions.fluidCapacity_W_per_K;
                towers.inlet_K = conditions.fluidInlet_K;
                towers.flow_m3_per_s = capacityRate(1.0) > 0.0
                                           ? conditions.fluidCapacity_W_per_K / capacityRate(1.0)
                                           : 0.0;
                towers.unit = runCooler(*bank.type, conditions, towers.flow_m3_per_s);
                plant.power_W += towers.unit.fanPower_W * towers.units;
                plant.toOutdoors_W += towers.unit.fanPower_W * towers.units;
                plant.water_m3_per_s += towers.unit.water_m3_per_s * towers.units;
            }
            plant.towers.push_back(towers);
        }
    }

    const FacilityCircuit& m_circuit;
    const FacilityFlow& m_flow;
    const plant::CoolantProperties& m_coolant;
    plant::CoolerConditions m_outdoor;
    std::span<const double> m_consumerHeat_W;
    hydronic::HeatNetwork m_network;
    hydronic::HeatSolution m_solution;
    FacilityHeat m_heat;
};

} // namespace

FacilityHeat solveFacilityHeat(const FacilityCircuit& circuit, const FacilityFlow& flow,
                               const plant::CoolantProperties& coolant,
                               const model::Scenario& scenario, double elevation_m,
                               std::span<const double> consumerHeat_W, std::stop_token stop) {
    return HeatRun(circuit, flow, coolant, scenario, elevation_m, consumerHeat_W).run(stop);
}

} // namespace hallwright::engine
