#include "core/solvers/hydronic/sparse_ldl.h"

#include <suitesparse/amd.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace hallwright::hydronic {

namespace {

using Index = std::size_t;
constexpr double kPivotFloor = 1e-15; ///< smallest pivot, relative to the diagonal entry

/// Fill-reducing order: order[k] is the row that is eliminated k-th.
std::vector<int> fillReducingOrder(int size, std::span<const std::pair<int, int>> pairs) {
    std::vector<int> start(static_cast<Index>(size) + 1, 0);
    for (const auto& [a, b] : pairs) {
        ++start[static_cast<Index>(a) + 1];
        ++start[static_cast<Index>(b) + 1];
    }
    std::partial_sum(start.begin(), start.end(), start.begin());
    std::vector<int> next(start.begin(), start.end() - 1);
    std::vector<int> rows(pairs.size() * 2);
    for (const auto& [a, b] : pairs) {
        rows[static_cast<Index>(next[static_cast<Index>(a)]++)] = b;
        rows[static_cast<Index>(next[static_cast<Index>(b)]++)] = a;
    }
    std::vector<int> order(static_cast<Index>(size));
    std::iota(order.begin(), order.end(), 0);
    if (!rows.empty())
        amd_order(size, start.data(), rows.data(), order.data(), nullptr, nullptr);
    return order;
}

} // namespace

void SparseLdl::analyse(int size, std::span<const std::pair<int, int>> pairs) {
    m_size = size;
    const Index n = static_cast<Index>(size);
    const std::vector<int> order = fillReducingOrder(size, pairs);
    m_newIndex.assign(n, 0);
    for (Index k = 0; k < n; ++k)
        m_newIndex[static_cast<Index>(order[k])] = static_cast<int>(k);

    // Count, place and then merge equal entries column by column.
    std::vector<int> start(n + 1, 0);
    std::vector<std::pair<int, int>> upper(pairs.size()); // (row, column), row < column
    for (Index e = 0; e < pairs.size(); ++e) {
        const int a = m_newIndex[static_cast<Index>(pairs[e].first)];
        const int b = m_newIndex[static_cast<Index>(pairs[e].second)];
        upper[e] = {std::min(a, b), std::max(a, b)};
        ++start[static_cast<Index>(upper[e].second) + 1];
    }
    std::partial_sum(start.begin(), start.end(), start.begin());
    std::vector<int> entryOfPlace(pairs.size());
    {
        std::vector<int> next(start.begin(), start.end() - 1);
        for (Index e = 0; e < pairs.size(); ++e)
            entryOfPlace[static_cast<Index>(next[static_cast<Index>(upper[e].second)]++)] =
                static_cast<int>(e);
    }
    m_pairSlot.assign(pairs.size(), 0);
    m_columnStart.assign(n + 1, 0);
    m_rowOfEntry.clear();
    std::vector<int> slotOfRow(n, -1);
    for (Index column = 0; column < n; ++column) {
        const Index first = m_rowOfEntry.size();
        for (int place = start[column]; place < start[column + 1]; ++place) {
            const int e = entryOfPlace[static_cast<Index>(place)];
            const Index row = static_cast<Index>(upper[static_cast<Index>(e)].first);
            if (slotOfRow[row] < static_cast<int>(first)) {
                slotOfRow[row] = static_cast<int>(m_rowOfEntry.size());
                m_rowOfEntry.push_back(static_cast<int>(row));
            }
            m_pairSlot[static_cast<Index>(e)] = m_size + slotOfRow[row];
        }
        m_columnStart[column + 1] = static_cast<int>(m_rowOfEntry.size());
    }
    m_values.assign(n + m_rowOfEntry.size(), 0.0);
    eliminateSymbolically();
}

