#pragma once

namespace hallwright::economics {

inline constexpr double kEurosPerMillion = 1e6;
inline constexpr double kLitresPerCubicMetre = 1e3;

} // namespace hallwright::economics
