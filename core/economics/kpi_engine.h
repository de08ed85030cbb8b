#pragma once

#include "core/economics/bill.h"
#include "core/economics/kpi.h"
#include "core/economics/token_rates.h"

#include <optional>
#include <string>
#include <vector>

namespace hallwright::economics {

/// Plain sums of one solved hour, the only thing that KPIs are made from. Powers in W.
struct KpiInputs {
    double grid_W = 0.0;
    double it_W = 0.0;
    double cooling_W = 0.0;
    double loss_W = 0.0;
    double water_m3_per_s = 0.0;
    double heatReused_W = 0.0;  ///< handed to customers
    double installedIt_W = 0.0; ///< loads as placed, before the scenario's fraction
    int racks = 0;
    int accelerators = 0;
    TokenRates tokens; ///< of the racks that have power
    std::optional<double> worstInlet_C;
    std::string worstInletName;
    std::optional<double> worstBranchLoading; ///< 1 = full
    std::string worstBranchName;
    std::optional<double> coolantMargin_K; ///< least of (highest allowed - actual supply)
    std::string coolantMarginName;
    std::optional<double> worstIntakeRise_K; ///< of air at heat rejection, above ambient
    std::string worstIntakeName;
    double worstIntakeShare = 0.0;      ///< of its air that has come back
    double meanIntakeRise_K = 0.0;      ///< over all such units, weighted with their air
    double meanIntakeShare = 0.0;       ///< likewise
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
