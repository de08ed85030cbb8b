#pragma once

#include "core/base/result.h"
#include "core/catalog/catalog.h"
#include "core/engine/solution.h"
#include "core/engine/year_run.h"
#include "core/model/campus.h"

#include <QDate>
#include <QImage>
#include <QString>

#include <functional>
#include <memory>
#include <stop_token>

namespace hallwright::app {

struct ReportOptions {
    QDate date;       ///< printed on every sheet; the only thing that differs between two runs
    QImage cover;     ///< picture of the scene; null: the cover shows the site plan instead
    QString fileName; ///< of the campus, for the title blocks; may be empty
    /// Called from the writing thread with the page being drawn and the number of pages.
    std::function<void(int page, int pages)> progress;
    std::shared_ptr<const engine::YearResult> year; ///< null: the report has no year
    std::stop_token stop;
};

/// Writes the design report as an A4 PDF: cover, site plan, hall plans with air heat map, one-line
/// diagram, cooling schematic, KPIs with formulas, the year, equipment list, findings, assumptions
/// and residuals. The same campus, solution and options give the same bytes. May run on any thread.
/// Fails with a diagnostic where the file can't be written or `stop` was requested; then no file
/// is left behind.
[[nodiscard]] base::Result<bool> writeReport(const model::Campus& campus,
                                             const catalog::Catalog& catalog,
                                             const engine::Solution& solution, const QString& path,
                                             const ReportOptions& options);

} // namespace hallwright::app
