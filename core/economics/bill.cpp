#include "core/economics/bill.h"

#include "core/model/route.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace hallwright::economics {

namespace {

using catalog::Category;

constexpr double kSupplyAndReturn = 2.0;

/// Amounts by catalogue id, and of pipes by size.
struct Amounts {
    std::unordered_map<std::string, double> pieces;
    std::unordered_map<std::string, double> lengths_m;
    std::map<std::pair<std::string, int>, double> pipes_m;
};

/// Panels of a substation's board: one for each low-voltage winding of its transformers, for each
/// feeder on it and for each tie.
int panelsOf(const model::Campus& campus, const catalog::Catalog& catalog,
             const model::Substation& substation) {
    int panels = std::max(0, substation.busSections - 1);
    const auto id = model::entity(substation.id);
    for (const auto& unit : campus.equipment()) {
        if (unit.parent != id || unit.kind != model::EquipmentKind::Transformer)
            continue;
        const auto* type = catalog.transformer(unit.type);
        panels += type && type->second ? 2 : 1;
    }
    const auto isOnBoard = [&](model::EntityId end, model::EntityId other) {
        // What comes from the grid ends at the high-voltage side.
        return end == id && campus.kindOf(other) != model::EntityKind::GridConnection;
    };
    for (const auto& feeder : campus.feeders())
        panels += isOnBoard(feeder.from, feeder.to) || isOnBoard(feeder.to, feeder.from);
    return panels;
}

Amounts count(const model::Campus& campus, const catalog::Catalog& catalog,
              const Interiors& interiors) {
    Amounts amounts;
    for (const auto& rack : campus.racks())
        amounts.pieces[rack.type] += 1.0;
    for (const auto& unit : campus.equipment())
        amounts.pieces[unit.type] += 1.0;
    for (const auto& substation : campus.substations())
        if (!substation.switchgearType.empty())
            amounts.pieces[substation.switchgearType] += panelsOf(campus, catalog, substation);
    for (const auto& feeder : campus.feeders())
        if (!feeder.cableType.empty())
            amounts.lengths_m[feeder.cableType] +=
                feeder.circuits *
                model::routeLength_m(campus, feeder.from, feeder.route_m, feeder.to);
    for (const auto& main : campus.mains())
        amounts.pipes_m[{main.pipeFamily, main.dn}] +=
            (main.pipes == model::MainPipes::Both ? kSupplyAndReturn : 1.0) *
            model::routeLength_m(campus, main.from, main.route_m, main.to);
    for (const auto& [hall, interior] : interiors) {
        for (const auto& run : interior->busways)
            amounts.lengths_m[run.type] += run.parallel * (run.length_m + run.leadIn_m);
        for (const auto& loop : interior->loops)
            if (!loop.manifold_m.empty())
                amounts.pipes_m[{loop.pipeFamily, loop.manifoldDn}] +=
                    kSupplyAndReturn *
                    *std::max_element(loop.manifold_m.begin(), loop.manifold_m.end());
    }
    return amounts;
}

/// Prices are estimates unless the entry says otherwise for the price itself.
bool isEstimatedPrice(const catalog::EquipmentType& type, const char* field) {
    const auto exception = type.fieldConfidence.find(field);
    return exception == type.fieldConfidence.end() ||
           exception->second == catalog::Confidence::Estimate;
}

BillLine cableLine(const catalog::CableType& type, double length_m) {
    BillLine line{Category::Cable, &type, 0, length_m, true, {}, false};
    if (type.price_eur_per_m > 0.0)
        line.unitPrice_eur = type.price_eur_per_m;
    line.isEstimate = isEstimatedPrice(type, type.busway ? "price_eur_per_m_indicative"
                                                         : "price_eur_per_m_per_phase_indicative");
    return line;
}

BillLine pipeLine(const catalog::PipeFamily& family, int dn, double length_m) {
    BillLine line{Category::Pipe, &family, dn, length_m, true, {}, true};
    for (const auto& size : family.sizes)
        if (size.dn == dn && size.price_eur_per_m > 0.0)
            line.unitPrice_eur = size.price_eur_per_m;
    return line;
}

} // namespace

std::vector<BillLine> billOf(const model::Campus& campus, const catalog::Catalog& catalog,
                             const Interiors& interiors) {
    const auto amounts = count(campus, catalog, interiors);
    std::vector<BillLine> bill;
    for (const auto& entry : catalog.entries()) {
        if (const auto it = amounts.pieces.find(entry.type->id);
            it != amounts.pieces.end() && it->second > 0.0)
            bill.push_back({entry.category, entry.type, 0, it->second, false, entry.type->price_eur,
                            isEstimatedPrice(*entry.type, "price_eur_indicative")});
        if (entry.category == Category::Cable) {
            if (const auto it = amounts.lengths_m.find(entry.type->id);
                it != amounts.lengths_m.end() && it->second > 0.0)
                bill.push_back(
                    cableLine(static_cast<const catalog::CableType&>(*entry.type), it->second));
        } else if (entry.category == Category::Pipe) {
            const auto& family = static_cast<const catalog::PipeFamily&>(*entry.type);
            for (auto it = amounts.pipes_m.lower_bound({family.id, 0});
                 it != amounts.pipes_m.end() && it->first.first == family.id; ++it)
                bill.push_back(pipeLine(family, it->first.second, it->second));
        }
    }
    return bill;
}

Interiors deriveInteriors(const model::Campus& campus, const catalog::Catalog& catalog) {
    Interiors interiors;
    for (const auto& hall : campus.halls())
        interiors[hall.id] = std::make_shared<const model::HallInterior>(
            model::deriveInterior(campus, catalog, hall.id));
    return interiors;
}

CapexTally tally(const std::vector<BillLine>& bill, BillPart part) {
    CapexTally sum;
    for (const auto& line : bill) {
        if ((line.category == Category::Rack) != (part == BillPart::Racks))
            continue;
        const double items = line.isLength ? 1.0 : line.amount;
        if (!line.unitPrice_eur) {
            sum.unpriced += items;
            sum.unpricedNames.push_back(
                line.dn > 0 ? line.type->name + " DN " + std::to_string(line.dn) : line.type->name);
            continue;
        }
        sum.priced += items;
        sum.price_eur += line.price_eur();
        if (line.isEstimate)
            sum.estimated_eur += line.price_eur();
    }
    return sum;
}

} // namespace hallwright::economics