/// Elimination tree and the pattern of L: row k of L is reached by walking the tree upwards from
/// the entries of column k (J. W. H. Liu, SIAM J. Matrix Anal. Appl. 11(1), 1990).
void SparseLdl::eliminateSymbolically() {
    const Index n = static_cast<Index>(m_size);
    std::vector<int> parent(n, -1), mark(n, -1), path(n), pattern(n), count(n, 0);
    m_rowStart.assign(n + 1, 0);
    m_rowPattern.clear();
    for (Index k = 0; k < n; ++k) {
        mark[k] = static_cast<int>(k);
        Index top = n;
        for (int p = m_columnStart[k]; p < m_columnStart[k + 1]; ++p) {
            Index length = 0;
            int i = m_rowOfEntry[static_cast<Index>(p)];
            for (; mark[static_cast<Index>(i)] != static_cast<int>(k);
                 i = parent[static_cast<Index>(i)]) {
                const Index row = static_cast<Index>(i);
                if (parent[row] < 0)
                    parent[row] = static_cast<int>(k);
                path[length++] = i;
                mark[row] = static_cast<int>(k);
            }
            while (length > 0)
                pattern[--top] = path[--length];
        }
        for (; top < n; ++top) {
            m_rowPattern.push_back(pattern[top]);
            ++count[static_cast<Index>(pattern[top])];
        }
        m_rowStart[k + 1] = static_cast<int>(m_rowPattern.size());
    }
    m_lStart.assign(n + 1, 0);
    for (Index k = 0; k < n; ++k)
        m_lStart[k + 1] = m_lStart[k] + count[k];
    m_lRow.assign(m_rowPattern.size(), 0);
    std::vector<int> next(m_lStart.begin(), m_lStart.end() - 1);
    for (Index k = 0; k < n; ++k)
        for (int p = m_rowStart[k]; p < m_rowStart[k + 1]; ++p) {
            const Index column = static_cast<Index>(m_rowPattern[static_cast<Index>(p)]);
            m_lRow[static_cast<Index>(next[column]++)] = static_cast<int>(k);
        }
    m_l.assign(m_lRow.size(), 0.0);
    m_inverseD.assign(n, 0.0);
    m_work.assign(n, 0.0);
    m_filled.assign(n, 0);
}

bool SparseLdl::factorise() {
    const int n = m_size;
    double* const work = m_work.data();
    double* const l = m_l.data();
    const int* const lRow = m_lRow.data();
    int* const filled = m_filled.data();
    const double* const entries = m_values.data() + n;
    std::copy(m_lStart.begin(), m_lStart.end() - 1, m_filled.begin());
    for (int k = 0; k < n; ++k) {
        const Index row = static_cast<Index>(k);
        for (int p = m_columnStart[row]; p < m_columnStart[row + 1]; ++p)
            work[m_rowOfEntry[static_cast<Index>(p)]] = entries[p];
        double pivot = m_values[row];
        for (int r = m_rowStart[row]; r < m_rowStart[row + 1]; ++r) {
            const int i = m_rowPattern[static_cast<Index>(r)];
            const double y = work[i];
            work[i] = 0.0;
            const int end = filled[i];
            for (int p = m_lStart[static_cast<Index>(i)]; p < end; ++p)
                work[lRow[p]] -= l[p] * y;
            const double factor = y * m_inverseD[static_cast<Index>(i)];
            pivot -= factor * y;
            l[end] = factor;
            filled[i] = end + 1;
        }
        // A part that hangs on the rest by closed links only loses its pivot to rounding.
        const double least = kPivotFloor * m_values[row];
        if (!(pivot > least)) {
            if (!(least > 0.0) || !std::isfinite(pivot)) {
                std::fill(m_work.begin(), m_work.end(), 0.0);
                return false;
            }
            pivot = least;
        }
        m_inverseD[row] = 1.0 / pivot;
    }
    return true;
}

void SparseLdl::solveInPlace(std::span<double> rhs) const {
    double* const x = rhs.data();
    const double* const l = m_l.data();
    const int* const lRow = m_lRow.data();
    const int* const lStart = m_lStart.data();
    for (int k = 0; k < m_size; ++k) {
        const double value = x[k];
        for (int p = lStart[k]; p < lStart[k + 1]; ++p)
            x[lRow[p]] -= l[p] * value;
    }
    for (int k = m_size - 1; k >= 0; --k) {
        double value = x[k] * m_inverseD[static_cast<Index>(k)];
        for (int p = lStart[k]; p < lStart[k + 1]; ++p)
            value -= l[p] * x[lRow[p]];
        x[k] = value;
    }
}

} // namespace hallwright::hydronic
