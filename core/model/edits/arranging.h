#pragma once

#include "core/base/result.h"
#include "core/catalog/catalog.h"
#include "core/model/campus.h"

#include <vector>

namespace hallwright::model {

/// Moves things by a displacement in site axes and turns them about their common centre. A row
/// takes its racks along, a hall or plant its content (that content is placed in its frame).
struct MoveEntities {
    std::vector<EntityId> entities;
    Vec2 by_m;
    double turn_deg = 0.0;
    base::Result<ChangeSet> plan(const Campus& campus, const catalog::Catalog& catalog) const;
};

/// Puts one thing at typed coordinates, in the frame it is placed in.
struct SetPlacement {
    EntityId entity;
    Placement placement;
    base::Result<ChangeSet> plan(const Campus& campus, const catalog::Catalog& catalog) const;
};

/// Copies things `copies` times, each `step_m` (site axes) from the one before: duplicate and
/// array alike. Content of halls, rows, substations and plants is copied with them; feeders and
/// mains are not. The new ids start at the campus's next number, in the order of `entities`.
struct CopyEntities {
    std::vector<EntityId> entities;
    int copies = 1;
    Vec2 step_m;
    base::Result<ChangeSet> plan(const Campus& campus, const catalog::Catalog& catalog) const;
};

/// Deletes things with their content and every feeder, main and scenario entry that names them.
struct DeleteEntities {
    std::vector<EntityId> entities;
    base::Result<ChangeSet> plan(const Campus& campus, const catalog::Catalog& catalog) const;
};

} // namespace hallwright::model
