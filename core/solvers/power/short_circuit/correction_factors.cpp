#include "core/solvers/power/short_circuit/correction_factors.h"

#include <algorithm>
#include <cmath>

namespace hallwright::short_circuit {

namespace {

double sine(double cosine) {
    return std::sqrt(std::max(0.0, 1.0 - cosine * cosine));
}

} // namespace

double transformerCorrection(double x, double cMax) {
    return 0.95 * cMax / (1.0 + 0.6 * x);
}

double generatorCorrection(const Generator& generator, double nominal_kV, double cMax) {
    return nominal_kV / (generator.rated_kV * (1.0 + generator.voltageRange)) * cMax /
           (1.0 + generator.xd_pu * sine(generator.cosPhi));
}

double unitCorrection(const Transformer& transformer, const Generator& generator, double nominal_kV,
                      double cMax, double x) {
    const double sinPhi = sine(generator.cosPhi);
    const double ratio = transformer.low_kV / transformer.high_kV;
    if (transformer.hasOnLoadTaps) {
        const double voltage = nominal_kV / generator.rated_kV * ratio;
        return voltage * voltage * cMax / (1.0 + std::abs(generator.xd_pu - x) * sinPhi);
    }
    return nominal_kV / (generator.rated_kV * (1.0 + generator.voltageRange)) * ratio *
           (1.0 + transformer.tapRange) * cMax / (1.0 + generator.xd_pu * sinPhi);
}

double unitFaultCorrection(const Transformer& transformer, const Generator& generator,
                           double cMax) {
    const double raised = transformer.hasOnLoadTaps ? 1.0 : 1.0 + generator.voltageRange;
    return cMax / (raised * (1.0 + generator.xd_pu * sine(generator.cosPhi)));
}

double fictitiousResistance_ohm(const Generator& generator) {
    constexpr double kLowVoltage_kV = 1.0;
    constexpr double kLarge_MVA = 100.0;
    const double share = generator.rated_kV <= kLowVoltage_kV ? 0.15
                         : generator.rating_MVA < kLarge_MVA  ? 0.07
                                                              : 0.05;
    return share * subtransientReactance_ohm(generator);
}

double subtransientReactance_ohm(const Generator& generator) {
    return generator.xd_pu * generator.rated_kV * generator.rated_kV / generator.rating_MVA;
}

Complex motorImpedance_ohm(const Motor& motor) {
    const double rating_MVA = motor.power_MW / (motor.cosPhi * motor.efficiency);
    const double z = motor.rated_kV * motor.rated_kV / (motor.startingRatio * rating_MVA);
    const double x = z / std::sqrt(1.0 + motor.rOverX * motor.rOverX);
    return {x * motor.rOverX, x};
}

} // namespace hallwright::short_circuit
