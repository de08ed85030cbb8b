#pragma once

#include "core/cli/campus_input.h"
#include "core/engine/intake_rises.h"

#include <iosfwd>
#include <string>

namespace hallwright::cli {

/// Takes cooling out and says where racks end and how many minutes the water's mass gives. `what`:
/// "each", the id or name of a plant, main or piece of cooling equipment, or PLANT:rejection for
/// its coolers and chillers alone. Coolers take in air warmer than the scenario's by `rises`.
/// Returns the exit code of `drill`.
int runCoolingDrill(const CampusInput& input, const model::Scenario& scenario,
                    const engine::IntakeRises& rises, const std::string& what,
                    const std::string& jsonPath, std::ostream& out, std::ostream& err);

} // namespace hallwright::cli
