#pragma once

#include "core/engine/facility_circuit.h"
#include "core/solvers/hydronic/hydronic_problem.h"
#include "core/solvers/hydronic/hydronic_solution.h"
#include "core/solvers/plant/coolant_table.h"

#include <memory>
#include <stop_token>
#include <vector>

namespace hallwright::engine {

/// Head that the expansion vessel keeps at the first plant's return [m of coolant]: about 3 bar.
inline constexpr double kVesselHead_m = 30.0;

/// Solved flows of a circuit, with the network they were solved on (temperatures need it).
struct FacilityFlow {
    struct PlantLinks {
        std::vector<int> pumps;   ///< link of each pump group
        std::vector<int> coolers; ///< link of each bank
        int trim = -1;            ///< link that stands for the chillers; -1 without
        int bypass = -1;          ///< from supply to return; -1 without
        bool runsAtFullSpeed = false;
    };
    hydronic::HydronicProblem problem;
    hydronic::HydronicSolution solution;
    std::vector<PlantLinks> plants;
    std::vector<int> mainSupply; ///< link, as the circuit's mains; -1: a return alone
    std::vector<int> mainReturn; ///< idem; -1: a supply alone
    std::vector<int> consumers;  ///< link of the exchanger, as the circuit's consumers
    std::vector<int> supplyNode; ///< by port
    std::vector<int> returnNode;
    /// Flow factor that the balancing valve of each consumer is set to [m3/h]; empty without them.
    std::vector<double> balancingKv_m3_per_h;
    double spareHead_m = 0.0; ///< that pumps of variable speed save by running slower

    [[nodiscard]] double flow(int link) const {
        return solution.flow_m3_per_s[static_cast<std::size_t>(link)];
    }
    [[nodiscard]] bool isSolved() const;
    /// Head that a pump group of a plant has to give at its controlled speed [m].
    [[nodiscard]] double pumpHead_m(std::size_t plant, std::size_t group) const;
    /// Gauge pressure at a port [m of coolant], with the water at rest as high as the vessel's.
    /// Pumps of variable speed give just what is needed; where one of the plants runs at full
    /// speed, valves take the rest.
    [[nodiscard]] double supplyHead_m(int port) const;
    [[nodiscard]] double returnHead_m(int port) const;
    /// Link whose flow stands for a main's.
    [[nodiscard]] int mainLink(std::size_t main) const {
        return mainSupply[main] >= 0 ? mainSupply[main] : mainReturn[main];
    }
};

/// Numbers that decide a circuit's flows.
[[nodiscard]] std::vector<double> flowKey(const FacilityCircuit& circuit,
                                          const plant::CoolantProperties& coolant);

/// Equal pumps and coolers of a plant are one link each; control valves hold the consumers' flow;
/// pumps run at the speed that just serves the consumer with the least pressure left. Without such
/// valves the pipes share the flow out, and pumps of variable speed bring what all want together;
/// so they do with balancing valves, which are set for all consumers at their rated flow, or at as
/// much of it as the running pumps bring to each. A bypass lets through what its plant's pumps have
/// to move beyond what the consumers take.
[[nodiscard]] FacilityFlow solveFacilityFlow(const FacilityCircuit& circuit,
                                             const plant::CoolantProperties& coolant,
                                             std::stop_token stop = {});

} // namespace hallwright::engine
