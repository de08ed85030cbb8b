#pragma once

#include "core/solvers/power/short_circuit/short_circuit_problem.h"

#include <optional>
#include <string_view>
#include <vector>

namespace hallwright::short_circuit {

/// The windings that a vector group names, high voltage first: "YNd11" -> earthed star, delta;
/// "YNyd" -> three. What follows the letters (clock numbers, words) does not matter here. None
/// where the text does not begin with `windings` winding letters.
[[nodiscard]] std::optional<std::vector<Winding>> windingsOfVectorGroup(std::string_view text,
                                                                        std::size_t windings);

} // namespace hallwright::short_circuit
