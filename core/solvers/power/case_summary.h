#pragma once

#include "core/solvers/power/sweep_view.h"

namespace hallwright::power {

// Seen by nvcc: C++17 only.

/// What a batch keeps of a case, or of a pack of cases lane by lane. Squares and per unit; places
/// of voltages and branches as numbers, because lanes hold nothing else.
template <class Real>
struct CaseSummary {
    Real least2{}, leastPlace{};       ///< lowest |V|^2
    Real greatest2{}, greatestPlace{}; ///< highest |V|^2
    Phasor<Real> losses{};             ///< power into all branches
    Real power2{}, powerBranch{};      ///< largest |S|^2 at an end of a branch
    Real loading2{}, loadingBranch{};  ///< largest (|S| / rating)^2
};

/// The part `part` of `parts`, to be merged() with the others. `busPlaces`: fixed voltages that are
/// those of a bus.
template <class Real, class Array>
HW_HD CaseSummary<Real> summarise(const SweepView& plan, const Array& voltage, const int* busPlaces,
                                  int busPlaceCount, int part = 0, int parts = 1) {
    CaseSummary<Real> s;
    s.least2 = Real{} + 1e300;
    const auto takeVoltage = [&](int place) {
        const Real square = squaredSize(Phasor<Real>(voltage[place]));
        const Real number = Real{} + static_cast<double>(place);
        const auto isLeast = square < s.least2;
        s.least2 = isLeast ? square : s.least2;
        s.leastPlace = isLeast ? number : s.leastPlace;
        const auto isGreatest = square > s.greatest2;
        s.greatest2 = isGreatest ? square : s.greatest2;
        s.greatestPlace = isGreatest ? number : s.greatestPlace;
    };
    for (int place = part; place < plan.nodeCount; place += parts)
        takeVoltage(place);
    for (int k = part; k < busPlaceCount; k += parts)
        takeVoltage(busPlaces[k]);
    for (int k = part; k < plan.branchCount; k += parts) {
        const SweepBranch& branch = plan.branches[k];
        const Phasor<Real> from = voltage[branch.from];
        const Phasor<Real> to = voltage[branch.to];
        Phasor<Real> iFrom = product(branch.ff, from);
        const Phasor<Real> iFrom2 = product(branch.ft, to);
        Phasor<Real> iTo = product(branch.tf, from);
        const Phasor<Real> iTo2 = product(branch.tt, to);
        iFrom.re += iFrom2.re;
        iFrom.im += iFrom2.im;
        iTo.re += iTo2.re;
        iTo.im += iTo2.im;
        const Phasor<Real> sFrom{from.re * iFrom.re + from.im * iFrom.im,
                                 from.im * iFrom.re - from.re * iFrom.im};
        const Phasor<Real> sTo{to.re * iTo.re + to.im * iTo.im, to.im * iTo.re - to.re * iTo.im};
        s.losses.re += sFrom.re + sTo.re;
        s.losses.im += sFrom.im + sTo.im;
        const Real from2 = squaredSize(sFrom);
        const Real to2 = squaredSize(sTo);
        const Real power2 = from2 > to2 ? from2 : to2;
        const Real number = Real{} + static_cast<double>(k);
        const auto isMost = power2 > s.power2;
        s.power2 = isMost ? power2 : s.power2;
        s.powerBranch = isMost ? number : s.powerBranch;
        const Real loading2 = power2 * branch.perRating2;
        const auto isHighest = loading2 > s.loading2;
        s.loading2 = isHighest ? loading2 : s.loading2;
        s.loadingBranch = isHighest ? number : s.loadingBranch;
    }
    return s;
}

/// Two parts of a summary of one case together.
HW_HD CaseSummary<double> merged(const CaseSummary<double>& a, const CaseSummary<double>& b) {
    CaseSummary<double> s = a;
    const auto isFirst = [](double mine, double minePlace, double other, double otherPlace) {
        return mine > other || (mine == other && minePlace <= otherPlace);
    };
    if (!isFirst(-a.least2, a.leastPlace, -b.least2, b.leastPlace)) {
        s.least2 = b.least2;
        s.leastPlace = b.leastPlace;
    }
    if (!isFirst(a.greatest2, a.greatestPlace, b.greatest2, b.greatestPlace)) {
        s.greatest2 = b.greatest2;
        s.greatestPlace = b.greatestPlace;
    }
    if (!isFirst(a.power2, a.powerBranch, b.power2, b.powerBranch)) {
        s.power2 = b.power2;
        s.powerBranch = b.powerBranch;
    }
    if (!isFirst(a.loading2, a.loadingBranch, b.loading2, b.loadingBranch)) {
        s.loading2 = b.loading2;
        s.loadingBranch = b.loadingBranch;
    }
    s.losses.re += b.losses.re;
    s.losses.im += b.losses.im;
    return s;
}

} // namespace hallwright::power
