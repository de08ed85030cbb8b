#include "core/solvers/plant/eir_chiller.h"

#include "core/base/physical_constants.h"

#include <algorithm>

namespace hallwright::plant {

namespace {

double biquadratic(const std::array<double, 6>& c, double l, double s) {
    return c[0] + c[1] * l + c[2] * l * l + c[3] * s + c[4] * s * s + c[5] * l * s;
}

double celsiusWithin(double at_K, const std::array<double, 2>& range_K) {
    return std::clamp(at_K, range_K[0], range_K[1]) - base::kZeroCelsius_K;
}

} // namespace

double eirCapacity_W(const EirChillerParameters& chiller, double leavingWater_K, double sink_K) {
    return std::max(0.0, chiller.capacity_W *
                             biquadratic(chiller.capacityOverTemperatures,
                                         celsiusWithin(leavingWater_K, chiller.leavingRange_K),
                                         celsiusWithin(sink_K, chiller.sinkRange_K)));
}

ChillerState runEirChiller(const EirChillerParameters& chiller, double load_W,
                           double leavingWater_K, double sink_K) {
    ChillerState state;
    const double available_W = eirCapacity_W(chiller, leavingWater_K, sink_K);
    if (!(load_W > 0.0) || !(available_W > 0.0) || !(chiller.cop > 0.0)) {
        state.unmet_W = std::max(load_W, 0.0);
        return state;
    }
    state.heat_W = std::min(load_W, available_W * chiller.mostPartLoad);
    state.unmet_W = load_W - state.heat_W;
    const double ratio = state.heat_W / available_W;
    const double running = std::max(ratio, chiller.leastPartLoad);
    const double share = ratio / running; // of the time
    const auto& c = chiller.powerOverPartLoad;
    const double eir = biquadratic(chiller.eirOverTemperatures,
                                   celsiusWithin(leavingWater_K, chiller.leavingRange_K),
                                   celsiusWithin(sink_K, chiller.sinkRange_K));
    state.compressor_W =
        std::max(0.0, available_W / chiller.cop * eir *
                          (c[0] + c[1] * running + c[2] * running * running) * share);
    state.power_W = state.compressor_W;
    state.rejected_W = state.heat_W + state.power_W;
    state.cop = state.power_W > 0.0 ? state.heat_W / state.power_W : 0.0;
    return state;
}

} // namespace hallwright::plant
