#pragma once

#include "core/catalog/equipment_types.h"
#include "core/solvers/power/power_problem.h"

#include <array>

namespace hallwright::engine {

inline constexpr double kBase_MVA = 100.0; ///< of all power problems that the engine makes

/// Pi row of a transformer type between two buses.
[[nodiscard]] power::Branch transformerRow(const catalog::TransformerType& type, int hvBus,
                                           int lvBus, double hvBase_V, double lvBase_V,
                                           int tapPosition = 0);

/// Pi rows of a type with a second low-voltage winding, from a star bus to its windings' buses:
/// high, low, second. All taps stand on the high-voltage arm.
[[nodiscard]] std::array<power::Branch, 3> threeWindingRows(const catalog::TransformerType& type,
                                                            const std::array<int, 3>& buses,
                                                            const std::array<double, 3>& base_V,
                                                            int starBus);

} // namespace hallwright::engine
