#pragma once

#include "core/io/airflow_case/airflow_case.h"
#include "core/io/json_document.h"
#include "core/solvers/airflow/airflow_solver.h"

namespace hallwright::io {

/// What is asked of a heated cavity besides the field.
struct CavityNumbers {
    double nusseltHotWall = 0.0; ///< mean over the hot wall [-]
    double uMaxMid = 0.0;        ///< along x on the line x = 1/2, in diffusivity over length
    double vMaxMid = 0.0;        ///< along y on the line y = 1/2
};

[[nodiscard]] CavityNumbers cavityNumbers(const AirflowCase& airCase,
                                          const airflow::AirflowSolution& solution);

/// The answer as JSON with the names of the command-line contract, temperatures in Celsius.
[[nodiscard]] Json airflowAnswer(const AirflowCase& airCase,
                                 const airflow::AirflowSolution& solution);

} // namespace hallwright::io
