#pragma once

#include "core/model/entities.h"
#include "core/model/table.h"

#include <cstdint>
#include <optional>
#include <tuple>
#include <vector>

namespace hallwright::model {

/// The exact effect of an edit, row by row: what the undo stack keeps, what the journal writes
/// and what a view needs to know to refresh itself. Edits are planned into one and applied whole.
struct ChangeSet {
    std::tuple<std::vector<RowChange<Hall>>, std::vector<RowChange<Row>>,
               std::vector<RowChange<Rack>>, std::vector<RowChange<Equipment>>,
               std::vector<RowChange<Substation>>, std::vector<RowChange<Plant>>,
               std::vector<RowChange<GridConnection>>, std::vector<RowChange<Feeder>>,
               std::vector<RowChange<Main>>, std::vector<RowChange<Zone>>,
               std::vector<RowChange<Scenario>>>
        rows;
    std::optional<Site> site;
    /// Numbers below this one count as used from now on, whether or not a row has them; 0: says
    /// nothing. Not taken back by undo: an id that was given away once is never given again.
    std::uint32_t nextNumber = 0;

    template <class T>
    [[nodiscard]] std::vector<RowChange<T>>& of() {
        return std::get<std::vector<RowChange<T>>>(rows);
    }
    template <class T>
    [[nodiscard]] const std::vector<RowChange<T>>& of() const {
        return std::get<std::vector<RowChange<T>>>(rows);
    }
    /// Puts a row in, or in the place of the row with its id.
    template <class T>
    void put(T row) {
        const auto id = row.id;
        of<T>().push_back({id, std::move(row)});
    }
    template <class T>
    void remove(decltype(T::id) id) {
        of<T>().push_back({id, std::nullopt});
    }
    [[nodiscard]] bool isEmpty() const;
    /// Ids of all entities named, ascending.
    [[nodiscard]] std::vector<EntityId> touched() const;
    /// This change followed by `later` as one: the last word on each row wins.
    void append(ChangeSet later);
};

} // namespace hallwright::model
