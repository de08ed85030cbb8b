#pragma once

namespace hallwright::short_circuit {

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
