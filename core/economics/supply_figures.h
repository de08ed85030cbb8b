#pragma once

#include "core/economics/kpi_graph.h"

namespace hallwright::economics {

/// Substation transformers, availability and time to power; needs the energy figures. Inputs:
/// power_factor, substations, hv_transformer_rating, hv_transformers, hv_transformers_spare,
/// grid_capacity; units, units_needed, unit_mtbf, unit_mttr, common_cause; grid_connection_months,
/// hv_equipment_months, permits_months, shell_months, modules_months, commissioning_months.
/// One transformer of a substation may be out while the others carry its share of the peak at 100 %
/// (IEC 60076-7). Availability A = MTBF / (MTBF + MTTR); k of n by the binomial sum, capped by a
/// common-cause beta factor: U = U_k-of-n + beta (1 - A).
void addSupplyFigures(KpiGraph& graph);

/// Probability that at least `needed` of `units` work that are each available with `availability`
/// and fail independently.
[[nodiscard]] double atLeast(int needed, int units, double availability);

} // namespace hallwright::economics
