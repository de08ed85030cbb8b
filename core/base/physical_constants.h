#pragma once

namespace hallwright::base {

inline constexpr double kZeroCelsius_K = 273.15;
inline constexpr double kGravity_m_per_s2 =
    9.80665; ///< standard acceleration of free fall, ISO 80000-3

} // namespace hallwright::base
