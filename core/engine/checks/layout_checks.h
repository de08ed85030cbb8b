#pragma once

#include "core/engine/checks/check_context.h"

namespace hallwright::engine {

/// What the layout alone shows: things that stand where they can't, unknown types, and what is not
/// connected to what it needs. The solution of the context is not read.
void checkLayoutRules(const CheckContext& context);

} // namespace hallwright::engine
