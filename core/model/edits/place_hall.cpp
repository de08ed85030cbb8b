#include "core/model/edits/edit_support.h"
#include "core/model/edits/placing.h"
#include "core/model/hall_generator.h"
#include "core/model/naming.h"
#include "core/model/validation.h"

namespace hallwright::model {

namespace {

void putContent(GeneratedHall&& made, ChangeSet& changes) {
    for (auto& row : made.rows)
        changes.put(std::move(row));
    for (auto& rack : made.racks)
        changes.put(std::move(rack));
    for (auto& item : made.equipment)
        changes.put(std::move(item));
}

} // namespace

base::Result<ChangeSet> PlaceHall::plan(const Campus& campus,
                                        const catalog::Catalog& catalog) const {
    Hall hall;
    hall.id = {campus.nextNumber()};
    hall.name = name.empty() ? joined("H-", padded(nextNumberedName(campus.halls(), "H-"))) : name;
    hall.placement = placement;
    hall.recipe = recipe;
    auto made = generateHall(recipe, catalog, hall.id, hall.id.number + 1);
    if (!made)
        return made.error();
    hall.size_m = made->size_m;
    if (auto found = validateRow(campus, catalog, hall); !found.empty())
        return found;
    ChangeSet changes;
    changes.put(std::move(hall));
    putContent(std::move(*made), changes);
    return changes;
}

base::Result<ChangeSet> RegenerateHall::plan(const Campus& campus,
                                             const catalog::Catalog& catalog) const {
    const auto* found = campus.halls().find(hall);
    if (!found)
        return unknownEntity(entity(hall));
    auto made = generateHall(recipe, catalog, hall, campus.nextNumber());
    if (!made)
        return made.error();
    ChangeSet changes;
    NumberSet content{hall.number};
    addContent(campus, content);
    content.erase(hall.number);
    removeAll(campus, content, changes);
    Hall renewed = *found;
    renewed.recipe = recipe;
    renewed.size_m = made->size_m;
    renewed.detached = false;
    changes.put(std::move(renewed));
    putContent(std::move(*made), changes);
    return changes;
}

} // namespace hallwright::model
