#include "core/engine/facility_flow.h"

#include "core/engine/cooler_models.h"
#include "core/engine/fluids.h"
#include "core/solvers/hydronic/hydronic_network.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace hallwright::engine {

namespace {

constexpr double kValveShare = 0.2;     ///< of the exchanger's drop: an open control valve
constexpr double kCoolerDrop_Pa = 60e3; ///< where a type states none
constexpr double kShortestMain_m = 1.0;
constexpr double kOpenPass = 10.0; ///< s2/m5 of a passage without equipment: 0.1 m at 0.1 m3/s
/// Bends, tees and valves of a main as a share of its length (usual allowance 10 to 30 %).
constexpr double kFittings = 0.2;
constexpr double kBypassDrop_Pa = 1e3; ///< of an open bypass, wide as a header, at the least flow

/// Of a plant's running pumps, and what they have to move at least.
double ratedPumpFlow_m3_per_s(const FacilityCircuit::Plant& plant) {
    double rated = 0.0;
    for (const auto& group : plant.pumps)
        rated += group.running * group.type->flowRated_m3_per_s;
    return rated;
}
double leastFlow_m3_per_s(const FacilityCircuit::Plant& plant) {
    return plant.settings.bypassLeastFlow * ratedPumpFlow_m3_per_s(plant);
}

class Builder {
public:
    /// `balancing`: resistance of each consumer's balancing valve [s2/m5]; empty: none.
    Builder(const FacilityCircuit& circuit, const plant::CoolantProperties& coolant,
            std::vector<double> balancing = {})
        : m_circuit(circuit), m_capacity(coolant.volumetricHeatCapacity_J_per_m3K()),
          m_balancing(std::move(balancing)) {
        m_flow.problem.fluid = hydronicFluid(coolant);
    }

    FacilityFlow build() {
        auto& problem = m_flow.problem;
        const std::size_t ports = m_circuit.plants.size() + m_circuit.halls.size();
        for (std::size_t port = 0; port < ports; ++port) {
            m_flow.supplyNode.push_back(problem.addNode(hydronic::junction()));
            // The expansion vessel stands at the first plant's return.
            m_flow.returnNode.push_back(problem.addNode(
                port == 0 ? hydronic::fixedHead(kVesselHead_m) : hydronic::junction()));
        }
        for (std::size_t p = 0; p < m_circuit.plants.size(); ++p)
            addPlant(m_circuit.plants[p], m_flow.returnNode[p], m_flow.supplyNode[p]);
        for (const auto& main : m_circuit.mains) {
            const double length_m = std::max(kShortestMain_m, main.length_m * (1.0 + kFittings));
            const auto from = static_cast<std::size_t>(main.from);
            const auto to = static_cast<std::size_t>(main.to);
            const auto lay = [&](int a, int b) {
                return problem.addLink(
                    hydronic::pipe(a, b, length_m, main.diameter_m, main.roughness_m));
            };
            const bool isReturn = main.pipes == model::MainPipes::Return;
            m_flow.mainSupply.push_back(
                isReturn ? -1 : lay(m_flow.supplyNode[from], m_flow.supplyNode[to]));
            m_flow.mainReturn.push_back(main.pipes == model::MainPipes::Supply ? -1
                                        : isReturn
                                            ? lay(m_flow.returnNode[from], m_flow.returnNode[to])
                                            : lay(m_flow.returnNode[to], m_flow.returnNode[from]));
        }
        for (std::size_t i = 0; i < m_circuit.consumers.size(); ++i) {
            const auto& consumer = m_circuit.consumers[i];
            const auto port = static_cast<std::size_t>(consumer.port);
            if (m_circuit.branchValves() != model::BranchValves::PressureIndependent) {
                const double valve = m_balancing.empty() ? 0.0 : m_balancing[i];
                m_flow.consumers.push_back(problem.addLink(hydronic::resistance(
                    m_flow.supplyNode[port], m_flow.returnNode[port],
                    valve + hydronic::resistanceFromRatedPoint(consumer.ratedDrop_Pa,
                                                               consumer.ratedFlow_m3_per_s,
                                                               problem.fluid))));
                continue;
            }
            const int between = problem.addNode(hydronic::junction());
            const double resistance = hydronic::resistanceFromRatedPoint(
                consumer.ratedDrop_Pa, consumer.ratedFlow_m3_per_s, problem.fluid);
            m_flow.consumers.push_back(problem.addLink(
                hydronic::resistance(m_flow.supplyNode[port], between, resistance)));
            m_openValve.push_back(kValveShare * resistance);
            m_valves.push_back(problem.addLink(hydronic::flowControlValve(
                between, m_flow.returnNode[port], consumer.flow_m3_per_s, m_openValve.back())));
        }
        return std::move(m_flow);
    }

