#pragma once

#include "core/solvers/hydronic/heat_problem.h"
#include "core/solvers/hydronic/klu_solver.h"

#include <stop_token>
#include <vector>

namespace hallwright::hydronic {

/// The mixing balances of all networks of a heat problem as one linear system in node temperatures,
/// for given states of the controls. Nodes of all networks are numbered through, and so are links.
class HeatSystem {
public:
    explicit HeatSystem(const HeatProblem& problem);

    /// Solves until every control's state fits; fills `solution`.
    void solve(HeatSolution& solution, const std::stop_token& stop);

private:
    /// Outlet temperature of a link: own T_upstream + other T_other + constant.
    struct Outlet {
        double own = 1.0;
        double other = 0.0;
        int otherNode = -1;
        double constant = 0.0;
    };
    /// What one link does before any sink or exchanger: T_free = keep T_upstream + rise.
    struct Flow {
        int upstream = -1;
        int downstream = -1;
        double capacity_W_per_K = 0.0; ///< 0: no flow worth counting
        double keep = 1.0;
        double rise = 0.0;
    };
    struct Exchange {
        int primary = -1; ///< link, numbered through
        int secondary = -1;
        double effectiveness = 0.0;
        double capacity_W_per_K =
            0.0; ///< effectiveness times the smaller rate; 0: one side stands still
    };

    void addNetwork(const HeatNetwork& network);
    void addExchanger(const HeatExchanger& exchanger);
    void setOutlets();
    void setLinkOutlet(std::size_t link);
    void setExchangeOutlets(std::size_t exchanger);
    [[nodiscard]] bool anchorIdleControls();
    [[nodiscard]] int findUnanchored() const;
    void assemble();
    [[nodiscard]] bool updateControls();
    [[nodiscard]] double free_K(std::size_t link) const;
    [[nodiscard]] double outlet_K(std::size_t link) const;
    [[nodiscard]] double limit_K(std::size_t exchanger) const;
    void report(HeatSolution& solution) const;
    void blame(HeatSolution& solution, int node, const char* what) const;

    const HeatProblem& m_problem;
    std::vector<int> m_firstNode, m_firstLink; ///< of each network
    std::vector<Flow> m_flows;
    std::vector<const HeatLink*> m_links;
    std::vector<int> m_exchangerOfLink; ///< -1: none
    std::vector<Exchange> m_exchanges;
    std::vector<Outlet> m_outlets;
    std::vector<ControlStatus> m_linkControl, m_exchangerControl;
    std::vector<char> m_isLocked; ///< links, then exchangers, that must not go idle again
    std::vector<double> m_inflow_W_per_K, m_inflow_K; ///< from outside, per node
    std::vector<double> m_fixed_K;                    ///< per node; NaN: free
    std::vector<double> m_total_W_per_K;              ///< capacity rate into a node
    std::vector<double> m_stagnant_K;                 ///< per node
    std::vector<double> m_node_K;
    KluSolver::Rows m_rows;
    KluSolver m_solver;
    std::vector<int> m_linksInto, m_linksIntoStart; ///< links with flow by their downstream node
};

} // namespace hallwright::hydronic
