#include "core/solvers/hydronic/heat_system.h"

#include "core/solvers/hydronic/heat_exchanger.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace hallwright::hydronic {

namespace {

using Index = std::size_t;

/// Flow worth counting: relative to the network's largest, and more than a closed valve's stand-in
/// leaks.
constexpr double kLeastFlowShare = 1e-7;
constexpr double kLeastFlow_m3_per_s = 1e-8;
constexpr double kSetpointBand_K = 1e-6; ///< within which a control keeps its state
constexpr double kWholeShare = 1e-12;    ///< shares this close to one leave no room for ambient
constexpr int kFreeRounds = 50; ///< rounds after which controls may only leave the idle state

} // namespace

HeatSystem::HeatSystem(const HeatProblem& problem) : m_problem(problem) {
    for (const HeatNetwork& network : problem.networks)
        addNetwork(network);
    m_exchangerOfLink.assign(m_flows.size(), -1);
    for (const HeatExchanger& exchanger : problem.exchangers)
        addExchanger(exchanger);
    m_outlets.resize(m_flows.size());
    m_node_K = m_stagnant_K;
    m_isLocked.assign(m_flows.size() + m_exchanges.size(), 0);
    for (const HeatLink* link : m_links)
        m_linkControl.push_back(std::isnan(link->setpoint_K) ? ControlStatus::Free
                                                             : ControlStatus::AtSetpoint);
    for (const HeatExchanger& exchanger : problem.exchangers)
        m_exchangerControl.push_back(std::isnan(exchanger.secondarySetpoint_K)
                                         ? ControlStatus::Free
                                         : ControlStatus::AtSetpoint);

    m_linksIntoStart.assign(m_node_K.size() + 1, 0);
    m_total_W_per_K = m_inflow_W_per_K;
    for (const Flow& flow : m_flows) {
        if (flow.capacity_W_per_K == 0.0)
            continue;
        ++m_linksIntoStart[static_cast<Index>(flow.downstream) + 1];
        m_total_W_per_K[static_cast<Index>(flow.downstream)] += flow.capacity_W_per_K;
    }
    std::partial_sum(m_linksIntoStart.begin(), m_linksIntoStart.end(), m_linksIntoStart.begin());
    m_linksInto.resize(static_cast<Index>(m_linksIntoStart.back()));
    std::vector<int> next(m_linksIntoStart.begin(), m_linksIntoStart.end() - 1);
    for (Index k = 0; k < m_flows.size(); ++k)
        if (m_flows[k].capacity_W_per_K > 0.0)
            m_linksInto[static_cast<Index>(next[static_cast<Index>(m_flows[k].downstream)]++)] =
                static_cast<int>(k);
}

void HeatSystem::addNetwork(const HeatNetwork& network) {
    const int firstNode = static_cast<int>(m_stagnant_K.size());
    m_firstNode.push_back(firstNode);
    m_firstLink.push_back(static_cast<int>(m_flows.size()));
    const double heatCapacity = network.density_kg_per_m3 * network.heatCapacity_J_per_kgK;
    for (Index i = 0; i < static_cast<Index>(network.nodeCount); ++i) {
        m_stagnant_K.push_back(network.stagnantTemperature_K);
        m_fixed_K.push_back(network.fixedTemperature_K.empty() ? kNoTemperature
                                                               : network.fixedTemperature_K[i]);
        const bool hasInflow = !network.inflow_m3_per_s.empty() && network.inflow_m3_per_s[i] > 0.0;
        m_inflow_W_per_K.push_back(hasInflow ? heatCapacity * network.inflow_m3_per_s[i] : 0.0);
        m_inflow_K.push_back(hasInflow ? network.inflowTemperature_K[i] : 0.0);
    }
    double largest = 0.0;
    for (const double flow : network.flow_m3_per_s)
        largest = std::max(largest, std::abs(flow));
    const double least = std::max(kLeastFlow_m3_per_s, kLeastFlowShare * largest);
    for (Index k = 0; k < network.links.size(); ++k) {
        const HeatLink& link = network.links[k];
        const double q = network.flow_m3_per_s[k];
        const bool isForward = q >= 0.0;
        Flow flow;
        flow.upstream = firstNode + (isForward ? network.from[k] : network.to[k]);
        flow.downstream = firstNode + (isForward ? network.to[k] : network.from[k]);
        if (std::abs(q) > least) {
            const double capacity = heatCapacity * std::abs(q);
            flow.capacity_W_per_K = capacity;
            const double ntu = link.ua_W_per_K / capacity;
            flow.keep = std::exp(-ntu);
            // (1 - e^-N) (T_amb + heat / UA), where (1 - e^-N) / UA tends to 1 / C without loss.
            const double lost = -std::expm1(-ntu);
            flow.rise =
                lost * link.ambient_K + link.heat_W / capacity * (ntu > 0.0 ? lost / ntu : 1.0);
        }
        m_flows.push_back(flow);
        m_links.push_back(&link);
    }
}

