#pragma once

#include "core/catalog/catalog.h"
#include "core/engine/campus_solver.h"
#include "core/model/campus.h"
#include "core/model/edit.h"

#include <memory>
#include <string_view>

namespace hallwright::tests {

/// The shipped catalogue, read once.
[[nodiscard]] std::shared_ptr<const catalog::Catalog> shippedCatalog();

/// A sample campus of the generator, "hall-demo", "air-hall" or "bosquel-1gw"; made once.
[[nodiscard]] const model::Campus& sampleCampus(std::string_view id);

/// Plans and applies an edit; the test fails where it is refused.
void edit(model::Campus& campus, const model::Edit& edit);

/// Solves without air, in a solver of its own.
[[nodiscard]] engine::SolutionPtr solveCold(const model::Campus& campus);
[[nodiscard]] engine::SolutionPtr
solveWith(engine::CampusSolver& solver, const model::Campus& campus, std::uint64_t revision = 1);

[[nodiscard]] bool hasFinding(const engine::Solution& solution, std::string_view rule);
[[nodiscard]] const engine::Kpi* kpi(const engine::Solution& solution, std::string_view id);

} // namespace hallwright::tests
