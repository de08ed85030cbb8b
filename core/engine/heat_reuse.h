#pragma once

#include "core/engine/facility_circuit.h"

namespace hallwright::engine {

/// Facility water that comes back to a plant.
struct ReturnWater {
    double temperature_K = 0.0;
    double flow_m3_per_s = 0.0;
    double heat_J_per_m3K = 0.0; ///< rho cp
    double setpoint_K = 0.0;     ///< of the supply that is made from it
};

/// Heat that the customers of a plant's exchangers take [W]: what the weather makes them ask for,
/// within the exchangers' capacity and flow; none where the water that comes back is too cold for
/// them. It is never cooled below what the supply is to be.
[[nodiscard]] double reusableHeat_W(const FacilityCircuit::Plant& plant, double ambient_C,
                                    const ReturnWater& water);

/// Electrical power of the pumps that lift facility water through the exchangers, whose flow
/// follows the heat [W].
[[nodiscard]] double reusePumpPower_W(const FacilityCircuit::Plant& plant, double reused_W);

} // namespace hallwright::engine
