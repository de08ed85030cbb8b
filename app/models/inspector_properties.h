#pragma once

#include "app/models/inspector_row.h"

#include <optional>

namespace hallwright::app {

/// Placement in the frame that a thing is placed in; none for connections, zones, scenarios.
[[nodiscard]] std::optional<model::Placement> placementOf(const model::Campus& campus,
                                                          model::EntityId id);

/// Placement and properties of one entity: everything that can be typed.
[[nodiscard]] InspectorRows propertiesOf(const InspectorContext& context, model::EntityId id);

/// What holds for the whole campus; shown when nothing is selected.
[[nodiscard]] InspectorRows campusProperties(const InspectorContext& context);

/// Rows that all of several entities share; values that differ are marked as mixed.
[[nodiscard]] InspectorRows sharedRows(const std::vector<InspectorRows>& each);

} // namespace hallwright::app
