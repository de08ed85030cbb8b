#include "app/report/report_pages.h"
#include "app/report/report_words.h"

namespace hallwright::app::report {

std::vector<Page> kpiPages(const ReportData& data) {
    return tablePages(
        QStringLiteral("5 Figures"), QStringLiteral("Figures and their formulas"),
        QStringLiteral("All figures hold for the solved state: %1.").arg(data.stateLine()),
        figureTable(data.solution.kpis));
}

} // namespace hallwright::app::report
