#include "app/models/air_drill_rows.h"

#include "app/format/number_format.h"
#include "app/models/entity_words.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace hallwright::app {

namespace {

using engine::AirDrill;
using engine::AirDrillFrame;
using engine::AirDrillRack;
using engine::AirEvent;

template <class Value>
QVariantMap trace(const AirDrill& drill, const char* name, const Value& value,
                  const QVariantList& limits) {
    QVariantList values;
    double low = HUGE_VAL, high = -HUGE_VAL;
    for (const AirDrillFrame& frame : drill.frames) {
        const double at = value(frame);
        values.append(at);
        low = std::min(low, at);
        high = std::max(high, at);
    }
    for (const QVariant& limit : limits)
        high = std::max(high, limit.toDouble());
    const double margin = std::max(0.5, 0.08 * (high - low));
    return {{QStringLiteral("name"), QLatin1String(name)},
            {QStringLiteral("values"), values},
            {QStringLiteral("low"), low - margin},
            {QStringLiteral("high"), high + margin},
            {QStringLiteral("limits"), limits}};
}

/// The lowest limits of the racks, which are met first.
QVariantList inletLimits(const AirDrill& drill) {
    double recommended = HUGE_VAL, allowable = HUGE_VAL;
    for (const AirDrillRack& rack : drill.racks) {
        recommended = std::min(recommended, rack.recommended_C);
        if (rack.allowable_C > 0.0)
            allowable = std::min(allowable, rack.allowable_C);
    }
    QVariantList limits;
    for (const double limit : {recommended, allowable})
        if (std::isfinite(limit))
            limits.append(limit);
    return limits;
}

QVariantMap event(double time_s, const QString& text, const QString& detail, const char* severity,
                  model::RackId rack = {}) {
    return {{QStringLiteral("time_s"), time_s},
            {QStringLiteral("time"), formatClock(time_s)},
            {QStringLiteral("text"), text},
            {QStringLiteral("detail"), detail},
            {QStringLiteral("severity"), QLatin1String(severity)},
            {QStringLiteral("rack"), int(rack.number)}};
}

QVariantList eventsOf(const AirDrill& drill, const model::Campus& campus) {
    QVariantList events;
    const bool fans = drill.options.event == AirEvent::FansStop;
    events.append(fans ? event(0.0, QStringLiteral("Air units lose their power"),
                               QStringLiteral("Half speed after %1 s.")
                                   .arg(formatNumber(drill.options.halfSpeed_s, 0)),
                               "fault")
                       : event(0.0, QStringLiteral("Coils lose their water"),
                               QStringLiteral("Fans run on; the air leaves as it came."), "fault"));
    const auto nameOf = [&](const AirDrillRack& rack) {
        return fromUtf8(campus.nameOf(model::entity(rack.id)));
    };
    if (const AirDrillRack* rack = drill.firstAbove())
        events.append(
            event(*rack->aboveRecommended_s,
                  QStringLiteral("%1 above what is recommended").arg(nameOf(*rack)),
                  QStringLiteral("Inlet %1.").arg(formatTemperature(rack->recommended_C).text()),
                  "warning", rack->id));
    if (const AirDrillRack* rack = drill.firstOver())
        events.append(
            event(*rack->overAllowable_s, QStringLiteral("%1 over its limit").arg(nameOf(*rack)),
                  QStringLiteral("Inlet %1.").arg(formatTemperature(rack->allowable_C).text()),
                  "fault", rack->id));
    std::vector<double> trips_s;
    for (const AirDrillRack& rack : drill.racks)
        if (rack.trips_s)
            trips_s.push_back(*rack.trips_s);
    if (!trips_s.empty()) {
        const auto [first, last] = std::minmax_element(trips_s.begin(), trips_s.end());
        events.append(event(*first, QStringLiteral("First rack switches itself off"),
                            QStringLiteral("%1 of %2 by %3.")
                                .arg(trips_s.size())
                                .arg(drill.racks.size())
                                .arg(formatClock(*last)),
                            "fault"));
    }
    if (drill.options.restart_s && !drill.frames.empty() &&
        drill.frames.back().time_s >= *drill.options.restart_s)
        events.append(
            event(*drill.options.restart_s,
                  fans ? QStringLiteral("Power is back") : QStringLiteral("Water is back"),
                  fans ? QStringLiteral("Full speed after %1 s.")
                             .arg(formatNumber(drill.options.runUp_s, 0))
                       : QStringLiteral("Coils cool as before."),
                  "ok"));
    std::stable_sort(events.begin(), events.end(), [](const QVariant& a, const QVariant& b) {
        const QString key = QStringLiteral("time_s");
        return a.toMap().value(key).toDouble() < b.toMap().value(key).toDouble();
    });
    return events;
}

QVariantMap figure(const QString& name, const QString& value, const QString& context,
                   const char* severity) {
    return {{QStringLiteral("name"), name},
            {QStringLiteral("value"), value},
            {QStringLiteral("context"), context},
            {QStringLiteral("severity"), QLatin1String(severity)}};
}

QVariantList figuresOf(const AirDrill& drill, const model::Campus& campus) {
    QVariantList figures;
    const QString none = QStringLiteral("none");
    const auto* over = drill.firstOver();
    figures.append(figure(QStringLiteral("First over limit"),
                          over ? formatClock(*over->overAllowable_s) : none,
                          over ? fromUtf8(campus.nameOf(model::entity(over->id))) : QString(),
                          over ? "fault" : "ok"));
    const auto* above = drill.firstAbove();
    const double recommended_C =
        above ? above->recommended_C : inletLimits(drill).value(0).toDouble();
    figures.append(
        figure(QStringLiteral("First over %1").arg(formatTemperature(recommended_C).text()),
               above ? formatClock(*above->aboveRecommended_s) : none,
               above ? fromUtf8(campus.nameOf(model::entity(above->id))) : QString(),
               above ? "warning" : "ok"));
    const auto warmest = std::max_element(
        drill.frames.begin(), drill.frames.end(),
        [](const auto& a, const auto& b) { return a.worstInlet_C < b.worstInlet_C; });
    if (warmest != drill.frames.end())
        figures.append(figure(QStringLiteral("Warmest inlet"),
                              formatTemperature(warmest->worstInlet_C).text(),
                              QStringLiteral("at %1").arg(formatClock(warmest->time_s)), ""));
    const auto off =
        std::count_if(drill.racks.begin(), drill.racks.end(),
                      [](const AirDrillRack& rack) { return rack.trips_s.has_value(); });
    figures.append(figure(QStringLiteral("Racks switched off"), QString::number(off),
                          QStringLiteral("of %1 in the air").arg(drill.racks.size()),
                          off > 0 ? "fault" : "ok"));
    return figures;
}

} // namespace

AirDrillRows airDrillRows(const AirDrill& drill, const model::Campus& campus) {
    AirDrillRows rows;
    if (drill.frames.empty())
        return rows;
    rows.traces = {
        trace(
            drill, "Warmest rack inlet", [](const auto& f) { return f.worstInlet_C; },
            inletLimits(drill)),
        trace(drill, "Air of the hall", [](const auto& f) { return f.mean_C; }, {}),
        trace(drill, "Flow of the air units", [](const auto& f) { return 100.0 * f.fanShare; }, {}),
    };
    rows.events = eventsOf(drill, campus);
    rows.figures = figuresOf(drill, campus);
    return rows;
}

} // namespace hallwright::app
