#include "core/solvers/plant/pump.h"

#include <algorithm>
#include <cmath>

namespace hallwright::plant {

namespace {

constexpr double kSecondsPerHour = 3600.0;
constexpr double kLeastEfficiency = 0.05; ///< keeps power finite near zero flow

} // namespace

double coefficientFromCubicMetresPerHour(double coefficient_m_per_m3h2) {
    return coefficient_m_per_m3h2 * kSecondsPerHour * kSecondsPerHour;
}

double pumpHead_m(const PumpParameters& pump, double flow_m3_per_s, double speed) {
    return speed * speed * pump.shutoffHead_m -
           pump.coefficient_s2_per_m5 * flow_m3_per_s * flow_m3_per_s;
}

double pumpSpeedForDuty(const PumpParameters& pump, double flow_m3_per_s, double head_m) {
    if (!(pump.shutoffHead_m > 0.0))
        return 0.0;
    const double square =
        (head_m + pump.coefficient_s2_per_m5 * flow_m3_per_s * flow_m3_per_s) / pump.shutoffHead_m;
    return square > 0.0 ? std::sqrt(square) : 0.0;
}

PumpState runPump(const PumpParameters& pump, double flow_m3_per_s, double speed,
                  double density_kg_per_m3, double gravity_m_per_s2) {
    PumpState state;
    if (!(flow_m3_per_s > 0.0) || !(speed > 0.0))
        return state;
    state.head_m = pumpHead_m(pump, flow_m3_per_s, speed);
    const double ratio =
        pump.ratedFlow_m3_per_s > 0.0 ? flow_m3_per_s / (pump.ratedFlow_m3_per_s * speed) : 1.0;
    state.efficiency = std::max(kLeastEfficiency, pump.efficiencyOverFlowRatio.valueAt(ratio));
    // Beyond its curve a pump throttles; it still takes at least its losses, never gives power
    // back.
    state.hydraulicPower_W =
        density_kg_per_m3 * gravity_m_per_s2 * flow_m3_per_s * std::max(state.head_m, 0.0);
    state.shaftPower_W = state.hydraulicPower_W / state.efficiency;
    state.electricPower_W = state.shaftPower_W / (pump.motorEfficiency * pump.driveEfficiency);
    state.isOverloaded = pump.motorRating_W > 0.0 && state.shaftPower_W > pump.motorRating_W;
    return state;
}

} // namespace hallwright::plant
