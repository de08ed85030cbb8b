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

} // namespace

bool isShut(const Link& link) {
    return link.isClosed || (link.kind == LinkKind::Pump && link.speed == 0.0);
}

SupplyMap mapSupply(const HydronicProblem& problem) {
    const std::size_t count = problem.nodes.size();
    Parts parts(count);
    for (const Link& link : problem.links)
        if (!isShut(link))
            parts.join(static_cast<std::size_t>(link.from), static_cast<std::size_t>(link.to));

    struct Part {
        bool hasFixedHead = false;
        double net = 0.0;
        double sum = 0.0;
        int nodes = 0;
    };
    std::vector<Part> part(count);
    for (std::size_t i = 0; i < count; ++i) {
        const Node& node = problem.nodes[i];
        Part& of = part[parts.find(i)];
        ++of.nodes;
        if (node.kind == NodeKind::FixedHead) {
            of.hasFixedHead = true;
        } else {
            of.net += node.demand_m3_per_s;
            of.sum += std::abs(node.demand_m3_per_s);
        }
    }

    SupplyMap map;
    map.node.assign(count, Supply::Supplied);
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t root = parts.find(i);
        const Part& of = part[root];
        if (of.hasFixedHead)
            continue;
        const bool isLoop = std::abs(of.net) <= kBalancedDemand * of.sum;
        if (!isLoop)
            map.node[i] = Supply::Cut;
        if (i != root)
            continue;
        if (isLoop)
            map.node[i] = Supply::Reference;
        const std::string size = std::to_string(of.nodes) + (of.nodes == 1 ? " node" : " nodes");
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

} // namespace hallwright::hydronic
