#pragma once

#include "app/report/canvas.h"
#include "app/report/map_projection.h"
#include "app/scene/color_map.h"

#include <vector>

namespace hallwright::app::report {

/// Crosses of the local axes inside the frame and their coordinates along its left and lower edge.
void drawGridCrosses(Canvas& canvas, const MapProjection& map);
/// A bar of a round length with four fields, its lower left corner at `at`.
void drawScaleBar(Canvas& canvas, const MapProjection& map, QPointF at, double maxWidth_mm);
/// North arrow of `size_mm` with its centre at `at`.
void drawNorth(Canvas& canvas, QPointF at, double size_mm);
/// A colour bar with ticks and unit; returns the height used [mm].
double drawLegend(Canvas& canvas, QPointF topLeft, double width_mm, const QString& title,
                  const ColorMap& colors);
/// A dimension line between two points, set off by `offset_mm` to the left of the direction.
void drawDimension(Canvas& canvas, QPointF a, QPointF b, double offset_mm, const QString& text);

/// An arrow that wind of `speed_m_per_s` from `from_deg` (clockwise from north) blows along, with
/// its figures beside it; a circle where it is calm.
void drawWind(Canvas& canvas, QPointF at, double size_mm, double speed_m_per_s, double from_deg);

/// One line of a drawing's key.
struct KeyEntry {
    enum class Sign { Line, DashedLine, Box, FilledBox, Strip } sign = Sign::Line;
    Stroke stroke;
    QColor fill;
    QString text;
};
/// Signs and their meaning, one below the other; returns the height used [mm].
double drawKey(Canvas& canvas, QPointF topLeft, const std::vector<KeyEntry>& entries);

} // namespace hallwright::app::report
