#include "app/models/bill_of_materials.h"

#include "app/models/catalogue_sheet.h"
#include "app/models/entity_words.h"
#include "core/model/hall_interior.h"
#include "core/model/route.h"

#include <map>
#include <string>

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
    std::map<std::string, double> pieces;
    std::map<std::string, double> lengths_m;
    std::map<std::pair<std::string, int>, double> pipes_m;
    for (const auto& rack : campus.racks())
        pieces[rack.type] += 1.0;
    for (const auto& item : campus.equipment())
        pieces[item.type] += 1.0;
    for (const auto& feeder : campus.feeders())
        if (!feeder.cableType.empty())
            lengths_m[feeder.cableType] +=
                feeder.circuits *
                model::routeLength_m(campus, feeder.from, feeder.route_m, feeder.to);
    for (const auto& main : campus.mains()) // supply and return
        pipes_m[{main.pipeFamily, main.dn}] +=
            2.0 * model::routeLength_m(campus, main.from, main.route_m, main.to);

    for (const auto& hall : campus.halls())
        for (const auto& run : model::deriveInterior(campus, catalog, hall.id).busways)
            lengths_m[run.type] += run.parallel * (run.length_m + run.leadIn_m);

    std::vector<BillRow> rows;
    for (const auto& entry : catalog.entries()) {
        BillRow row;
        row.key = fromUtf8(entry.type->id);
        row.group = groupName(entry.category);
        row.name = fromUtf8(entry.type->name);
        row.unitPrice_eur = entry.type->price_eur.value_or(-1.0);
        row.confidence = confidenceName(entry.type->confidence);
        if (const auto it = pieces.find(entry.type->id); it != pieces.end()) {
            row.amount = it->second;
            rows.push_back(row);
        }
        if (const auto it = lengths_m.find(entry.type->id); it != lengths_m.end()) {
            row.amount = it->second;
            row.unit = QStringLiteral("m");
            rows.push_back(row);
        }
        for (const auto& [pipe, length_m] : pipes_m) {
            if (pipe.first != entry.type->id)
                continue;
            BillRow size = row;
            size.key += QStringLiteral("/%1").arg(pipe.second);
            size.name += QStringLiteral(", DN %1").arg(pipe.second);
            size.amount = length_m;
            size.unit = QStringLiteral("m");
            size.unitPrice_eur = -1.0;
            for (const auto& known : static_cast<const catalog::PipeFamily*>(entry.type)->sizes)
                if (known.dn == pipe.second && known.price_eur_per_m > 0.0)
                    size.unitPrice_eur = known.price_eur_per_m;
            rows.push_back(std::move(size));
        }
    }
    return rows;
}

} // namespace hallwright::app
