#pragma once

#include "core/solvers/power/short_circuit/short_circuit_problem.h"

namespace hallwright::short_circuit {

/// K_T of a network transformer: IEC 60909-0 6.3.3, 0.95 cmax / (1 + 0.6 x_T). `x`: relative
/// reactance, `cMax` of the network at its low-voltage side.
[[nodiscard]] double transformerCorrection(double x, double cMax);

/// K_G of a synchronous machine that feeds the network directly: 6.6.1,
/// Un / (UrG (1 + pG)) cmax / (1 + x"d sin phi).
[[nodiscard]] double generatorCorrection(const Generator& generator, double nominal_kV,
                                         double cMax);

/// K_S of a power station unit with an on-load tap changer, K_SO without: 6.7.1, 6.7.2.
/// `nominal_kV` of the network at the high-voltage side, `cMax` for it, `x` of the transformer.
[[nodiscard]] double unitCorrection(const Transformer& transformer, const Generator& generator,
                                    double nominal_kV, double cMax, double x);

/// K_G,S or K_G,SO, which takes the place of K_S for the machine where the fault lies between the
/// two: 6.7.1, 6.7.2, cmax / (1 + x"d sin phi), over 1 + pG without on-load taps. It goes with the
/// equivalent voltage c UrG. The transformer stays uncorrected then, which gives the higher current
/// and is what the programs do that the reference values come from.
[[nodiscard]] double unitFaultCorrection(const Transformer& transformer, const Generator& generator,
                                         double cMax);

/// Resistance that stands in for a machine's own where its peak current is sought: 6.6.1, from
/// 0.05 to 0.15 of x"d by rated voltage and power [ohm].
[[nodiscard]] double fictitiousResistance_ohm(const Generator& generator);

/// x"d in ohms, and the motor's locked-rotor impedance (6.10).
[[nodiscard]] double subtransientReactance_ohm(const Generator& generator);
[[nodiscard]] Complex motorImpedance_ohm(const Motor& motor);

} // namespace hallwright::short_circuit
