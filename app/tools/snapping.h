#pragma once

#include "core/model/campus.h"
#include "core/model/footprint.h"

#include <QString>

#include <vector>

namespace hallwright::app {

inline constexpr double kGapReach_m = 150.0; ///< as far as neighbours are looked for
inline constexpr double kHallGrid_m = 0.05;  ///< of things inside a hall

/// A line or a measure that is shown while a thing is moved; site axes [m].
struct GuideLine {
    base::Vec2 from_m;
    base::Vec2 to_m;
    QString text; ///< measures only: "26.00 m"
};

struct Snapped {
    base::Vec2 position_m;
    QString label; ///< what was caught: "In line with H-04, pitch 90.00"
    std::vector<GuideLine> guides;
};

/// A thing that others line up with.
struct Neighbour {
    model::OrientedBox box;
    QString name;
};

/// What a moved box may line up with: things of the same container (of the site where there is
/// none) within `reach_m`, rows where racks are placed.
[[nodiscard]] std::vector<Neighbour> neighboursOf(const model::Campus& campus,
                                                  const catalog::Catalog& catalog,
                                                  model::EntityId container, base::Vec2 centre_m,
                                                  double reach_m,
                                                  const std::vector<model::EntityId>& ignoring);

/// Catches, along each of the box's own axes, the nearest of: the pitch that neighbours keep, side
/// by side (`mayTouch`), centre or edge in line; then a grid of `grid_m`. Nothing farther than
/// `catch_m` is caught; the grid always is.
[[nodiscard]] Snapped snapBox(const model::OrientedBox& box,
                              const std::vector<Neighbour>& neighbours, bool mayTouch,
                              double catch_m, double grid_m);

/// Clear distances from the box to the nearest neighbour on each of its four sides, none where it
/// is farther than `reach_m`.
[[nodiscard]] std::vector<GuideLine> measureGaps(const model::OrientedBox& box,
                                                 const std::vector<Neighbour>& neighbours,
                                                 double reach_m);

} // namespace hallwright::app
