#include "core/solvers/hydronic/heat_solver.h"

#include "core/solvers/hydronic/heat_system.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <stop_token>
#include <utility>

namespace hallwright::hydronic {

namespace {

using Index = std::size_t;

std::string findBadNetwork(const HeatNetwork& network) {
    const Index links = network.links.size();
    const Index nodes = static_cast<Index>(std::max(network.nodeCount, 0));
    const auto fits = [&](const std::vector<double>& values) {
        return values.empty() || values.size() == nodes;
    };
    if (network.from.size() != links || network.to.size() != links ||
        network.flow_m3_per_s.size() != links)
        return "from, to, flow and links differ in length";
    if (!fits(network.fixedTemperature_K) || !fits(network.inflow_m3_per_s) ||
        !fits(network.inflowTemperature_K) ||
        network.inflow_m3_per_s.size() != network.inflowTemperature_K.size())
        return "node arrays differ in length from the number of nodes";
    if (!(network.density_kg_per_m3 > 0.0) || !(network.heatCapacity_J_per_kgK > 0.0))
        return "density and heat capacity must be > 0";
    for (Index k = 0; k < links; ++k) {
        const auto isNode = [&](int i) { return i >= 0 && i < network.nodeCount; };
        const HeatLink& link = network.links[k];
        if (!isNode(network.from[k]) || !isNode(network.to[k]))
            return "link " + std::to_string(k) + " ends at a node that does not exist";
        if (!std::isfinite(network.flow_m3_per_s[k]) || !std::isfinite(link.heat_W) ||
            !std::isfinite(link.ambient_K) || !std::isfinite(link.sinkInlet_K) ||
            !(link.ua_W_per_K >= 0.0) || !std::isfinite(link.ua_W_per_K) ||
            !(link.sinkEffectiveness >= 0.0 && link.sinkEffectiveness <= 1.0))
            return "link " + std::to_string(k) + " has an unusable flow, heat or exchange value";
        if (!std::isnan(link.setpoint_K) && link.sinkEffectiveness == 0.0)
            return "link " + std::to_string(k) + " has a set-point but nothing that cools";
    }
    return {};
}

std::string findBadExchanger(const HeatProblem& problem, const HeatExchanger& exchanger,
                             std::set<std::pair<int, int>>& used) {
    const auto linkCount = [&](int network) {
        return network >= 0 && network < static_cast<int>(problem.networks.size())
                   ? static_cast<int>(problem.networks[static_cast<Index>(network)].links.size())
                   : 0;
    };
    for (const auto& [network, link] :
         {std::pair{exchanger.primaryNetwork, exchanger.primaryLink},
          std::pair{exchanger.secondaryNetwork, exchanger.secondaryLink}}) {
        if (link < 0 || link >= linkCount(network))
            return "joins a link that does not exist";
        if (!used.emplace(network, link).second)
            return "joins a link that another one has";
        const HeatLink& heat =
            problem.networks[static_cast<Index>(network)].links[static_cast<Index>(link)];
        if (heat.sinkEffectiveness > 0.0)
            return "joins a link that is a heat sink itself";
    }
    return exchanger.ua_W_per_K >= 0.0 ? std::string() : "needs a conductance >= 0";
}

} // namespace

HeatSolution solveHeat(const HeatProblem& problem, std::stop_token stop) {
    HeatSolution solution;
    for (Index n = 0; n < problem.networks.size(); ++n)
        if (const std::string bad = findBadNetwork(problem.networks[n]); !bad.empty()) {
            solution.culpritNetwork = static_cast<int>(n);
            solution.message = "network " + std::to_string(n) + ": " + bad;
            return solution;
        }
    std::set<std::pair<int, int>> used;
    for (Index e = 0; e < problem.exchangers.size(); ++e)
        if (const std::string bad = findBadExchanger(problem, problem.exchangers[e], used);
            !bad.empty()) {
            solution.message = "exchanger " + std::to_string(e) + ' ' + bad;
            return solution;
        }
    HeatSystem(problem).solve(solution, stop);
    return solution;
}

HeatNetwork heatNetworkOf(const HydronicProblem& problem, const HydronicSolution& solution,
                          double heatCapacity_J_per_kgK, double inflow_K) {
    HeatNetwork network;
    network.nodeCount = static_cast<int>(problem.nodes.size());
    network.density_kg_per_m3 = problem.fluid.density_kg_per_m3;
    network.heatCapacity_J_per_kgK = heatCapacity_J_per_kgK;
    network.flow_m3_per_s = solution.flow_m3_per_s;
    network.flow_m3_per_s.resize(problem.links.size(), 0.0);
    network.links.resize(problem.links.size());
    network.inflow_m3_per_s.assign(problem.nodes.size(), 0.0);
    network.inflowTemperature_K.assign(problem.nodes.size(), inflow_K);
    std::vector<double> taken(problem.nodes.size(), 0.0);
    double largest = 0.0;
    for (Index k = 0; k < problem.links.size(); ++k) {
        const Link& link = problem.links[k];
        const double flow = network.flow_m3_per_s[k];
        network.from.push_back(link.from);
        network.to.push_back(link.to);
        taken[static_cast<Index>(link.from)] += flow;
        taken[static_cast<Index>(link.to)] -= flow;
        largest = std::max(largest, std::abs(flow));
    }
    // An expansion vessel of a closed loop passes rounding only, which is no inflow.
    constexpr double kLeastShare = 1e-7;
    for (Index i = 0; i < problem.nodes.size(); ++i) {
        const Node& node = problem.nodes[i];
        const double inflow = node.kind == NodeKind::FixedHead ? taken[i] : -node.demand_m3_per_s;
        if (inflow > kLeastShare * largest)
            network.inflow_m3_per_s[i] = inflow;
    }
    return network;
}

} // namespace hallwright::hydronic
