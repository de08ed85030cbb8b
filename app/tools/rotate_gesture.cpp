#include "app/tools/rotate_gesture.h"

#include "app/document/selection.h"
#include "core/model/edits/arranging.h"
#include "core/model/words.h"

#include <QObject>

#include <cmath>
#include <numbers>

namespace hallwright::app {

namespace {

constexpr double kStep_deg = 15.0;

double bearing_deg(base::Vec2 from, base::Vec3 to) {
    return std::atan2(to.y - from.y, to.x - from.x) * 180.0 / std::numbers::pi;
}

} // namespace

std::optional<base::Vec2> RotateGesture::middle() const {
    const auto& ids = m_context.selection.entities();
    if (ids.empty())
        return {};
    base::Vec2 sum;
    for (const model::EntityId id : ids)
        sum = sum + m_context.document.campus().sitePlacement(id).position_m;
    return (1.0 / double(ids.size())) * sum;
}

void RotateGesture::press(const PickRay& ray, Qt::KeyboardModifiers) {
    const auto centre = middle();
    const auto point = meetPlane(ray, 0.0);
    if (!centre) {
        const auto id = pickEntity(m_context.document.campus(), m_context.document.spatialIndex(),
                                   ray, m_context.metresPerPixel);
        if (id.isValid())
            m_context.selection.set({id});
        return;
    }
    if (!point)
        return;
    m_middle_m = *centre;
    m_pressed_deg = bearing_deg(m_middle_m, *point);
    m_applied_deg = 0.0;
    m_drag = DragId::next();
}

void RotateGesture::hover(const PickRay& ray, Qt::KeyboardModifiers modifiers) {
    const auto point = meetPlane(ray, 0.0);
    if (!m_pressed_deg || !point)
        return;
    double turn_deg = std::remainder(bearing_deg(m_middle_m, *point) - *m_pressed_deg, 360.0);
    if (!modifiers.testFlag(Qt::ControlModifier))
        turn_deg = std::round(turn_deg / kStep_deg) * kStep_deg;
    if (std::abs(turn_deg - m_applied_deg) < 0.01)
        return;
    const auto& ids = m_context.selection.entities();
    const auto change = m_context.document.apply(
        model::MoveEntities{ids, {}, turn_deg - m_applied_deg},
        QObject::tr("Rotate %1").arg(describe(m_context.document.campus(), ids)), m_drag);
    if (change)
        m_applied_deg = turn_deg;
    else
        m_context.say(QString::fromStdString(change.error().front().what));
    m_context.changed();
}

void RotateGesture::release(const PickRay&, Qt::KeyboardModifiers) {
    m_pressed_deg.reset();
    m_context.changed();
}

bool RotateGesture::cancel() {
    const bool was = m_pressed_deg.has_value();
    if (was && std::abs(m_applied_deg) > 0.01)
        m_context.document.undo();
    m_pressed_deg.reset();
    m_applied_deg = 0.0;
    return was;
}

QString RotateGesture::hint() const {
    if (m_pressed_deg)
        return QObject::tr("Rotate by %1°")
            .arg(QString::fromStdString(model::fixed(m_applied_deg, 0)));
    return m_context.selection.count() > 0 ? QObject::tr("Rotate: drag around the selection")
                                           : QObject::tr("Rotate: pick what to turn");
}

} // namespace hallwright::app
