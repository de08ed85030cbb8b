#pragma once

#include "core/model/change_set.h"
#include "core/model/entities.h"
#include "core/model/table.h"

#include <string>
#include <tuple>
#include <vector>

namespace hallwright::model {

/// The whole campus as a value: cheap to copy (tables are shared until changed), compared by
/// content. Only `apply` changes it, so every change can be undone, written to the journal and
/// replayed.
class Campus {
public:
    template <class T>
    [[nodiscard]] const Table<T>& table() const {
        return std::get<Table<T>>(m_tables);
    }
    [[nodiscard]] const Table<Hall>& halls() const { return table<Hall>(); }
    [[nodiscard]] const Table<Row>& rows() const { return table<Row>(); }
    [[nodiscard]] const Table<Rack>& racks() const { return table<Rack>(); }
    [[nodiscard]] const Table<Equipment>& equipment() const { return table<Equipment>(); }
    [[nodiscard]] const Table<Substation>& substations() const { return table<Substation>(); }
    [[nodiscard]] const Table<Plant>& plants() const { return table<Plant>(); }
    [[nodiscard]] const Table<GridConnection>& grids() const { return table<GridConnection>(); }
    [[nodiscard]] const Table<Feeder>& feeders() const { return table<Feeder>(); }
    [[nodiscard]] const Table<Main>& mains() const { return table<Main>(); }
    [[nodiscard]] const Table<Zone>& zones() const { return table<Zone>(); }
    [[nodiscard]] const Table<Scenario>& scenarios() const { return table<Scenario>(); }
    [[nodiscard]] const Site& site() const { return m_site; }

    [[nodiscard]] EntityKind kindOf(EntityId id) const;
    /// Name of an entity; empty where there is none.
    [[nodiscard]] std::string nameOf(EntityId id) const;
    /// The container that a thing stands in (hall, substation, plant); invalid for none.
    [[nodiscard]] EntityId containerOf(EntityId id) const;
    /// Placement in site axes of anything that has one; containers are resolved.
    [[nodiscard]] Placement sitePlacement(EntityId id) const;
    /// A point of a container's frame in site axes, and back.
    [[nodiscard]] Vec2 toSite(EntityId container, Vec2 local_m) const;
    [[nodiscard]] Vec2 toLocal(EntityId container, Vec2 site_m) const;
    /// The active scenario, or the default one (30 degC, full load) where none is set.
    [[nodiscard]] Scenario activeScenario() const;

    /// The lowest number that no entity has had; edits number new entities from here on. It never
    /// falls and is kept in the campus file, so undo and redo bring back the same ids and a deleted
    /// id is not used again.
    [[nodiscard]] std::uint32_t nextNumber() const { return m_nextNumber; }

    /// Makes the change and returns the one that takes it back. Never fails: what a change must
    /// satisfy is checked where it is planned (see edit.h).
    ChangeSet apply(ChangeSet change);

    friend bool operator==(const Campus& a, const Campus& b) {
        return a.m_site == b.m_site && a.m_tables == b.m_tables;
    }

private:
    std::tuple<Table<Hall>, Table<Row>, Table<Rack>, Table<Equipment>, Table<Substation>,
               Table<Plant>, Table<GridConnection>, Table<Feeder>, Table<Main>, Table<Zone>,
               Table<Scenario>>
        m_tables;
    Site m_site;
    std::uint32_t m_nextNumber = 1;
};

} // namespace hallwright::model