void HeatSystem::addExchanger(const HeatExchanger& exchanger) {
    Exchange exchange;
    exchange.primary =
        m_firstLink[static_cast<Index>(exchanger.primaryNetwork)] + exchanger.primaryLink;
    exchange.secondary =
        m_firstLink[static_cast<Index>(exchanger.secondaryNetwork)] + exchanger.secondaryLink;
    const double c1 = m_flows[static_cast<Index>(exchange.primary)].capacity_W_per_K;
    const double c2 = m_flows[static_cast<Index>(exchange.secondary)].capacity_W_per_K;
    const double least = std::min(c1, c2);
    if (least > 0.0) {
        const double ntu = exchanger.ua_W_per_K / least;
        const double ratio = least / std::max(c1, c2);
        exchange.effectiveness = exchanger.arrangement == ExchangerArrangement::CounterFlow
                                     ? counterFlowEffectiveness(ntu, ratio)
                                     : parallelFlowEffectiveness(ntu, ratio);
        exchange.capacity_W_per_K = exchange.effectiveness * least;
    }
    const int index = static_cast<int>(m_exchanges.size());
    m_exchangerOfLink[static_cast<Index>(exchange.primary)] = index;
    m_exchangerOfLink[static_cast<Index>(exchange.secondary)] = index;
    m_exchanges.push_back(exchange);
}

void HeatSystem::setLinkOutlet(Index k) {
    const Flow& flow = m_flows[k];
    const HeatLink& link = *m_links[k];
    Outlet& outlet = m_outlets[k];
    outlet = {flow.keep, 0.0, -1, flow.rise};
    const double eps = link.sinkEffectiveness;
    switch (m_linkControl[k]) {
    case ControlStatus::AtSetpoint:
        outlet = {0.0, 0.0, -1, link.setpoint_K};
        break;
    case ControlStatus::Idle:
        break;
    case ControlStatus::Free:
    case ControlStatus::Saturated:
        outlet.own = (1.0 - eps) * flow.keep;
        outlet.constant = (1.0 - eps) * flow.rise + eps * link.sinkInlet_K;
        break;
    }
}

void HeatSystem::setExchangeOutlets(Index e) {
    const Exchange& exchange = m_exchanges[e];
    if (exchange.capacity_W_per_K == 0.0 || m_exchangerControl[e] == ControlStatus::Idle)
        return;
    const Flow& one = m_flows[static_cast<Index>(exchange.primary)];
    const Flow& two = m_flows[static_cast<Index>(exchange.secondary)];
    Outlet& primary = m_outlets[static_cast<Index>(exchange.primary)];
    Outlet& secondary = m_outlets[static_cast<Index>(exchange.secondary)];
    if (m_exchangerControl[e] == ControlStatus::AtSetpoint) {
        const double setpoint = m_problem.exchangers[e].secondarySetpoint_K;
        const double ratio = two.capacity_W_per_K / one.capacity_W_per_K;
        secondary = {0.0, 0.0, -1, setpoint};
        primary = {one.keep, ratio * two.keep, two.upstream,
                   one.rise + ratio * (two.rise - setpoint)};
        return;
    }
    const double s1 = exchange.capacity_W_per_K / one.capacity_W_per_K;
    const double s2 = exchange.capacity_W_per_K / two.capacity_W_per_K;
    primary = {(1.0 - s1) * one.keep, s1 * two.keep, two.upstream,
               (1.0 - s1) * one.rise + s1 * two.rise};
    secondary = {(1.0 - s2) * two.keep, s2 * one.keep, one.upstream,
                 (1.0 - s2) * two.rise + s2 * one.rise};
}

