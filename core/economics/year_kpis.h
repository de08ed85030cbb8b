#pragma once

#include "core/economics/kpi.h"

#include <optional>
#include <string>
#include <vector>

namespace hallwright::economics {

/// Sums over a year (or the hours that were given), the only thing that its KPIs are made from.
struct YearKpiInputs {
    double hours = 0.0;
    double grid_J = 0.0;
    double it_J = 0.0;
    double cooling_J = 0.0;
    double loss_J = 0.0;
    double exportedHeat_J = 0.0;
    double water_m3 = 0.0;
    double peak_W = 0.0;
    double installedIt_W = 0.0;
    double compressorFreeHours = 0.0;
    double gridCarbon_kg_per_kWh = 0.0;   ///< 0: not stated
    double energyPrice_eur_per_kWh = 0.0; ///< 0: not stated
    std::optional<double> gridWater_m3_per_kWh;
    std::optional<double> renewableShare;
    double tokens = 0.0; ///< 0: no figure that all racks share
    std::string tokensBenchmark;
};

/// PUE, WUE, source WUE, CUE, ERE, ERF, REF, energies, water, carbon, cost, peak, load factor,
/// compressor-free hours and, where known, tokens a kilowatt-hour and energy cost a million tokens.
/// Definitions: ISO/IEC 30134-2 (PUE), -3 (REF), -6 (ERF), -8 (CUE), -9 (WUE); The Green Grid WP29
/// (ERE) and WP35 (source WUE). Each states its formula and inputs.
[[nodiscard]] std::vector<Kpi> computeYearKpis(const YearKpiInputs& inputs);

} // namespace hallwright::economics