    void control(FacilityFlow& flow) const {
        double spare_m = std::numeric_limits<double>::infinity();
        for (std::size_t i = 0; i < m_valves.size(); ++i) {
            const auto valve = static_cast<std::size_t>(m_valves[i]);
            const double q = flow.solution.flow_m3_per_s[valve];
            spare_m = std::min(spare_m, flow.solution.headLoss_m[valve] - m_openValve[i] * q * q);
        }
        flow.spareHead_m = std::isfinite(spare_m) ? std::max(0.0, spare_m) : 0.0;
    }

    /// Resistance that each consumer's valve has when it throttles as `flow` says, less what all
    /// throttle: the valve of the worst branch is open.
    std::vector<double> valveResistances(const FacilityFlow& flow) const {
        std::vector<double> resistances;
        for (std::size_t i = 0; i < m_valves.size(); ++i) {
            const auto valve = static_cast<std::size_t>(m_valves[i]);
            const double q = flow.solution.flow_m3_per_s[valve];
            const double left_m = flow.solution.headLoss_m[valve] - flow.spareHead_m;
            resistances.push_back(q > 0.0 ? std::max(m_openValve[i], left_m / (q * q))
                                          : m_openValve[i]);
        }
        return resistances;
    }

private:
    void addPlant(const FacilityCircuit::Plant& plant, int returnNode, int supplyNode) {
        auto& problem = m_flow.problem;
        auto& links = m_flow.plants.emplace_back();
        links.runsAtFullSpeed = plant.settings.pumpControl == model::PumpControl::FixedSpeed;
        const int pressure = problem.addNode(hydronic::junction());
        for (const auto& group : plant.pumps) {
            const double n = std::max(1, group.running);
            const int curve = problem.addCurve(hydronic::powerLawCurve(
                group.type->headZero_m, group.type->headCoefficient_s2_per_m5 / (n * n)));
            auto link = hydronic::pump(returnNode, pressure, curve);
            link.isClosed = group.running == 0;
            links.pumps.push_back(problem.addLink(link));
        }
        if (plant.settings.bypassLeastFlow > 0.0 && leastFlow_m3_per_s(plant) > 0.0) {
            links.bypass = problem.addLink(hydronic::flowControlValve(
                supplyNode, returnNode, leastFlow_m3_per_s(plant),
                hydronic::resistanceFromRatedPoint(kBypassDrop_Pa, leastFlow_m3_per_s(plant),
                                                   problem.fluid)));
            problem.links[static_cast<std::size_t>(links.bypass)].isClosed = true;
        }
        const bool hasChillers = !plant.chillers.empty();
        // Without coolers the chillers stand at the pumps.
        const int cooled = !hasChillers            ? supplyNode
                           : plant.coolers.empty() ? pressure
                                                   : problem.addNode(hydronic::junction());
        for (const auto& bank : plant.coolers)
            links.coolers.push_back(addBank(pressure, cooled, static_cast<int>(bank.units.size()),
                                            bank.type->fluidPressureDrop_Pa,
                                            ratedFlow_m3_per_s(*bank.type, m_capacity)));
        const auto works = [](const auto& bank) { return !bank.units.empty(); };
        if (!plant.coolers.empty() &&
            std::none_of(plant.coolers.begin(), plant.coolers.end(), works) &&
            std::any_of(plant.chillers.begin(), plant.chillers.end(), works))
            // Coolers that are all out are passed by, so that chillers carry what they can.
            problem.addLink(hydronic::resistance(pressure, cooled, kOpenPass));
        if (plant.coolers.empty() && !hasChillers) // a plant that only pumps
            problem.addLink(hydronic::resistance(pressure, supplyNode, kOpenPass));
        if (!hasChillers)
            return;
        double ratedFlow = 0.0;
        for (const auto& bank : plant.chillers)
            ratedFlow += bank.type->waterFlow_m3_per_s * static_cast<double>(bank.units.size());
        // Behind coolers chillers take a side stream; what is more goes past them.
        if (!plant.coolers.empty() && ratedFlow > 0.0)
            ratedFlow = std::max(ratedFlow, ratedPumpFlow_m3_per_s(plant));
        links.trim = problem.addLink(
            ratedFlow > 0.0
                ? hydronic::resistance(
                      cooled, supplyNode,
                      hydronic::resistanceFromRatedPoint(
                          plant.coolers.empty() ? kCoolerDrop_Pa : 0.25 * kCoolerDrop_Pa, ratedFlow,
                          problem.fluid))
                : hydronic::resistance(cooled, supplyNode, kOpenPass));
    }

