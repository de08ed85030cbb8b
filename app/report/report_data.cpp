#include "app/report/report_data.h"

#include "app/format/number_format.h"
#include "core/io/campus_writer.h"
#include "core/model/footprint.h"

#include <QCryptographicHash>

#include <algorithm>
#include <map>

namespace hallwright::app::report {

QString ReportData::campusName() const {
    const QString name = QString::fromStdString(campus.site().name);
    return name.isEmpty() ? QStringLiteral("Unnamed campus") : name;
}

QString ReportData::stateLine() const {
    const auto& scenario = solution.scenario;
    const QString load = scenario.itLoadFraction == 1.0
                             ? QStringLiteral("all racks at their set load")
                             : QStringLiteral("racks at %1 of their set load")
                                   .arg(formatPercent(scenario.itLoadFraction).text());
    const QString name = scenario.name.empty() ? QStringLiteral("Design hour")
                                               : QString::fromStdString(scenario.name);
    return QStringLiteral("%1, %2, %3")
        .arg(name, formatTemperature(scenario.ambient_C).text(), load);
}

QString ReportData::contentHash() const {
    const std::string text = io::writeCampusText(campus);
    const QByteArray hash = QCryptographicHash::hash(
        QByteArray::fromRawData(text.data(), qsizetype(text.size())), QCryptographicHash::Sha256);
    return QString::fromLatin1(hash.toHex().left(8));
}

const engine::Kpi* ReportData::kpi(const char* id) const {
    const auto it = std::find_if(solution.kpis.begin(), solution.kpis.end(),
                                 [&](const engine::Kpi& kpi) { return kpi.id == id; });
    return it == solution.kpis.end() ? nullptr : &*it;
}

QPolygonF ReportData::outline(model::EntityId id) const {
    QPolygonF polygon;
    for (const auto& corner : model::footprintOf(campus, catalog, id).corners())
        polygon << QPointF(corner.x, corner.y);
    return polygon;
}

QPolygonF ReportData::localOutline(model::EntityId container, model::EntityId id) const {
    QPolygonF polygon;
    for (const auto& corner : model::footprintOf(campus, catalog, id).corners()) {
        const auto local = campus.toLocal(container, corner);
        polygon << QPointF(local.x, local.y);
    }
    return polygon;
}

QPolygonF ReportData::path(model::EntityId from, const std::vector<model::Vec2>& route_m,
                           model::EntityId to) const {
    QPolygonF points;
    const auto add = [&](model::Vec2 p) { points << QPointF(p.x, p.y); };
    add(campus.sitePlacement(from).position_m);
    for (const auto& corner : route_m)
        add(corner);
    add(campus.sitePlacement(to).position_m);
    return points;
}

std::vector<std::vector<const model::Hall*>> ReportData::hallGroups() const {
    std::vector<std::vector<const model::Hall*>> groups;
    for (const auto& hall : campus.halls()) {
        const auto same = std::find_if(groups.begin(), groups.end(), [&](const auto& group) {
            return !hall.detached && !group.front()->detached &&
                   group.front()->recipe == hall.recipe;
        });
        if (same == groups.end())
            groups.push_back({&hall});
        else
            same->push_back(&hall);
    }
    return groups;
}

std::vector<const model::Plant*> ReportData::plantsOf(model::HallId hall) const {
    std::vector<const model::Plant*> plants;
    for (const auto& plant : campus.plants()) {
        const auto joins = [&](const model::Main& main) {
            const auto a = model::entity(plant.id);
            const auto b = model::entity(hall);
            return (main.from == a && main.to == b) || (main.from == b && main.to == a);
        };
        if (std::any_of(campus.mains().begin(), campus.mains().end(), joins))
            plants.push_back(&plant);
    }
    return plants;
}

std::vector<const model::Equipment*> ReportData::equipmentIn(model::EntityId container) const {
    std::vector<const model::Equipment*> items;
    for (const auto& item : campus.equipment())
        if (item.parent == container)
            items.push_back(&item);
    return items;
}

std::optional<double> ReportData::rowLoading(model::RowId row) const {
    std::optional<double> highest;
    for (const auto& busway : solution.busways)
        if (busway.row == row && busway.energised)
            highest = std::max(highest.value_or(0.0), busway.loading);
    return highest;
}

} // namespace hallwright::app::report
