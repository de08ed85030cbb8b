#include "core/solvers/plant/chiller.h"

#include <algorithm>

namespace hallwright::plant {

double freeCoolingFraction(const ChillerParameters& chiller, double sink_K) {
    if (!chiller.hasFreeCooling)
        return 0.0;
    const double span = chiller.freeCoolingStartBelow_K - chiller.freeCoolingFullBelow_K;
    if (!(span > 0.0))
        return sink_K <= chiller.freeCoolingFullBelow_K ? 1.0 : 0.0;
    return std::clamp((chiller.freeCoolingStartBelow_K - sink_K) / span, 0.0, 1.0);
}

ChillerState runChiller(const ChillerParameters& chiller, double load_W, double sink_K) {
    ChillerState state;
    if (!(load_W > 0.0) || !(chiller.capacity_W > 0.0)) {
        state.unmet_W = std::max(load_W, 0.0);
        return state;
    }
    state.heat_W = std::min(load_W, chiller.capacity_W);
    state.unmet_W = load_W - state.heat_W;
    const double partLoad = state.heat_W / chiller.capacity_W;
    const double cop =
        std::max(chiller.minimumCop, chiller.copOverSink_K.valueAt(sink_K, chiller.minimumCop) *
                                         chiller.copFactorOverPartLoad.valueAt(partLoad));
    state.freeCoolingFraction = freeCoolingFraction(chiller, sink_K);
    state.compressor_W = (1.0 - state.freeCoolingFraction) * state.heat_W / cop;
    state.freeCoolingFans_W =
        state.freeCoolingFraction * chiller.fanPower_W * partLoad * partLoad * partLoad;
    state.power_W = state.compressor_W + state.freeCoolingFans_W;
    state.rejected_W = state.heat_W + state.power_W;
    state.cop = state.power_W > 0.0 ? state.heat_W / state.power_W : 0.0;
    return state;
}

} // namespace hallwright::plant
