#pragma once

#include "core/catalog/catalog.h"
#include "core/economics/kpi_engine.h"
#include "core/engine/solution.h"
#include "core/model/campus.h"

namespace hallwright::engine {

/// The sums that the KPIs of a solution are made from. `capex`: of the campus, see CapexCount.
[[nodiscard]] economics::KpiInputs kpiInputs(const model::Campus& campus,
                                             const catalog::Catalog& catalog,
                                             const Solution& solution,
                                             const economics::CapexTally& capex);

} // namespace hallwright::engine
