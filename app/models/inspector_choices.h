#pragma once

#include "app/models/inspector_row.h"

#include <string>
#include <vector>

namespace hallwright::app {

/// Catalogue ids behind the options of a Choice, in the order of its options; empty for choices
/// that are not between types.
[[nodiscard]] std::vector<std::string> choiceIds(const InspectorContext& context,
                                                 model::EntityId id, const QString& key);

} // namespace hallwright::app
