#pragma once

#include "core/catalog/catalog.h"
#include "core/catalog/figure_set.h"
#include "core/economics/facility_figures.h"
#include "core/economics/year_kpis.h"
#include "core/engine/solution.h"
#include "core/model/campus.h"

namespace hallwright::engine {

/// A year of which every hour is like the solved one, for a campus whose weather is not known. Its
/// compressor-free hours are not known.
[[nodiscard]] economics::YearKpiInputs yearOfOneHour(const model::Campus& campus,
                                                     const catalog::Catalog& catalog,
                                                     const Solution& solution);

/// All figures of a campus over a year. `year`: its sums, of YearResult or yearOfOneHour().
/// Racks, prices of the bill of quantities, substations and grid come from the campus, the rest
/// from the assumptions; what is given for the campus takes their place. A finding for an
/// assumption that is no input and for each given figure that does not exist or is out of range.
[[nodiscard]] base::Result<economics::FacilityFigures>
campusFigures(const model::Campus& campus, const catalog::Catalog& catalog,
              const Solution& solution, const economics::YearKpiInputs& year,
              const catalog::FigureSet& assumptions);

} // namespace hallwright::engine
