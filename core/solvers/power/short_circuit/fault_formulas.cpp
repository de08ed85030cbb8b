#include "core/solvers/power/short_circuit/fault_formulas.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace hallwright::short_circuit {

namespace {

/// The minimum time delays that the standard gives equations for [s].
constexpr std::array<double, 4> kDelays_s{0.02, 0.05, 0.10, 0.25};

/// Interpolates f(i) over the delays; held beyond the ends.
template <class Factor>
double overDelay(double delay_s, Factor factor) {
    if (delay_s <= kDelays_s.front())
        return factor(0);
    for (std::size_t i = 1; i < kDelays_s.size(); ++i)
        if (delay_s <= kDelays_s[i]) {
            const double t = (delay_s - kDelays_s[i - 1]) / (kDelays_s[i] - kDelays_s[i - 1]);
            return (1.0 - t) * factor(i - 1) + t * factor(i);
        }
    return factor(kDelays_s.size() - 1);
}

} // namespace

EarthFault twoPhasesToEarth(std::complex<double> z1, std::complex<double> z0) {
    constexpr double kSqrt3 = std::numbers::sqrt3;
    const std::complex<double> a(-0.5, 0.5 * kSqrt3);
    const double path = std::abs(z1 + 2.0 * z0);
    const double phase = std::max(std::abs(z0 - a * z1), std::abs(z0 - a * a * z1));
    return {kSqrt3 * phase / (std::abs(z1) * path), 3.0 / path};
}

double ratedExcitation(double xd_pu, double cosPhi) {
    const double sinPhi = std::sqrt(std::max(0.0, 1.0 - cosPhi * cosPhi));
    return std::sqrt(1.0 + 2.0 * xd_pu * sinPhi + xd_pu * xd_pu);
}

double peakFactor(double rOverX) {
    return 1.02 + 0.98 * std::exp(-3.0 * rOverX);
}

double directCurrentHeat(double kappa, double frequency_Hz, double duration_s) {
    const double logarithm = std::log(kappa - 1.0);
    const double exponent = 2.0 * frequency_Hz * duration_s * logarithm;
    // kappa near 2 (R = 0): the direct current does not decay, and the limit of the formula is 2.
    if (std::abs(exponent) < 1e-9)
        return 2.0;
    return (std::exp(2.0 * exponent) - 1.0) / exponent;
}

double machineDecay(double ratio, double delay_s) {
    constexpr double kFarFromMachine = 2.0; // up to here the current does not decay
    if (ratio <= kFarFromMachine)
        return 1.0;
    constexpr double kLevel[] = {0.84, 0.71, 0.62, 0.56};
    constexpr double kFactor[] = {0.26, 0.51, 0.72, 0.94};
    constexpr double kSlope[] = {0.26, 0.30, 0.32, 0.38};
    const double mu = overDelay(delay_s, [&](std::size_t i) {
        return kLevel[i] + kFactor[i] * std::exp(-kSlope[i] * ratio);
    });
    return std::min(1.0, mu);
}

double motorDecay(double powerPerPolePair_MW, double delay_s) {
    constexpr double kLevel[] = {1.03, 0.79, 0.57, 0.26};
    constexpr double kSlope[] = {0.12, 0.12, 0.12, 0.10};
    const double logarithm = std::log(powerPerPolePair_MW);
    const double q =
        overDelay(delay_s, [&](std::size_t i) { return kLevel[i] + kSlope[i] * logarithm; });
    return std::clamp(q, 0.0, 1.0);
}

} // namespace hallwright::short_circuit
