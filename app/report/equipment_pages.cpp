#include "app/models/bill_of_materials.h"
#include "app/models/number_format.h"
#include "app/report/report_pages.h"

namespace hallwright::app::report {

namespace {

QString confidenceWord(catalog::Confidence confidence) {
    switch (confidence) {
    case catalog::Confidence::Published:
        return QStringLiteral("published");
    case catalog::Confidence::Typical:
        return QStringLiteral("typical");
    case catalog::Confidence::Estimate:
        break;
    }
    return QStringLiteral("estimate");
}

} // namespace

std::vector<Page> equipmentPages(const ReportData& data) {
    Table table({{QStringLiteral("Item"), 62.0, Qt::AlignLeft, false},
                 {QStringLiteral("Count"), 18.0, Qt::AlignRight, true},
                 {QStringLiteral("Unit"), 12.0, Qt::AlignLeft, false},
                 {QStringLiteral("Figures are"), 20.0, Qt::AlignLeft, false},
                 {QStringLiteral("Source"), 70.0, Qt::AlignLeft, false}});
    for (const auto& line : billOfMaterials(data.campus, data.catalog, data.solution)) {
        const catalog::EquipmentType* type = line.type;
        QString source = type && !type->sources.empty()
                             ? QString::fromStdString(type->sources.front())
                             : QStringLiteral("not in the catalogue");
        if (type && type->sources.size() > 1)
            source += QStringLiteral(" (and %1 more)").arg(type->sources.size() - 1);
        table.add({{line.name, formatNumber(line.quantity, line.unit.isEmpty() ? 0 : 1), line.unit,
                    type ? confidenceWord(type->confidence) : QString(), source},
                   ink::kText});
    }
    return tablePages(QStringLiteral("6 Equipment"), QStringLiteral("Equipment"),
                      QStringLiteral("Counted from the layout. “Published” figures stand in the "
                                     "source, “typical” ones are usual for the class, “estimates” "
                                     "are derived or assumed."),
                      std::move(table));
}

} // namespace hallwright::app::report
