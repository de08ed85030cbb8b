#pragma once

#include "core/economics/kpi.h"
#include "core/economics/kpi_graph.h"
#include "core/economics/token_rates.h"

#include <optional>
#include <string>
#include <vector>

namespace hallwright::economics {

/// Sums over a year (or the hours that were given), the only thing that its KPIs are made from.
struct YearKpiInputs {
    double hours = 0.0;
    double grid_J = 0.0;   ///< drawn by the site, on-site generation included
    double onSite_J = 0.0; ///< of it: generated on the site
    double it_J = 0.0;
    double cooling_J = 0.0;
    double exportedHeat_J = 0.0;
    double water_m3 = 0.0;
    double peak_W = 0.0;
    double peakIt_W = 0.0; ///< IT power in the hour of the peak
    double installedIt_W = 0.0;
    std::optional<double> compressorFreeHours;
    double gridCarbon_kg_per_kWh = 0.0;   ///< 0: not stated
    double energyPrice_eur_per_kWh = 0.0; ///< 0: not stated
    std::optional<double> gridWater_m3_per_kWh;
    std::optional<double> renewableShare;
    TokenRates tokens; ///< at the racks' design loads
    std::string source = "hourly solves";
};

/// Gives the inputs of addEnergyFigures() and addTokenFigures() their values.
void provideYear(KpiGraph& graph, const YearKpiInputs& inputs);

/// Gives only price, carbon, water and renewable share of the grid, where they are stated.
void provideSite(KpiGraph& graph, const YearKpiInputs& inputs);

/// The KPIs of energy_figures.h that a year's page shows, in its order.
[[nodiscard]] std::vector<Kpi> computeYearKpis(const YearKpiInputs& inputs);

} // namespace hallwright::economics
