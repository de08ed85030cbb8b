#include "core/engine/checks/check_context.h"
#include "core/engine/plume_state.h"

#include <map>

namespace hallwright::engine {

namespace {

/// Warmer intakes than this cost noticeable fan power and approach: makers of dry coolers ask for
/// layouts that keep recirculation below 1 to 2 K.
constexpr double kMostRise_K = 2.0;

struct Warmed {
    const model::Equipment* worst = nullptr;
    double rise_K = 0.0;
    double share = 0.0;
    std::size_t count = 0;
};

} // namespace

void checkPlume(const CheckContext& c) {
    if (!c.solution.plume || !c.solution.plume->isFinest)
        return;
    std::map<model::EntityId, Warmed> plants; // by what the units stand in
    const double ambient_C = c.solution.scenario.ambient_C;
    for (const auto& unit : c.campus.equipment()) {
        const auto it = c.solution.units.find(unit.id);
        if (it == c.solution.units.end() || !it->second.airIntake_C)
            continue;
        const double rise_K = *it->second.airIntake_C - ambient_C;
        if (rise_K <= kMostRise_K)
            continue;
        auto& warmed = plants[unit.parent];
        ++warmed.count;
        if (rise_K > warmed.rise_K)
            warmed = {&unit, rise_K, it->second.recirculationShare.value_or(0.0), warmed.count};
    }
    for (const auto& [plant, warmed] : plants)
        c.add(Severity::Warning, "cooler-recirculation", model::entity(warmed.worst->id),
              "Recirculation warms " + andMore(warmed.worst->name, warmed.count) + " by " +
                  kelvins(warmed.rise_K) + " (" + percent(warmed.share) +
                  " of its air comes back), more than " + kelvins(kMostRise_K) + ".",
              "Set the units further apart or out of the plume of those upwind, raise their "
              "discharge, or size them for " +
                  degrees(ambient_C + warmed.rise_K) + " at the intake.",
              warmed.rise_K, kMostRise_K, "K");
}

} // namespace hallwright::engine
