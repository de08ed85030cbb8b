#pragma once

#include "core/model/campus.h"

namespace hallwright::layout {

/// Rounds every position and size to 0.1 mm and every angle to 0.0001 deg: far below what can be
/// built, and far above the last digits of arithmetic, which depend on the machine that a campus
/// was generated on and would show in the file.
void tidyLengths(model::Campus& campus);

} // namespace hallwright::layout
