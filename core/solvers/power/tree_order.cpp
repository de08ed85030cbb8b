#include "core/solvers/power/tree_order.h"

#include <cstddef>

namespace hallwright::power {
namespace {

/// Nodes worked on together: 100 kB of factors, voltages and currents of one case, 400 kB of eight
/// cases in lanes, which is less than half of a level-2 cache.
constexpr int kBlockNodes = 1024;

class OrderMaker {
public:
    OrderMaker(const LevelOrder& forest, const std::vector<char>& inTrunk)
        : m_parent(forest.parent) {
        const std::size_t nodes = m_parent.size();
        m_size.assign(nodes, 1);
        for (std::size_t node = 0; node < inTrunk.size(); ++node)
            if (inTrunk[node])
                m_size[node] = kBlockNodes + 1;
        m_firstChild.assign(nodes, 0);
        m_childCount.assign(nodes, 0);
        for (std::size_t node = nodes; node-- > 0;)
            if (const int parent = m_parent[node]; parent >= 0) {
                // Above the limit sizes do not matter; the sum of forced ones could overflow.
                if (m_size[parent] <= kBlockNodes)
                    m_size[parent] += m_size[node];
                m_firstChild[parent] = static_cast<int>(node);
                ++m_childCount[parent];
            }
        m_result.order.reserve(nodes);
    }

    BlockedOrder make() {
        std::vector<int> roots;
        for (std::size_t node = 0; node < m_parent.size(); ++node)
            if (m_parent[node] < 0)
                roots.push_back(static_cast<int>(node));
        place(roots);
        while (!m_large.empty()) {
            const int node = m_large.back();
            m_large.pop_back();
            m_result.trunk.push_back(static_cast<int>(m_result.order.size()));
            m_result.order.push_back(node);
            std::vector<int> children(static_cast<std::size_t>(m_childCount[node]));
            for (int k = 0; k < m_childCount[node]; ++k)
                children[k] = m_firstChild[node] + k;
            place(children);
        }
        return std::move(m_result);
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
        if (roots.empty())
            return;
        std::vector<int>& order = m_result.order;
        NodeBlock block;
        block.begin = static_cast<int>(order.size());
        order.insert(order.end(), roots.begin(), roots.end());
        block.rootEnd = static_cast<int>(order.size());
        for (std::size_t at = static_cast<std::size_t>(block.begin); at < order.size(); ++at) {
            const int node = order[at];
            for (int k = 0; k < m_childCount[node]; ++k)
                order.push_back(m_firstChild[node] + k);
        }
        block.end = static_cast<int>(order.size());
        m_result.blocks.push_back(block);
        roots.clear();
    }

    const std::vector<int>& m_parent;
    std::vector<int> m_size;
    std::vector<int> m_firstChild;
    std::vector<int> m_childCount;
    std::vector<int> m_large;
    BlockedOrder m_result;
};

} // namespace

BlockedOrder blockedOrder(const LevelOrder& forest, const std::vector<char>& inTrunk) {
    return OrderMaker(forest, inTrunk).make();
}

} // namespace hallwright::power
