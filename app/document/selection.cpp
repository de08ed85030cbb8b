#include "app/document/selection.h"

#include "app/document/campus_document.h"

#include <algorithm>
#include <unordered_set>

namespace hallwright::app {

Selection::Selection(CampusDocument& document, QObject* parent)
    : QObject(parent), m_document(document) {
    // What an edit or an undo removes leaves the selection with it.
    connect(&document, &CampusDocument::changed, this, [this] {
        const model::Campus& campus = m_document.campus();
        const auto gone = [&campus](model::EntityId id) {
            return campus.kindOf(id) == model::EntityKind::None;
        };
        if (m_hovered.isValid() && gone(m_hovered))
            setHovered({});
        if (std::erase_if(m_entities, gone) > 0)
            emit changed();
    });
}

bool Selection::contains(model::EntityId id) const {
    return std::find(m_entities.begin(), m_entities.end(), id) != m_entities.end();
}

int Selection::first() const {
    return m_entities.empty() ? 0 : int(m_entities.front().number);
}

void Selection::set(std::vector<model::EntityId> entities) {
    std::vector<model::EntityId> unique;
    unique.reserve(entities.size());
    std::unordered_set<model::EntityId> seen;
    for (const model::EntityId id : entities)
        if (m_document.campus().kindOf(id) != model::EntityKind::None && seen.insert(id).second)
            unique.push_back(id);
    if (unique == m_entities)
        return;
    m_entities = std::move(unique);
    emit changed();
}

void Selection::setHovered(model::EntityId id) {
    if (m_hovered == id)
        return;
    m_hovered = id;
    emit hoveredChanged();
}

void Selection::select(int number) {
    set({model::EntityId{std::uint32_t(number)}});
}

void Selection::toggle(int number) {
    const model::EntityId id{std::uint32_t(number)};
    std::vector<model::EntityId> next = m_entities;
    if (std::erase(next, id) == 0)
        next.push_back(id);
    set(std::move(next));
}

void Selection::selectAll() {
    const model::Campus& campus = m_document.campus();
    std::vector<model::EntityId> all;
    const auto add = [&all](const auto& table) {
        for (const auto& row : table)
            all.push_back(entity(row.id));
    };
    add(campus.halls());
    add(campus.substations());
    add(campus.plants());
    add(campus.grids());
    for (const model::Equipment& item : campus.equipment())
        if (!item.parent.isValid())
            all.push_back(entity(item.id));
    set(std::move(all));
}

void Selection::clear() {
    set({});
}

void Selection::reveal(int number) {
    select(number);
    emit revealRequested(number);
}

} // namespace hallwright::app
