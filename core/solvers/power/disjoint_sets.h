#pragma once

#include <numeric>
#include <vector>

namespace hallwright::power {

/// Union-find with path halving; the smallest member names a set, so that results do not depend on
/// the order of joining.
class DisjointSets {
public:
    explicit DisjointSets(int size) : m_parent(static_cast<std::size_t>(size)) {
        std::iota(m_parent.begin(), m_parent.end(), 0);
    }

    [[nodiscard]] int find(int member) {
        while (m_parent[member] != member) {
            m_parent[member] = m_parent[m_parent[member]];
            member = m_parent[member];
        }
        return member;
    }

    /// Joins the sets of a and b; false where they were one already.
    bool join(int a, int b) {
        a = find(a);
        b = find(b);
        if (a == b)
            return false;
        if (a > b)
            std::swap(a, b);
        m_parent[b] = a;
        return true;
    }

private:
    std::vector<int> m_parent;
};

} // namespace hallwright::power
