#pragma once

#include "app/report/canvas.h"
#include "app/report/report_data.h"

namespace hallwright::app::report {

/// The way of the heat out of one hall: racks, technology-cooling loops with their CDUs, the
/// facility-water mains, and the plants that reject it, with temperatures, flows and loads.
void drawCoolingSchematic(Canvas& canvas, const QRectF& frame_mm, const ReportData& data,
                          const model::Hall& hall);

} // namespace hallwright::app::report
