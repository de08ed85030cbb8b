#include "app/models/inspector_results.h"

#include "app/format/number_format.h"
#include "app/models/air_figures.h"
#include "app/models/catalogue_sheet.h"
#include "app/models/entity_words.h"
#include "app/models/inspector_cooling.h"
#include "app/models/inspector_faults.h"
#include "app/models/inspector_section.h"
#include "core/engine/cooling_drill.h"
#include "core/model/supply_pattern.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace hallwright::app {

namespace {

using Kind = InspectorRowKind;

QString ofRating(double rating, const char* unit) {
    return QStringLiteral("of ") + formatQuantity(rating, QLatin1String(unit)).text();
}

void addRack(InspectorRows& rows, const InspectorContext& context, model::RackId id) {
    const auto found = context.solution->racks.find(id);
    const auto* rack = context.campus.racks().find(id);
    if (found == context.solution->racks.end() || rack == nullptr)
        return;
    const engine::RackState& state = found->second;
    const auto* type = context.catalog.rack(rack->type);
    InspectorSection air(rows, "air", QStringLiteral("Air"), formatPower(state.heatToAir_W).text());
    if (state.hasAir) {
        const double limit_C = type ? type->airSupplyMax_C : 0.0;
        auto& inlet = air.add("Inlet, mean / max",
                              formatNumber(state.airInletMean_C, 1) + QStringLiteral(" / ") +
                                  formatTemperature(state.airInletMax_C).text(),
                              limit_C > 0.0 ? QStringLiteral("limit ") + formatNumber(limit_C, 0)
                                            : QString());
        if (limit_C > 0.0 && state.airInletMean_C > limit_C)
            inlet.severity = QStringLiteral("fault");
        air.add("Outlet, mean", state.airOutlet_C, "degC");
        air.add("Flow", formatCompact(state.airFlow_m3_per_s) + QStringLiteral(" m³/s"));
        if (state.airFromSupply)
            air.add("From air units", formatPercent(*state.airFromSupply).text(),
                    QStringLiteral("cold-aisle capture"));
        if (state.airToReturn)
            air.add("Back to air units", formatPercent(*state.airToReturn).text(),
                    QStringLiteral("hot-aisle capture"));
    }
    InspectorSection coolant(rows, "coolant", QStringLiteral("Coolant"),
                             formatPower(state.heatToLiquid_W).text());
    if (state.hasCoolant) {
        const double limit_C = type ? type->coolantSupplyMax_C : 0.0;
        auto& supply = coolant.add(
            "Supply → return", toSteps(state.coolantSupply_C, state.coolantReturn_C),
            limit_C > 0.0 ? QStringLiteral("limit ") + formatNumber(limit_C, 0) : QString());
        if (limit_C > 0.0 && state.coolantSupply_C > limit_C)
            supply.severity = QStringLiteral("fault");
        coolant.add("Flow", state.coolantFlow_m3_per_s, "m3/s");
        coolant.add("Pressure drop", state.coolantPressureDrop_Pa, "Pa");
        if (state.couplingPressureDrop_Pa > 0.0)
            coolant.add("Quick-disconnects", state.couplingPressureDrop_Pa, "Pa");
    }
    InspectorSection power(rows, "power", QStringLiteral("Power"),
                           type ? ofRating(type->powerPeak_W, "W") : QString());
    if (state.hasPower) {
        power.add("Load", state.load_W, "W");
        const auto cord = [&](model::FeedSide side, const char* otherwise, double fed_W) {
            const auto letter = model::letterOf(side);
            power.add(qPrintable(QStringLiteral("Feed ") +
                                 (letter.empty() ? QString::fromUtf8(otherwise)
                                                 : QString::fromUtf8(letter.data(),
                                                                     qsizetype(letter.size())))),
                      fed_W, "W");
        };
        cord(state.firstFeed, "A", state.feedA_W);
        if (state.secondFeed != model::FeedSide::None || state.feedB_W > 0.0)
            cord(state.secondFeed, "B", state.feedB_W);
        power.add("Voltage", formatNumber(state.voltage_pu, 3) + QStringLiteral(" pu"));
        if (const auto grade = context.solution->rackSupply.find(id);
            grade != context.solution->rackSupply.end())
            power.add("Supply holds", QString::fromUtf8(engine::nameOf(grade->second)));
    } else {
        power.add("Feed", QStringLiteral("none")).severity = QStringLiteral("fault");
    }
}

void addBranch(InspectorRows& rows, const engine::BranchState& state, const char* ratingUnit) {
    InspectorSection power(rows, "power", QStringLiteral("Power"),
                           state.energised ? QString() : QStringLiteral("dead"));
    power.addLoading("Loading", state.loading, ofRating(state.rating, ratingUnit));
    power.add("Current", state.current_A, "A");
    power.add("Active power", state.power_W, "W");
    power.add("Losses", state.loss_W, "W");
    power.add("Voltage drop", state.voltageDrop, "fraction");
}

void addHallResults(InspectorRows& rows, const InspectorContext& context, model::HallId id) {
    const auto found = context.solution->halls.find(id);
    if (found == context.solution->halls.end())
        return;
    const engine::HallState& state = found->second;
    InspectorSection power(rows, "power", QStringLiteral("Power"));
    power.add("IT load", state.it_W, "W");
    power.add("Losses", state.loss_W, "W");
    power.add("Cooling", state.cooling_W, "W");
    if (const auto it = context.solution->supply.find(id); it != context.solution->supply.end()) {
        power.add("Supply holds", QString::fromUtf8(engine::nameOf(it->second.grade)),
                  it->second.holdsAnyBlockOut ? QStringLiteral("any block out") : QString());
        if (!it->second.worstOutage.empty())
            power.add("Weakest at", fromUtf8(it->second.worstOutage),
                      it->second.racksLost > 0
                          ? QStringLiteral("%1 racks dead")
                                .arg(formatNumber(double(it->second.racksLost), 0))
                          : fromUtf8(it->second.worstOverload.name) + u' ' +
                                formatPercent(it->second.worstOverload.loading).text());
    }
    InspectorSection heat(rows, "heat", QStringLiteral("Heat"));
    heat.add("To liquid", state.heatToLiquid_W, "W");
    heat.add("To air", state.heatToAir_W, "W");
    if (state.facilitySupply_C != 0.0 || state.facilityReturn_C != 0.0)
        heat.add("Facility water", toSteps(state.facilitySupply_C, state.facilityReturn_C));
    InspectorSection air(rows, "air", QStringLiteral("Air"));
    if (state.hasAir) {
        for (const auto& figure : hallAirFigures(context.campus, *context.solution, id))
            air.add(qUtf8Printable(figure.name), figure.value, figure.note);
    } else if (!state.airMessage.empty()) {
        auto& row = air.add("", fromUtf8(state.airMessage));
        row.kind = Kind::Check;
        row.severity = QStringLiteral("warning");
    }
}

void addGeneration(InspectorRows& rows, const engine::GenerationState& state) {
    InspectorSection unit(rows, "generation", QStringLiteral("Generation"),
                          state.running ? QStringLiteral("running") : QStringLiteral("off"));
    unit.addLoading("Loading", state.loading, {});
    unit.add("Power fed", state.power_W, "W");
    if (state.fuel_m3_per_s > 0.0)
        unit.add("Fuel", formatNumber(state.fuel_m3_per_s * 3.6e6, 0) + QStringLiteral(" L/h"));
}

/// What the outage of an element of the trunk would do.
void addOutages(InspectorRows& rows, const InspectorContext& context, model::EntityId id) {
    InspectorSection outage(rows, "outage", QStringLiteral("With it out"));
    for (const auto& verdict : context.solution->outages) {
        if (verdict.outage.element != id || verdict.outage.section >= 0)
            continue;
        if (verdict.racksLost > 0)
            outage
                .add("Without supply",
                     QStringLiteral("%1 racks").arg(formatNumber(double(verdict.racksLost), 0)))
                .severity = QStringLiteral("warning");
        if (!verdict.overloads.empty())
            outage.addLoading("Worst loading", verdict.overloads.front().loading,
                              fromUtf8(verdict.overloads.front().name));
        if (verdict.cooling && verdict.cooling->racksOver > 0)
            outage
                .add("Coolant over limit",
                     QStringLiteral("%1 racks")
                         .arg(formatNumber(double(verdict.cooling->racksOver), 0)),
                     verdict.cooling->untilLimit_s
                         ? QStringLiteral("the first after %1")
                               .arg(minutes(*verdict.cooling->untilLimit_s))
                         : QString())
                .severity = QStringLiteral("warning");
        if (verdict.holds())
            outage.add("Supply", QStringLiteral("holds"));
        if (verdict.lowest_pu > 0.0)
            outage.add("Lowest voltage", formatNumber(verdict.lowest_pu, 3) + QStringLiteral(" pu"),
                       fromUtf8(verdict.lowestBus));
    }
}

bool hasFeeder(const model::Campus& campus, model::EntityId id) {
    return std::any_of(
        campus.feeders().begin(), campus.feeders().end(),
        [id](const model::Feeder& feeder) { return feeder.from == id || feeder.to == id; });
}

/// A place that no feeder reaches: why it is without voltage, and what to do about it.
void addNotFed(InspectorSection& buses, bool isPlant) {
    auto& row = isPlant
                    ? buses.add("",
                                QStringLiteral("No feeder of its own: its power is drawn by the "
                                               "halls that it serves."),
                                QStringLiteral("Draw a feeder to it with L."))
                    : buses.add("", QStringLiteral("Not fed: no feeder ends here."),
                                QStringLiteral("Draw one from a substation with L."));
    row.kind = Kind::Check;
    row.severity = isPlant ? QStringLiteral("info") : QStringLiteral("warning");
}

void addBuses(InspectorRows& rows, const InspectorContext& context, model::EntityId id) {
    InspectorSection buses(rows, "buses", QStringLiteral("Buses"));
    const auto kind = context.campus.kindOf(id);
    const bool isPlace = kind == model::EntityKind::Plant || kind == model::EntityKind::Hall ||
                         kind == model::EntityKind::Substation;
    const bool isLone = isPlace && !hasFeeder(context.campus, id);
    bool isTold = false;
    for (const auto& bus : context.solution->buses) {
        if (bus.entity != id)
            continue;
        if (isLone && !bus.energised) {
            if (!std::exchange(isTold, true))
                addNotFed(buses, kind == model::EntityKind::Plant);
            continue;
        }
        auto& row =
            bus.energised
                ? buses.add(
                      "", formatNumber(bus.voltage_pu, 3) + QStringLiteral(" pu"),
                      formatQuantity(bus.nominal_V * bus.voltage_pu, QStringLiteral("V")).text())
                : buses.add("", QStringLiteral("dead"), QStringLiteral("no voltage arrives"));
        row.label = fromUtf8(bus.name);
        row.key += row.label;
    }
}

void addFindings(InspectorRows& rows, const InspectorContext& context, model::EntityId id) {
    InspectorSection checks(rows, "checks", QStringLiteral("Checks"));
    for (const auto& finding : context.solution->findings) {
        if (finding.element != id)
            continue;
        auto& row = checks.add("", fromUtf8(finding.sentence), fromUtf8(finding.remedy));
        row.kind = Kind::Check;
        row.severity = severityName(finding.severity);
        row.key += fromUtf8(finding.rule) + fromUtf8(finding.elementName);
    }
}

std::string typeOf(const model::Campus& campus, model::EntityId id) {
    if (const auto* rack = campus.racks().find({id.number}))
        return rack->type;
    if (const auto* item = campus.equipment().find({id.number}))
        return item->type;
    if (const auto* feeder = campus.feeders().find({id.number}))
        return feeder->cableType;
    if (const auto* main = campus.mains().find({id.number}))
        return main->pipeFamily;
    if (const auto* hall = campus.halls().find({id.number}))
        return hall->recipe.rackType;
    return {};
}

void addSources(InspectorRows& rows, const InspectorContext& context, model::EntityId id) {
    const auto entry = context.catalog.find(typeOf(context.campus, id));
    if (entry.type == nullptr)
        return;
    InspectorSection sources(rows, "sources", QStringLiteral("Sources"),
                             confidenceName(entry.type->confidence));
    int number = 0;
    for (const std::string& source : entry.type->sources) {
        auto& row = sources.add("", fromUtf8(source));
        row.kind = Kind::Check;
        row.key += QString::number(++number);
    }
}

} // namespace

