#include "app/tools/select_gesture.h"

#include "app/document/selection.h"

#include <QObject>

#include <cmath>

namespace hallwright::app {

namespace {

constexpr double kDragStart_px = 4.0;

} // namespace

void SelectGesture::hover(const PickRay& ray, Qt::KeyboardModifiers modifiers) {
    if (m_grabbed && !m_mover) {
        if (const auto point = meetPlane(ray, 0.0)) {
            m_plane_m = 0.0;
            m_mover = std::make_unique<DragMover>(m_context, m_context.selection.entities(),
                                                  base::Vec2{point->x, point->y});
            m_dragging = true;
        }
        if (m_mover && m_mover->isEmpty())
            cancel();
    }
    const auto point = meetPlane(ray, m_plane_m);
    if (m_mover && m_isTyped && point) {
        m_mover->holdAt({point->x, point->y});
        m_isTyped = false;
    }
    if (m_pressed_m && !m_mover && point) {
        const base::Vec2 way = base::Vec2{point->x, point->y} - *m_pressed_m;
        if (std::hypot(way.x, way.y) > kDragStart_px * m_context.metresPerPixel) {
            m_mover = std::make_unique<DragMover>(m_context, m_context.selection.entities(),
                                                  *m_pressed_m);
            m_dragging = !m_mover->isEmpty();
        }
    }
    if (m_dragging) {
        follow(ray, modifiers);
        return;
    }
    m_context.selection.setHovered(pickEntity(m_context.document.campus(),
                                              m_context.document.spatialIndex(), ray,
                                              m_context.metresPerPixel));
}

void SelectGesture::follow(const PickRay& ray, Qt::KeyboardModifiers modifiers) {
    if (const auto point = meetPlane(ray, m_plane_m))
        m_point_m = {point->x, point->y};
    DragMover::Options options;
    options.lock = m_lock;
    options.snaps = !modifiers.testFlag(Qt::ControlModifier);
    options.catch_m = catch_m();
    options.typed_m = m_typed.value();
    m_mover->moveTo(m_point_m, options);
    m_context.changed();
}

void SelectGesture::press(const PickRay& ray, Qt::KeyboardModifiers modifiers) {
    if (m_grabbed && m_mover) { // the click keeps what G moved
        const bool refused = !m_mover->ghost().valid;
        m_context.say(refused ? inOneLine(m_mover->ghost().reason, m_mover->ghost().remedy)
                              : QString());
        m_mover.reset();
        m_grabbed = m_dragging = m_isTyped = false;
        m_lock = DragMover::Lock::None;
        m_typed.clear();
        m_context.changed();
        return;
    }
    const auto& campus = m_context.document.campus();
    const model::EntityId id =
        pickEntity(campus, m_context.document.spatialIndex(), ray, m_context.metresPerPixel);
    const bool adds = modifiers & (Qt::ShiftModifier | Qt::ControlModifier);
    if (!id.isValid()) {
        if (!adds)
            m_context.selection.clear();
        return;
    }
    if (adds) {
        m_context.selection.toggle(int(id.number));
        return;
    }
    if (!m_context.selection.contains(id))
        m_context.selection.set({id});
    const auto box = model::footprintOf(campus, *m_context.document.catalog(), id);
    m_plane_m = box.bottom_m;
    if (const auto point = meetPlane(ray, m_plane_m))
        m_pressed_m = base::Vec2{point->x, point->y};
}

void SelectGesture::release(const PickRay&, Qt::KeyboardModifiers) {
    if (m_grabbed)
        return;
    if (m_mover)
        m_context.say(m_mover->ghost().valid
                          ? QString()
                          : inOneLine(m_mover->ghost().reason, m_mover->ghost().remedy));
    m_mover.reset();
    m_pressed_m.reset();
    m_dragging = false;
    m_lock = DragMover::Lock::None;
    m_typed.clear();
    m_context.changed();
}

bool SelectGesture::key(int key, const QString& text) {
    const bool locks = key == Qt::Key_X || key == Qt::Key_Y;
    const bool types = (m_mover || m_grabbed) && !locks && m_typed.key(key, text);
    if (!m_mover && m_grabbed && (locks || types)) { // before the pointer has moved
        m_point_m = {};
        m_mover = std::make_unique<DragMover>(m_context, m_context.selection.entities(), m_point_m);
        m_dragging = m_isTyped = true;
        if (m_mover->isEmpty())
            return cancel();
    }
    if (!m_mover)
        return false;
    const auto again = [this] {
        DragMover::Options options;
        options.lock = m_lock;
        options.snaps = !m_isTyped;
        options.catch_m = catch_m();
        options.typed_m = m_typed.value();
        m_mover->moveTo(m_point_m, options);
        m_context.changed();
        return true;
    };
    if (locks) {
        const auto lock = key == Qt::Key_X ? DragMover::Lock::X : DragMover::Lock::Y;
        m_lock = m_lock == lock ? DragMover::Lock::None : lock;
        return again();
    }
    if (key == Qt::Key_Return || key == Qt::Key_Enter) {
        const bool refused = !m_mover->ghost().valid;
        const QString reason =
            refused ? inOneLine(m_mover->ghost().reason, m_mover->ghost().remedy) : QString();
        if (refused && !m_typed.isEmpty()) // not as far as the first digits went, either
            m_mover->cancel();
        m_context.say(reason);
        m_mover.reset();
        m_grabbed = m_dragging = m_isTyped = false;
        m_pressed_m.reset();
        m_lock = DragMover::Lock::None;
        m_typed.clear();
        m_context.changed();
        return true;
    }
    if (types) {
        if (m_lock == DragMover::Lock::None)
            m_lock = DragMover::Lock::X;
        return again();
    }
    return false;
}

bool SelectGesture::cancel() {
    const bool was = m_mover != nullptr || m_grabbed;
    if (m_mover)
        m_mover->cancel();
    m_mover.reset();
    m_grabbed = m_dragging = m_isTyped = false;
    m_pressed_m.reset();
    m_lock = DragMover::Lock::None;
    m_typed.clear();
    m_context.changed();
    return was;
}

QString SelectGesture::hint() const {
    if (!m_mover)
        return m_grabbed ? QObject::tr("Move: point where to, or X, Y and a distance") : QString();
    const QString what = m_mover->ghost().label;
    if (m_lock == DragMover::Lock::None)
        return QObject::tr("Move %1 · X Y lock an axis · digits type a distance").arg(what);
    const QString axis = m_lock == DragMover::Lock::X ? QStringLiteral("x") : QStringLiteral("y");
    return QObject::tr("Move %1 along %2 · %3 m")
        .arg(what, axis, m_typed.isEmpty() ? QStringLiteral("…") : m_typed.text());
}

Ghost SelectGesture::ghost() const {
    return m_mover ? m_mover->ghost() : Ghost();
}

} // namespace hallwright::app
