#include "core/engine/heat_reuse.h"

#include "core/engine/fluids.h"

#include <algorithm>

namespace hallwright::engine {

namespace {

constexpr double kPumpEfficiency = 0.6; ///< wire to water

struct Exchangers { ///< all that work, side by side
    double capacity_W = 0.0;
    double flow_m3_per_s = 0.0;
    double approach_K = 0.0;
    double hydraulic_W = 0.0; ///< at rated flow
};

Exchangers sumOf(const FacilityCircuit::Plant& plant) {
    Exchangers sum;
    for (const auto& bank : plant.exchangers) {
        const double count = static_cast<double>(bank.units.size());
        sum.capacity_W += count * bank.type->capacity_W;
        sum.flow_m3_per_s += count * bank.type->flow_m3_per_s;
        sum.hydraulic_W += count * bank.type->flow_m3_per_s * bank.type->fluidPressureDrop_Pa;
        if (count > 0.0)
            sum.approach_K = std::max(sum.approach_K, bank.type->approach_K);
    }
    return sum;
}

} // namespace

double reusableHeat_W(const FacilityCircuit::Plant& plant, double ambient_C,
                      const ReturnWater& water) {
    const auto exchangers = sumOf(plant);
    const auto& customers = plant.settings;
    if (water.temperature_K < toKelvin(customers.reuseSupply_C) + exchangers.approach_K)
        return 0.0;
    const double asked = std::clamp((customers.reuseBelow_C - ambient_C) /
                                        (customers.reuseBelow_C - customers.reuseFull_C),
                                    0.0, 1.0);
    const double coldest_K = toKelvin(customers.reuseReturn_C) + exchangers.approach_K;
    const double through_W = water.heat_J_per_m3K *
                             std::min(exchangers.flow_m3_per_s, water.flow_m3_per_s) *
                             (water.temperature_K - coldest_K);
    const double above_W =
        water.heat_J_per_m3K * water.flow_m3_per_s * (water.temperature_K - water.setpoint_K);
    return std::max(0.0, std::min({asked * exchangers.capacity_W, through_W, above_W}));
}

double reusePumpPower_W(const FacilityCircuit::Plant& plant, double reused_W) {
    const auto exchangers = sumOf(plant);
    if (!(exchangers.capacity_W > 0.0))
        return 0.0;
    return exchangers.hydraulic_W / kPumpEfficiency * reused_W / exchangers.capacity_W;
}

} // namespace hallwright::engine
