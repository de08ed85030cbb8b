#pragma once

#include "app/diagram/diagram.h"
#include "app/report/canvas.h"
#include "app/report/report_data.h"

#include <vector>

namespace hallwright::app::report {

/// The one-line diagram of the campus, of one substation, grid connection or hall, cut into as many
/// sheets as it takes to keep its text legible in a frame of this size. `scope` is invalid for the
/// campus, whose substations and halls are folded.
[[nodiscard]] std::vector<diagram::Diagram> planDiagrams(const ReportData& data,
                                                         model::EntityId scope, QSizeF frame_mm);

/// True where a sheet fits the frame with legible text.
[[nodiscard]] bool fitsFrame(const diagram::Diagram& sheet, QSizeF frame_mm);

/// Draws a sheet with frame, legend and key; it is enlarged where there is room.
void drawDiagram(Canvas& canvas, const QRectF& frame_mm, const diagram::Diagram& sheet);

} // namespace hallwright::app::report