    int addBank(int from, int to, int units, double drop_Pa, double ratedFlow) {
        auto& problem = m_flow.problem;
        const double n = std::max(1, units);
        auto link = hydronic::resistance(
            from, to,
            hydronic::resistanceFromRatedPoint(drop_Pa > 0.0 ? drop_Pa : kCoolerDrop_Pa, ratedFlow,
                                               problem.fluid) /
                (n * n));
        link.isClosed = units == 0;
        return problem.addLink(link);
    }

    const FacilityCircuit& m_circuit;
    double m_capacity;
    std::vector<double> m_balancing;
    FacilityFlow m_flow;
    std::vector<int> m_valves;
    std::vector<double> m_openValve;
};

} // namespace

bool FacilityFlow::isSolved() const {
    // Where valves fix every flow, what is left is rounding over the widest pipe; a millionth of
    // the flow is far below what any figure shows.
    constexpr double kRounding = 1e-6;
    // Water that stands still has no flow to measure against: pumps before a shut main.
    constexpr double kStill_m3_per_s = 1e-8;
    constexpr double kStill_m = 1e-4;
    const auto& residuals = solution.residuals;
    const bool isRounding =
        residuals.continuityRelative < kRounding && residuals.headClosureRelative < kRounding;
    const bool isStill =
        residuals.continuity_m3_per_s < kStill_m3_per_s && residuals.headClosure_m < kStill_m;
    return solution.isConverged() ||
           (solution.status == hydronic::SolveStatus::NotConverged && (isRounding || isStill));
}

double FacilityFlow::pumpHead_m(std::size_t plant, std::size_t group) const {
    const auto& links = plants[plant];
    const auto row = static_cast<std::size_t>(links.pumps[group]);
    const double saved_m = links.runsAtFullSpeed ? 0.0 : spareHead_m;
    return solution.flow_m3_per_s[row] > 0.0 ? std::max(0.0, -solution.headLoss_m[row] - saved_m)
                                             : 0.0;
}

double FacilityFlow::supplyHead_m(int port) const {
    const bool isHeld = std::any_of(plants.begin(), plants.end(),
                                    [](const auto& links) { return links.runsAtFullSpeed; });
    const auto node = static_cast<std::size_t>(supplyNode[static_cast<std::size_t>(port)]);
    return solution.head_m[node] - (isHeld ? 0.0 : spareHead_m);
}

double FacilityFlow::returnHead_m(int port) const {
    return solution.head_m[static_cast<std::size_t>(returnNode[static_cast<std::size_t>(port)])];
}

