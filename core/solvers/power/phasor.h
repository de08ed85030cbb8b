#pragma once

#include "core/base/host_device.h"

namespace hallwright::power {

// Seen by nvcc: C++17 only.

/// A complex number whose parts are plain numbers (Real = double: one case) or vectors of numbers
/// (one case a lane). The formulas below are the same for both.
template <class Real>
struct Phasor {
    Real re;
    Real im;
};

template <class A, class B>
HW_HD Phasor<B> product(const Phasor<A>& a, const Phasor<B>& b) {
    return {a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re};
}

template <class A, class B>
HW_HD void subtractProduct(Phasor<B>& from, const Phasor<A>& a, const Phasor<B>& b) {
    from.re -= a.re * b.re - a.im * b.im;
    from.im -= a.re * b.im + a.im * b.re;
}

template <class Real>
HW_HD Real squaredSize(const Phasor<Real>& a) {
    return a.re * a.re + a.im * a.im;
}

} // namespace hallwright::power
