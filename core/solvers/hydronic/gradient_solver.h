#pragma once

#include "core/solvers/hydronic/device_laws.h"
#include "core/solvers/hydronic/hydronic_network.h"
#include "core/solvers/hydronic/pipe_laws.h"
#include "core/solvers/hydronic/sparse_ldl.h"
#include "core/solvers/hydronic/supply_check.h"

#include <vector>

namespace hallwright::hydronic {

/// The global gradient algorithm over compiled structure. Unknowns are the flows Q of links and the
/// heads H of junctions. With h(Q) linearised at the last flows, g = dh/dQ, p = 1/g and the closure
/// e = h - (H_from - H_to), each iteration solves for the changes dH of the heads
///   sum over links of p (dH_i - dH_j)  =  -demand_i - sum of +-(Q - p e)      for every junction
///   i,
/// symmetric positive definite, and then takes Q <- Q - p (e - (dH_from - dH_to)). Changes, not
/// heads: where a short wide pipe has next to no slope, the last digit of a head would be a flow.
/// Continuity holds exactly after the first full step; what remains is head closure, which falls
/// quadratically. Links are kept pipes first, so that their laws run as one loop over arrays.
class GradientSolver {
public:
    explicit GradientSolver(const HydronicProblem& problem);

    [[nodiscard]] bool matches(const HydronicProblem& problem) const;
    [[nodiscard]] HydronicSolution solve(const HydronicProblem& problem,
                                         const SolveOptions& options, const std::stop_token& stop,
                                         const HydronicSolution* start);

private:
    void load(const HydronicProblem& problem);
    void findParts();
    void begin(const HydronicSolution* start);
    [[nodiscard]] double initialFlow(std::size_t link) const;
    void evaluate();
    void evaluateLink(std::size_t link);
    [[nodiscard]] bool solveHeads();
    void stepHeads();
    /// Takes one step and gives sum |dQ| / sum |Q|.
    double stepFlows();
    void shortenStep(double atStart, double atEnd);
    void balancePressureValves();
    [[nodiscard]] bool switchLinks(double flowChange);
    void findWishes();
    bool grant(const std::pair<std::size_t, LinkStatus>& wish);
    void enter(std::size_t link, LinkStatus status);
    void measure(HydronicResiduals& residuals);
    [[nodiscard]] HydronicSolution report(SolveStatus status, int iterations,
                                          const HydronicResiduals& residuals);
    void addIssues(HydronicSolution& solution) const;

    [[nodiscard]] const Link& linkAt(std::size_t k) const {
        return m_problem->links[m_externalLink[k]];
    }
    /// Holds the pressure at one of its ends instead of obeying a law.
    [[nodiscard]] bool isHolding(std::size_t k) const;

    // Structure, kept between solves.
    std::vector<NodeKind> m_nodeKind;
    std::vector<LinkKind> m_linkKind;        ///< in the problem's order
    std::vector<std::pair<int, int>> m_ends; ///< in the problem's order
    std::size_t m_pipeCount = 0;
    std::vector<std::size_t> m_externalLink; ///< internal -> problem's order
    std::vector<int> m_from, m_to;
    std::vector<int> m_row;      ///< node -> slot of its diagonal; -1: fixed head
    std::vector<int> m_pairSlot; ///< link -> slot of its pair; -1: an end is fixed
    SparseLdl m_ldl;

    // One solve.
    const HydronicProblem* m_problem = nullptr;
    PipeLaws m_pipes;
    std::vector<DeviceLaw> m_devices; ///< internal index minus m_pipeCount
    SupplyMap m_supply;
    std::vector<std::uint8_t> m_shutLast; ///< by which m_supply was found
    std::vector<double> m_demandLast;
    std::vector<double> m_flow, m_loss, m_slope, m_change, m_trial;
    std::vector<double> m_head, m_headChange; ///< per node
    std::vector<double> m_rhs;                ///< per row
    std::vector<double> m_balance;            ///< per node: inflow - outflow - demand
    std::vector<LinkStatus> m_status;
    std::vector<std::uint8_t> m_isDead;   ///< link shut, or in a part that is not solved
    std::vector<std::uint8_t> m_isPinned; ///< node whose head is given in this iteration
    std::vector<std::size_t> m_switching; ///< links whose status can change
    std::vector<int> m_flips;
    std::vector<std::pair<std::size_t, LinkStatus>> m_wishes; ///< link and the status it asks for
    double m_closedSlope = 0.0;                               ///< of SolveOptions
    int m_iteration = 0;
    int m_holding = 0; ///< pressure valves that hold
    bool m_isFeasible = false;
    std::size_t m_worstLink = 0;
};

} // namespace hallwright::hydronic
