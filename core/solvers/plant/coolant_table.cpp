#include "core/solvers/plant/coolant_table.h"

#include <algorithm>
#include <cmath>

namespace hallwright::plant {

CoolantProperties CoolantTable::at(double at_K) const {
    const std::size_t count = std::min(temperature_K.size(), properties.size());
    if (count == 0)
        return {};
    if (count == 1)
        return properties.front();
    const auto above =
        std::upper_bound(temperature_K.begin() + 1, temperature_K.begin() + (count - 1), at_K);
    const auto i = static_cast<std::size_t>(above - temperature_K.begin());
    const CoolantProperties& a = properties[i - 1];
    const CoolantProperties& b = properties[i];
    const double t = (at_K - temperature_K[i - 1]) / (temperature_K[i] - temperature_K[i - 1]);
    const auto line = [t](double from, double to) { return from + t * (to - from); };
    return {line(a.density_kg_per_m3, b.density_kg_per_m3),
            line(a.heatCapacity_J_per_kgK, b.heatCapacity_J_per_kgK),
            std::exp(line(std::log(a.dynamicViscosity_Pa_s), std::log(b.dynamicViscosity_Pa_s))),
            line(a.conductivity_W_per_mK, b.conductivity_W_per_mK)};
}

} // namespace hallwright::plant
