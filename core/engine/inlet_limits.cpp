#include "core/engine/inlet_limits.h"

#include <utility>

namespace hallwright::engine {

double allowableInlet_C(const catalog::RackType& type) {
    constexpr std::pair<const char*, double> kClasses[] = {
        {"A4", 45.0}, {"A3", 40.0}, {"A2", 35.0}, {"A1", 32.0}, {"H1", 25.0}};
    for (const auto& [name, limit_C] : kClasses)
        if (type.airClass.find(name) != std::string::npos)
            return limit_C;
    return type.airSupplyMax_C;
}

double recommendedInlet_C(const catalog::RackType& type) {
    constexpr double kRecommended_C = 27.0; // ASHRAE TC 9.9, 5th edition, 2021
    return type.airSupplyMax_C > 0.0 ? type.airSupplyMax_C : kRecommended_C;
}

} // namespace hallwright::engine
