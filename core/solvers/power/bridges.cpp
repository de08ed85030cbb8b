#include "core/solvers/power/bridges.h"

#include <algorithm>
#include <cstddef>

namespace hallwright::power {
namespace {

/// An edge of the search graph: a branch, a closed link or a source (to the common node).
struct Edge {
    int from;
    int to;
    int row;
    enum class Kind { Branch, Link, Source } kind;
};

class BridgeSearch {
public:
    explicit BridgeSearch(const PowerProblem& problem)
        : m_common(static_cast<int>(problem.buses.size())) {
        for (std::size_t i = 0; i < problem.branches.size(); ++i) {
            const Branch& branch = problem.branches[i];
            if (branch.inService)
                add({branch.from, branch.to, static_cast<int>(i), Edge::Kind::Branch});
        }
        for (std::size_t i = 0; i < problem.links.size(); ++i) {
            const Link& link = problem.links[i];
            if (link.closed)
                add({link.from, link.to, static_cast<int>(i), Edge::Kind::Link});
        }
        for (std::size_t i = 0; i < problem.sources.size(); ++i) {
            const Source& source = problem.sources[i];
            if (source.inService)
                add({source.bus, m_common, static_cast<int>(i), Edge::Kind::Source});
        }
        sortArcs();
    }

    /// Marks the rows of one kind whose edges are bridges of what the common node reaches.
    std::vector<char> mark(Edge::Kind kind, std::size_t rows) {
        std::vector<char> isBridge(rows, 0);
        const auto nodes = static_cast<std::size_t>(m_common) + 1;
        std::vector<int> order(nodes, -1);
        std::vector<int> lowest(nodes, 0);
        std::vector<int> next(m_start.begin(), m_start.end() - 1);
        struct Visit {
            int node;
            int viaEdge;
        };
        std::vector<Visit> path{{m_common, -1}};
        int count = 0;
        order[m_common] = lowest[m_common] = count++;
        while (!path.empty()) {
            const Visit here = path.back();
            if (next[here.node] < m_start[here.node + 1]) {
                const int edge = m_arcs[next[here.node]++];
                if (edge == here.viaEdge)
                    continue;
                const int to =
                    m_edges[edge].from == here.node ? m_edges[edge].to : m_edges[edge].from;
                if (order[to] >= 0) {
                    lowest[here.node] = std::min(lowest[here.node], order[to]);
                    continue;
                }
                order[to] = lowest[to] = count++;
                path.push_back({to, edge});
                continue;
            }
            path.pop_back();
            if (path.empty())
                break;
            const int above = path.back().node;
            lowest[above] = std::min(lowest[above], lowest[here.node]);
            const Edge& via = m_edges[here.viaEdge];
            if (lowest[here.node] > order[above] && via.kind == kind)
                isBridge[via.row] = 1;
        }
        return isBridge;
    }

private:
    void add(const Edge& edge) {
        if (edge.from != edge.to)
            m_edges.push_back(edge);
    }

    void sortArcs() {
        m_start.assign(static_cast<std::size_t>(m_common) + 2, 0);
        for (const Edge& edge : m_edges) {
            ++m_start[edge.from + 1];
            ++m_start[edge.to + 1];
        }
        for (std::size_t i = 1; i < m_start.size(); ++i)
            m_start[i] += m_start[i - 1];
        m_arcs.resize(2 * m_edges.size());
        std::vector<int> next(m_start.begin(), m_start.end() - 1);
        for (std::size_t i = 0; i < m_edges.size(); ++i) {
            m_arcs[next[m_edges[i].from]++] = static_cast<int>(i);
            m_arcs[next[m_edges[i].to]++] = static_cast<int>(i);
        }
    }

    int m_common;
    std::vector<Edge> m_edges;
    std::vector<int> m_start;
    std::vector<int> m_arcs;
};

} // namespace

std::vector<char> findBridges(const PowerProblem& problem) {
    return BridgeSearch(problem).mark(Edge::Kind::Branch, problem.branches.size());
}

std::vector<char> findLinkBridges(const PowerProblem& problem) {
    return BridgeSearch(problem).mark(Edge::Kind::Link, problem.links.size());
}

} // namespace hallwright::power