InspectorRows resultsOf(const InspectorContext& context, model::EntityId id) {
    InspectorRows rows;
    if (context.solution) {
        const engine::Solution& solution = *context.solution;
        addRack(rows, context, {id.number});
        addHallResults(rows, context, {id.number});
        if (const auto it = solution.feeders.find({id.number}); it != solution.feeders.end())
            addBranch(rows, it->second, "A");
        if (const auto it = solution.transformers.find({id.number});
            it != solution.transformers.end())
            addBranch(rows, it->second, "VA");
        addCooling(rows, context, id);
        if (const auto it = solution.generation.find({id.number}); it != solution.generation.end())
            addGeneration(rows, it->second);
        addOutages(rows, context, id);
        addBuses(rows, context, id);
        addFaults(rows, context, id);
        addFindings(rows, context, id);
    }
    addSources(rows, context, id);
    return rows;
}

InspectorRows totalsOf(const InspectorContext& context,
                       const std::vector<model::EntityId>& entities) {
    InspectorRows rows;
    int racks = 0;
    double placed_W = 0.0;
    double liquid_W = 0.0;
    double air_W = 0.0;
    for (const model::EntityId id : entities) {
        const auto* rack = context.campus.racks().find({id.number});
        if (rack == nullptr)
            continue;
        ++racks;
        placed_W += rack->itLoad_W;
        if (!context.solution)
            continue;
        if (const auto it = context.solution->racks.find(rack->id);
            it != context.solution->racks.end()) {
            liquid_W += it->second.heatToLiquid_W;
            air_W += it->second.heatToAir_W;
        }
    }
    if (racks == 0)
        return rows;
    InspectorSection total(rows, "total", QStringLiteral("Together"));
    total.add("Racks", formatNumber(racks, 0));
    total.add("IT load placed", placed_W, "W");
    if (context.solution) {
        total.add("Heat to liquid", liquid_W, "W");
        total.add("Heat to air", air_W, "W");
    }
    return rows;
}

