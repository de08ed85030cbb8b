#pragma once

#include <bit>
#include <cstdint>

namespace hallwright::hydronic {

/// Natural logarithm of a positive, normal number; relative error below 1e-14. Free of branches and
/// table look-ups so that a compiler turns a loop over pipes into vector instructions: the friction
/// factor needs two logarithms and an exponential a pipe, which otherwise take most of a solve. ln
/// x = k ln 2 + 2 atanh((m - 1) / (m + 1)), with m in [1/sqrt 2, sqrt 2).
inline double vectorLog(double x) {
    constexpr double kLn2 = 0.693147180559945309417;
    constexpr std::uint64_t kSqrtHalfBits = 0x3fe6a09e667f3bcdULL;
    constexpr std::uint64_t kMantissa = 0x000fffffffffffffULL;
    constexpr double kMagic = 4503599627370496.0; // 2^52: turns small integers into doubles by bits
    const std::uint64_t bits =
        std::bit_cast<std::uint64_t>(x) + (0x3ff0000000000000ULL - kSqrtHalfBits);
    const std::uint64_t biased = bits >> 52;
    const double exponent =
        std::bit_cast<double>(biased | std::bit_cast<std::uint64_t>(kMagic)) - (kMagic + 1023.0);
    const double m = std::bit_cast<double>((bits & kMantissa) + kSqrtHalfBits);
    const double s = (m - 1.0) / (m + 1.0);
    const double t = s * s;
    double series = 1.0 / 19.0;
    series = series * t + 1.0 / 17.0;
    series = series * t + 1.0 / 15.0;
    series = series * t + 1.0 / 13.0;
    series = series * t + 1.0 / 11.0;
    series = series * t + 1.0 / 9.0;
    series = series * t + 1.0 / 7.0;
    series = series * t + 1.0 / 5.0;
    series = series * t + 1.0 / 3.0;
    series = series * t + 1.0;
    return exponent * kLn2 + 2.0 * s * series;
}

/// exp(x) for |x| < 600; relative error below 1e-14. As vectorLog, without branches.
/// exp x = 2^k exp r with |r| <= ln 2 / 2, the latter by its Taylor series.
inline double vectorExp(double x) {
    constexpr double kInverseLn2 = 1.44269504088896340736;
    constexpr double kLn2High = 0.693147180369123816490;
    constexpr double kLn2Low = 1.90821492927058770002e-10;
    constexpr double kShift = 6755399441055744.0; // 1.5 * 2^52: rounds to the nearest integer
    const double shifted = x * kInverseLn2 + kShift;
    const double k = shifted - kShift;
    const double r = (x - k * kLn2High) - k * kLn2Low;
    double series = 1.0 / 6227020800.0;
    series = series * r + 1.0 / 479001600.0;
    series = series * r + 1.0 / 39916800.0;
    series = series * r + 1.0 / 3628800.0;
    series = series * r + 1.0 / 362880.0;
    series = series * r + 1.0 / 40320.0;
    series = series * r + 1.0 / 5040.0;
    series = series * r + 1.0 / 720.0;
    series = series * r + 1.0 / 120.0;
    series = series * r + 1.0 / 24.0;
    series = series * r + 1.0 / 6.0;
    series = series * r + 0.5;
    series = series * r + 1.0;
    series = series * r + 1.0;
    const std::uint64_t power = (std::bit_cast<std::uint64_t>(shifted) + 1023ULL) << 52;
    return series * std::bit_cast<double>(power);
}

} // namespace hallwright::hydronic
