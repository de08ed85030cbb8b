#include "core/solvers/power/short_circuit/voltage_factor.h"

namespace hallwright::short_circuit {

double voltageFactor(double nominal_kV, FaultCase faultCase, VoltageRules rules) {
    constexpr double kLowVoltage_kV = 1.0;
    const bool isMaximum = faultCase == FaultCase::Maximum;
    if (nominal_kV > kLowVoltage_kV)
        return isMaximum ? 1.10 : 1.00;
    const bool isWide = rules.tolerance == LowVoltageTolerance::TenPercent;
    if (isMaximum)
        return isWide ? 1.10 : 1.05;
    return isWide && rules.edition == Edition::Iec2016 ? 0.90 : 0.95;
}

} // namespace hallwright::short_circuit
