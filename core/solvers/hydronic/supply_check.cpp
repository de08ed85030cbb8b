#include "core/solvers/hydronic/supply_check.h"

#include <cmath>
#include <numeric>
#include <string>

namespace hallwright::hydronic {

namespace {

/// Disjoint sets of nodes with path halving.
class Parts {
public:
    explicit Parts(std::size_t count) : m_parent(count) {
        std::iota(m_parent.begin(), m_parent.end(), std::size_t{0});
    }
    std::size_t find(std::size_t i) {
        while (m_parent[i] != i)
            i = m_parent[i] = m_parent[m_parent[i]];
        return i;
    }
    /// The lower index stays the part's name, so that answers do not depend on the order of links.
    void join(std::size_t a, std::size_t b) {
        a = find(a);
        b = find(b);
        if (a < b)
            m_parent[b] = a;
        if (b < a)
            m_parent[a] = b;
    }

private:
    std::vector<std::size_t> m_parent;
};

constexpr double kBalancedDemand =
    1e-9; ///< net demand over the sum of sizes, beyond which it is no loop

struct Part {
    bool hasFixedHead = false;
    double net = 0.0;
    double sum = 0.0;
    int nodes = 0;

    [[nodiscard]] bool isBalanced() const { return std::abs(net) <= kBalancedDemand * sum; }
    [[nodiscard]] std::string size() const {
        return std::to_string(nodes) + (nodes == 1 ? " node" : " nodes");
    }
};

/// The parts that links of a kind hold together.
class PartTable {
public:
    template <class Joins>
    PartTable(const HydronicProblem& problem, Joins joins)
        : m_parts(problem.nodes.size()), m_part(problem.nodes.size()) {
        for (std::size_t k = 0; k < problem.links.size(); ++k)
            if (joins(k))
                m_parts.join(static_cast<std::size_t>(problem.links[k].from),
                             static_cast<std::size_t>(problem.links[k].to));
        for (std::size_t i = 0; i < problem.nodes.size(); ++i) {
            const Node& node = problem.nodes[i];
            Part& of = m_part[m_parts.find(i)];
            ++of.nodes;
            if (node.kind == NodeKind::FixedHead) {
                of.hasFixedHead = true;
            } else {
                of.net += node.demand_m3_per_s;
                of.sum += std::abs(node.demand_m3_per_s);
            }
        }
    }
    [[nodiscard]] std::size_t rootOf(std::size_t node) { return m_parts.find(node); }
    [[nodiscard]] const Part& partOf(std::size_t node) { return m_part[m_parts.find(node)]; }

private:
    Parts m_parts;
    std::vector<Part> m_part;
};

} // namespace

bool isShut(const Link& link) {
    return link.isClosed || (link.kind == LinkKind::Pump && link.speed == 0.0);
}

SupplyMap mapSupply(const HydronicProblem& problem) {
    const std::size_t count = problem.nodes.size();
    PartTable table(problem, [&](std::size_t link) { return !isShut(problem.links[link]); });

    SupplyMap map;
    map.node.assign(count, Supply::Supplied);
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t root = table.rootOf(i);
        const Part& of = table.partOf(i);
        if (of.hasFixedHead)
            continue;
        const bool isLoop = of.isBalanced();
        if (!isLoop)
            map.node[i] = Supply::Cut;
        if (i != root)
            continue;
        if (isLoop)
            map.node[i] = Supply::Reference;
        const std::string size = of.size();
        map.issues.push_back(
            isLoop ? HydronicIssue{IssueKind::NoFixedHead, static_cast<int>(i),
                                   "node " + std::to_string(i) + ": its part of " + size +
                                       " has no fixed head; heads are relative to this node"}
                   : HydronicIssue{IssueKind::Unsupplied, static_cast<int>(i),
                                   "node " + std::to_string(i) + ": its part of " + size +
                                       " has demand but no way to a fixed head"});
    }
    return map;
}

std::vector<HydronicIssue> findCutOff(const HydronicProblem& problem, const SupplyMap& supply,
                                      std::span<const LinkStatus> status) {
    PartTable table(problem, [&](std::size_t link) {
        return status[link] == LinkStatus::Open || status[link] == LinkStatus::Active;
    });
    std::vector<HydronicIssue> issues;
    for (std::size_t i = 0; i < problem.nodes.size(); ++i) {
        const Part& of = table.partOf(i);
        if (table.rootOf(i) == i && supply.node[i] == Supply::Supplied && !of.hasFixedHead &&
            !of.isBalanced())
            issues.push_back({IssueKind::Unsupplied, static_cast<int>(i),
                              "node " + std::to_string(i) + ": its part of " + of.size() +
                                  (of.net > 0.0 ? " has demand" : " is fed") +
                                  " but shut check valves, valves or pumps cut it off; its heads "
                                  "mean nothing"});
    }
    return issues;
}

} // namespace hallwright::hydronic