std::vector<double> flowKey(const FacilityCircuit& circuit,
                            const plant::CoolantProperties& coolant) {
    std::vector<double> key{
        coolant.density_kg_per_m3, coolant.heatCapacity_J_per_kgK, coolant.dynamicViscosity_Pa_s,
        static_cast<double>(circuit.plants.size()), static_cast<double>(circuit.halls.size())};
    const double capacity = coolant.volumetricHeatCapacity_J_per_m3K();
    for (const auto& plant : circuit.plants) {
        for (const auto& group : plant.pumps)
            key.insert(key.end(),
                       {1.0, group.type->headZero_m, group.type->headCoefficient_s2_per_m5,
                        static_cast<double>(group.running)});
        for (const auto& bank : plant.coolers)
            key.insert(key.end(),
                       {2.0, static_cast<double>(bank.units.size()),
                        bank.type->fluidPressureDrop_Pa, ratedFlow_m3_per_s(*bank.type, capacity)});
        for (const auto& bank : plant.chillers)
            key.insert(key.end(), {3.0, static_cast<double>(bank.units.size()),
                                   bank.type->waterFlow_m3_per_s});
        key.insert(key.end(), {4.0, static_cast<double>(plant.settings.pumpControl),
                               leastFlow_m3_per_s(plant)});
    }
    for (const auto& main : circuit.mains)
        key.insert(key.end(),
                   {static_cast<double>(main.from), static_cast<double>(main.to), main.length_m,
                    main.diameter_m, main.roughness_m, static_cast<double>(main.pipes)});
    key.insert(key.end(), {5.0, static_cast<double>(circuit.branchValves())});
    for (const auto& consumer : circuit.consumers)
        key.insert(key.end(), {static_cast<double>(consumer.port), consumer.flow_m3_per_s,
                               consumer.ratedFlow_m3_per_s, consumer.ratedDrop_Pa});
    return key;
}

namespace {

/// Slows pumps of variable speed down until consumers without valves get together what they want.
void findSpeed(const FacilityCircuit& circuit, FacilityFlow& flow, std::stop_token stop) {
    constexpr int kRounds = 16;
    constexpr double kSame = 1e-4;
    constexpr double kSlowest = 0.2;
    double wanted = 0.0;
    for (const auto& consumer : circuit.consumers)
        wanted += consumer.flow_m3_per_s;
    double speed = 1.0; // as it is
    for (const auto& links : flow.plants)
        if (!links.runsAtFullSpeed && !links.pumps.empty())
            speed = flow.problem.links[static_cast<std::size_t>(links.pumps.front())].speed;
    double power = 1.0;
    double gotBefore = 0.0;
    double speedBefore = 0.0;
    for (int round = 0; round < kRounds && flow.isSolved(); ++round) {
        double got = 0.0;
        for (const int link : flow.consumers)
            got += std::abs(flow.flow(link));
        if (!(got > 0.0) || std::abs(got / wanted - 1.0) < kSame)
            return;
        // Flow goes with some power of speed: 1 by the affinity law, more where a bypass takes its
        // own whatever the speed.
        if (round > 0 && got != gotBefore)
            power =
                std::clamp(std::log(got / gotBefore) / std::log(speed / speedBefore), 0.5, 20.0);
        const double next = std::clamp(speed * std::pow(wanted / got, 1.0 / power), kSlowest, 1.0);
        if (next == speed)
            return;
        gotBefore = got;
        speedBefore = speed;
        speed = next;
        for (const auto& links : flow.plants)
            if (!links.runsAtFullSpeed)
                for (const int pump : links.pumps)
                    flow.problem.links[static_cast<std::size_t>(pump)].speed = speed;
        flow.solution = hydronic::solveHydronics(flow.problem, {}, stop);
    }
}

/// Opens each plant's bypass by what its pumps lack to their least flow; true where one has moved.
bool openBypasses(const FacilityCircuit& circuit, FacilityFlow& flow, int rounds,
                  std::stop_token stop) {
    constexpr double kSame = 1e-4;
    for (int round = 0; round < rounds && flow.isSolved(); ++round) {
        bool hasMoved = false;
        for (std::size_t p = 0; p < circuit.plants.size(); ++p) {
            const auto& links = flow.plants[p];
            if (links.bypass < 0)
                continue;
            double past = -flow.flow(links.bypass); // what consumers take
            for (const int pump : links.pumps)
                past += flow.flow(pump);
            const double least = leastFlow_m3_per_s(circuit.plants[p]);
            const double wanted = std::max(0.0, least - past);
            auto& bypass = flow.problem.links[static_cast<std::size_t>(links.bypass)];
            const double now = bypass.isClosed ? 0.0 : bypass.setting;
            if (std::abs(wanted - now) <= kSame * least)
                continue;
            bypass.isClosed = wanted <= kSame * least;
            bypass.setting = bypass.isClosed ? least : wanted;
            hasMoved = true;
        }
        if (!hasMoved)
            return round > 0;
        flow.solution = hydronic::solveHydronics(flow.problem, {}, stop);
    }
    return true;
}

/// Sets the balancing valves: with every consumer at its rated flow, or all at the largest share of
/// it that the running pumps bring to the last, each valve takes what its branch has to spare.
std::vector<double> balance(const FacilityCircuit& circuit, const plant::CoolantProperties& coolant,
                            std::stop_token stop) {
    FacilityCircuit design = circuit;
    double pumped = 0.0;
    double wanted = 0.0;
    for (auto& plant : design.plants) {
        plant.settings.branchValves = model::BranchValves::PressureIndependent;
        for (const auto& group : plant.pumps)
            pumped += group.running * group.type->flowRated_m3_per_s;
    }
    for (const auto& consumer : design.consumers)
        wanted += consumer.ratedFlow_m3_per_s;
    constexpr int kRounds = 12;
    constexpr double kReached = 0.9999; // of its flow: the branch can be throttled
    double share = wanted > 0.0 ? std::min(1.0, pumped / wanted) : 1.0;
    for (int round = 0; round < kRounds; ++round) {
        for (auto& consumer : design.consumers)
            consumer.flow_m3_per_s = share * consumer.ratedFlow_m3_per_s;
        Builder building(design, coolant);
        FacilityFlow flow = building.build();
        flow.solution = hydronic::solveHydronics(flow.problem, {}, stop);
        if (!flow.solution.isConverged())
            return {};
        double least = 1.0; // what the worst branch gets of its flow
        for (std::size_t i = 0; i < design.consumers.size(); ++i)
            least = std::min(least, std::abs(flow.flow(flow.consumers[i])) /
                                        design.consumers[i].flow_m3_per_s);
        if (least >= kReached || round + 1 == kRounds) {
            building.control(flow);
            return building.valveResistances(flow);
        }
        share *= std::max(0.5, least);
    }
    return {};
}

} // namespace

