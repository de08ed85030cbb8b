#include "core/solvers/power/tree_order.h"

#include <cstddef>

namespace hallwright::power {
namespace {

/// Nodes worked on together: about half a megabyte of factors and currents, half of a level-2
/// cache.
constexpr int kBlockNodes = 4096;

class BlockedOrder {
public:
    explicit BlockedOrder(const LevelOrder& forest) : m_parent(forest.parent) {
        const std::size_t nodes = m_parent.size();
        m_size.assign(nodes, 1);
        m_firstChild.assign(nodes, 0);
        m_childCount.assign(nodes, 0);
        for (std::size_t node = nodes; node-- > 0;)
            if (const int parent = m_parent[node]; parent >= 0) {
                m_size[parent] += m_size[node];
                m_firstChild[parent] = static_cast<int>(node);
                ++m_childCount[parent];
            }
        m_order.reserve(nodes);
    }

    std::vector<int> make() {
        std::vector<int> roots;
        for (std::size_t node = 0; node < m_parent.size(); ++node)
            if (m_parent[node] < 0)
                roots.push_back(static_cast<int>(node));
        place(roots);
        while (!m_large.empty()) {
            const int node = m_large.back();
            m_large.pop_back();
            m_order.push_back(node);
            std::vector<int> children(static_cast<std::size_t>(m_childCount[node]));
            for (int k = 0; k < m_childCount[node]; ++k)
                children[k] = m_firstChild[node] + k;
            place(children);
        }
        return std::move(m_order);
    }

private:
    /// Appends the small subtrees of siblings block by block; large ones wait on the stack.
    void place(const std::vector<int>& siblings) {
        std::vector<int> block;
        int blockSize = 0;
        for (const int node : siblings) {
            if (m_size[node] > kBlockNodes) {
                m_large.push_back(node);
                continue;
            }
            if (blockSize + m_size[node] > kBlockNodes)
                appendLevels(block);
            if (block.empty())
                blockSize = 0;
            block.push_back(node);
            blockSize += m_size[node];
        }
        appendLevels(block);
    }

    /// Appends whole subtrees level by level and empties the list of their roots.
    void appendLevels(std::vector<int>& roots) {
        std::size_t at = m_order.size();
        m_order.insert(m_order.end(), roots.begin(), roots.end());
        for (; at < m_order.size(); ++at) {
            const int node = m_order[at];
            for (int k = 0; k < m_childCount[node]; ++k)
                m_order.push_back(m_firstChild[node] + k);
        }
        roots.clear();
    }

    const std::vector<int>& m_parent;
    std::vector<int> m_size;
    std::vector<int> m_firstChild;
    std::vector<int> m_childCount;
    std::vector<int> m_large;
    std::vector<int> m_order;
};

} // namespace

std::vector<int> blockedOrder(const LevelOrder& forest) {
    return BlockedOrder(forest).make();
}

} // namespace hallwright::power
