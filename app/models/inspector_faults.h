#pragma once

#include "app/models/inspector_results.h"

namespace hallwright::app {

/// Adds what the short-circuit study says of a thing: fault levels of its buses against what their
/// panels withstand, of a row's busways, and at the ends of a feeder.
void addFaults(InspectorRows& rows, const InspectorContext& context, model::EntityId id);

} // namespace hallwright::app
