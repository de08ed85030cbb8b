#include "core/model/campus.h"

#include "core/geometry/frame.h"

#include <algorithm>

namespace hallwright::model {

namespace {

template <class T>
constexpr EntityKind kindOfRow() {
    if constexpr (std::is_same_v<T, Hall>)
        return EntityKind::Hall;
    else if constexpr (std::is_same_v<T, Row>)
        return EntityKind::Row;
    else if constexpr (std::is_same_v<T, Rack>)
        return EntityKind::Rack;
    else if constexpr (std::is_same_v<T, Equipment>)
        return EntityKind::Equipment;
    else if constexpr (std::is_same_v<T, Substation>)
        return EntityKind::Substation;
    else if constexpr (std::is_same_v<T, Plant>)
        return EntityKind::Plant;
    else if constexpr (std::is_same_v<T, GridConnection>)
        return EntityKind::GridConnection;
    else if constexpr (std::is_same_v<T, Feeder>)
        return EntityKind::Feeder;
    else if constexpr (std::is_same_v<T, Main>)
        return EntityKind::Main;
    else if constexpr (std::is_same_v<T, Zone>)
        return EntityKind::Zone;
    else
        return EntityKind::Scenario;
}

/// Calls `visit(row)` with the row of an id, whatever its table; false where there is none.
template <class Tables, class Visit>
bool visitRow(const Tables& tables, EntityId id, Visit&& visit) {
    const auto visitIn = [&]<class T>(const Table<T>& table) {
        const T* row = table.find({id.number});
        if (row)
            visit(*row);
        return row != nullptr;
    };
    return id.isValid() &&
           std::apply([&](const auto&... table) { return (visitIn(table) || ...); }, tables);
}

Placement within(const Placement& frame, const Placement& local) {
    const auto turn = geometry::Direction::ofDegrees(frame.rotation_deg);
    return {frame.position_m + turn.turn(local.position_m), frame.z_m + local.z_m,
            geometry::normalisedDegrees(frame.rotation_deg + local.rotation_deg)};
}

} // namespace

EntityKind Campus::kindOf(EntityId id) const {
    EntityKind kind = EntityKind::None;
    visitRow(m_tables, id, [&]<class T>(const T&) { kind = kindOfRow<T>(); });
    return kind;
}

std::string Campus::nameOf(EntityId id) const {
    std::string name;
    visitRow(m_tables, id, [&](const auto& row) { name = row.name; });
    return name;
}

EntityId Campus::containerOf(EntityId id) const {
    EntityId container;
    visitRow(m_tables, id, [&](const auto& row) {
        if constexpr (requires { row.hall; })
            container = entity(row.hall);
        else if constexpr (requires { row.parent; })
            container = row.parent;
    });
    return container;
}

Placement Campus::sitePlacement(EntityId id) const {
    Placement placement;
    visitRow(m_tables, id, [&](const auto& row) {
        if constexpr (requires { row.placement; })
            placement = row.placement;
    });
    // Containers stand on the site themselves, so one step resolves the frame. A thing that
    // names itself as its container (a broken file) keeps its own placement.
    const EntityId container = containerOf(id);
    if (!container.isValid() || containerOf(container).isValid())
        return placement;
    Placement frame;
    const bool hasFrame = visitRow(m_tables, container, [&](const auto& row) {
        if constexpr (requires { row.placement; })
            frame = row.placement;
    });
    return hasFrame ? within(frame, placement) : placement;
}

Vec2 Campus::toSite(EntityId container, Vec2 local_m) const {
    const auto frame = sitePlacement(container);
    return frame.position_m + geometry::Direction::ofDegrees(frame.rotation_deg).turn(local_m);
}

Vec2 Campus::toLocal(EntityId container, Vec2 site_m) const {
    const auto frame = sitePlacement(container);
    return geometry::Direction::ofDegrees(frame.rotation_deg).turnBack(site_m - frame.position_m);
}

Scenario Campus::activeScenario() const {
    if (const auto* scenario = scenarios().find(m_site.activeScenario))
        return *scenario;
    Scenario scenario;
    scenario.name = "Design day";
    return scenario;
}

ChangeSet Campus::apply(ChangeSet change) {
    ChangeSet inverse;
    m_nextNumber = std::max(m_nextNumber, change.nextNumber);
    const auto applyList = [&]<class T>(std::vector<RowChange<T>>& list) {
        for (const auto& row : list)
            m_nextNumber = std::max(m_nextNumber, row.id.number + 1);
        inverse.of<T>() = std::get<Table<T>>(m_tables).apply(std::move(list));
    };
    std::apply([&](auto&... lists) { (applyList(lists), ...); }, change.rows);
    if (change.site) {
        inverse.site = std::move(m_site);
        m_site = std::move(*change.site);
    }
    return inverse;
}

} // namespace hallwright::model
