#pragma once

#include "core/base/result.h"
#include "core/solvers/airflow/airflow_problem.h"

#include <filesystem>
#include <string>
#include <string_view>

namespace hallwright::io {

enum class AirflowCaseKind { Hall, Outdoor, LidDrivenCavity, HeatedCavity, Duct, Conduction };

/// An air problem as a file describes it. In the cavities, the duct and the plate all numbers are
/// in the units of the case: lengths in the cavity's side, temperatures from 0 (cold) to 1 (hot) on
/// top of 0 degC, velocities in lid speeds or in diffusivity over length.
struct AirflowCase {
    AirflowCaseKind kind = AirflowCaseKind::Hall;
    std::string name;
    airflow::AirflowProblem problem;
};

/// Reads a case from JSON text; all findings with their JSON pointer, never a half-read case.
/// Form and units: assets/schema/airflow-case.schema.json. `cell_m` above 0 replaces the file's.
[[nodiscard]] base::Result<AirflowCase> readAirflowCase(std::string_view json, double cell_m = 0.0);

[[nodiscard]] base::Result<AirflowCase> readAirflowCaseFile(const std::filesystem::path& path,
                                                            double cell_m = 0.0);

} // namespace hallwright::io
