#pragma once

#include "core/base/vec.h"

#include <string>
#include <string_view>

namespace hallwright::model {

/// A number with a fixed count of decimals, thin-space thousands and a true minus; locale-free.
[[nodiscard]] std::string fixed(double value, int decimals);
/// A name in straight quotation marks.
[[nodiscard]] std::string quoted(std::string_view name);
/// "1.40 m", with a thin space before the unit.
[[nodiscard]] std::string inMetres(double value_m);
/// "33 kV", "415 V".
[[nodiscard]] std::string inVolts(double value_V);
/// The word for the main direction of a displacement in site axes: "north", "west".
[[nodiscard]] std::string compassWord(base::Vec2 shift_m);

} // namespace hallwright::model
