#pragma once

#include "app/report/canvas.h"
#include "app/report/report_data.h"

#include <vector>

namespace hallwright::app::report {

/// A substation from the grid connection down to the hall intakes that it feeds: transformers,
/// bus sections with ties, feeders with loading.
void drawTrunkDiagram(Canvas& canvas, const QRectF& frame_mm, const ReportData& data,
                      const model::Substation& substation);

/// The inside of one hall: intakes, transformers, busways and the rows that they serve.
void drawHallDiagram(Canvas& canvas, const QRectF& frame_mm, const ReportData& data,
                     const model::Hall& hall);

} // namespace hallwright::app::report
