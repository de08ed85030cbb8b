#include "core/engine/energy_balance.h"

#include "core/engine/fluids.h"

#include <algorithm>
#include <cmath>

namespace hallwright::engine {

namespace {

/// What CDUs that no facility water reaches leave in their loops: no steady state, but still
/// counted. Heat that such air units leave in their hall counts as ventilated.
double keptByLoops_W(const CoolingSystem& cooling) {
    double kept_W = 0.0;
    for (const auto& [id, hall] : cooling.halls())
        for (const auto& loop : hall.cooling->loops)
            kept_W += loop.heat_W();
    for (const auto& entry : cooling.circuits())
        for (std::size_t i = 0; i < entry.circuit.consumers.size(); ++i)
            if (entry.circuit.consumers[i].isCdu &&
                std::abs(entry.flow->flow(entry.flow->consumers[i])) > kLeastFlow_m3_per_s)
                kept_W -= entry.heats_W[i];
    return kept_W;
}

} // namespace

EnergyBalance balanceEnergy(const PowerAssembly& power, const CoolingSystem& cooling) {
    const auto sums = sumPower(power);
    EnergyBalance balance;
    balance.grid_W = sums.grid_W;
    balance.generation_W = sums.generation_W;
    balance.it_W = sums.it_W;
    balance.cooling_W = cooling.power_W();
    balance.loss_W = sums.branchLoss_W + sums.deviceLoss_W;

    double indoorLoss_W = 0.0;
    double ventilated_W = 0.0;
    for (const auto& [id, hall] : cooling.halls()) {
        balance.heatToAir_W += hall.cooling->air.rackHeat_W;
        balance.heatToLiquid_W += hall.cooling->heatToLiquid_W;
        ventilated_W += hall.heat.ventilated_W;
        indoorLoss_W += hall.heat.loss_W;
    }
    double leaving_W = ventilated_W + (balance.loss_W - indoorLoss_W) + keptByLoops_W(cooling);
    for (const auto& entry : cooling.circuits()) {
        leaving_W += entry.heat.pipeLoss_W;
        balance.pipeLoss_W += entry.heat.pipeLoss_W;
        for (const auto& plant : entry.heat.plants) {
            balance.heatRejected_W += plant.rejected_W;
            balance.water_m3_per_s += plant.water_m3_per_s;
            balance.heatReused_W += plant.reused_W;
            leaving_W += plant.rejected_W + plant.toOutdoors_W + plant.reused_W;
        }
    }

    const double used_W = balance.it_W + balance.cooling_W + balance.loss_W;
    const double fed_W = balance.grid_W + balance.generation_W;
    const double in_W = std::max({fed_W, used_W, 1.0});
    const double electrical = std::abs(fed_W - used_W) / in_W;
    const double thermal = std::abs(used_W - leaving_W) / in_W;
    balance.residualFraction = std::max(electrical, thermal);
    return balance;
}

} // namespace hallwright::engine
