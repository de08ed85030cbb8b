#pragma once

#include "core/economics/year_kpis.h"
#include "core/engine/year_run.h"

#include <vector>

namespace hallwright::engine {

/// Heat that customers take in an hour [W]: what they want by the weather, at most the exchangers'
/// capacity and what CDUs hand over, and none where the water comes back too cool for them. Fans
/// and compressors that it saves are not credited.
[[nodiscard]] double exportedHeat_W(const HeatExport& heatExport, const YearHour& hour);

/// Fills the sums, the peak, the counts of hours and the residual of a result from its hours.
void sumUp(const std::vector<YearSetpoint>& setpoints, YearResult& result);

/// Adds what the campus itself says: load placed, tokens at that load, price and carbon of its
/// site.
void addCampusFacts(const model::Campus& campus, const catalog::Catalog& catalog,
                    economics::YearKpiInputs& inputs);

/// The sums of a year and the facts of its campus.
[[nodiscard]] economics::YearKpiInputs yearKpiInputs(const YearRequest& request,
                                                     const YearResult& result);

} // namespace hallwright::engine
