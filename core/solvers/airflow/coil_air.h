#pragma once

#include "core/solvers/airflow/airflow_problem.h"

namespace hallwright::airflow {

/// Air behind a coil.
struct CoilAir {
    double leaving_K = 0.0;
    double carriedShare = 1.0; ///< d leaving / d entering
};

/// What bounds the cooling of a coil besides its water.
struct CoilLimits {
    std::optional<double> least_K;    ///< the valve lets no colder air leave
    std::optional<double> mostDrop_K; ///< capacity over the heat capacity of the air's flow
};

/// Cools air that enters at `entering_K`; never warms it. All on one scale of temperature.
[[nodiscard]] CoilAir coilAir(const Coil& coil, const CoilLimits& limits, double entering_K);

} // namespace hallwright::airflow
