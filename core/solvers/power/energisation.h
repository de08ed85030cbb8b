#pragma once

#include "core/solvers/power/power_problem.h"

#include <vector>

namespace hallwright::power {

/// What a source feeds, through branches in service, closed links and converters (these in one
/// direction only).
struct Energisation {
    std::vector<char> buses;
    std::vector<char> inputs;  ///< [couplings] in service with a live input
    std::vector<char> outputs; ///< [couplings] in service with a live input or storage
    int busCount = 0;          ///< live buses
};

/// Needs indices that are inside their tables.
[[nodiscard]] Energisation findEnergised(const PowerProblem& problem);

} // namespace hallwright::power
