#include "app/tools/drag_mover.h"

#include "core/model/edits/arranging.h"
#include "core/model/placement_rules.h"

#include <QObject>

#include <algorithm>
#include <cmath>

namespace hallwright::app {

namespace {

using base::Vec2;
using model::EntityId;
using model::EntityKind;

constexpr std::size_t kCheckedMost = 200; ///< larger groups are judged by the findings list
constexpr double kMovingGrid_m = 0.5;

bool isMovable(EntityKind kind) {
    return kind != EntityKind::None && kind != EntityKind::Feeder && kind != EntityKind::Main &&
           kind != EntityKind::Zone && kind != EntityKind::Scenario;
}

} // namespace

DragMover::DragMover(ToolContext& context, std::vector<EntityId> entities, Vec2 from_m)
    : m_context(context), m_from_m(from_m), m_index(context.document.spatialIndex()),
      m_before(context.document.campus()), m_drag(DragId::next()) {
    const catalog::Catalog& catalog = *context.document.catalog();
    for (const EntityId id : entities)
        if (isMovable(m_before.kindOf(id))) {
            m_entities.push_back(id);
            m_boxes.push_back(model::footprintOf(m_before, catalog, id));
        }
    if (m_entities.empty())
        return;
    std::vector<EntityId> ignoring = m_entities;
    for (const model::Rack& rack : m_before.racks()) // a row's own racks move with it
        if (std::find(m_entities.begin(), m_entities.end(), entity(rack.row)) != m_entities.end())
            ignoring.push_back(entity(rack.id));
    m_neighbours = neighboursOf(m_before, catalog, m_before.containerOf(m_entities.front()),
                                m_boxes.front().centre_m, kGapReach_m, ignoring);
}

QString DragMover::refusalAt(Vec2 by_m, QString& remedy) const {
    if (m_entities.size() > kCheckedMost)
        return {};
    for (std::size_t i = 0; i < m_entities.size(); ++i) {
        model::OrientedBox box = m_boxes[i];
        box.centre_m = box.centre_m + by_m;
        const auto refusals = model::checkPlacement(
            m_before, *m_context.document.catalog(), m_index, m_before.kindOf(m_entities[i]),
            m_before.containerOf(m_entities[i]), box, m_entities);
        if (!refusals.empty()) {
            remedy = QString::fromStdString(refusals.front().remedy);
            return QString::fromStdString(refusals.front().rule);
        }
    }
    return {};
}

void DragMover::moveTo(Vec2 point_m, const Options& options) {
    if (m_entities.empty())
        return;
    Vec2 by = point_m - m_from_m;
    model::OrientedBox lead = m_boxes.front();
    m_ghost = {};
    if (options.snaps && !options.typed_m) {
        lead.centre_m = m_boxes.front().centre_m + by;
        const bool inside = m_before.containerOf(m_entities.front()).isValid();
        const Snapped snapped = snapBox(lead, m_neighbours, inside, options.catch_m,
                                        inside ? kHallGrid_m : kMovingGrid_m);
        by = snapped.position_m - m_boxes.front().centre_m;
        m_ghost.snap = snapped.label;
        m_ghost.guides = snapped.guides;
    }
    if (options.lock == Lock::X)
        by = {options.typed_m.value_or(by.x), 0.0};
    else if (options.lock == Lock::Y)
        by = {0.0, options.typed_m.value_or(by.y)};
    lead.centre_m = m_boxes.front().centre_m + by;
    m_ghost.dimensions = measureGaps(lead, m_neighbours, kGapReach_m);
    m_ghost.z_m = lead.bottom_m + 0.1;
    m_ghost.reason = refusalAt(by, m_ghost.remedy);
    m_ghost.valid = m_ghost.reason.isEmpty();
    m_ghost.visible = true;
    m_ghost.label = describe(m_before, m_entities);
    if (!m_ghost.valid) {
        // What is refused stays where it last fitted; its outline shows where it was wanted.
        for (model::OrientedBox box : m_boxes) {
            box.centre_m = box.centre_m + by;
            m_ghost.boxes.push_back(box);
        }
        return;
    }
    const Vec2 step = by - m_applied_m;
    if (std::hypot(step.x, step.y) < 1e-6)
        return;
    const auto change = m_context.document.apply(model::MoveEntities{m_entities, step, 0.0},
                                                 QObject::tr("Move %1").arg(m_ghost.label), m_drag);
    if (!change) {
        m_ghost.valid = false;
        m_ghost.reason = QString::fromStdString(change.error().front().what);
        m_ghost.remedy = QString::fromStdString(change.error().front().remedy);
        return;
    }
    m_applied_m = by;
    m_moved = std::hypot(by.x, by.y) > 1e-6;
}

void DragMover::cancel() {
    // A drag back to its start has left the stack by itself.
    if (m_moved)
        m_context.document.undo();
    m_moved = false;
    m_applied_m = {};
}

} // namespace hallwright::app
