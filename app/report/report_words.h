#pragma once

#include "app/report/canvas.h"
#include "app/report/report_data.h"
#include "app/report/table.h"

#include <vector>

namespace hallwright::app::report {

/// A KPI's value with its unit in display form; "unknown" where it is not known.
[[nodiscard]] std::vector<QString> kpiCells(const engine::Kpi& kpi);
/// "grid 1 011.6 MW, IT 909.3 MW".
[[nodiscard]] QString kpiInputs(const engine::Kpi& kpi);
/// A table of figures with formula, inputs and source; where one is not known, the reason.
[[nodiscard]] Table figureTable(const std::vector<engine::Kpi>& kpis);
[[nodiscard]] QString severityWord(engine::Severity severity);
[[nodiscard]] QColor severityColor(engine::Severity severity);
/// The sign of a severity: diamond, triangle or ring.
void drawSeverity(Canvas& canvas, QPointF centre, engine::Severity severity);
/// The KPIs of `ids` that the solution has, as a table with formula and inputs.
[[nodiscard]] Table kpiTable(const ReportData& data, const std::vector<const char*>& ids);
/// Findings from the worst on, `most` at the most; returns the height used [mm].
double drawFindings(Canvas& canvas, QPointF topLeft, double width_mm, const ReportData& data,
                    int most);

} // namespace hallwright::app::report
