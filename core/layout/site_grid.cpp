#include "core/layout/site_grid.h"

#include <algorithm>
#include <cmath>

namespace hallwright::layout {

double toCentimetres(double length_m) {
    return std::round(length_m * 100.0) / 100.0;
}

base::Vec2 toCentimetres(base::Vec2 point_m) {
    return {toCentimetres(point_m.x), toCentimetres(point_m.y)};
}

namespace {

/// The number of columns near `wanted` that leaves the fewest places of the last line empty.
int columnsFor(int blocks, double wanted) {
    const int nearest = std::max(1, static_cast<int>(std::lround(wanted)));
    int best = nearest;
    const auto empty = [&](int columns) { return (columns - blocks % columns) % columns; };
    for (const int columns : {nearest - 1, nearest + 1})
        if (columns >= 1 && empty(columns) < empty(best))
            best = columns;
    return best;
}

} // namespace

SiteGrid::SiteGrid(int blocks, base::Vec2 block_m, int columns, base::Vec2 open_m)
    : m_columns(columns),
      m_lines(1), m_pitch_m{block_m.x + open_m.x + kRoadWidth_m + 2.0 * kVerge_m,
                            block_m.y + open_m.y + kRoadWidth_m + 2.0 * kVerge_m} {
    if (m_columns <= 0)
        m_columns = columnsFor(blocks, std::sqrt(blocks * m_pitch_m.y / m_pitch_m.x));
    m_columns = std::clamp(m_columns, 1, std::max(1, blocks));
    m_lines = (blocks + m_columns - 1) / m_columns;
}

base::Vec2 SiteGrid::centreOf(int block) const {
    return toCentimetres(
        {roadX_m(columnOf(block)) + 0.5 * m_pitch_m.x, roadY_m(lineOf(block)) + 0.5 * m_pitch_m.y});
}

double SiteGrid::roadX_m(int column) const {
    return toCentimetres((column - 0.5 * m_columns) * m_pitch_m.x);
}

double SiteGrid::roadY_m(int line) const {
    return toCentimetres(line * m_pitch_m.y);
}

} // namespace hallwright::layout
