#include "app/format/number_format.h"
#include "app/models/bill_of_materials.h"
#include "app/report/report_pages.h"

namespace hallwright::app::report {

std::vector<Page> equipmentPages(const ReportData& data) {
    Table table({{QStringLiteral("Item"), 62.0, Qt::AlignLeft, false},
                 {QStringLiteral("Count"), 18.0, Qt::AlignRight, true},
                 {QStringLiteral("Unit"), 12.0, Qt::AlignLeft, false},
                 {QStringLiteral("Figures are"), 20.0, Qt::AlignLeft, false},
                 {QStringLiteral("Source"), 70.0, Qt::AlignLeft, false}});
    for (const auto& row : billOfMaterials(data.campus, data.catalog)) {
        const auto id = row.key.section(QLatin1Char('/'), 0, 0).toStdString();
        const auto& sources = data.catalog.find(id).type->sources;
        QString source = sources.empty() ? QString() : QString::fromStdString(sources.front());
        if (sources.size() > 1)
            source += QStringLiteral(" (and %1 more)").arg(sources.size() - 1);
        table.add({{row.name, formatNumber(row.amount, 0), row.unit, row.confidence, source},
                   ink::kText});
    }
    return tablePages(QStringLiteral("6 Equipment"), QStringLiteral("Equipment"),
                      QStringLiteral("Counted from the layout. “Published” figures stand in the "
                                     "source, “typical” ones are usual for the class, “estimates” "
                                     "are derived or assumed."),
                      std::move(table));
}

} // namespace hallwright::app::report
