#include "core/engine/coolant_warm_up.h"

#include "core/engine/chiller_plant.h"
#include "core/engine/cooler_models.h"
#include "core/engine/fluids.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace hallwright::engine {

namespace {

/// Loops whose parts state no volume still hold a little.
constexpr double kLeastVolume_m3 = 0.01;
/// Temperatures at which a plant's cooling is asked for: 1 K apart over this much.
constexpr int kSinkPoints = 60;

/// Facility water as the plants of a circuit have it, mixed by flow.
struct Water {
    double supply_K = 0.0;
    double back_K = 0.0;
    double flow_m3_per_s = 0.0;
};
Water waterOf(const CoolingSystem::Circuit& entry) {
    Water water;
    for (const auto& plant : entry.heat.plants) {
        water.flow_m3_per_s += plant.flow_m3_per_s;
        water.supply_K += plant.flow_m3_per_s * plant.supply_K;
        water.back_K += plant.flow_m3_per_s * plant.return_K;
    }
    if (water.flow_m3_per_s > kLeastFlow_m3_per_s) {
        water.supply_K /= water.flow_m3_per_s;
        water.back_K /= water.flow_m3_per_s;
    } else {
        water.supply_K = water.back_K = toKelvin(entry.circuit.setpoint_C());
    }
    return water;
}

/// Of all the facility water, what is on its way to the halls: half of the mains and all tanks.
double suppliedShare(const FacilityCircuit& circuit) {
    double tanks_m3 = 0.0;
    for (const auto& plant : circuit.plants)
        tanks_m3 += plant.tanks_m3;
    const double all_m3 = circuit.volume_m3();
    return all_m3 > 0.0 ? (tanks_m3 + 0.5 * (all_m3 - tanks_m3)) / all_m3 : 0.5;
}

class PlantCooling {
public:
    PlantCooling(const CoolingSystem::Circuit& entry, const WarmUpCase& given)
        : m_entry(entry), m_outdoor(outdoorAir(given.scenario, given.elevation_m)),
          m_rises(given.after.intakes()), m_scenario(given.scenario),
          m_withoutRejection(given.withoutRejection),
          m_waterHeat(entry.coolant.volumetricHeatCapacity_J_per_m3K()) {}

    /// Heat that all plants of the circuit take out of water that comes back at this [W].
    double removed_W(double return_K) const {
        double sum_W = 0.0;
        for (std::size_t p = 0; p < m_entry.circuit.plants.size(); ++p)
            if (m_entry.circuit.plants[p].id != m_withoutRejection)
                sum_W += plantRemoved_W(p, return_K);
        return sum_W;
    }

private:
    double plantRemoved_W(std::size_t p, double return_K) const {
        const auto& plant = m_entry.circuit.plants[p];
        const auto& links = m_entry.flow->plants[p];
        const double setpoint_K = toKelvin(supplySetpoint_C(plant.settings, m_scenario.ambient_C));
        double flow = 0.0;
        double sum_W = 0.0;
        for (std::size_t b = 0; b < plant.coolers.size(); ++b) {
            const auto& bank = plant.coolers[b];
            const double here = m_entry.flow->flow(links.coolers[b]);
            flow += std::max(0.0, here);
            if (bank.units.empty() || here <= kLeastFlow_m3_per_s)
                continue;
            const double count = static_cast<double>(bank.units.size());
            auto conditions = warmed(m_outdoor, m_rises.meanOf(bank.units));
            conditions.fluidCapacity_W_per_K = m_waterHeat * here / count;
            conditions.fluidInlet_K = return_K;
            conditions.setpoint_K = setpoint_K;
            sum_W +=
                count * runCooler(*bank.type, conditions, here / count, bank.wetAbove_C).heat_W;
        }
        if (links.trim < 0)
            return sum_W;
        flow = std::max(flow, m_entry.flow->flow(links.trim));
        if (flow <= kLeastFlow_m3_per_s)
            return sum_W;
        const double left_W = m_waterHeat * flow * (return_K - setpoint_K) - sum_W;
        const ChillerPlant chillers(plant, m_outdoor, m_rises, setpoint_K, m_entry.coolant);
        return sum_W + std::clamp(left_W, 0.0, chillers.capacity_W());
    }

