#pragma once

#include "core/base/result.h"
#include "core/catalog/catalog.h"
#include "core/cli/command_output.h"
#include "core/engine/solution.h"
#include "core/model/campus.h"

#include <filesystem>
#include <iosfwd>
#include <memory>
#include <string>

namespace hallwright::cli {

/// What every command on a campus begins with.
struct CampusInput {
    model::Campus campus;
    std::shared_ptr<const catalog::Catalog> catalog;
};

/// Reads the shipped catalogue and a campus; gives all findings of the first that is at fault.
[[nodiscard]] base::Result<CampusInput> readCampusInput(const std::filesystem::path& campusPath);

/// The scenario of that name, the active one where the name is empty; a finding on --scenario that
/// says which there are.
[[nodiscard]] base::Result<model::Scenario> scenarioNamed(const model::Campus& campus,
                                                          const std::string& name);

/// Names the stages that did not converge on `err`, one a line.
void reportUnconverged(const engine::Solution& solution, std::ostream& err);

} // namespace hallwright::cli