InspectorRows campusResults(const InspectorContext& context) {
    InspectorRows rows;
    if (!context.solution)
        return rows;
    const engine::EnergyBalance& energy = context.solution->energy;
    InspectorSection balance(rows, "energy", QStringLiteral("Energy"),
                             QStringLiteral("grid = IT + cooling + losses"));
    balance.add("Grid", energy.grid_W, "W");
    balance.add("IT", energy.it_W, "W");
    balance.add("Cooling", energy.cooling_W, "W");
    if (energy.generation_W != 0.0)
        balance.add("On-site generation", energy.generation_W, "W");
    balance.add("Losses", energy.loss_W, "W");
    balance.add("Residual",
                QStringLiteral("%1 %").arg(formatNumber(energy.residualFraction * 100.0, 3)));
    const engine::LossesByKind& kinds = context.solution->losses;
    InspectorSection losses(rows, "losses", QStringLiteral("Losses"));
    const auto lost = [&losses](const char* label, double loss_W) {
        if (loss_W > 0.0)
            losses.add(label, loss_W, "W");
    };
    lost("Transformers", kinds.transformers_W);
    lost("Cables", kinds.cables_W);
    lost("Busways", kinds.busways_W);
    lost("UPS", kinds.ups_W);
    lost("Transfer switches", kinds.transferSwitches_W);
    lost("PDUs", kinds.pdus_W);
    lost("Power racks", kinds.rectifiers_W);
    InspectorSection heat(rows, "heat", QStringLiteral("Heat"));
    heat.add("To liquid", energy.heatToLiquid_W, "W");
    heat.add("To air", energy.heatToAir_W, "W");
    heat.add("Rejected", energy.heatRejected_W, "W");
    heat.add("Water", formatCompact(energy.water_m3_per_s * 3600.0) + QStringLiteral(" m³/h"));
    return rows;
}

} // namespace hallwright::app
