#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace hallwright::hydronic {

/// "No value given" for optional temperatures.
inline constexpr double kNoTemperature = std::numeric_limits<double>::quiet_NaN();

/// What happens to the fluid's temperature along one link. The default is an adiabatic pipe.
/// Inlet T_in, capacity rate C = rho cp |Q| [W/K], NTU = ua/C, T_inf = ambient + heat/ua:
///   T_free = T_inf + (T_in - T_inf) exp(-NTU)               (ua = 0: T_in + heat/C)
/// and then, where the link is a heat sink (dry cooler, chiller, coil) with an effectiveness:
///   T_limit = T_free - effectiveness (T_free - sinkInlet),  T_out = min(T_free, max(setpoint,
///   T_limit)).
struct HeatLink {
    double heat_W = 0.0;     ///< added to the fluid: rack pickup, pump losses
    double ua_W_per_K = 0.0; ///< to ambient, of the whole link: U' [W/mK] times length
    double ambient_K = 293.15;
    double sinkEffectiveness =
        0.0; ///< 0..1 of the fluid's own capacity rate; 1 with a set-point: ideal
    double sinkInlet_K =
        293.15; ///< temperature of what cools: outdoor air, chiller's leaving water
    double setpoint_K = kNoTemperature; ///< leaving temperature the sink's control holds, if any
};

/// Steady temperatures on one solved pipe network. Arrays are by node and by link of that network.
struct HeatNetwork {
    int nodeCount = 0;
    std::vector<int> from;
    std::vector<int> to;
    std::vector<double> flow_m3_per_s; ///< per link, from the hydronic solution
    std::vector<HeatLink> links;
    std::vector<double>
        fixedTemperature_K;              ///< per node; kNoTemperature where free. Empty: all free
    std::vector<double> inflow_m3_per_s; ///< per node: fluid entering from outside; empty: none
    std::vector<double> inflowTemperature_K; ///< per node, used where inflow > 0
    double density_kg_per_m3 = 998.2;
    double heatCapacity_J_per_kgK = 4182.0;
    double stagnantTemperature_K = 293.15; ///< shown where nothing flows
};

enum class ExchangerArrangement : std::uint8_t { CounterFlow, ParallelFlow };

/// An exchanger between a link of the primary (cooling) and a link of the secondary (cooled)
/// network, such as a CDU. With a set-point its control mixes the secondary so that it leaves at
/// the set-point if capacity allows.
struct HeatExchanger {
    int primaryNetwork = 0;
    int primaryLink = 0;
    int secondaryNetwork = 0;
    int secondaryLink = 0;
    double ua_W_per_K = 0.0;
    ExchangerArrangement arrangement = ExchangerArrangement::CounterFlow;
    double secondarySetpoint_K = kNoTemperature;
};

struct HeatProblem {
    std::vector<HeatNetwork> networks;
    std::vector<HeatExchanger> exchangers;
};

enum class HeatStatus : std::uint8_t {
    Converged,
    NotConverged, ///< the controls did not settle
    NoHeatSink,   ///< heat enters a closed loop that nothing cools or fixes
    InvalidInput
};

enum class ControlStatus : std::uint8_t {
    Free,       ///< no set-point
    AtSetpoint, ///< the set-point is held
    Saturated,  ///< full capacity and still warmer than the set-point
    Idle        ///< the fluid arrives colder than the set-point; no heat is moved
};

struct HeatNetworkSolution {
    std::vector<double> node_K;
    std::vector<double> linkInlet_K;  ///< at the upstream end, by the flow's own direction
    std::vector<double> linkOutlet_K; ///< at the downstream end, before mixing
    std::vector<double> linkHeat_W;   ///< gained by the fluid along the link (negative: given away)
    std::vector<ControlStatus> linkControl; ///< of links with a set-point
    double unservedHeat_W = 0.0; ///< given to links without flow, which nothing carries away
};

struct HeatExchangerSolution {
    double heat_W = 0.0; ///< from secondary to primary
    double effectiveness = 0.0;
    double approach_K = 0.0; ///< secondary outlet - primary inlet
    ControlStatus control = ControlStatus::Free;
};

struct HeatSolution {
    HeatStatus status = HeatStatus::InvalidInput;
    int iterations = 0;
    double imbalance_W = 0.0; ///< largest energy imbalance of a mixing node
    int culpritNetwork = -1;  ///< where the message points
    int culpritNode = -1;
    std::vector<HeatNetworkSolution> networks;
    std::vector<HeatExchangerSolution> exchangers;
    std::string message;
};

} // namespace hallwright::hydronic
