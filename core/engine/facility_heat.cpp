#include "core/engine/facility_heat.h"

#include "core/engine/chiller_plant.h"
#include "core/engine/cooler_models.h"
#include "core/engine/fluids.h"
#include "core/engine/heat_reuse.h"
#include "core/solvers/hydronic/heat_solver.h"

#include <algorithm>
#include <cmath>

namespace hallwright::engine {

namespace {

/// Coolest water that a chiller's control could make: only bounds its sink's temperature.
constexpr double kColdest_K = 250.0;
/// Least flow that counts as one [m3/s].
/// First guess of how much warmer water enters a cooler than it leaves [K]; matters to evaporative
/// units alone, which are run again at the temperature found.
constexpr double kGuessedRange_K = 10.0;
constexpr double kHeld_K = 0.05; ///< a set-point missed by less is held
constexpr int kReuseRounds = 3;  ///< what customers take moves the water that they take it from

class HeatRun {
public:
    HeatRun(const FacilityCircuit& circuit, const FacilityFlow& flow,
            const plant::CoolantProperties& coolant, const model::Scenario& scenario,
            double elevation_m, std::span<const double> consumerHeat_W, const IntakeRises& rises)
        : m_circuit(circuit), m_flow(flow), m_coolant(coolant),
          m_outdoor(outdoorAir(scenario, elevation_m)), m_ambient_C(scenario.ambient_C),
          m_consumerHeat_W(consumerHeat_W), m_rises(rises),
          m_coolersRest(circuit.plants.size(), false) {
        m_network =
            hydronic::heatNetworkOf(flow.problem, flow.solution, coolant.heatCapacity_J_per_kgK);
        for (const auto& plant : circuit.plants)
            m_setpoint_K.push_back(toKelvin(supplySetpoint_C(plant.settings, scenario.ambient_C)));
        for (std::size_t i = 0; i < circuit.mains.size(); ++i)
            for (const int link : {flow.mainSupply[i], flow.mainReturn[i]})
                if (link >= 0) {
                    m_network.links[at(link)].ua_W_per_K =
                        circuit.mains[i].ua_W_per_mK * circuit.mains[i].length_m;
                    m_network.links[at(link)].ambient_K = toKelvin(scenario.ambient_C);
                }
    }

    FacilityHeat run(std::stop_token stop) {
        startPlants();
        setConsumers();
        const auto& flows = m_flow.solution.flow_m3_per_s;
        if (std::none_of(flows.begin(), flows.end(),
                         [](double q) { return std::abs(q) > kLeastFlow_m3_per_s; })) {
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
        if (changeOver()) {
            setCoolers();
            setTrims();
            solve(stop);
        }
        for (int round = 0; round < kReuseRounds && setReuse(); ++round)
            solve(stop);
        if (limitTrims())
            solve(stop);
        collect();
        return std::move(m_heat);
    }

private:
    static std::size_t at(int link) { return static_cast<std::size_t>(link); }
    double setpoint_K(std::size_t plant) const { return m_setpoint_K[plant]; }
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
                if (group.running > 0 && m_flow.flow(link) > kLeastFlow_m3_per_s) {
                    pumps.flow_m3_per_s = m_flow.flow(link) / group.running;
                    const auto parameters = pump(*group.type);
                    const double speed = plant::pumpSpeedForDuty(parameters, pumps.flow_m3_per_s,
                                                                 m_flow.pumpHead_m(p, g));
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
            if (std::abs(m_flow.flow(link)) > kLeastFlow_m3_per_s) {
                m_network.links[at(link)].heat_W = m_consumerHeat_W[i];
                m_heat.intoWater_W += m_consumerHeat_W[i];
            }
        }
    }

