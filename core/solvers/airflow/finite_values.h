#pragma once

#include <cfloat>
#include <cmath>
#include <span>

namespace hallwright::airflow {

/// Whether none of them is infinite or no number.
[[nodiscard]] inline bool areFinite(std::span<const float> values) {
    int isOff = 0; // no way out of the loop, which then runs in vectors
    for (const float value : values)
        isOff |= !(std::abs(value) <= FLT_MAX);
    return isOff == 0;
}

} // namespace hallwright::airflow
