#pragma once

#include "app/report/canvas.h"
#include "app/report/map_marks.h"
#include "app/report/report_data.h"

namespace hallwright::app::report {

enum class SitePlanLayer { ElectricalLoading, CoolantTemperature, Plume };

/// The campus from above, to scale, coloured by a layer: boundary, roads, halls with their rows,
/// plants, substations, generators, feeders or mains. Plume: the air at the height of the coolers.
void drawSitePlan(Canvas& canvas, const QRectF& frame_mm, const ReportData& data,
                  SitePlanLayer layer);
/// "1 : 4 000": the scale that a plan of this height over the page's width is drawn at.
[[nodiscard]] QString sitePlanScale(const ReportData& data, double height_mm);

/// Key of the feeders: each side that feeders of the campus belong to, with its dashes, and the
/// open point where there is one.
[[nodiscard]] std::vector<KeyEntry> feederKey(const model::Campus& campus, const QColor& line);

} // namespace hallwright::app::report
