#include "core/solvers/power/core_matrix.h"

#include <algorithm>

namespace hallwright::power {

CoreMatrix::CoreMatrix(const NetworkStructure& structure) {
    const int nodes = structure.coreCount;
    if (nodes == 0)
        return;
    const std::vector<int>& start = structure.coreStart;
    const std::vector<int>& column = structure.coreColumn;
    m_diagonal.resize(static_cast<std::size_t>(nodes));
    m_entry.resize(column.size());

    // The pattern is symmetric: the rows of block column j are row j's columns and j itself.
    std::vector<int> columnStart{0};
    std::vector<int> rows;
    rows.reserve(4 * (column.size() + static_cast<std::size_t>(nodes)));
    std::vector<int> blockRows;
    for (int j = 0; j < nodes; ++j) {
        blockRows.assign(column.begin() + start[j], column.begin() + start[j + 1]);
        blockRows.insert(std::lower_bound(blockRows.begin(), blockRows.end(), j), j);
        const int first = columnStart.back();
        const int height = 2 * static_cast<int>(blockRows.size());
        for (int half = 0; half < 2; ++half)
            for (const int i : blockRows) {
                rows.push_back(2 * i);
                rows.push_back(2 * i + 1);
            }
        columnStart.push_back(first + height);
        columnStart.push_back(first + 2 * height);
        for (std::size_t k = 0; k < blockRows.size(); ++k) {
            const int i = blockRows[k];
            const int offset = first + 2 * static_cast<int>(k);
            const Position position{offset, offset + height};
            if (i == j) {
                m_diagonal[j] = position;
                continue;
            }
            const auto begin = column.begin() + start[i];
            const auto found = std::lower_bound(begin, column.begin() + start[i + 1], j);
            m_entry[static_cast<std::size_t>(found - column.begin())] = position;
        }
    }
    m_klu = KluMatrix(std::move(columnStart), std::move(rows));
}

} // namespace hallwright::power
