#pragma once

#include "app/models/inspector_row.h"

namespace hallwright::app {

/// What the solution says of one entity, the findings that name it, and where its catalogue
/// figures come from: everything in the inspector that cannot be typed.
[[nodiscard]] InspectorRows resultsOf(const InspectorContext& context, model::EntityId id);

/// Sums over several entities: racks, their load, their heat.
[[nodiscard]] InspectorRows totalsOf(const InspectorContext& context,
                                     const std::vector<model::EntityId>& entities);

/// Energy balance of the campus; shown when nothing is selected.
[[nodiscard]] InspectorRows campusResults(const InspectorContext& context);

} // namespace hallwright::app
