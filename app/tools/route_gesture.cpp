#include "app/tools/route_gesture.h"

#include "app/document/campus_document.h"
#include "app/document/selection.h"
#include "core/model/edits/connecting.h"

#include <QObject>

#include <cmath>

namespace hallwright::app {

namespace {

using base::Vec2;
using model::EntityId;
using model::EntityKind;

/// Corners of a route that was clicked, or one square corner where none was.
std::vector<Vec2> cornersBetween(Vec2 from, Vec2 to, const std::vector<Vec2>& clicked) {
    if (!clicked.empty())
        return clicked;
    if (std::abs(from.x - to.x) < 0.1 || std::abs(from.y - to.y) < 0.1)
        return {};
    return {Vec2{to.x, from.y}};
}

} // namespace

bool RouteGesture::canEnd(EntityId id) const {
    const model::Campus& campus = m_context.document.campus();
    switch (campus.kindOf(id)) {
    case EntityKind::Hall:
    case EntityKind::Plant:
        return true;
    case EntityKind::Substation:
    case EntityKind::GridConnection:
        return m_kind == Kind::Feeder;
    case EntityKind::Equipment: {
        const auto* item = campus.equipment().find(model::EquipmentId{id.number});
        return m_kind == Kind::Feeder && item && item->kind == model::EquipmentKind::Generation;
    }
    default:
        return false;
    }
}

EntityId RouteGesture::endAt(const PickRay& ray) const {
    const model::Campus& campus = m_context.document.campus();
    EntityId id =
        pickEntity(campus, m_context.document.spatialIndex(), ray, m_context.metresPerPixel);
    if (id.isValid() && !canEnd(id))
        id = campus.containerOf(id);
    return canEnd(id) ? id : EntityId{};
}

void RouteGesture::hover(const PickRay& ray, Qt::KeyboardModifiers) {
    const model::Campus& campus = m_context.document.campus();
    const EntityId end = endAt(ray);
    m_context.selection.setHovered(end);
    m_ghost = {};
    const auto ground = meetPlane(ray, 0.0);
    if (m_from.isValid() && (end.isValid() || ground)) {
        const Vec2 from = campus.sitePlacement(m_from).position_m;
        const Vec2 to =
            end.isValid() ? campus.sitePlacement(end).position_m : Vec2{ground->x, ground->y};
        std::vector<Vec2> line{from};
        for (const Vec2 corner : cornersBetween(from, to, m_corners_m))
            line.push_back(corner);
        line.push_back(to);
        double length_m = 0.0;
        for (std::size_t i = 0; i + 1 < line.size(); ++i) {
            m_ghost.guides.push_back({line[i], line[i + 1], {}});
            length_m += std::hypot(line[i + 1].x - line[i].x, line[i + 1].y - line[i].y);
        }
        m_ghost.visible = true;
        m_ghost.valid = end != m_from;
        m_ghost.label = QStringLiteral("%1 m").arg(length_m, 0, 'f', 0);
        m_ghost.z_m = 0.3;
    }
    m_context.changed();
}

void RouteGesture::press(const PickRay& ray, Qt::KeyboardModifiers) {
    const EntityId end = endAt(ray);
    if (!m_from.isValid()) {
        m_from = end;
        m_context.say(end.isValid() ? QString()
                                    : QObject::tr("A route begins at a substation, a plant, a hall "
                                                  "or the grid."));
    } else if (end.isValid() && end != m_from) {
        connect(end);
    } else if (const auto ground = meetPlane(ray, 0.0); ground && !end.isValid()) {
        m_corners_m.push_back({std::round(ground->x), std::round(ground->y)});
    }
    m_context.changed();
}

void RouteGesture::connect(EntityId to) {
    const model::Campus& campus = m_context.document.campus();
    const Vec2 a = campus.sitePlacement(m_from).position_m, b = campus.sitePlacement(to).position_m;
    const auto corners = cornersBetween(a, b, m_corners_m);
    const QString ends = QStringLiteral("%1 – %2").arg(
        QString::fromStdString(campus.nameOf(m_from)), QString::fromStdString(campus.nameOf(to)));
    const auto draw = [&] {
        if (m_kind == Kind::Feeder) {
            model::Feeder feeder;
            feeder.from = m_from;
            feeder.to = to;
            feeder.side = model::freeIntake(campus, to);
            feeder.route_m = corners;
            return m_context.document.apply(model::ConnectFeeder{feeder},
                                            QObject::tr("Draw feeder %1").arg(ends));
        }
        model::Main main;
        main.from = m_from;
        main.to = to;
        main.route_m = corners;
        return m_context.document.apply(model::ConnectMain{main},
                                        QObject::tr("Draw main %1").arg(ends));
    };
    const auto change = draw();
    if (!change) {
        const auto& finding = change.error().front();
        m_context.say(QString::fromStdString(finding.what + " " + finding.remedy));
        return;
    }
    m_context.say({});
    m_context.selection.set(change->touched());
    m_from = {};
    m_corners_m.clear();
    m_ghost = {};
}

bool RouteGesture::key(int key, const QString&) {
    if (key != Qt::Key_Backspace || m_corners_m.empty())
        return false;
    m_corners_m.pop_back();
    m_context.changed();
    return true;
}

bool RouteGesture::cancel() {
    const bool was = m_from.isValid();
    m_from = {};
    m_corners_m.clear();
    m_ghost = {};
    m_context.changed();
    return was;
}

QString RouteGesture::hint() const {
    const QString what = m_kind == Kind::Feeder ? QObject::tr("feeder") : QObject::tr("main");
    return m_from.isValid() ? QObject::tr("Draw a %1: corners, then its far end").arg(what)
                            : QObject::tr("Draw a %1: pick where it begins").arg(what);
}

} // namespace hallwright::app
