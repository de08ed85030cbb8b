#include "core/solvers/hydronic/heat_system.h"

#include <algorithm>
#include <cmath>

namespace hallwright::hydronic {

using Index = std::size_t;

void HeatSystem::blame(HeatSolution& solution, int node, const char* what) const {
    const auto above = std::upper_bound(m_firstNode.begin(), m_firstNode.end(), node);
    solution.culpritNetwork = static_cast<int>(above - m_firstNode.begin()) - 1;
    solution.culpritNode = node - *(above - 1);
    solution.message = "network " + std::to_string(solution.culpritNetwork) + ", node " +
                       std::to_string(solution.culpritNode) + ' ' + what;
}

void HeatSystem::report(HeatSolution& solution) const {
    std::vector<double> balance_W(m_node_K.size(), 0.0);
    for (Index i = 0; i < m_node_K.size(); ++i)
        balance_W[i] = m_inflow_W_per_K[i] * m_inflow_K[i] - m_total_W_per_K[i] * m_node_K[i];
    for (Index n = 0; n < m_problem.networks.size(); ++n) {
        const HeatNetwork& network = m_problem.networks[n];
        HeatNetworkSolution answer;
        const auto firstNode = m_node_K.begin() + m_firstNode[n];
        answer.node_K.assign(firstNode, firstNode + network.nodeCount);
        const Index firstLink = static_cast<Index>(m_firstLink[n]);
        for (Index i = 0; i < network.links.size(); ++i) {
            const Index k = firstLink + i;
            const Flow& flow = m_flows[k];
            const double inlet = m_node_K[static_cast<Index>(flow.upstream)];
            const bool isFlowing = flow.capacity_W_per_K > 0.0;
            const double outlet = isFlowing ? outlet_K(k) : inlet;
            answer.linkInlet_K.push_back(inlet);
            answer.linkOutlet_K.push_back(outlet);
            answer.linkHeat_W.push_back(flow.capacity_W_per_K * (outlet - inlet));
            answer.linkControl.push_back(m_linkControl[k]);
            if (!isFlowing)
                answer.unservedHeat_W += network.links[i].heat_W;
            balance_W[static_cast<Index>(flow.downstream)] += flow.capacity_W_per_K * outlet;
        }
        solution.networks.push_back(std::move(answer));
    }
    for (Index i = 0; i < balance_W.size(); ++i)
        if (std::isnan(m_fixed_K[i]))
            solution.imbalance_W = std::max(solution.imbalance_W, std::abs(balance_W[i]));
    for (Index e = 0; e < m_exchanges.size(); ++e) {
        const Exchange& exchange = m_exchanges[e];
        const Index primary = static_cast<Index>(exchange.primary);
        const Index secondary = static_cast<Index>(exchange.secondary);
        const double c2 = m_flows[secondary].capacity_W_per_K;
        HeatExchangerSolution answer;
        answer.effectiveness = exchange.effectiveness;
        answer.control = m_exchangerControl[e];
        const bool isMoving = exchange.capacity_W_per_K > 0.0;
        const double outlet = c2 > 0.0 ? outlet_K(secondary) : 0.0;
        answer.heat_W = isMoving ? c2 * (free_K(secondary) - outlet) : 0.0;
        answer.approach_K =
            isMoving ? outlet - m_node_K[static_cast<Index>(m_flows[primary].upstream)] : 0.0;
        solution.exchangers.push_back(answer);
    }
}

} // namespace hallwright::hydronic
