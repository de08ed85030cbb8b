#pragma once

#include "core/io/airflow_case/airflow_case.h"
#include "core/io/airflow_case/case_reader.h"

namespace hallwright::io {

/// Reads a laminar case with a known answer: a cavity, a duct or a heated plate. `type` is the
/// document's; nothing if it names no such case.
[[nodiscard]] std::optional<AirflowCase> readCavityCase(const CaseReader::Json& root,
                                                        const std::string& type, CaseReader& reader,
                                                        double cell_m);

} // namespace hallwright::io
