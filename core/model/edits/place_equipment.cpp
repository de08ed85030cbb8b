#include "core/model/edits/edit_support.h"
#include "core/model/edits/placing.h"
#include "core/model/naming.h"
#include "core/model/validation.h"
#include "core/model/words.h"

namespace hallwright::model {

base::Result<ChangeSet> PlaceEquipment::plan(const Campus& campus,
                                             const catalog::Catalog& catalog) const {
    const auto entry = catalog.find(type);
    const auto kind = entry.type ? equipmentKindOf(entry.category) : std::nullopt;
    if (!kind)
        return base::failure("/type", quoted(type) + " is no equipment of the catalogue",
                             "Choose a cooling or power unit.");
    Equipment item;
    item.id = {campus.nextNumber()};
    item.kind = *kind;
    item.type = type;
    item.parent = parent;
    item.placement = placement;
    item.side = side;
    if (auto faults = validateRow(campus, catalog, item); !faults.empty())
        return faults;
    const auto prefix = namePrefixOf(catalog, type);
    const int number = nextNumberedName(campus.equipment(), prefix);
    item.name = joined(prefix, prefix == "T" ? std::to_string(number) : padded(number));
    ChangeSet changes;
    changes.put(std::move(item));
    markDetached(campus, parent, changes);
    return changes;
}

base::Result<ChangeSet> PlaceGridConnection::plan(const Campus& campus,
                                                  const catalog::Catalog& catalog) const {
    GridConnection placed = connection;
    placed.id = {campus.nextNumber()};
    if (placed.name.empty())
        placed.name = joined("GC-", std::to_string(nextNumberedName(campus.grids(), "GC-")));
    if (auto faults = validateRow(campus, catalog, placed); !faults.empty())
        return faults;
    ChangeSet changes;
    changes.put(std::move(placed));
    return changes;
}

namespace {

std::string_view prefixOf(ZoneKind kind) {
    switch (kind) {
    case ZoneKind::Road:
        return "Road ";
    case ZoneKind::Pad:
        return "Pad ";
    case ZoneKind::Exclusion:
        return "Exclusion ";
    case ZoneKind::Fence:
        return "Fence ";
    }
    return "Zone ";
}

} // namespace

base::Result<ChangeSet> PlaceZone::plan(const Campus& campus,
                                        const catalog::Catalog& catalog) const {
    Zone placed = zone;
    placed.id = {campus.nextNumber()};
    const auto prefix = prefixOf(placed.kind);
    if (placed.name.empty())
        placed.name = joined(prefix, std::to_string(nextNumberedName(campus.zones(), prefix)));
    if (auto faults = validateRow(campus, catalog, placed); !faults.empty())
        return faults;
    ChangeSet changes;
    changes.put(std::move(placed));
    return changes;
}

} // namespace hallwright::model
