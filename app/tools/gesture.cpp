#include "app/tools/gesture.h"

#include <QObject>
#include <QVariantList>

namespace hallwright::app {

namespace {

QVariantMap toMap(const model::OrientedBox& box) {
    return {{"x", box.centre_m.x},         {"y", box.centre_m.y},   {"z", box.bottom_m},
            {"width", box.size_m.x},       {"depth", box.size_m.y}, {"height", box.size_m.z},
            {"rotation", box.rotation_deg}};
}

QVariantList toList(const std::vector<GuideLine>& lines, double z_m) {
    QVariantList list;
    for (const GuideLine& line : lines)
        list.append(QVariantMap{{"x1", line.from_m.x},
                                {"y1", line.from_m.y},
                                {"x2", line.to_m.x},
                                {"y2", line.to_m.y},
                                {"z", z_m},
                                {"text", line.text}});
    return list;
}

QString plural(model::EntityKind kind) {
    switch (kind) {
    case model::EntityKind::Hall:
        return QObject::tr("halls");
    case model::EntityKind::Row:
        return QObject::tr("rows");
    case model::EntityKind::Rack:
        return QObject::tr("racks");
    case model::EntityKind::Substation:
        return QObject::tr("substations");
    case model::EntityKind::Plant:
        return QObject::tr("plants");
    case model::EntityKind::Feeder:
        return QObject::tr("feeders");
    case model::EntityKind::Main:
        return QObject::tr("mains");
    default:
        return QObject::tr("objects");
    }
}

} // namespace

QVariantMap Ghost::toMap() const {
    QVariantList list;
    for (const model::OrientedBox& box : boxes)
        list.append(app::toMap(box));
    return {{"visible", visible},
            {"valid", valid},
            {"boxes", list},
            {"label", label},
            {"reason", reason},
            {"remedy", remedy},
            {"snap", snap},
            {"dimensions", toList(dimensions, z_m)},
            {"guides", toList(guides, z_m)}};
}

void Gesture::release(const PickRay&, Qt::KeyboardModifiers) {}

bool Gesture::key(int, const QString&) {
    return false;
}

QString describe(const model::Campus& campus, const std::vector<model::EntityId>& ids) {
    if (ids.size() == 1)
        return QString::fromStdString(campus.nameOf(ids.front()));
    model::EntityKind kind = ids.empty() ? model::EntityKind::None : campus.kindOf(ids.front());
    for (const model::EntityId id : ids)
        if (campus.kindOf(id) != kind)
            kind = model::EntityKind::None;
    return QStringLiteral("%1 %2").arg(ids.size()).arg(plural(kind));
}

QString inOneLine(const QString& reason, const QString& remedy) {
    if (remedy.isEmpty())
        return reason;
    return reason + (reason.endsWith(u'.') ? QStringLiteral(" ") : QStringLiteral(". ")) + remedy;
}

} // namespace hallwright::app
