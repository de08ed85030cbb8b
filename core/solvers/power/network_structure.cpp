#include "core/solvers/power/network_structure.h"

#include "core/solvers/power/branch_placement.h"
#include "core/solvers/power/disjoint_sets.h"
#include "core/solvers/power/tree_order.h"

#include <algorithm>
#include <numeric>

namespace hallwright::power {
namespace {

/// One end of an edge as seen from a group of merged buses.
struct Arc {
    int to;
    int branch; ///< -1: a source's impedance
};

/// Builds a NetworkStructure step by step. "Groups" are sets of buses joined by closed links,
/// numbered by their first bus; sources behind an impedance add a group for their inner voltage.
class StructureCompiler {
public:
    explicit StructureCompiler(const PowerProblem& problem)
        : m_problem(problem), m_busCount(static_cast<int>(problem.buses.size())) {}

    NetworkStructure compile() {
        mergeLinks();
        placeSources();
        collectArcs();
        if (!numberForest()) {
            findEnergised();
            findCore();
            numberNodes();
        }
        numberSlackNodes();
        placeBranches(m_problem, m_result);
        return std::move(m_result);
    }

private:
    void mergeLinks() {
        m_groupOfBus.resize(static_cast<std::size_t>(m_busCount));
        std::iota(m_groupOfBus.begin(), m_groupOfBus.end(), 0);
        if (std::none_of(m_problem.links.begin(), m_problem.links.end(),
                         [](const Link& link) { return link.closed; }))
            return;
        DisjointSets groups(m_busCount);
        for (const Link& link : m_problem.links)
            if (link.closed)
                groups.join(link.from, link.to);
        for (int bus = 0; bus < m_busCount; ++bus)
            m_groupOfBus[bus] = groups.find(bus);
    }

    void placeSources() {
        m_groupCount = m_busCount;
        m_groupOfSource.assign(m_problem.sources.size(), -1);
        for (std::size_t i = 0; i < m_problem.sources.size(); ++i) {
            const Source& source = m_problem.sources[i];
            if (source.inService)
                m_groupOfSource[i] =
                    hasImpedance(source) ? m_groupCount++ : m_groupOfBus[source.bus];
        }
        m_isSlack.assign(static_cast<std::size_t>(m_groupCount), 0);
        for (const int group : m_groupOfSource)
            if (group >= 0)
                m_isSlack[group] = 1;
    }

    struct Edge {
        int from;
        int to;
        int branch; ///< -1: a source's impedance
    };

    void collectArcs() {
        std::vector<Edge> edges;
        edges.reserve(m_problem.branches.size() + m_problem.sources.size());
        for (std::size_t i = 0; i < m_problem.branches.size(); ++i) {
            const Branch& branch = m_problem.branches[i];
            const int from = m_groupOfBus[branch.from];
            const int to = m_groupOfBus[branch.to];
            if (branch.inService && from != to)
                edges.push_back({from, to, static_cast<int>(i)});
        }
        for (std::size_t i = 0; i < m_problem.sources.size(); ++i)
            if (m_groupOfSource[i] >= m_busCount)
                edges.push_back({m_groupOfSource[i], m_groupOfBus[m_problem.sources[i].bus], -1});
        // Counted one place ahead, so that filling in moves the starts to where they belong.
        m_arcStart.assign(static_cast<std::size_t>(m_groupCount) + 2, 0);
        for (const Edge& edge : edges) {
            ++m_arcStart[edge.from + 2];
            ++m_arcStart[edge.to + 2];
        }
        for (int group = 1; group <= m_groupCount; ++group)
            m_arcStart[group + 1] += m_arcStart[group];
        m_arcs.resize(2 * edges.size());
        for (const Edge& edge : edges) {
            m_arcs[m_arcStart[edge.from + 1]++] = {edge.to, edge.branch};
            m_arcs[m_arcStart[edge.to + 1]++] = {edge.from, edge.branch};
        }
    }

    /// Numbers a network without loops, which takes a single walk from the sources. False where
    /// there is a loop; nothing is numbered then.
    bool numberForest() {
        Forest forest;
        forest.indexOfGroup.assign(static_cast<std::size_t>(m_groupCount), -1);
        std::size_t at = 0;
        for (int slack = 0; slack < m_groupCount; ++slack) {
            if (!m_isSlack[slack])
                continue;
            for (int k = m_arcStart[slack]; k < m_arcStart[slack + 1]; ++k) {
                const int first = m_arcs[k].to;
                if (m_isSlack[first] || forest.indexOfGroup[first] >= 0)
                    continue;
                forest.append(first, -1, slack, m_arcs[k].branch);
                for (; at < forest.groups.size(); ++at) {
                    const int group = forest.groups[at];
                    const int index = static_cast<int>(at);
                    for (int a = m_arcStart[group]; a < m_arcStart[group + 1]; ++a) {
                        const int to = m_arcs[a].to;
                        if (m_isSlack[to])
                            continue;
                        const int other = forest.indexOfGroup[to];
                        if (other < 0)
                            forest.append(to, index, group, m_arcs[a].branch);
                        else if (forest.levels.parent[index] != other &&
                                 forest.levels.parent[other] != index)
                            return false;
                    }
                }
            }
        }
        m_nodeOfGroup.assign(static_cast<std::size_t>(m_groupCount), -1);
        numberTrees(forest);
        m_ways.reserve(forest.ways.size());
        for (const int index : m_order)
            m_ways.push_back(forest.ways[index]);
        return true;
    }

