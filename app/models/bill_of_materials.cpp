#include "app/models/bill_of_materials.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>

namespace hallwright::app {

namespace {

double routeLength(const model::Campus& campus, model::EntityId from,
                   const std::vector<model::Vec2>& route_m, model::EntityId to) {
    std::vector<model::Vec2> points{campus.sitePlacement(from).position_m};
    points.insert(points.end(), route_m.begin(), route_m.end());
    points.push_back(campus.sitePlacement(to).position_m);
    double length_m = 0.0;
    for (std::size_t i = 1; i < points.size(); ++i)
        length_m += std::hypot(points[i].x - points[i - 1].x, points[i].y - points[i - 1].y);
    return length_m;
}

/// A pipe of one size is an item of its own.
struct PipeKey {
    std::string family;
    int dn = 0;
    auto operator<=>(const PipeKey&) const = default;
};

} // namespace

std::vector<BillLine> billOfMaterials(const model::Campus& campus, const catalog::Catalog& catalog,
                                      const engine::Solution& solution) {
    std::map<std::string, double> pieces;
    std::map<std::string, double> metres;
    std::map<PipeKey, double> pipes;
    for (const auto& rack : campus.racks())
        pieces[rack.type] += 1.0;
    for (const auto& item : campus.equipment())
        pieces[item.type] += 1.0;
    for (const auto& feeder : campus.feeders())
        if (!feeder.cableType.empty())
            metres[feeder.cableType] +=
                feeder.circuits * routeLength(campus, feeder.from, feeder.route_m, feeder.to);
    for (const auto& main : campus.mains())
        pipes[{main.pipeFamily, main.dn}] +=
            2.0 * routeLength(campus, main.from, main.route_m, main.to);
    for (const auto& [hall, interior] : solution.interiors)
        for (const auto& run : interior->busways)
            metres[run.type] += run.parallel * (run.length_m + run.leadIn_m);

    std::vector<BillLine> lines;
    const auto add = [&](const std::string& type, double quantity, const QString& unit) {
        const auto* known = catalog.find(type).type;
        BillLine line{
            QString::fromStdString(known ? known->name : type), quantity, unit, known, {}};
        if (known && known->price_eur)
            line.price_eur = *known->price_eur * quantity;
        lines.push_back(std::move(line));
    };
    for (const auto& entry : catalog.entries()) {
        if (const auto it = pieces.find(entry.type->id); it != pieces.end()) {
            add(it->first, it->second, {});
            pieces.erase(it);
        }
        if (const auto it = metres.find(entry.type->id); it != metres.end()) {
            add(it->first, it->second, QStringLiteral("m"));
            metres.erase(it);
        }
        for (const auto& [key, length_m] : pipes) {
            if (key.family != entry.type->id)
                continue;
            add(key.family, length_m, QStringLiteral("m"));
            lines.back().name += QStringLiteral(", DN %1").arg(key.dn);
            lines.back().price_eur.reset();
            const auto* family = catalog.pipe(key.family);
            const auto size = std::find_if(family->sizes.begin(), family->sizes.end(),
                                           [&](const auto& s) { return s.dn == key.dn; });
            if (size != family->sizes.end() && size->price_eur_per_m > 0.0)
                lines.back().price_eur = size->price_eur_per_m * length_m;
        }
    }
    for (const auto& [type, count] : pieces)
        add(type, count, {});
    for (const auto& [type, length_m] : metres)
        add(type, length_m, QStringLiteral("m"));
    return lines;
}

} // namespace hallwright::app
