#pragma once

#include "core/base/result.h"
#include "core/solvers/power/short_circuit/short_circuit_problem.h"
#include "core/solvers/power/short_circuit/voltage_factor.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hallwright::io {

/// A network for a short-circuit calculation, read from assets/schema/short-circuit-case.schema
/// .json's format. Names are as the rows of the problem.
struct ShortCircuitCase {
    std::string name;
    short_circuit::ShortCircuitProblem problem;
    std::optional<short_circuit::LowVoltageTolerance> tolerance; ///< where the file states it
    std::vector<std::string> buses;
    std::vector<std::string> transformers;
    std::vector<std::string> threeWindingTransformers;
    std::vector<std::string> generators;
};

/// All findings with their JSON pointers, or the case. Members that no reader asks for are findings
/// inside "network"; beside it a file may carry results and remarks of its own.
[[nodiscard]] base::Result<ShortCircuitCase> readShortCircuitCase(std::string_view json);
[[nodiscard]] base::Result<ShortCircuitCase>
readShortCircuitCaseFile(const std::filesystem::path& path);

} // namespace hallwright::io
