#pragma once

namespace hallwright::short_circuit {

enum class FaultCase { Maximum, Minimum };

/// Upper tolerance of the low-voltage system; decides its voltage factors.
enum class LowVoltageTolerance { SixPercent, TenPercent };

/// Editions of IEC 60909-0. They differ in the minimum factor of low voltage with 10 % tolerance:
/// 0.95 in 2001, 0.90 in 2016.
enum class Edition { Iec2001, Iec2016 };

struct VoltageRules {
    LowVoltageTolerance tolerance = LowVoltageTolerance::TenPercent;
    Edition edition = Edition::Iec2016;
};

/// Voltage factor c of IEC 60909-0 table 1 for a nominal voltage [kV].
[[nodiscard]] double voltageFactor(double nominal_kV, FaultCase faultCase, VoltageRules rules);

} // namespace hallwright::short_circuit
