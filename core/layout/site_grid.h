#pragma once

#include "core/base/vec.h"

#include <vector>

namespace hallwright::layout {

/// Width of site roads [m] and of the verge beside them that trunk cables lie in.
inline constexpr double kRoadWidth_m = 6.0;
inline constexpr double kVerge_m = 5.0;

/// A length on the ground to the centimetre, as drawings give it.
[[nodiscard]] double toCentimetres(double length_m);
[[nodiscard]] base::Vec2 toCentimetres(base::Vec2 point_m);

/// Halls with their plants, each in a block of its own, in columns and lines with a road along
/// every side of every block. x = 0 is the middle of the columns, y = 0 the axis of the
/// southernmost road.
class SiteGrid {
public:
    /// `block_m`: extent of the largest block along x and y. `columns` 0: chosen so that the grid
    /// is about as wide as it is deep.
    /// `open_m`: ground left open between neighbours beyond road and verges.
    SiteGrid(int blocks, base::Vec2 block_m, int columns, base::Vec2 open_m = {});

    /// From one block to the next along x and y.
    [[nodiscard]] base::Vec2 pitch_m() const { return m_pitch_m; }
    [[nodiscard]] int columns() const { return m_columns; }
    [[nodiscard]] int lines() const { return m_lines; }
    [[nodiscard]] int columnOf(int block) const { return block % m_columns; }
    [[nodiscard]] int lineOf(int block) const { return block / m_columns; }
    [[nodiscard]] base::Vec2 centreOf(int block) const;
    /// Axis of the road west of a column; column `columns()` gives the easternmost road.
    [[nodiscard]] double roadX_m(int column) const;
    /// Axis of the road south of a line; line `lines()` gives the northernmost road.
    [[nodiscard]] double roadY_m(int line) const;

private:
    int m_columns;
    int m_lines;
    base::Vec2 m_pitch_m;
};

} // namespace hallwright::layout