void HeatSystem::setOutlets() {
    for (Index k = 0; k < m_flows.size(); ++k)
        setLinkOutlet(k);
    for (Index e = 0; e < m_exchanges.size(); ++e)
        setExchangeOutlets(e);
}

/// A node's temperature is anchored if it is given, or if part of it comes from something with a
/// temperature of its own: inflow, ambient, a sink, a set-point, or an anchored node upstream. The
/// balances can be solved exactly when all nodes are. Gives the first node that is not, or -1.
int HeatSystem::findUnanchored() const {
    const Index count = m_node_K.size();
    std::vector<std::vector<int>> feeds(count);
    std::vector<char> isAnchored(count, 0);
    std::vector<int> open;
    const auto anchor = [&](Index i) {
        if (isAnchored[i])
            return;
        isAnchored[i] = 1;
        open.push_back(static_cast<int>(i));
    };
    for (Index i = 0; i < count; ++i)
        if (!std::isnan(m_fixed_K[i]) || m_inflow_W_per_K[i] > 0.0 || m_total_W_per_K[i] == 0.0)
            anchor(i);
    for (Index k = 0; k < m_flows.size(); ++k) {
        const Flow& flow = m_flows[k];
        if (flow.capacity_W_per_K == 0.0)
            continue;
        const Outlet& outlet = m_outlets[k];
        const Index down = static_cast<Index>(flow.downstream);
        if (outlet.own > 0.0)
            feeds[static_cast<Index>(flow.upstream)].push_back(flow.downstream);
        // A free exchanger mixes both inlets in shares that add up to one. Behind a controlled one
        // the primary takes a given heat, which says nothing of the level it starts from.
        const bool isMixing =
            outlet.otherNode >= 0 && std::abs(outlet.own + outlet.other - 1.0) < kWholeShare;
        if (isMixing)
            feeds[static_cast<Index>(outlet.otherNode)].push_back(flow.downstream);
        else if (outlet.own < 1.0 - kWholeShare)
            anchor(down);
    }
    while (!open.empty()) {
        const Index i = static_cast<Index>(open.back());
        open.pop_back();
        for (const int next : feeds[i])
            anchor(static_cast<Index>(next));
    }
    for (Index i = 0; i < count; ++i)
        if (!isAnchored[i])
            return static_cast<int>(i);
    return -1;
}

/// Where idle controls leave a loop without any sink, they must be holding their set-points after
/// all.
bool HeatSystem::anchorIdleControls() {
    bool hasChanged = false;
    const auto wake = [&](ControlStatus& status, Index lock) {
        if (status != ControlStatus::Idle)
            return;
        status = ControlStatus::AtSetpoint;
        m_isLocked[lock] = 1;
        hasChanged = true;
    };
    for (Index k = 0; k < m_linkControl.size(); ++k)
        wake(m_linkControl[k], k);
    for (Index e = 0; e < m_exchangerControl.size(); ++e)
        wake(m_exchangerControl[e], m_flows.size() + e);
    return hasChanged;
}

void HeatSystem::assemble() {
    const Index count = m_node_K.size();
    m_rows.start.assign(1, 0);
    m_rows.column.clear();
    m_rows.value.clear();
    std::vector<int> entryOf(count, -1);
    for (Index i = 0; i < count; ++i) {
        const int first = m_rows.start.back();
        const auto add = [&](int column, double value) {
            int& entry = entryOf[static_cast<Index>(column)];
            if (entry < first) {
                entry = static_cast<int>(m_rows.column.size());
                m_rows.column.push_back(column);
                m_rows.value.push_back(0.0);
            }
            m_rows.value[static_cast<Index>(entry)] += value;
        };
        add(static_cast<int>(i), 1.0);
        double constant = 0.0;
        if (!std::isnan(m_fixed_K[i])) {
            constant = m_fixed_K[i];
        } else if (m_total_W_per_K[i] == 0.0) {
            constant = m_stagnant_K[i];
        } else {
            const double total = m_total_W_per_K[i];
            constant = m_inflow_W_per_K[i] / total * m_inflow_K[i];
            for (int p = m_linksIntoStart[i]; p < m_linksIntoStart[i + 1]; ++p) {
                const Index k = static_cast<Index>(m_linksInto[static_cast<Index>(p)]);
                const double share = m_flows[k].capacity_W_per_K / total;
                const Outlet& outlet = m_outlets[k];
                add(m_flows[k].upstream, -share * outlet.own);
                if (outlet.otherNode >= 0)
                    add(outlet.otherNode, -share * outlet.other);
                constant += share * outlet.constant;
            }
        }
        m_node_K[i] = constant;
        m_rows.start.push_back(static_cast<int>(m_rows.column.size()));
    }
}

