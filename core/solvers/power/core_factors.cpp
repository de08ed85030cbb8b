#include "core/solvers/power/core_factors.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace hallwright::power {
namespace {

/// A pivot this much smaller than the diagonal it came from has lost its digits.
constexpr double kSmallestPivot = 1e-11;

} // namespace

bool CoreFactors::analyse(const NetworkStructure& structure, std::size_t mostEntries) {
    const int nodes = structure.coreCount;
    pivots.clear();
    entries.clear();
    m_position.assign(static_cast<std::size_t>(nodes), -1);
    std::vector<std::vector<int>> neighbours(static_cast<std::size_t>(nodes));
    std::set<std::pair<int, int>> byDegree; // (degree, node): ties go to the lower number
    for (int node = 0; node < nodes; ++node) {
        neighbours[node].assign(structure.coreColumn.begin() + structure.coreStart[node],
                                structure.coreColumn.begin() + structure.coreStart[node + 1]);
        byDegree.emplace(static_cast<int>(neighbours[node].size()), node);
    }
    std::vector<int> merged;
    while (!byDegree.empty()) {
        const int node = byDegree.begin()->second;
        byDegree.erase(byDegree.begin());
        const std::vector<int> around = std::move(neighbours[node]);
        const int first = static_cast<int>(entries.size());
        if (entries.size() + around.size() > mostEntries)
            return false;
        for (const int other : around)
            entries.push_back({other, {}, {}});
        m_position[node] = static_cast<int>(pivots.size());
        pivots.push_back({node, first, static_cast<int>(entries.size()), {}});
        for (const int other : around) {
            std::vector<int>& theirs = neighbours[other];
            byDegree.erase({static_cast<int>(theirs.size()), other});
            merged.clear();
            std::set_union(theirs.begin(), theirs.end(), around.begin(), around.end(),
                           std::back_inserter(merged));
            theirs.clear();
            for (const int candidate : merged)
                if (candidate != node && candidate != other)
                    theirs.push_back(candidate);
            byDegree.emplace(static_cast<int>(theirs.size()), other);
        }
    }
    return true;
}

bool CoreFactors::factor(const NetworkStructure& structure, const std::vector<Complex>& diagonal,
                         const std::vector<Complex>& core) {
    const auto nodes = static_cast<std::size_t>(structure.coreCount);
    // Left-looking by rows: entries of one pivot row and column at a time in dense work arrays.
    std::vector<Complex> pivotValue(nodes);
    std::vector<Complex> lower(entries.size());
    std::vector<Complex> upper(entries.size());
    for (const Pivot& pivot : pivots) {
        pivotValue[m_position[pivot.node]] = diagonal[pivot.node];
        for (int e = pivot.first; e < pivot.last; ++e) {
            const int other = entries[e].node;
            const auto find = [&](int row, int column) -> Complex {
                const auto begin = structure.coreColumn.begin() + structure.coreStart[row];
                const auto end = structure.coreColumn.begin() + structure.coreStart[row + 1];
                const auto found = std::lower_bound(begin, end, column);
                return found != end && *found == column
                           ? core[static_cast<std::size_t>(found - structure.coreColumn.begin())]
                           : Complex();
            };
            lower[e] = find(other, pivot.node);
            upper[e] = find(pivot.node, other);
        }
    }
    const auto entryOf = [&](const Pivot& pivot, int node) {
        // Entries of a pivot are sorted by node: they were made by set_union.
        const auto begin = entries.begin() + pivot.first;
        const auto found =
            std::lower_bound(begin, entries.begin() + pivot.last, node,
                             [](const Entry& entry, int wanted) { return entry.node < wanted; });
        return static_cast<std::size_t>(found - entries.begin());
    };
    for (Pivot& pivot : pivots) {
        const Complex d = pivotValue[m_position[pivot.node]];
        const double size2 = squaredMagnitude(d);
        if (!(size2 > kSmallestPivot * kSmallestPivot * squaredMagnitude(diagonal[pivot.node])) ||
            !std::isfinite(size2))
            return false;
        const Complex inverseD = inverse(d);
        pivot.inverse = {inverseD.real(), inverseD.imag()};
        for (int r = pivot.first; r < pivot.last; ++r) {
            const int row = entries[r].node;
            const Complex l = times(lower[r], inverseD);
            const Complex u = times(upper[r], inverseD);
            for (int c = pivot.first; c < pivot.last; ++c) {
                const int column = entries[c].node;
                const Complex less = times(l, upper[c]);
                if (row == column)
                    pivotValue[m_position[row]] -= less;
                else if (m_position[row] < m_position[column])
                    upper[entryOf(pivots[m_position[row]], column)] -= less;
                else
                    lower[entryOf(pivots[m_position[column]], row)] -= less;
            }
            entries[r].lower = {l.real(), l.imag()};
            entries[r].upper = {u.real(), u.imag()};
        }
    }
    return true;
}

} // namespace hallwright::power
