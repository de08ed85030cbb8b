#pragma once

#include "core/catalog/catalog.h"
#include "core/geometry/spatial_index.h"
#include "core/model/campus.h"
#include "core/model/footprint.h"

#include <string>
#include <vector>

namespace hallwright::model {

/// Why a thing can't stand where it is meant to: rule, measured value, remedy; one sentence each.
struct Refusal {
    std::string rule;   ///< "Overlaps H-04", "Outside the site boundary", "Cold aisle 0.80 m, at
                        ///< least 1.20 m"
    std::string remedy; ///< "Move it 1.40 m to the west."
    EntityId other;     ///< what it clashes with; invalid where nothing
};

/// All placed things of a campus as boxes, for picking and for these rules.
[[nodiscard]] geometry::SpatialIndex indexCampus(const Campus& campus,
                                                 const catalog::Catalog& catalog);

/// Checks a box that stands for a thing of `kind` in `container` (hall, plant, substation or
/// invalid for the site) against everything that is there; `ignoring` are things being moved.
/// Rules: no overlap with things of the same container, inside the container or the boundary,
/// outside exclusion zones and roads, clearances of kpis (fire distances, working space, aisles).
[[nodiscard]] std::vector<Refusal>
checkPlacement(const Campus& campus, const catalog::Catalog& catalog,
               const geometry::SpatialIndex& index, EntityKind kind, EntityId container,
               const OrientedBox& box, const std::vector<EntityId>& ignoring = {});

} // namespace hallwright::model
