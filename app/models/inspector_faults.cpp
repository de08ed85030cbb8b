#include "app/models/inspector_faults.h"

#include "app/format/number_format.h"
#include "app/models/entity_words.h"
#include "app/models/inspector_section.h"
#include "core/engine/short_circuit_levels.h"

#include <algorithm>
#include <cmath>

namespace hallwright::app {

namespace {

QString kiloamperes(double current_kA) {
    return std::isfinite(current_kA) ? formatNumber(current_kA, 1) + QStringLiteral("\u2009kA")
                                     : QStringLiteral("—");
}

QString ratingText(const engine::FaultRating& rating, const InspectorContext& context) {
    const auto* panel = context.catalog.switchgearPanel(rating.type);
    return fromUtf8(panel ? panel->name : rating.type) +
           (rating.isAssumed ? QStringLiteral(", assumed") : QString());
}

/// Currents of a bus against what its panel withstands, and what they were computed with.
void addFaultLevel(InspectorSection& fault, const InspectorContext& context,
                   const engine::BusFaultLevel& bus) {
    const auto &most = bus.maximum, &least = bus.minimum;
    fault.add("At", fromUtf8(bus.name));
    if (bus.rating.isKnown()) {
        fault.addLoading("Fault level", bus.loading(), QStringLiteral("of rating"));
        fault.add("", ratingText(bus.rating, context)).kind = InspectorRowKind::Check; // wraps
    }
    const auto against = [](double rating_A) {
        return rating_A > 0.0 ? QStringLiteral("of ") + kiloamperes(rating_A / 1e3) : QString();
    };
    fault.add("Ik″ three-phase", kiloamperes(most.ik3_kA), against(bus.rating.shortTime_A));
    if (most.hasEarthPath)
        fault.add("Ik″ to earth", kiloamperes(most.ik1_kA));
    else
        fault.add("Ik″ to earth", QStringLiteral("none"), QStringLiteral("neutral not earthed"));
    fault.add("Peak ip", kiloamperes(most.ip_kA), against(bus.rating.peak_A));
    fault.add("Breaking Ib", kiloamperes(most.ib_kA), QStringLiteral("at 0.1 s"));
    fault.add("Thermal Ith", kiloamperes(most.ith_kA), QStringLiteral("for 1 s"));
    fault.add("Least Ik″",
              kiloamperes(least.hasEarthPath ? std::min(least.ik2_kA, least.ik1_kA) : least.ik2_kA),
              least.hasEarthPath && least.ik1_kA < least.ik2_kA ? QStringLiteral("to earth")
                                                                : QStringLiteral("two-phase"));
    fault.add("Factor c",
              formatNumber(most.c, 2) + QStringLiteral(" / ") + formatNumber(least.c, 2),
              QStringLiteral("most / least"));
    fault.add("κ at R/X", formatNumber(most.kappa, 2), formatNumber(most.rOverX, 3));
}

/// The bus with the highest fault level in full, the others of the same thing by a line each.
void addFaultLevels(InspectorRows& rows, const InspectorContext& context, model::EntityId id) {
    const auto* levels = context.solution->faultLevels.get();
    if (!levels)
        return;
    const engine::BusFaultLevel* worst = nullptr;
    for (const auto& bus : levels->buses)
        if (bus.entity == id && bus.maximum.isEnergised &&
            (!worst || bus.loading() > worst->loading()))
            worst = &bus;
    if (!worst)
        return;
    InspectorSection fault(rows, "fault", QStringLiteral("Short circuit"),
                           QStringLiteral("IEC 60909-0"));
    addFaultLevel(fault, context, *worst);
    const auto& corrections = levels->transformerCorrections;
    const auto k = std::lower_bound(
        corrections.begin(), corrections.end(), id.number,
        [](const auto& entry, std::uint32_t number) { return entry.first.number < number; });
    if (k != corrections.end() && k->first.number == id.number)
        fault.add("Transformer K_T", formatNumber(k->second, 3));
    for (const auto& bus : levels->buses) {
        if (bus.entity != id || &bus == worst || !bus.maximum.isEnergised)
            continue;
        auto& row =
            fault.add("", kiloamperes(bus.maximum.ik3_kA),
                      bus.rating.isKnown() ? formatPercent(bus.loading()).text() : QString());
        row.label = fromUtf8(bus.name);
        row.key += row.label;
    }
}

/// The busways of a row: what they withstand and what trips their breakers.
void addBuswayFaults(InspectorRows& rows, const InspectorContext& context, model::EntityId id) {
    const auto* levels = context.solution->faultLevels.get();
    if (!levels || context.campus.kindOf(id) != model::EntityKind::Row)
        return;
    InspectorSection fault(rows, "fault", QStringLiteral("Short circuit"),
                           QStringLiteral("IEC 60909-0"));
    const auto& states = context.solution->busways;
    for (std::size_t i = 0; i < std::min(states.size(), levels->busways.size()); ++i) {
        const auto& level = levels->busways[i];
        if (model::entity(states[i].row) != id || !level.start.isEnergised)
            continue;
        auto& start =
            fault.add("", kiloamperes(level.start.ik3_kA),
                      QStringLiteral("of ") + kiloamperes(level.rating.shortTime_A / 1e3));
        start.label = fromUtf8(level.name) + QStringLiteral(", start");
        start.key += start.label;
        if (level.loading() > 1.0)
            start.severity = QStringLiteral("fault");
        auto& most = fault.add("", kiloamperes(level.most_A / 1e3), QStringLiteral("at most"));
        most.label = fromUtf8(level.name) + QStringLiteral(", end");
        most.key += most.label + QStringLiteral(" most");
        auto& end = fault.add("", kiloamperes(level.least_A() / 1e3),
                              QStringLiteral("trips at ") + kiloamperes(level.needed_A / 1e3));
        end.label = fromUtf8(level.name) + QStringLiteral(", least");
        end.key += end.label;
        if (level.least_A() < level.needed_A)
            end.severity = QStringLiteral("warning");
    }
}

/// What protection of a feeder is set between, and what the cable stands until it has acted.
void addFeederFault(InspectorRows& rows, const InspectorContext& context, model::FeederId id) {
    const auto* levels = context.solution->faultLevels.get();
    const auto* level = levels ? levels->find(id) : nullptr;
    if (!level || !(level->most_A > 0.0))
        return;
    InspectorSection fault(rows, "fault", QStringLiteral("Short circuit"),
                           QStringLiteral("IEC 60909-0"));
    fault.add("Ik″ at its end", kiloamperes(level->most_A / 1e3), QStringLiteral("at most"));
    auto& least = fault.add("Least Ik″ there", kiloamperes(level->least_A / 1e3),
                            QStringLiteral("relay sees ") + kiloamperes(level->needed_A / 1e3));
    if (level->least_A < level->needed_A)
        least.severity = QStringLiteral("warning");
    fault.add("Thermal Ith at its start", kiloamperes(level->thermal_A / 1e3),
              QStringLiteral("for %1\u2009s").arg(formatNumber(level->clearing_s, 1)));
    if (level->withstand_A <= 0.0)
        return;
    auto& stands = fault.add("A circuit stands", kiloamperes(level->withstand_A / 1e3),
                             formatPercent(level->thermalLoading()).text());
    if (level->thermalLoading() > 1.0)
        stands.severity = QStringLiteral("fault");
}

} // namespace

void addFaults(InspectorRows& rows, const InspectorContext& context, model::EntityId id) {
    addFaultLevels(rows, context, id);
    addBuswayFaults(rows, context, id);
    addFeederFault(rows, context, {id.number});
}

} // namespace hallwright::app
