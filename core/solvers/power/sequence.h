#pragma once

#include <cstdint>

namespace hallwright::power {

/// Numerical Recipes' 64-bit linear congruence: the same numbers on every machine.
class Sequence {
public:
    double between(double low, double high) {
        m_state = m_state * 6364136223846793005ULL + 1442695040888963407ULL;
        return low + (high - low) * (static_cast<double>(m_state >> 11) * 0x1p-53);
    }

private:
    std::uint64_t m_state = 20240117;
};

} // namespace hallwright::power
