#include "core/solvers/power/network_structure.h"

#include "core/solvers/power/disjoint_sets.h"
#include "core/solvers/power/tree_order.h"

#include <algorithm>

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
        : m_problem(problem), m_busCount(static_cast<int>(problem.buses.size())),
          m_groups(m_busCount) {}

    NetworkStructure compile() {
        mergeLinks();
        placeSources();
        collectArcs();
        findEnergised();
        findCore();
        numberNodes();
        placeBranches();
        return std::move(m_result);
    }

private:
    void mergeLinks() {
        for (const Link& link : m_problem.links)
            if (link.closed)
                m_groups.join(link.from, link.to);
        m_groupOfBus.resize(static_cast<std::size_t>(m_busCount));
        for (int bus = 0; bus < m_busCount; ++bus)
            m_groupOfBus[bus] = m_groups.find(bus);
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

    template <class Visitor>
    void forEachEdge(Visitor visit) const {
        for (std::size_t i = 0; i < m_problem.branches.size(); ++i) {
            const Branch& branch = m_problem.branches[i];
            const int from = m_groupOfBus[branch.from];
            const int to = m_groupOfBus[branch.to];
            if (branch.inService && from != to)
                visit(from, to, static_cast<int>(i));
        }
        for (std::size_t i = 0; i < m_problem.sources.size(); ++i)
            if (m_groupOfSource[i] >= m_busCount)
                visit(m_groupOfSource[i], m_groupOfBus[m_problem.sources[i].bus], -1);
    }

    void collectArcs() {
        m_arcStart.assign(static_cast<std::size_t>(m_groupCount) + 1, 0);
        forEachEdge([&](int from, int to, int) {
            ++m_arcStart[from + 1];
            ++m_arcStart[to + 1];
        });
        for (int group = 0; group < m_groupCount; ++group)
            m_arcStart[group + 1] += m_arcStart[group];
        m_arcs.resize(static_cast<std::size_t>(m_arcStart[m_groupCount]));
        std::vector<int> next(m_arcStart.begin(), m_arcStart.end() - 1);
        forEachEdge([&](int from, int to, int branch) {
            m_arcs[next[from]++] = {to, branch};
            m_arcs[next[to]++] = {from, branch};
        });
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

    /// Walks the islands from the sources: numbers core nodes and notes, for every part without a
    /// core, the node next to the source, which becomes the root of its tree.
    void numberNodes() {
        m_nodeOfGroup.assign(static_cast<std::size_t>(m_groupCount), -1);
        std::vector<char> visited(static_cast<std::size_t>(m_groupCount), 0);
        std::vector<int> coreGroups;
        std::vector<int> roots;
        std::vector<std::pair<int, int>> hopGroups; // (arc index, known group)
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
                hopGroups.emplace_back(k, slack);
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
                            hopGroups.emplace_back(a, group);
                            stack.push_back(to);
                        }
                    }
                }
                if (coreGroups.size() == coreBefore)
                    roots.push_back(first);
            }
        }
        numberTreesBelow(coreGroups, roots);
        numberSlackNodes();
        m_result.hops.reserve(hopGroups.size());
        for (const auto& [arc, known] : hopGroups)
            m_result.hops.push_back(
                {m_arcs[arc].branch, m_nodeOfGroup[known], m_nodeOfGroup[m_arcs[arc].to]});
    }

    void numberTreesBelow(const std::vector<int>& coreGroups, const std::vector<int>& roots) {
        std::vector<int>& parent = m_result.parent;
        const int core = m_result.coreCount = static_cast<int>(coreGroups.size());
        for (int node = 0; node < core; ++node)
            m_nodeOfGroup[coreGroups[node]] = node;

        // Level by level first. A tree on the core has its first node as root here.
        LevelOrder forest;
        std::vector<int> groups;
        std::vector<int> corner; // core node that a root hangs on, -1: none
        std::vector<char> seen(static_cast<std::size_t>(m_groupCount), 0);
        const auto append = [&](int group, int parentIndex, int coreNode) {
            if (!isUnknown(group) || m_isCore[group] || seen[group])
                return;
            seen[group] = 1;
            groups.push_back(group);
            forest.parent.push_back(parentIndex);
            corner.push_back(coreNode);
        };
        for (int node = 0; node < core; ++node)
            for (int k = m_arcStart[coreGroups[node]]; k < m_arcStart[coreGroups[node] + 1]; ++k)
                append(m_arcs[k].to, -1, node);
        for (const int root : roots)
            append(root, -1, -1);
        for (std::size_t at = 0; at < groups.size(); ++at)
            for (int k = m_arcStart[groups[at]]; k < m_arcStart[groups[at] + 1]; ++k)
                append(m_arcs[k].to, static_cast<int>(at), -1);

        const std::vector<int> order = blockedOrder(forest);
        m_result.nodeCount = core + static_cast<int>(order.size());
        parent.assign(static_cast<std::size_t>(m_result.nodeCount), -1);
        for (std::size_t k = 0; k < order.size(); ++k) {
            const int index = order[k];
            const int node = core + static_cast<int>(k);
            m_nodeOfGroup[groups[index]] = node;
            const int above = forest.parent[index];
            parent[node] = above >= 0 ? m_nodeOfGroup[groups[above]] : corner[index];
        }
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
            if (node >= m_result.nodeCount)
                m_result.busesAtSlack.push_back(bus);
        }
        m_result.slackOfSource.assign(m_problem.sources.size(), -1);
        for (std::size_t i = 0; i < m_problem.sources.size(); ++i)
            if (m_groupOfSource[i] >= 0)
                m_result.slackOfSource[i] = m_nodeOfGroup[m_groupOfSource[i]];
    }

    void placeBranches() {
        const auto& branches = m_problem.branches;
        m_result.branches.resize(branches.size());
        for (std::size_t i = 0; i < branches.size(); ++i) {
            BranchSlot& slot = m_result.branches[i];
            const int from = m_result.nodeOfBus[branches[i].from];
            const int to = m_result.nodeOfBus[branches[i].to];
            if (!branches[i].inService || from < 0 || to < 0)
                continue;
            slot.from = from;
            slot.to = to;
            placeBranch(slot, static_cast<int>(i));
        }
        m_result.slackEdgeOfSource.assign(m_problem.sources.size(), -1);
        for (std::size_t i = 0; i < m_problem.sources.size(); ++i) {
            const int node = m_result.nodeOfBus[m_problem.sources[i].bus];
            if (m_groupOfSource[i] >= m_busCount && !m_result.isSlack(node)) {
                m_result.slackEdgeOfSource[i] = static_cast<int>(m_result.slackEdges.size());
                m_result.slackEdges.push_back({node, m_result.slackOfSource[i]});
            }
        }
        buildCoreRows();
    }

    void placeBranch(BranchSlot& slot, int index) {
        const bool fromSlack = m_result.isSlack(slot.from);
        const bool toSlack = m_result.isSlack(slot.to);
        if (fromSlack || toSlack) {
            m_result.branchesAtSlack.push_back(index);
            if (fromSlack && toSlack)
                return;
            slot.place = BranchPlace::Slack;
            slot.slot = static_cast<int>(m_result.slackEdges.size());
            if (fromSlack)
                m_result.slackEdges.push_back({slot.to, slot.from});
            else
                m_result.slackEdges.push_back({slot.from, slot.to});
        } else if (slot.from == slot.to) {
            slot.place = BranchPlace::Loop;
        } else if (slot.from < m_result.coreCount && slot.to < m_result.coreCount) {
            slot.place = BranchPlace::Core;
        } else {
            slot.place = BranchPlace::Tree;
            slot.slot = std::max(slot.from, slot.to); // a child's number is above its parent's
        }
    }

    void buildCoreRows() {
        std::vector<std::pair<int, int>> entries;
        for (const BranchSlot& slot : m_result.branches)
            if (slot.place == BranchPlace::Core) {
                entries.emplace_back(slot.from, slot.to);
                entries.emplace_back(slot.to, slot.from);
            }
        std::sort(entries.begin(), entries.end());
        entries.erase(std::unique(entries.begin(), entries.end()), entries.end());
        m_result.coreStart.assign(static_cast<std::size_t>(m_result.coreCount) + 1, 0);
        m_result.coreColumn.reserve(entries.size());
        for (const auto& [row, column] : entries) {
            ++m_result.coreStart[row + 1];
            m_result.coreColumn.push_back(column);
        }
        for (int row = 0; row < m_result.coreCount; ++row)
            m_result.coreStart[row + 1] += m_result.coreStart[row];
        const auto find = [&](int row, int column) {
            const auto first = m_result.coreColumn.begin() + m_result.coreStart[row];
            const auto last = m_result.coreColumn.begin() + m_result.coreStart[row + 1];
            return static_cast<int>(std::lower_bound(first, last, column) -
                                    m_result.coreColumn.begin());
        };
        for (BranchSlot& slot : m_result.branches)
            if (slot.place == BranchPlace::Core) {
                slot.slot = find(slot.from, slot.to);
                slot.slotBack = find(slot.to, slot.from);
            }
    }

    const PowerProblem& m_problem;
    int m_busCount;
    int m_groupCount = 0;
    DisjointSets m_groups;
    std::vector<int> m_groupOfBus;
    std::vector<int> m_groupOfSource;
    std::vector<char> m_isSlack;
    std::vector<char> m_isEnergised;
    std::vector<char> m_isCore;
    std::vector<int> m_arcStart;
    std::vector<Arc> m_arcs;
    std::vector<int> m_nodeOfGroup;
    NetworkStructure m_result;
};

} // namespace

NetworkStructure compileStructure(const PowerProblem& problem) {
    return StructureCompiler(problem).compile();
}

} // namespace hallwright::power
