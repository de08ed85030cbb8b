#include "core/solvers/plant/cooling_tower.h"

#include <algorithm>

namespace hallwright::plant {

CoolerState runCoolingTower(const CoolingTowerParameters& tower, const CoolerConditions& conditions,
                            double circulatingFlow_m3_per_s) {
    CoolerState state;
    state.fluidOutlet_K = conditions.fluidInlet_K;
    state.coilAirInlet_K = conditions.wetBulb_K; // what the fluid comes near to
    state.airOutlet_K = conditions.airInlet_K;
    const double capacity = conditions.fluidCapacity_W_per_K;
    const double drive = conditions.fluidInlet_K - conditions.wetBulb_K;
    const double wanted = conditions.fluidInlet_K - conditions.setpoint_K;
    // Leaving = wet bulb + approach Q / Q_rated and Q = C (entering - leaving), solved for Q at
    // full fan.
    if (capacity > 0.0 && tower.capacity_W > 0.0)
        state.fullSpeedEffectiveness =
            1.0 / (1.0 + capacity * tower.approachWetBulb_K / tower.capacity_W);
    if (!(capacity > 0.0) || !(wanted > 0.0))
        return state;
    const double most = state.fullSpeedEffectiveness * capacity * drive;
    if (!(most > 0.0)) {
        state.isSaturated = true;
        return state;
    }
    state.heat_W = std::min(capacity * wanted, most);
    state.isSaturated = capacity * wanted > most;
    state.fluidOutlet_K = conditions.fluidInlet_K - state.heat_W / capacity;
    state.fanSpeed = state.heat_W / most;
    state.fanPower_W = tower.fanPower_W * state.fanSpeed * state.fanSpeed * state.fanSpeed;
    state.water_m3_per_s = (tower.evaporation_m3_per_J + tower.blowdown_m3_per_J) * state.heat_W +
                           tower.driftFraction * circulatingFlow_m3_per_s;
    return state;
}

} // namespace hallwright::plant