    plant::CoolerConditions conditionsOf(std::size_t p, std::size_t bank) const {
        const auto& described = m_circuit.plants[p].coolers[bank];
        const int link = m_flow.plants[p].coolers[bank];
        auto conditions = warmed(m_outdoor, m_rises.meanOf(described.units));
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
                m_network.links[at(link)] = {};
                if (bank.units.empty() || m_flow.flow(link) <= kLeastFlow_m3_per_s ||
                    m_coolersRest[p])
                    continue;
                const auto conditions = conditionsOf(p, b);
                const auto state = runCooler(
                    *bank.type, conditions,
                    m_flow.flow(link) / static_cast<double>(bank.units.size()), bank.wetAbove_C);
                auto& sink = m_network.links[at(link)];
                sink.sinkEffectiveness = state.fullSpeedEffectiveness;
                sink.sinkInlet_K = state.coilAirInlet_K;
                sink.setpoint_K = setpoint_K(p);
            }
    }

    ChillerPlant chillers(std::size_t p) const {
        return {m_circuit.plants[p], m_outdoor, m_rises, setpoint_K(p), m_coolant};
    }

    /// Chillers that wait while the coolers carry all.
    bool chillersRest(std::size_t p) const {
        const auto& plant = m_circuit.plants[p];
        return plant.settings.economiser == model::Economiser::Changeover &&
               !plant.coolers.empty() && !m_coolersRest[p];
    }

    void setTrims() {
        for (std::size_t p = 0; p < m_circuit.plants.size(); ++p) {
            const int link = m_flow.plants[p].trim;
            if (link < 0 || m_flow.flow(link) <= kLeastFlow_m3_per_s ||
                chillers(p).capacity_W() <= 0.0)
                continue;
            auto& sink = m_network.links[at(link)];
            sink = {};
            if (chillersRest(p))
                continue;
            sink.sinkEffectiveness = 1.0;
            sink.sinkInlet_K = kColdest_K;
            sink.setpoint_K = setpoint_K(p);
        }
    }

    /// Where coolers alone do not hold the set-point and are not to work with the chillers, the
    /// chillers carry all; true where a plant has changed over.
    bool changeOver() {
        bool hasChanged = false;
        for (std::size_t p = 0; p < m_circuit.plants.size() && !m_solution.networks.empty(); ++p) {
            const double supply_K = m_solution.networks.front().node_K[at(m_flow.supplyNode[p])];
            if (!chillersRest(p) || chillers(p).capacity_W() <= 0.0 ||
                supply_K <= setpoint_K(p) + kHeld_K)
                continue;
            m_coolersRest[p] = true;
            hasChanged = true;
        }
        return hasChanged;
    }

    /// Customers take their heat from the water that comes back, before the coolers get it; true
    /// where what they take has moved.
    bool setReuse() {
        constexpr double kSame = 1e-6;
        bool hasMoved = false;
        for (std::size_t p = 0; p < m_circuit.plants.size() && !m_solution.networks.empty(); ++p) {
            auto& plant = m_heat.plants[p];
            if (m_circuit.plants[p].exchangers.empty() ||
                plant.flow_m3_per_s <= kLeastFlow_m3_per_s)
                continue;
            const ReturnWater water{m_solution.networks.front().node_K[at(m_flow.returnNode[p])],
                                    plant.flow_m3_per_s,
                                    m_coolant.volumetricHeatCapacity_J_per_m3K(), setpoint_K(p)};
            const double reused_W = reusableHeat_W(m_circuit.plants[p], m_ambient_C, water);
            if (std::abs(reused_W - plant.reused_W) <= kSame * std::max(1.0, reused_W))
                continue;
            const double pump_W = reusePumpPower_W(m_circuit.plants[p], reused_W);
            const double more_W = pump_W - plant.reusePump_W;
            for (const int link : m_flow.plants[p].pumps)
                m_network.links[at(link)].heat_W += (more_W - reused_W + plant.reused_W) *
                                                    std::max(0.0, m_flow.flow(link)) /
                                                    plant.flow_m3_per_s;
            m_heat.intoWater_W += more_W;
            plant.power_W += more_W;
            plant.reusePump_W = pump_W;
            plant.reused_W = reused_W;
            hasMoved = true;
        }
        return hasMoved;
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
            const double capacity_W = chillers(p).capacity_W();
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
            const int supply = m_flow.mainSupply[i];
            const int back = m_flow.mainReturn[i];
            m_heat.mainSupply_K.push_back(state.linkOutlet_K[at(supply >= 0 ? supply : back)]);
            m_heat.mainReturn_K.push_back(state.linkOutlet_K[at(back >= 0 ? back : supply)]);
            m_heat.mainLoss_W.push_back(0.0);
            for (const int link : {supply, back})
                if (link >= 0)
                    m_heat.mainLoss_W.back() -= state.linkHeat_W[at(link)];
            m_heat.pipeLoss_W += m_heat.mainLoss_W.back();
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
        m_heat.mainLoss_W.assign(m_circuit.mains.size(), 0.0);
        m_heat.portSupply_K.assign(m_flow.supplyNode.size(), ambient_K);
        m_heat.portReturn_K = m_heat.portSupply_K;
        for (std::size_t p = 0; p < m_heat.plants.size(); ++p) {
            auto& plant = m_heat.plants[p];
            plant.supply_K = plant.return_K = ambient_K;
            plant.setpoint_K = setpoint_K(p);
        }
    }