double HeatSystem::free_K(Index k) const {
    return m_flows[k].keep * m_node_K[static_cast<Index>(m_flows[k].upstream)] + m_flows[k].rise;
}

double HeatSystem::outlet_K(Index k) const {
    const Outlet& outlet = m_outlets[k];
    const double other =
        outlet.otherNode >= 0 ? outlet.other * m_node_K[static_cast<Index>(outlet.otherNode)] : 0.0;
    return outlet.own * m_node_K[static_cast<Index>(m_flows[k].upstream)] + other + outlet.constant;
}

/// The coldest that an exchanger's secondary can leave at.
double HeatSystem::limit_K(Index e) const {
    const Exchange& exchange = m_exchanges[e];
    const Index secondary = static_cast<Index>(exchange.secondary);
    const double in = free_K(secondary);
    if (exchange.capacity_W_per_K == 0.0)
        return in;
    return in - exchange.capacity_W_per_K / m_flows[secondary].capacity_W_per_K *
                    (in - free_K(static_cast<Index>(exchange.primary)));
}

bool HeatSystem::updateControls() {
    bool hasChanged = false;
    const auto update = [&](ControlStatus& status, double setpoint, double free, double limit,
                            Index lock) {
        const double band = kSetpointBand_K;
        ControlStatus next = status;
        if (limit > setpoint + band) // what cools is warmer than the fluid: it is left alone, but
                                     // for the one sink that a closed loop has
            next = limit > free + band && !m_isLocked[lock] ? ControlStatus::Idle
                                                            : ControlStatus::Saturated;
        else if (free < setpoint - band && !m_isLocked[lock])
            next = ControlStatus::Idle;
        else if (status == ControlStatus::Saturated ? limit < setpoint - band
                                                    : free > setpoint + band)
            next = ControlStatus::AtSetpoint;
        hasChanged = hasChanged || next != status;
        status = next;
    };
    for (Index k = 0; k < m_flows.size(); ++k) {
        if (m_linkControl[k] == ControlStatus::Free || m_flows[k].capacity_W_per_K == 0.0)
            continue;
        const HeatLink& link = *m_links[k];
        const double free = free_K(k);
        update(m_linkControl[k], link.setpoint_K, free,
               free - link.sinkEffectiveness * (free - link.sinkInlet_K), k);
    }
    for (Index e = 0; e < m_exchanges.size(); ++e) {
        if (m_exchangerControl[e] == ControlStatus::Free)
            continue;
        const Index secondary = static_cast<Index>(m_exchanges[e].secondary);
        if (m_flows[secondary].capacity_W_per_K == 0.0)
            continue;
        update(m_exchangerControl[e], m_problem.exchangers[e].secondarySetpoint_K,
               free_K(secondary), limit_K(e), m_flows.size() + e);
    }
    return hasChanged;
}

void HeatSystem::solve(HeatSolution& solution, const std::stop_token& stop) {
    const int roundLimit = 2 * kFreeRounds;
    solution.status = HeatStatus::NotConverged;
    solution.message = "the set-points of the controls did not settle";
    for (int round = 1; round <= roundLimit; ++round) {
        solution.iterations = round;
        if (stop.stop_requested()) {
            solution.message = "cancelled";
            break;
        }
        setOutlets();
        if (const int node = findUnanchored(); node >= 0) {
            if (anchorIdleControls())
                continue;
            solution.status = HeatStatus::NoHeatSink;
            blame(solution, node,
                  "is in a closed loop that nothing cools or holds at a temperature");
            return;
        }
        assemble();
        if (!m_solver.solve(m_rows, m_node_K)) {
            solution.status = HeatStatus::NoHeatSink;
            blame(solution, 0, "is in a part whose temperatures are not determined");
            return;
        }
        if (!updateControls()) {
            solution.status = HeatStatus::Converged;
            solution.message = "converged in " + std::to_string(round) + " rounds";
            break;
        }
        if (round > kFreeRounds)
            std::fill(m_isLocked.begin(), m_isLocked.end(), 1);
    }
    report(solution);
}

} // namespace hallwright::hydronic