    /// Trees in the order of a walk from their roots.
    struct Forest {
        LevelOrder levels;
        std::vector<int> groups;
        struct Way {
            int knownGroup; ///< the group it was reached from; also where its parent is in the core
            int branch;
        };
        std::vector<Way> ways;
        std::vector<int> indexOfGroup;

        void append(int group, int parentIndex, int knownGroup, int branch) {
            indexOfGroup[group] = static_cast<int>(groups.size());
            groups.push_back(group);
            levels.parent.push_back(parentIndex);
            ways.push_back({knownGroup, branch});
        }
    };

    [[nodiscard]] bool isAtSlack(int group) const {
        for (int k = m_arcStart[group]; k < m_arcStart[group + 1]; ++k)
            if (m_isSlack[m_arcs[k].to])
                return true;
        return false;
    }

    /// Numbers the nodes of the trees after those of the core, in blocks.
    void numberTrees(const Forest& forest) {
        std::vector<char> inTrunk(forest.groups.size());
        for (std::size_t i = 0; i < inTrunk.size(); ++i)
            inTrunk[i] = isAtSlack(forest.groups[i]);
        BlockedOrder blocked = blockedOrder(forest.levels, inTrunk);
        const int core = m_result.coreCount;
        m_result.nodeCount = core + static_cast<int>(blocked.order.size());
        m_result.parent.assign(static_cast<std::size_t>(m_result.nodeCount), -1);
        for (std::size_t k = 0; k < blocked.order.size(); ++k) {
            const int index = blocked.order[k];
            const int node = core + static_cast<int>(k);
            m_nodeOfGroup[forest.groups[index]] = node;
            const Forest::Way& way = forest.ways[index];
            const bool hangsOnSlack = m_isSlack[way.knownGroup];
            if (!hangsOnSlack)
                m_result.parent[node] = m_nodeOfGroup[way.knownGroup];
        }
        m_order = std::move(blocked.order);
        m_result.blocks = std::move(blocked.blocks);
        m_result.trunk = std::move(blocked.trunk);
        for (NodeBlock& block : m_result.blocks) {
            block.begin += core;
            block.rootEnd += core;
            block.end += core;
        }
        for (int& node : m_result.trunk)
            node += core;
    }

    void findEnergised() {
        m_isEnergised = m_isSlack;
        std::vector<int> stack;
        for (int group = 0; group < m_groupCount; ++group)
            if (m_isSlack[group])
                stack.push_back(group);
        while (!stack.empty()) {
            const int group = stack.back();
            stack.pop_back();
            for (int k = m_arcStart[group]; k < m_arcStart[group + 1]; ++k) {
                const int to = m_arcs[k].to;
                if (!m_isEnergised[to]) {
                    m_isEnergised[to] = 1;
                    stack.push_back(to);
                }
            }
        }
    }

    [[nodiscard]] bool isUnknown(int group) const {
        return m_isEnergised[group] && !m_isSlack[group];
    }

    /// The 2-core: what remains after taking away nodes with a single neighbour again and again.
    /// Parallel branches count as one neighbour.
    void findCore() {
        std::vector<int> degree(static_cast<std::size_t>(m_groupCount), 0);
        std::vector<int> seenFrom(static_cast<std::size_t>(m_groupCount), -1);
        m_isCore.assign(static_cast<std::size_t>(m_groupCount), 0);
        std::vector<int> leaves;
        for (int group = 0; group < m_groupCount; ++group) {
            if (!isUnknown(group))
                continue;
            for (int k = m_arcStart[group]; k < m_arcStart[group + 1]; ++k) {
                const int to = m_arcs[k].to;
                if (isUnknown(to) && seenFrom[to] != group) {
                    seenFrom[to] = group;
                    ++degree[group];
                }
            }
            m_isCore[group] = 1;
            if (degree[group] <= 1)
                leaves.push_back(group);
        }
        while (!leaves.empty()) {
            const int group = leaves.back();
            leaves.pop_back();
            if (!m_isCore[group])
                continue;
            m_isCore[group] = 0;
            int neighbour = -1;
            for (int k = m_arcStart[group]; k < m_arcStart[group + 1] && neighbour < 0; ++k)
                if (m_isCore[m_arcs[k].to])
                    neighbour = m_arcs[k].to;
            if (neighbour >= 0 && --degree[neighbour] <= 1)
                leaves.push_back(neighbour);
        }
    }

