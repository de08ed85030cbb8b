#include "app/report/report_pages.h"
#include "app/report/report_words.h"

#include <array>

namespace hallwright::app::report {

std::vector<Page> findingPages(const ReportData& data) {
    std::array<int, 3> counts{};
    Table table({{QStringLiteral("Severity"), 20.0, Qt::AlignLeft, true},
                 {QStringLiteral("Element"), 40.0, Qt::AlignLeft, false},
                 {QStringLiteral("What is"), 66.0, Qt::AlignLeft, false},
                 {QStringLiteral("Remedy"), 56.0, Qt::AlignLeft, false}});
    for (const auto& finding : data.solution.findings) {
        ++counts[std::size_t(finding.severity)];
        table.add(
            {{severityWord(finding.severity), QString::fromStdString(finding.elementName),
              QString::fromStdString(finding.sentence), QString::fromStdString(finding.remedy)},
             severityColor(finding.severity)});
    }
    const QString lead = table.rowCount() == 0
                             ? QStringLiteral("No finding: layout, loading, temperatures and "
                                              "redundancy are within their limits.")
                             : QStringLiteral("%1 faults, %2 warnings, %3 notes.")
                                   .arg(counts[std::size_t(engine::Severity::Fault)])
                                   .arg(counts[std::size_t(engine::Severity::Warning)])
                                   .arg(counts[std::size_t(engine::Severity::Note)]);
    return tablePages(QStringLiteral("7 Findings"), QStringLiteral("Findings"), lead,
                      std::move(table));
}

} // namespace hallwright::app::report
