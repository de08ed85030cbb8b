#include "core/solvers/power/short_circuit/symmetric_factor.h"

#include "core/base/index.h"
#include "core/solvers/power/complex_math.h"

#include <suitesparse/amd.h>

#include <algorithm>
#include <numeric>

namespace hallwright::short_circuit {

namespace {

using power::squaredMagnitude;
using power::times;

/// A pivot below this share of the row's diagonal has lost all its digits.
constexpr double kLostPivot = 1e-13;

using base::at;

} // namespace

SymmetricFactor::SymmetricFactor(int size, const std::vector<std::pair<int, int>>& edges)
    : m_size(size) {
    order(edges);
    analyse(edges);
}

void SymmetricFactor::order(const std::vector<std::pair<int, int>>& edges) {
    std::vector<int> start(at(m_size) + 1, 0);
    for (const auto& [a, b] : edges) {
        ++start[at(a) + 1];
        ++start[at(b) + 1];
    }
    std::partial_sum(start.begin(), start.end(), start.begin());
    std::vector<int> row(edges.size() * 2);
    auto next = start;
    for (const auto& [a, b] : edges) {
        row[at(next[at(a)]++)] = b;
        row[at(next[at(b)]++)] = a;
    }
    m_rowAt.resize(at(m_size));
    if (m_size > 0 &&
        amd_order(m_size, start.data(), row.data(), m_rowAt.data(), nullptr, nullptr) < AMD_OK)
        std::iota(m_rowAt.begin(), m_rowAt.end(), 0); // out of memory: any order is right
    m_position.resize(at(m_size));
    for (int p = 0; p < m_size; ++p)
        m_position[at(m_rowAt[at(p)])] = p;
}

void SymmetricFactor::analyse(const std::vector<std::pair<int, int>>& edges) {
    const auto key = [&](std::size_t e) {
        const int a = m_position[at(edges[e].first)], b = m_position[at(edges[e].second)];
        return std::pair(std::max(a, b), std::min(a, b)); // column, row
    };
    std::vector<std::size_t> sorted(edges.size());
    std::iota(sorted.begin(), sorted.end(), std::size_t{0});
    std::sort(sorted.begin(), sorted.end(),
              [&](std::size_t a, std::size_t b) { return key(a) < key(b); });
    m_upperStart.assign(at(m_size) + 1, 0);
    m_slotOfEdge.assign(edges.size(), -1);
    std::pair<int, int> last{-1, -1};
    for (const std::size_t e : sorted) {
        const auto here = key(e);
        if (here != last) {
            m_upperRow.push_back(here.second);
            ++m_upperStart[at(here.first) + 1];
            last = here;
        }
        m_slotOfEdge[e] = static_cast<int>(m_upperRow.size()) - 1;
    }
    std::partial_sum(m_upperStart.begin(), m_upperStart.end(), m_upperStart.begin());

    // Elimination tree and the number of entries in each column of L (Davis, LDL).
    m_parent.assign(at(m_size), -1);
    std::vector<int> seenBy(at(m_size), -1), count(at(m_size), 0);
    for (int k = 0; k < m_size; ++k) {
        seenBy[at(k)] = k;
        for (int p = m_upperStart[at(k)]; p < m_upperStart[at(k) + 1]; ++p)
            for (int i = m_upperRow[at(p)]; seenBy[at(i)] != k; i = m_parent[at(i)]) {
                if (m_parent[at(i)] < 0)
                    m_parent[at(i)] = k;
                ++count[at(i)];
                seenBy[at(i)] = k;
            }
    }
    m_start.assign(at(m_size) + 1, 0);
    std::partial_sum(count.begin(), count.end(), m_start.begin() + 1);
    m_row.resize(at(m_start.back()));
}

bool SymmetricFactor::factor(const std::vector<Complex>& diagonal,
                             const std::vector<Complex>& offDiagonal) {
    std::vector<Complex> upper(m_upperRow.size());
    for (std::size_t e = 0; e < m_slotOfEdge.size(); ++e)
        upper[at(m_slotOfEdge[e])] += offDiagonal[e];
    m_lower.assign(m_row.size(), {});
    m_pivotInverse.assign(at(m_size), {});
    std::vector<Complex> y(at(m_size));
    std::vector<int> seenBy(at(m_size), -1), pattern(at(m_size)), filled(at(m_size), 0);
    for (int k = 0; k < m_size; ++k) {
        // Row k of L by a sparse triangular solve along the elimination tree.
        int top = m_size;
        seenBy[at(k)] = k;
        for (int p = m_upperStart[at(k)]; p < m_upperStart[at(k) + 1]; ++p) {
            int length = 0;
            y[at(m_upperRow[at(p)])] += upper[at(p)];
            for (int i = m_upperRow[at(p)]; seenBy[at(i)] != k; i = m_parent[at(i)]) {
                pattern[at(length++)] = i;
                seenBy[at(i)] = k;
            }
            while (length > 0)
                pattern[at(--top)] = pattern[at(--length)];
        }
        const Complex own = diagonal[at(m_rowAt[at(k)])];
        Complex pivot = own;
        for (; top < m_size; ++top) {
            const int i = pattern[at(top)];
            const Complex yi = y[at(i)];
            y[at(i)] = {};
            const int begin = m_start[at(i)], end = begin + filled[at(i)];
            for (int p = begin; p < end; ++p)
                y[at(m_row[at(p)])] -= times(m_lower[at(p)], yi);
            const Complex lower = times(yi, m_pivotInverse[at(i)]);
            pivot -= times(lower, yi);
            m_row[at(end)] = k;
            m_lower[at(end)] = lower;
            ++filled[at(i)];
        }
        if (!(squaredMagnitude(pivot) > kLostPivot * kLostPivot * squaredMagnitude(own)))
            return false;
        m_pivotInverse[at(k)] = power::inverse(pivot);
    }
    return true;
}

/// Index of the stored entry at (row, column) of the lower triangle, row > column.
std::size_t SymmetricFactor::place(int row, int column) const {
    const auto begin = m_row.begin() + m_start[at(column)];
    const auto end = m_row.begin() + m_start[at(column) + 1];
    return static_cast<std::size_t>(std::lower_bound(begin, end, row) - m_row.begin());
}

std::vector<SymmetricFactor::Complex> SymmetricFactor::inverseDiagonal() const {
    // Z = D^-1 L^-1 + (I - L^T) Z, read from the last column back: an entry in the pattern of L
    // needs only entries of Z that lie in that pattern too.
    std::vector<Complex> inverse(m_lower.size()), diagonal(at(m_size));
    for (int j = m_size - 1; j >= 0; --j) {
        const int begin = m_start[at(j)], end = m_start[at(j) + 1];
        Complex sum;
        for (int p = begin; p < end; ++p) {
            const int i = m_row[at(p)];
            Complex entry = times(m_lower[at(p)], diagonal[at(i)]);
            for (int q = begin; q < end; ++q)
                if (q != p) {
                    const int k = m_row[at(q)];
                    entry += times(m_lower[at(q)], inverse[place(std::max(i, k), std::min(i, k))]);
                }
            inverse[at(p)] = -entry;
            sum += times(m_lower[at(p)], entry);
        }
        diagonal[at(j)] = m_pivotInverse[at(j)] + sum;
    }
    std::vector<Complex> byRow(at(m_size));
    for (int k = 0; k < m_size; ++k)
        byRow[at(m_rowAt[at(k)])] = diagonal[at(k)];
    return byRow;
}

std::vector<SymmetricFactor::Complex> SymmetricFactor::inverseColumn(int column) const {
    std::vector<Complex> x(at(m_size));
    x[at(m_position[at(column)])] = 1.0;
    for (int j = m_position[at(column)]; j < m_size; ++j) { // zero before
        if (x[at(j)] == Complex{})
            continue;
        for (int p = m_start[at(j)]; p < m_start[at(j) + 1]; ++p)
            x[at(m_row[at(p)])] -= times(m_lower[at(p)], x[at(j)]);
    }
    for (int j = m_size - 1; j >= 0; --j) {
        Complex value = times(x[at(j)], m_pivotInverse[at(j)]);
        for (int p = m_start[at(j)]; p < m_start[at(j) + 1]; ++p)
            value -= times(m_lower[at(p)], x[at(m_row[at(p)])]);
        x[at(j)] = value;
    }
    std::vector<Complex> byRow(at(m_size));
    for (int k = 0; k < m_size; ++k)
        byRow[at(m_rowAt[at(k)])] = x[at(k)];
    return byRow;
}

} // namespace hallwright::short_circuit