FacilityFlow solveFacilityFlow(const FacilityCircuit& circuit,
                               const plant::CoolantProperties& coolant, std::stop_token stop) {
    bool pumpsRun = false;
    for (const auto& plant : circuit.plants)
        for (const auto& group : plant.pumps)
            pumpsRun |= group.running > 0;
    pumpsRun = pumpsRun && !circuit.consumers.empty();
    const auto valves = circuit.branchValves();
    std::vector<double> balancing;
    if (pumpsRun && valves == model::BranchValves::Balancing)
        balancing = balance(circuit, coolant, stop);
    Builder builder(circuit, coolant, balancing);
    FacilityFlow flow = builder.build();
    for (const double resistance : balancing)
        flow.balancingKv_m3_per_h.push_back(
            std::sqrt(hydronic::resistanceFromKv(1.0) / resistance));
    if (pumpsRun) {
        flow.solution = hydronic::solveHydronics(flow.problem, {}, stop);
        if (valves == model::BranchValves::PressureIndependent) {
            constexpr int kRounds = 6; // plants of one circuit move each other's share
            openBypasses(circuit, flow, kRounds, stop);
        } else {
            // An open bypass takes pressure from consumers without valves: it is set once for the
            // flow that they want, and the pumps are run up until they have it again.
            findSpeed(circuit, flow, stop);
            if (openBypasses(circuit, flow, 1, stop))
                findSpeed(circuit, flow, stop);
        }
    } else
        flow.solution.status = hydronic::SolveStatus::Converged; // everything stands still
    flow.solution.head_m.resize(flow.problem.nodes.size(), 0.0);
    flow.solution.flow_m3_per_s.resize(flow.problem.links.size(), 0.0);
    flow.solution.velocity_m_per_s.resize(flow.problem.links.size(), 0.0);
    flow.solution.headLoss_m.resize(flow.problem.links.size(), 0.0);
    builder.control(flow);
    return flow;
}

} // namespace hallwright::engine
