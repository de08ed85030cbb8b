#pragma once

#include "core/catalog/catalog.h"
#include "core/geometry/spatial_index.h"
#include "core/model/campus.h"
#include "core/model/footprint.h"

#include <string>
#include <string_view>
#include <vector>

namespace hallwright::model {

/// Why a thing can't stand where it is meant to: rule, measured value, remedy; one sentence each.
struct Refusal {
    std::string key;      ///< stable name of the rule, "overlap", "front-aisle"
    std::string rule;     ///< "Overlaps H-04.", "Outside the site boundary.", "Front aisle 0.80 m
                          ///< against R03-07, at least 1.20 m (TIA-942-A)."
    std::string remedy;   ///< "Move it 1.40 m to the west."
    EntityId other;       ///< what it clashes with; invalid where nothing
    double value_m = 0.0; ///< what is measured: a gap, or for overlaps the depth
    double limit_m = 0.0; ///< what the rule asks for; 0 for overlaps
};

/// A refusal of something that stands there already.
struct AuditFinding {
    EntityId thing;
    Refusal refusal;
};

/// One line of the table of rules, for "46 rules checked" and for help.
struct PlacementRuleInfo {
    std::string_view key;
    std::string_view title; ///< what it asks, with its source
};
[[nodiscard]] const std::vector<PlacementRuleInfo>& placementRules();

/// All placed things of a campus as boxes, for picking and for these rules: halls, substations,
/// plants, grid connections, racks and equipment (rows are their racks, zones are no boxes).
[[nodiscard]] geometry::SpatialIndex indexCampus(const Campus& campus,
                                                 const catalog::Catalog& catalog);
/// The index of `campus`, which differs from the one that `index` was made of in the things
/// `touched`: a few are changed in place, for more it is made anew.
[[nodiscard]] geometry::SpatialIndex reindexCampus(const geometry::SpatialIndex& index,
                                                   const Campus& campus,
                                                   const catalog::Catalog& catalog,
                                                   const std::vector<EntityId>& touched);

/// Checks a box that stands for a thing of `kind` in `container` (hall, plant, substation or
/// invalid for the site) against everything that is there; `ignoring` are things being moved
/// (content of an ignored container is ignored with it). `type` is the catalogue id where the thing
/// has one: distances that depend on oil or on the unit's form need it.
/// Rules: no overlap with things of the same container, inside the container or the boundary,
/// outside exclusion zones, roads and fences, aisles, working space, fire distances, spacing of
/// generators, batteries and coolers.
[[nodiscard]] std::vector<Refusal>
checkPlacement(const Campus& campus, const catalog::Catalog& catalog,
               const geometry::SpatialIndex& index, EntityKind kind, EntityId container,
               const OrientedBox& box, const std::vector<EntityId>& ignoring = {},
               std::string_view type = {});

/// The same rules over everything that stands on the campus; a clash of two things is told once, at
/// the one with the lower number. Ordered by thing, then by rule.
[[nodiscard]] std::vector<AuditFinding> auditLayout(const Campus& campus,
                                                    const catalog::Catalog& catalog);
[[nodiscard]] std::vector<AuditFinding> auditLayout(const Campus& campus,
                                                    const catalog::Catalog& catalog,
                                                    const geometry::SpatialIndex& index);

} // namespace hallwright::model
