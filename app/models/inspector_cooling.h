#pragma once

#include "app/models/inspector_row.h"
#include "core/model/entities.h"

namespace hallwright::app {

/// What the solution says of a thing that carries heat away: units, mains, plants, and the loops
/// of a hall. Nothing for others; the context has a solution.
void addCooling(InspectorRows& rows, const InspectorContext& context, model::EntityId id);

} // namespace hallwright::app
