#pragma once

#include "core/base/result.h"
#include "core/catalog/catalog.h"
#include "core/model/campus.h"

#include <string>
#include <string_view>
#include <unordered_set>

namespace hallwright::model {

/// The kind of equipment that a catalogue entry is placed as; none for racks, pipes, coolants,
/// cables and power shelves, which are no equipment of their own.
[[nodiscard]] std::optional<EquipmentKind> equipmentKindOf(catalog::Category category);

/// What names of an equipment type begin with: "CDU-", "FW-", "DC-".
[[nodiscard]] std::string namePrefixOf(const catalog::Catalog& catalog, std::string_view type);

/// Notes that a hall's content was edited by hand; nothing where it is noted already.
void markDetached(const Campus& campus, EntityId hall, ChangeSet& changes);

/// Numbers of things that go together.
using NumberSet = std::unordered_set<std::uint32_t>;

/// Adds everything that stands in the given halls, rows, substations and plants.
void addContent(const Campus& campus, NumberSet& numbers);

/// Removes all these and, with them, every feeder, main and scenario entry that names them.
void removeAll(const Campus& campus, const NumberSet& numbers, ChangeSet& changes);

/// Calls `visit(row)` with the row of an id, whatever its kind; false where there is none.
template <class Visit>
bool visitEntity(const Campus& campus, EntityId id, Visit&& visit) {
    const auto visitIn = [&](const auto& table) {
        const auto* row = table.find({id.number});
        if (row)
            visit(*row);
        return row != nullptr;
    };
    return visitIn(campus.racks()) || visitIn(campus.equipment()) || visitIn(campus.rows()) ||
           visitIn(campus.halls()) || visitIn(campus.substations()) || visitIn(campus.plants()) ||
           visitIn(campus.grids()) || visitIn(campus.feeders()) || visitIn(campus.mains()) ||
           visitIn(campus.zones()) || visitIn(campus.scenarios());
}

/// The failure for an id that nothing has.
[[nodiscard]] base::Diagnostics unknownEntity(EntityId id);

[[nodiscard]] bool isFinite(const Placement& placement);

} // namespace hallwright::model
