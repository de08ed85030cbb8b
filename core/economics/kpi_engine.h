#pragma once

#include "core/economics/kpi.h"

#include <optional>
#include <string>
#include <vector>

namespace hallwright::economics {

/// Purchase price of what was counted, with how far the counting reaches.
struct CapexTally {
    double price_eur = 0.0;
    int priced = 0;    ///< items with a price in the catalogue
    int unpriced = 0;  ///< items without one; they are not in the sum
    int estimates = 0; ///< of the priced: those whose price is an estimate
};

/// Plain sums of one solved hour, the only thing that KPIs are made from. Powers in W.
struct KpiInputs {
    double grid_W = 0.0;
    double it_W = 0.0;
    double cooling_W = 0.0;
    double loss_W = 0.0;
    double water_m3_per_s = 0.0;
    double installedIt_W = 0.0; ///< loads as placed, before the scenario's fraction
    int racks = 0;
    int accelerators = 0;
    double tokens_per_s = 0.0; ///< racks that are powered and whose type has a figure
    int racksWithTokens = 0;
    std::string tokensBenchmark; ///< the benchmark all of them share; empty: none or several
    std::optional<double> worstInlet_C;
    std::string worstInletName;
    std::optional<double> worstBranchLoading; ///< 1 = full
    std::string worstBranchName;
    std::optional<double> coolantMargin_K; ///< least of (highest allowed - actual supply)
    std::string coolantMarginName;
    double gridCarbon_kg_per_kWh = 0.0; ///< 0: not stated
    double energyPrice_eur_per_kWh = 0.0;
    CapexTally capex; ///< everything but the racks
    bool powerKnown = false;
    bool coolantKnown = false;
};

/// The KPIs of one hour, in the order in which they are shown. Definitions: ISO/IEC 30134-2 (PUE),
/// -8 (CUE), -9 (WUE), here over the solved hour instead of a year; each says its own formula.
[[nodiscard]] std::vector<Kpi> computeKpis(const KpiInputs& inputs);

} // namespace hallwright::economics
