#pragma once

#include "core/solvers/plant/interpolation.h"

namespace hallwright::plant {

/// A chiller by COP curves. `sink` is outdoor dry bulb (air-cooled) or entering condenser water.
struct ChillerParameters {
    double capacity_W = 0.0;
    double leavingWater_K = 293.15;      ///< rated set-point the COP curve belongs to
    Interpolation copOverSink_K;         ///< COP, fans included, over sink temperature
    Interpolation copFactorOverPartLoad; ///< multiplier over load / capacity; empty: 1
    bool hasFreeCooling = false;
    double freeCoolingFullBelow_K = 0.0;
    double freeCoolingStartBelow_K = 0.0;
    double fanPower_W = 0.0; ///< at full speed; what remains to pay under free cooling
    double minimumCop = 1.0; ///< guards curves that end early
};

struct ChillerState {
    double heat_W = 0.0;              ///< taken from the water
    double power_W = 0.0;             ///< compressor and fans
    double compressor_W = 0.0;        ///< of it: compressor, with the fans its COP includes
    double freeCoolingFans_W = 0.0;   ///< of it: fans of the free-cooling share
    double rejected_W = 0.0;          ///< heat_W + power_W
    double cop = 0.0;                 ///< heat / power; 0 without load
    double freeCoolingFraction = 0.0; ///< of the heat, without compressor
    double unmet_W = 0.0;             ///< load beyond capacity
};

/// Share of the load that outdoor air carries: 1 below the full threshold, 0 above the start,
/// linear between.
[[nodiscard]] double freeCoolingFraction(const ChillerParameters& chiller, double sink_K);

/// P = (1 - f) Q / (COP(sink) k(PLR)) + f P_fan PLR^3, Q = min(load, capacity), PLR = Q / capacity,
/// where f is the free-cooling share (compressor share first in the style of EIR models: EnergyPlus
/// Engineering Reference, Chiller:Electric:EIR).
[[nodiscard]] ChillerState runChiller(const ChillerParameters& chiller, double load_W,
                                      double sink_K);

} // namespace hallwright::plant
