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

/// How the field of a key is read: its dimension and the unit that a bare number counts in.
struct FieldSpec {
    Dimension dimension = Dimension::Number;
    QString unit;
};
[[nodiscard]] FieldSpec fieldSpec(const QString& key);

/// Catalogue ids behind the options of a Choice, in the order of its options; empty for choices
/// that are not between types.
[[nodiscard]] std::vector<std::string> choiceIds(const InspectorContext& context,
                                                 model::EntityId id, const QString& key);

} // namespace hallwright::app