    void collectPlant(std::size_t p) {
        auto& plant = m_heat.plants[p];
        const auto& described = m_circuit.plants[p];
        const auto& state = m_solution.networks.front();
        plant.supply_K = m_heat.portSupply_K[p];
        plant.return_K = m_heat.portReturn_K[p];
        plant.setpoint_K = setpoint_K(p);
        plant.holdsSetpoint = plant.supply_K <= setpoint_K(p) + kHeld_K;
        for (std::size_t b = 0; b < described.coolers.size(); ++b) {
            const int link = m_flow.plants[p].coolers[b];
            FacilityHeat::Bank bank;
            bank.units = static_cast<int>(described.coolers[b].units.size());
            bank.inlet_K = state.linkInlet_K[at(link)];
            if (bank.units > 0 && m_flow.flow(link) > kLeastFlow_m3_per_s && !m_coolersRest[p]) {
                bank.flow_m3_per_s = m_flow.flow(link) / bank.units;
                const auto conditions = conditionsOf(p, b);
                bank.unit = runCooler(*described.coolers[b].type, conditions, bank.flow_m3_per_s,
                                      described.coolers[b].wetAbove_C);
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
        const int link = m_flow.plants[p].trim;
        const auto machines = chillers(p);
        plant.capacity_W += machines.capacity_W();
        if (link < 0) {
            machines.run(0.0, 0.0, 0.0, plant);
            return;
        }
        const auto& state = m_solution.networks.front();
        machines.run(std::max(0.0, -state.linkHeat_W[at(link)]), state.linkInlet_K[at(link)],
                     state.linkOutlet_K[at(link)], plant);
    }

    const FacilityCircuit& m_circuit;
    const FacilityFlow& m_flow;
    const plant::CoolantProperties& m_coolant;
    plant::CoolerConditions m_outdoor;
    double m_ambient_C;
    std::span<const double> m_consumerHeat_W;
    const IntakeRises& m_rises;
    std::vector<double> m_setpoint_K; ///< of the plants' supply in this weather
    std::vector<bool> m_coolersRest;  ///< by plant: its chillers carry all
    hydronic::HeatNetwork m_network;
    hydronic::HeatSolution m_solution;
    FacilityHeat m_heat;
};

} // namespace

FacilityHeat solveFacilityHeat(const FacilityCircuit& circuit, const FacilityFlow& flow,
                               const plant::CoolantProperties& coolant,
                               const model::Scenario& scenario, double elevation_m,
                               std::span<const double> consumerHeat_W, const IntakeRises& rises,
                               std::stop_token stop) {
    return HeatRun(circuit, flow, coolant, scenario, elevation_m, consumerHeat_W, rises).run(stop);
}

} // namespace hallwright::engine
