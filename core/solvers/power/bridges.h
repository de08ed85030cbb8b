#pragma once

#include "core/solvers/power/power_problem.h"

#include <vector>

namespace hallwright::power {

/// For each branch whether it is in service, energised, and its loss would leave at least one bus
/// without a source. Sources count as one common node; parallel branches and closed links as paths.
/// What converters feed is not looked at. Tarjan's lowest-link search (Inf. Process. Lett. 2(6),
/// 1974), without recursion.
[[nodiscard]] std::vector<char> findBridges(const PowerProblem& problem);

/// The same for each closed link.
[[nodiscard]] std::vector<char> findLinkBridges(const PowerProblem& problem);

} // namespace hallwright::power
