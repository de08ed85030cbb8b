#pragma once

#include "core/catalog/catalog.h"

namespace hallwright::engine {

/// Highest inlet of the air that a rack type allows, degC: of the ASHRAE classes that it names the
/// widest counts (TC 9.9, 5th edition, 2021: A1 32, A2 35, A3 40, A4 45, H1 25). Without a class
/// the type's own figure; 0 where it has none.
[[nodiscard]] double allowableInlet_C(const catalog::RackType& type);

/// Highest inlet that is recommended, degC: the type's own figure, else the upper end of the
/// recommended range of the ASHRAE classes A1 to A4.
[[nodiscard]] double recommendedInlet_C(const catalog::RackType& type);

} // namespace hallwright::engine
