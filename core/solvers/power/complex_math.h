#pragma once

#include "core/solvers/power/phasor.h"

#include <cmath>
#include <complex>

namespace hallwright::power {

using Complex = std::complex<double>;

[[nodiscard]] inline Phasor<double> phasor(Complex a) {
    return {a.real(), a.imag()};
}

// std::complex's own product must look for infinities (C99 Annex G) and costs a branch or a call;
// these are the plain formulas, which the inner loops need.

[[nodiscard]] inline Complex times(Complex a, Complex b) {
    return {a.real() * b.real() - a.imag() * b.imag(), a.real() * b.imag() + a.imag() * b.real()};
}

/// a * conj(b)
[[nodiscard]] inline Complex timesConjugate(Complex a, Complex b) {
    return {a.real() * b.real() + a.imag() * b.imag(), a.imag() * b.real() - a.real() * b.imag()};
}

[[nodiscard]] inline Complex inverse(Complex a) {
    const double scale = 1.0 / (a.real() * a.real() + a.imag() * a.imag());
    return {a.real() * scale, -a.imag() * scale};
}

[[nodiscard]] inline double squaredMagnitude(Complex a) {
    return a.real() * a.real() + a.imag() * a.imag();
}

/// e^(j angle). Newton's angle steps are small, where the Taylor series to the 11th order is exact
/// to rounding (0.1^13/13! = 2e-23) and several times faster than sin and cos.
[[nodiscard]] inline Complex unitPhasor(double angle_rad) {
    if (std::abs(angle_rad) > 0.1)
        return {std::cos(angle_rad), std::sin(angle_rad)};
    const double s = angle_rad * angle_rad;
    const double cosine =
        1.0 - s / 2.0 * (1.0 - s / 12.0 * (1.0 - s / 30.0 * (1.0 - s / 56.0 * (1.0 - s / 90.0))));
    const double sine =
        angle_rad *
        (1.0 -
         s / 6.0 * (1.0 - s / 20.0 * (1.0 - s / 42.0 * (1.0 - s / 72.0 * (1.0 - s / 110.0)))));
    return {cosine, sine};
}

/// Argument of a number near the positive real axis; exact to rounding for every argument.
[[nodiscard]] inline double smallAngle(Complex a) {
    const double t = a.imag() / a.real();
    if (!(std::abs(t) < 0.03) || a.real() <= 0.0)
        return std::atan2(a.imag(), a.real());
    const double s = t * t; // next term: 0.03^13/13 = 1e-21
    return t *
           (1.0 - s * (1.0 / 3.0 - s * (1.0 / 5.0 - s * (1.0 / 7.0 - s * (1.0 / 9.0 - s / 11.0)))));
}

} // namespace hallwright::power
