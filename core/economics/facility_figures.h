#pragma once

#include "core/base/result.h"
#include "core/catalog/catalog.h"
#include "core/catalog/figure_set.h"
#include "core/economics/kpi_graph.h"
#include "core/economics/year_kpis.h"

#include <optional>
#include <string>
#include <vector>

namespace hallwright::economics {

/// All figures of a facility on one graph, with the order in which they are shown.
struct FacilityFigures {
    struct Section {
        std::string title;
        std::vector<std::string> ids; ///< of KpiGraph::kpiIds()
    };
    KpiGraph graph;
    std::vector<Section> sections;
};

/// The graph without values: every input is unknown. `period` goes into names ("PUE, year").
[[nodiscard]] FacilityFigures facilityFigures(const std::string& period = "year");

/// Provides what a set of figures has for inputs of the graph; a finding for each that it has not.
[[nodiscard]] base::Diagnostics provideAssumptions(KpiGraph& graph,
                                                   const catalog::FigureSet& assumptions);

/// Fills the graph with a preset at an IT load of `it_MW`: racks of its type up to that load, a
/// year of 8,760 hours at `utilisation`, at its own where none is given, and by its shape:
/// cooling_per_it and losses_per_it (of IT energy), water_per_heat (L/kWh of IT and losses),
/// infrastructure_price_per_mw (M EUR a MW of IT, equipment and works together). Its other figures
/// are those of the graph. A finding where the preset names a rack type or a figure that does not
/// exist.
[[nodiscard]] base::Diagnostics providePreset(KpiGraph& graph, const catalog::FigureSet& preset,
                                              const catalog::Catalog& catalog, double it_MW,
                                              std::optional<double> utilisation = {});

/// A preset on a graph of its own, with the assumptions and what is known of the place: price,
/// carbon, water and renewable share of the grid.
[[nodiscard]] base::Result<FacilityFigures>
presetFigures(const catalog::FigureSet& preset, const catalog::FigureSet& assumptions,
              const catalog::Catalog& catalog, double it_MW, std::optional<double> utilisation,
              const YearKpiInputs& place);

} // namespace hallwright::economics
