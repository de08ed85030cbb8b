#include "app/report/report_pages.h"
#include "app/report/report_words.h"

namespace hallwright::app::report {

std::vector<Page> kpiPages(const ReportData& data) {
    Table table({{QStringLiteral("Figure"), 38.0, Qt::AlignLeft, false},
                 {QStringLiteral("Value"), 22.0, Qt::AlignRight, true},
                 {QStringLiteral("Unit"), 18.0, Qt::AlignLeft, false},
                 {QStringLiteral("Formula and inputs"), 64.0, Qt::AlignLeft, false},
                 {QStringLiteral("Source"), 40.0, Qt::AlignLeft, false}});
    for (const auto& kpi : data.solution.kpis) {
        const auto cells = kpiCells(kpi);
        const QString inputs = kpiInputs(kpi);
        table.add({{QString::fromStdString(kpi.name), cells[0], cells[1],
                    QString::fromStdString(kpi.formula) +
                        (inputs.isEmpty() ? QString() : QStringLiteral(": ") + inputs),
                    QString::fromStdString(kpi.source)},
                   ink::kText});
    }
    return tablePages(
        QStringLiteral("5 Figures"), QStringLiteral("Figures and their formulas"),
        QStringLiteral("All figures hold for the solved state: %1.").arg(data.stateLine()),
        std::move(table));
}

} // namespace hallwright::app::report