    const CoolingSystem::Circuit& m_entry;
    plant::CoolerConditions m_outdoor;
    const IntakeRises& m_rises;
    const model::Scenario& m_scenario;
    model::PlantId m_withoutRejection;
    double m_waterHeat;
};

} // namespace

CoolantWarmUp warmUp(const WarmUpCase& given, std::stop_token stop) {
    const auto& before = given.before;
    const auto& after = given.after;
    const auto& was = before.circuits()[given.circuit];
    const auto& now = after.circuits()[given.circuit];
    CoolantWarmUp result;
    result.facility_m3 = now.circuit.volume_m3();
    const double waterHeat = now.coolant.volumetricHeatCapacity_J_per_m3K();

    const auto start = waterOf(was);
    const double stream_W_per_K = waterHeat * waterOf(now).flow_m3_per_s;
    const double supplied = suppliedShare(now.circuit);
    const double whole_J_per_K = waterHeat * std::max(kLeastVolume_m3, result.facility_m3);
    plant::WarmUpProblem problem;
    problem.bodies.push_back({supplied * whole_J_per_K, start.supply_K, 0.0});
    problem.bodies.push_back({(1.0 - supplied) * whole_J_per_K, start.back_K, 0.0});
    auto backHeat_W = now.heat.intoWater_W; // of which the loops' comes through their exchangers

    std::set<std::pair<std::uint32_t, int>> known;
    for (std::size_t i = 0; i < now.circuit.consumers.size(); ++i) {
        const auto& consumer = now.circuit.consumers[i];
        if (!consumer.isCdu)
            continue;
        if (std::abs(now.flow->flow(now.flow->consumers[i])) > kLeastFlow_m3_per_s)
            backHeat_W -= now.heats_W[i];
        if (!known.emplace(consumer.hall.number, consumer.loop).second)
            continue;
        const auto l = static_cast<std::size_t>(consumer.loop);
        const auto& loop = after.halls().at(consumer.hall).cooling->loops[l];
        const auto& heat = after.halls().at(consumer.hall).heat.loops[l];
        const auto& started = before.halls().at(consumer.hall).heat.loops[l];
        const auto limit_C = loop.supplyLimit_C();
        const double coolantHeat = loop.input.coolant.volumetricHeatCapacity_J_per_m3K();
        const double half_J_per_K = 0.5 * coolantHeat * std::max(kLeastVolume_m3, loop.volume_m3());
        double flow = 0.0;
        for (const double rack_m3_per_s : loop.flow->rack_m3_per_s)
            flow += rack_m3_per_s;
        const int supply = static_cast<int>(problem.bodies.size());
        problem.bodies.push_back(
            {half_J_per_K, started.isCooled ? started.supply_K : toKelvin(loop.setpoint_C), 0.0});
        if (limit_C && given.endsAtLimit)
            problem.bodies.back().limit_K = toKelvin(*limit_C);
        problem.bodies.push_back({half_J_per_K,
                                  started.isCooled ? started.return_K : toKelvin(loop.setpoint_C),
                                  loop.heat_W()});
        problem.streams.push_back({supply, supply + 1, coolantHeat * flow});
        if (heat.isCooled)
            problem.exchanges.push_back({supply, supply + 1, 0, 1, heat.conductance_W_per_K,
                                         heat.secondary_W_per_K, toKelvin(loop.setpoint_C)});
        result.loops.push_back({consumer.hall, consumer.loop, loop.volume_m3()});
    }

    problem.bodies[1].heat_W = backHeat_W;
    if (stream_W_per_K > waterHeat * kLeastFlow_m3_per_s) {
        problem.streams.push_back({0, 1, stream_W_per_K});
        const PlantCooling cooling(now, given);
        plant::WarmUpSink sink{0, 1, {}};
        for (int i = 0; i < kSinkPoints; ++i) {
            const double return_K = start.back_K - 5.0 + i;
            sink.removed_W.x.push_back(return_K);
            sink.removed_W.y.push_back(cooling.removed_W(return_K));
        }
        problem.sinks.push_back(std::move(sink));
    }
    result.course = plant::solveWarmUp(problem, std::move(stop));
    return result;
}

} // namespace hallwright::engine
