#pragma once

#include "app/report/canvas.h"
#include "app/report/report_data.h"

namespace hallwright::app::report {

/// Height above the floor at which the plan cuts the air [m]: the middle of a rack's intake.
inline constexpr double kPlanCut_m = 1.1;

/// One hall from above, to scale: shell, rows, racks, equipment, and the air temperature at
/// kPlanCut_m where the air stage has answered.
void drawHallPlan(Canvas& canvas, const QRectF& frame_mm, const ReportData& data,
                  const model::Hall& hall);
/// The scale that a plan of this height over the page's width is drawn at.
[[nodiscard]] QString hallPlanScale(const model::Hall& hall, double height_mm);

} // namespace hallwright::app::report
