#include "app/models/bill_of_materials.h"

#include "app/models/catalogue_sheet.h"
#include "app/models/entity_words.h"
#include "core/economics/bill.h"

namespace hallwright::app {

namespace {

QString groupName(catalog::Category category) {
    switch (category) {
    case catalog::Category::Rack:
        return QStringLiteral("Racks");
    case catalog::Category::Cdu:
    case catalog::Category::AirUnit:
    case catalog::Category::Chiller:
    case catalog::Category::HeatRejection:
    case catalog::Category::Pump:
    case catalog::Category::Tank:
    case catalog::Category::HeatExchanger:
        return QStringLiteral("Cooling");
    case catalog::Category::Pipe:
    case catalog::Category::Coolant:
        return QStringLiteral("Piping");
    case catalog::Category::Cable:
        return QStringLiteral("Cables");
    case catalog::Category::Transformer:
    case catalog::Category::Switchgear:
    case catalog::Category::PowerDevice:
    case catalog::Category::PowerShelf:
        return QStringLiteral("Electrical");
    case catalog::Category::Generation:
        return QStringLiteral("Generation");
    case catalog::Category::Module:
        return QStringLiteral("Modules");
    }
    return {};
}

} // namespace

std::vector<BillRow> billOfMaterials(const model::Campus& campus, const catalog::Catalog& catalog) {
    std::vector<BillRow> rows;
    for (const auto& line :
         economics::billOf(campus, catalog, economics::deriveInteriors(campus, catalog))) {
        BillRow row;
        row.key = fromUtf8(line.type->id);
        row.group = groupName(line.category);
        row.name = fromUtf8(line.type->name);
        if (line.dn > 0) {
            row.key += QStringLiteral("/%1").arg(line.dn);
            row.name += QStringLiteral(", DN %1").arg(line.dn);
        }
        row.amount = line.amount;
        row.unit = line.isLength ? QStringLiteral("m") : QString();
        row.unitPrice_eur = line.unitPrice_eur.value_or(-1.0);
        row.confidence = confidenceName(line.type->confidence);
        rows.push_back(std::move(row));
    }
    return rows;
}

} // namespace hallwright::app
