#pragma once

#include "core/economics/kpi_graph.h"

#include <string>

namespace hallwright::economics {

/// Energy, water and carbon over a period, by ../reference/kpis section 1: PUE and its parts, TUE,
/// WUE, source WUE, CUE, ERE, ERF, REF, sums, cost of energy, peak and load factor. `period` goes
/// into the names: "PUE, year".
/// Definitions: ISO/IEC 30134-2 (PUE), -3 (REF), -6 (ERF), -8 (CUE), -9 (WUE); The Green Grid WP29
/// (ERE) and WP35 (source WUE); Patterson et al., ISC 2013 (TUE).
/// Inputs: hours, it_energy, cooling_energy, loss_energy, on_site_share (0 unless given),
/// heat_exported, water, peak_power, peak_it_power, compressor_free_hours, it_nameplate, itue,
/// grid_carbon, grid_water, renewable_share, energy_price.
void addEnergyFigures(KpiGraph& graph, const std::string& period);

/// Tokens over the same period; needs the energy figures. Inputs: token_rate, token_estimated.
void addTokenFigures(KpiGraph& graph);

} // namespace hallwright::economics
