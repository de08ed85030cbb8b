#pragma once

#include <complex>

namespace hallwright::short_circuit {

/// Currents of a fault of two phases to earth per unit of c times the base current.
struct EarthFault {
    double phase = 0.0; ///< the larger of the two phases
    double earth = 0.0; ///< through earth
};

/// IEC 60909-0 7.3 (2016), with Z2 = Z1: I"k2EL2, L3 = c Un |Z0 - a Z1| / |Z1 (Z1 + 2 Z0)|, with a
/// and its square; I"kE2E = sqrt(3) c Un / |Z1 + 2 Z0|. Impedances per unit.
[[nodiscard]] EarthFault twoPhasesToEarth(std::complex<double> z1, std::complex<double> z0);

/// Voltage behind the synchronous reactance of a machine over its rated voltage, at rated load:
/// |1 + j xd e^(-j phi)| = sqrt(1 + 2 xd sin(phi) + xd^2).
[[nodiscard]] double ratedExcitation(double xd_pu, double cosPhi);

/// Factor kappa of the peak current from R/X of the path to the fault: IEC 60909-0 8.1,
/// 1.02 + 0.98 e^(-3 R/X).
[[nodiscard]] double peakFactor(double rOverX);

/// Heat effect m of the direct-current component over `duration_s`: IEC 60909-0 annex A,
/// m = (e^(4 f T ln(kappa - 1)) - 1) / (2 f T ln(kappa - 1)).
[[nodiscard]] double directCurrentHeat(double kappa, double frequency_Hz, double duration_s);

/// Share mu of its initial current that a synchronous machine still feeds when the breaker parts
/// after `delay_s`: IEC 60909-0 9.1.1 (equation 71 of 2001); linear between the delays given there.
/// `ratio`: initial over rated current of the machine.
[[nodiscard]] double machineDecay(double ratio, double delay_s);

/// Further factor q of asynchronous motors by rated power per pair of poles [MW]: 9.1.2.
[[nodiscard]] double motorDecay(double powerPerPolePair_MW, double delay_s);

} // namespace hallwright::short_circuit
