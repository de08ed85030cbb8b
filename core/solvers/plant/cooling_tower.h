#pragma once

#include "core/solvers/plant/dry_cooler.h"

namespace hallwright::plant {

/// An open evaporative tower or wetted-surface hybrid by its approach to the wet bulb.
struct CoolingTowerParameters {
    double capacity_W = 0.0;
    double approachWetBulb_K = 4.0; ///< at rated heat and full fan
    double fanPower_W = 0.0;
    double evaporation_m3_per_J = 1.6e-3 / 3.6e6; ///< 1.6 L a kWh of heat
    double blowdown_m3_per_J = 0.4e-3 / 3.6e6;
    double driftFraction = 2e-5; ///< of the circulating flow
};

/// Leaving fluid no colder than wet bulb + approach * (heat / capacity); fan power follows the cube
/// of the share of full cooling that is needed. Water = (evaporation + blow-down) * heat + drift.
[[nodiscard]] CoolerState runCoolingTower(const CoolingTowerParameters& tower,
                                          const CoolerConditions& conditions,
                                          double circulatingFlow_m3_per_s);

} // namespace hallwright::plant
