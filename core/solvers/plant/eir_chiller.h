#pragma once

#include "core/solvers/plant/chiller.h"

#include <array>

namespace hallwright::plant {

/// A chiller by energy-input-ratio curves (EnergyPlus Engineering Reference,
/// Chiller:Electric:EIR). Temperatures in the curves are degrees Celsius, as published.
struct EirChillerParameters {
    double capacity_W = 0.0; ///< at reference temperatures
    double cop = 0.0;        ///< idem
    /// c0 + c1 l + c2 l^2 + c3 s + c4 s^2 + c5 l s of leaving water l and sink s.
    std::array<double, 6> capacityOverTemperatures{1.0, 0.0, 0.0, 0.0, 0.0, 0.0};
    std::array<double, 6> eirOverTemperatures{1.0, 0.0, 0.0, 0.0, 0.0, 0.0};
    /// c0 + c1 r + c2 r^2 of the part-load ratio r: power over that at full load.
    std::array<double, 3> powerOverPartLoad{0.0, 1.0, 0.0};
    double leastPartLoad = 0.1; ///< below it the compressor cycles
    double mostPartLoad = 1.0;
    /// Range that the curves were fitted in; beyond it they are held at its edge.
    std::array<double, 2> leavingRange_K{0.0, 1000.0};
    std::array<double, 2> sinkRange_K{0.0, 1000.0};
};

/// Available capacity [W] at a leaving-water and a sink temperature: Q_ref f_cap(l, s).
[[nodiscard]] double eirCapacity_W(const EirChillerParameters& chiller, double leavingWater_K,
                                   double sink_K);

/// Q_av = Q_ref f_cap(l, s); r = Q / Q_av, at most mostPartLoad; below leastPartLoad the machine
/// runs at it for the share r / leastPartLoad of the time;
/// P = Q_av / COP_ref f_eir(l, s) f_plr(r) (share). All of it is compressor.
[[nodiscard]] ChillerState runEirChiller(const EirChillerParameters& chiller, double load_W,
                                         double leavingWater_K, double sink_K);

} // namespace hallwright::plant
