#include "app/tools/place_gesture.h"

#include "app/document/campus_document.h"
#include "app/document/selection.h"
#include "core/model/placement_rules.h"

#include <QObject>

#include <cmath>
#include <numbers>

namespace hallwright::app {

namespace {

using base::Vec2;
using model::EntityId;
using model::EntityKind;

constexpr double kPlacingGrid_m = 1.0;
constexpr double kRowReach_m = 1.2;
constexpr double kRowEnd_m = 6.0; ///< a row may grow past the CDUs at its ends

Vec2 turned(Vec2 v, double angle_deg) {
    const double angle = angle_deg * std::numbers::pi / 180.0;
    return {v.x * std::cos(angle) - v.y * std::sin(angle),
            v.x * std::sin(angle) + v.y * std::cos(angle)};
}

QString words(const base::Diagnostics& findings) {
    return findings.empty() ? QString()
                            : inOneLine(QString::fromStdString(findings.front().what),
                                        QString::fromStdString(findings.front().remedy));
}

} // namespace

PlaceGesture::PlaceGesture(ToolContext& context, PlacingItem item)
    : Gesture(context), m_item(std::move(item)) {}

void PlaceGesture::hover(const PickRay& ray, Qt::KeyboardModifiers modifiers) {
    const auto point = meetPlane(ray, 0.0);
    m_hasPoint = point.has_value();
    if (point)
        m_point_m = {point->x, point->y};
    m_snaps = !modifiers.testFlag(Qt::ControlModifier);
    update();
}

const model::Row* PlaceGesture::rowNear(EntityId hall, Vec2 point_m) const {
    const model::Campus& campus = m_context.document.campus();
    const model::Row* nearest = nullptr;
    double best_m = kRowReach_m;
    for (const model::Row& row : campus.rows()) {
        if (entity(row.hall) != hall)
            continue;
        const auto placement = campus.sitePlacement(entity(row.id));
        const Vec2 local = turned(point_m - placement.position_m, -placement.rotation_deg);
        if (std::abs(local.y) < best_m && std::abs(local.x) < 0.5 * row.length_m + kRowEnd_m) {
            best_m = std::abs(local.y);
            nearest = &row;
        }
    }
    return nearest;
}

void PlaceGesture::update() {
    m_ghost = {};
    if (!m_hasPoint) {
        m_context.changed();
        return;
    }
    const model::Campus& campus = m_context.document.campus();
    const catalog::Catalog& catalog = *m_context.document.catalog();
    const bool free = m_item.kind == EntityKind::Hall || m_item.kind == EntityKind::Substation ||
                      m_item.kind == EntityKind::Plant || m_item.kind == EntityKind::GridConnection;
    m_spot = {};
    if (!free) {
        m_spot.container = containerAt(campus, catalog, m_point_m);
        if (m_item.needsHall && campus.kindOf(m_spot.container) != EntityKind::Hall)
            m_spot.container = {};
    }
    const auto frame =
        m_spot.container.isValid() ? campus.sitePlacement(m_spot.container) : model::Placement();
    model::OrientedBox box = m_item.boxes.front();
    const Vec2 middle = box.centre_m; // of the box about the item's own origin
    double rotation_deg = frame.rotation_deg + m_turn_deg;
    Vec2 point = m_point_m;
    const model::Row* row =
        m_item.kind == EntityKind::Rack && m_snaps ? rowNear(m_spot.container, m_point_m) : nullptr;
    if (row) {
        const auto line = campus.sitePlacement(entity(row->id));
        rotation_deg = line.rotation_deg;
        const Vec2 local = turned(m_point_m - line.position_m, -rotation_deg);
        point = line.position_m + turned({local.x, 0.0}, rotation_deg);
        m_spot.row = row->id;
    }
    box.rotation_deg = rotation_deg;
    box.centre_m = point + turned(middle, rotation_deg);
    box.bottom_m += frame.z_m;
    const auto neighbours = neighboursOf(campus, catalog, m_spot.container, point, kGapReach_m, {});
    if (m_snaps) {
        const bool inside = m_spot.container.isValid();
        const Snapped snapped =
            snapBox(box, neighbours, inside, catch_m(), inside ? kHallGrid_m : kPlacingGrid_m);
        box.centre_m = snapped.position_m;
        m_ghost.guides = snapped.guides;
        m_ghost.snap =
            row ? QString::fromStdString(row->name) + QStringLiteral(" · ") + snapped.label
                : snapped.label;
    }
    Vec2 origin = box.centre_m - turned(middle, rotation_deg);
    Vec2 local = m_spot.container.isValid() ? campus.toLocal(m_spot.container, origin) : origin;
    if (m_typedX.value() || m_typedY.value()) {
        local = {m_typedX.value().value_or(local.x), m_typedY.value().value_or(local.y)};
        origin = m_spot.container.isValid() ? campus.toSite(m_spot.container, local) : local;
        box.centre_m = origin + turned(middle, rotation_deg);
    }
    m_spot.placement.position_m = local;
    m_spot.placement.rotation_deg = std::remainder(rotation_deg - frame.rotation_deg, 360.0);

    m_ghost.visible = true;
    m_ghost.label = m_item.name;
    m_ghost.z_m = box.bottom_m + 0.1;
    for (model::OrientedBox part : m_item.boxes) {
        part.centre_m = origin + turned(part.centre_m, rotation_deg);
        part.rotation_deg += rotation_deg;
        part.bottom_m += frame.z_m;
        m_ghost.boxes.push_back(part);
    }
    m_ghost.dimensions = measureGaps(box, neighbours, kGapReach_m);
    if (m_item.needsHall && !m_spot.container.isValid()) {
        m_ghost.valid = false;
        m_ghost.reason = QObject::tr("Stands only in a hall");
        m_ghost.remedy = QObject::tr("Point inside a hall.");
    } else {
        const auto refusals = model::checkPlacement(
            campus, catalog, m_context.document.spatialIndex(), m_item.kind, m_spot.container, box);
        if (!refusals.empty()) {
            m_ghost.valid = false;
            m_ghost.reason = QString::fromStdString(refusals.front().rule);
            m_ghost.remedy = QString::fromStdString(refusals.front().remedy);
        }
    }
    m_context.changed();
}

void PlaceGesture::press(const PickRay& ray, Qt::KeyboardModifiers modifiers) {
    hover(ray, modifiers);
    place();
}

void PlaceGesture::place() {
    if (!m_ghost.visible)
        return;
    if (!m_ghost.valid) {
        m_context.say(inOneLine(m_ghost.reason, m_ghost.remedy));
        return;
    }
    const auto change =
        m_context.document.apply(m_item.edit(m_spot), QObject::tr("Place %1").arg(m_item.name));
    if (!change) {
        m_context.say(words(change.error()));
        return;
    }
    m_context.say({});
    for (const EntityId id : change->touched())
        if (m_context.document.campus().kindOf(id) == m_item.kind) {
            // A changed hall (its content was edited by hand) is touched too; new ids are last.
            m_context.selection.set({id});
        }
    m_typedX.clear();
    m_typedY.clear();
    m_field = Field::None;
    update();
}

bool PlaceGesture::key(int key, const QString& text) {
    if (key == Qt::Key_R) {
        m_turn_deg = std::fmod(m_turn_deg + 90.0, 360.0);
        update();
        return true;
    }
    if (key == Qt::Key_Tab) {
        m_field = m_field == Field::X ? Field::Y : Field::X;
        m_context.changed();
        return true;
    }
    if (key == Qt::Key_X || key == Qt::Key_Y) {
        m_field = key == Qt::Key_X ? Field::X : Field::Y;
        m_context.changed();
        return true;
    }
    if (key == Qt::Key_Return || key == Qt::Key_Enter) {
        place();
        return true;
    }
    const bool digit = text.size() == 1 && (text.at(0).isDigit() || text == QLatin1String("-"));
    if (m_field == Field::None && digit)
        m_field = Field::X;
    if (m_field != Field::None && (m_field == Field::X ? m_typedX : m_typedY).key(key, text)) {
        update();
        return true;
    }
    return false;
}

QString PlaceGesture::hint() const {
    const auto field = [this](Field which, const char* name, const TypedValue& typed) {
        const QString value = !typed.isEmpty()   ? typed.text()
                              : m_field == which ? QStringLiteral("…")
                                                 : QString();
        return value.isEmpty() ? QString() : QStringLiteral("  %1 %2").arg(name, value);
    };
    return QObject::tr("Place %1").arg(m_item.name) + field(Field::X, "x", m_typedX) +
           field(Field::Y, "y", m_typedY);
}

} // namespace hallwright::app
