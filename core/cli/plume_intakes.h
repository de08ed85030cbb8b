#pragma once

#include "core/base/result.h"
#include "core/catalog/catalog.h"
#include "core/engine/intake_rises.h"
#include "core/model/campus.h"

#include <memory>
#include <optional>

namespace hallwright::cli {

/// What `--plume` asks for: solves a scenario (none: the active one) with the air over the campus
/// and gives how warm its coolers' intakes are. Halls' air, which that does not hang on, is solved
/// on the coarsest cells. Fails where there is no plume.
[[nodiscard]] base::Result<engine::IntakeRises>
plumeIntakes(const model::Campus& campus, std::shared_ptr<const catalog::Catalog> catalog,
             const std::optional<model::Scenario>& scenario);

} // namespace hallwright::cli
