#pragma once

#include "core/solvers/airflow/lattice.h"
#include "core/solvers/airflow/two_equation.h"

#include <array>
#include <stop_token>
#include <vector>

namespace hallwright::airflow {

struct AirField;

/// What a flow on a lattice starts with.
struct StartingFlow {
    std::array<std::vector<float>, 3> velocity_m_per_s; ///< on the faces, with divergence
    std::vector<float> temperature_K;                   ///< above the reference
    std::vector<float> pressure_m2_per_s2;              ///< over density; zero where not known
    TurbulenceFields turbulence;                        ///< empty: to be found from the flow
};

/// Puts a field on a lattice that may have other cells and other boxes inside. Pressure and
/// turbulence come along: a flow that has to find its eddies anew swings for several air changes.
/// Ends early when a stop is requested; the answer is then of no use.
[[nodiscard]] StartingFlow startingFlow(const AirField& field, const AirflowProblem& problem,
                                        const Lattice& lattice, const std::stop_token& stop);

/// Keeps in a field of the same cells, for the next start, what it does not have of its own.
void keepForStart(const std::vector<float>& pressure_m2_per_s2, const TurbulenceFields& turbulence,
                  const Lattice& lattice, AirField& field);

} // namespace hallwright::airflow
