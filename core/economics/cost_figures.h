#pragma once

#include "core/economics/kpi_graph.h"

namespace hallwright::economics {

/// Capex, opex, TCO and what they come to a MW, an accelerator-hour, a million tokens; needs the
/// energy and token figures. Inputs: racks, accelerators, it_price, equipment_price,
/// works_price_per_mw, interest_rate, life_it, life_infrastructure, om_share, water_price,
/// token_price.
/// The cost of an hour is [CRF_IT capex_IT + CRF_infra capex_infra + energy cost + O&M] /
/// (hours x utilisation) with the capital recovery factor CRF(i, n) = i (1 + i)^n / ((1 + i)^n -
/// 1).
void addCostFigures(KpiGraph& graph);

/// Capital recovery factor: the part of a sum that is due every year for `years` at a yearly
/// interest `rate` (0.08); 1 / years without interest.
[[nodiscard]] double capitalRecoveryFactor(double rate, double years);

} // namespace hallwright::economics
