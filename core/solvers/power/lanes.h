#pragma once

#include <cmath>

namespace hallwright::power {

/// Cases that a vector holds. Eight doubles fill a 512-bit register; where registers are shorter
/// the compiler splits the vector.
constexpr int kLanes = 8;

/// A number of each of kLanes cases (GCC's and Clang's vector extension: portable source).
using Lanes = double __attribute__((vector_size(kLanes * sizeof(double))));

inline Lanes laneSqrt(Lanes x) {
    for (int lane = 0; lane < kLanes; ++lane)
        x[lane] = std::sqrt(x[lane]);
    return x;
}

/// The largest of the lanes; NaN where one of them is.
inline double largestLane(const Lanes& x) {
    double largest = x[0];
    for (int lane = 1; lane < kLanes; ++lane)
        largest = largest >= x[lane] ? largest : x[lane];
    return largest;
}

[[nodiscard]] inline Lanes allLanes(double value) {
    return Lanes{} + value;
}

} // namespace hallwright::power