    /// Walks the islands from the sources: numbers core nodes, then the trees that hang on them or
    /// on slack nodes.
    void numberNodes() {
        m_nodeOfGroup.assign(static_cast<std::size_t>(m_groupCount), -1);
        std::vector<char> visited(static_cast<std::size_t>(m_groupCount), 0);
        std::vector<int> coreGroups;
        struct Root {
            int group;
            int slack;
            int branch;
        };
        std::vector<Root> roots;
        std::vector<int> stack;
        for (int slack = 0; slack < m_groupCount; ++slack) {
            if (!m_isSlack[slack])
                continue;
            for (int k = m_arcStart[slack]; k < m_arcStart[slack + 1]; ++k) {
                const int first = m_arcs[k].to;
                if (!isUnknown(first) || visited[first])
                    continue;
                const std::size_t coreBefore = coreGroups.size();
                visited[first] = 1;
                m_hopGroups.push_back({m_arcs[k].branch, slack, first});
                stack.push_back(first);
                while (!stack.empty()) {
                    const int group = stack.back();
                    stack.pop_back();
                    if (m_isCore[group])
                        coreGroups.push_back(group);
                    for (int a = m_arcStart[group]; a < m_arcStart[group + 1]; ++a) {
                        const int to = m_arcs[a].to;
                        if (isUnknown(to) && !visited[to]) {
                            visited[to] = 1;
                            m_hopGroups.push_back({m_arcs[a].branch, group, to});
                            stack.push_back(to);
                        }
                    }
                }
                if (coreGroups.size() == coreBefore)
                    roots.push_back({first, slack, m_arcs[k].branch});
            }
        }
        m_result.coreCount = static_cast<int>(coreGroups.size());
        for (int node = 0; node < m_result.coreCount; ++node)
            m_nodeOfGroup[coreGroups[node]] = node;

        Forest forest;
        forest.indexOfGroup.assign(static_cast<std::size_t>(m_groupCount), -1);
        const auto append = [&](int group, int parentIndex, int known, int branch) {
            if (isUnknown(group) && !m_isCore[group] && forest.indexOfGroup[group] < 0)
                forest.append(group, parentIndex, known, branch);
        };
        for (const int group : coreGroups)
            for (int k = m_arcStart[group]; k < m_arcStart[group + 1]; ++k)
                append(m_arcs[k].to, -1, group, m_arcs[k].branch);
        for (const Root& root : roots)
            append(root.group, -1, root.slack, root.branch);
        for (std::size_t at = 0; at < forest.groups.size(); ++at)
            for (int k = m_arcStart[forest.groups[at]]; k < m_arcStart[forest.groups[at] + 1]; ++k)
                append(m_arcs[k].to, static_cast<int>(at), forest.groups[at], m_arcs[k].branch);
        numberTrees(forest);
    }

    void numberSlackNodes() {
        int next = m_result.nodeCount;
        for (int group = 0; group < m_groupCount; ++group)
            if (m_isSlack[group])
                m_nodeOfGroup[group] = next++;
        m_result.slackCount = next - m_result.nodeCount;

        m_result.nodeOfBus.resize(static_cast<std::size_t>(m_busCount));
        m_result.busOfNode.assign(static_cast<std::size_t>(next), -1);
        for (int bus = m_busCount - 1; bus >= 0; --bus) {
            const int node = m_nodeOfGroup[m_groupOfBus[bus]];
            m_result.nodeOfBus[bus] = node;
            if (node >= 0)
                m_result.busOfNode[node] = bus;
        }
        m_result.slackOfSource.assign(m_problem.sources.size(), -1);
        for (std::size_t i = 0; i < m_problem.sources.size(); ++i)
            if (m_groupOfSource[i] >= 0)
                m_result.slackOfSource[i] = m_nodeOfGroup[m_groupOfSource[i]];
        m_result.hops.reserve(m_hopGroups.size() + m_ways.size());
        for (const NetworkStructure::Hop& hop : m_hopGroups)
            m_result.hops.push_back(
                {hop.branch, m_nodeOfGroup[hop.known], m_nodeOfGroup[hop.next]});
        for (std::size_t k = 0; k < m_ways.size(); ++k)
            m_result.hops.push_back(
                {m_ways[k].branch, m_nodeOfGroup[m_ways[k].knownGroup], static_cast<int>(k)});
    }

    const PowerProblem& m_problem;
    int m_busCount;
    int m_groupCount = 0;
    std::vector<int> m_groupOfBus;
    std::vector<int> m_groupOfSource;
    std::vector<char> m_isSlack;
    std::vector<char> m_isEnergised;
    std::vector<char> m_isCore;
    std::vector<int> m_arcStart;
    std::vector<Arc> m_arcs;
    std::vector<int> m_nodeOfGroup;
    std::vector<int> m_order;                       ///< [tree nodes] place in the forest
    std::vector<NetworkStructure::Hop> m_hopGroups; ///< in groups; where there is a core
    std::vector<Forest::Way> m_ways;                ///< [nodes]; where there is none
    NetworkStructure m_result;
};

} // namespace

NetworkStructure compileStructure(const PowerProblem& problem) {
    return StructureCompiler(problem).compile();
}

} // namespace hallwright::power
