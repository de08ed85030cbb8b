#include "core/engine/checks/check_context.h"
#include "core/engine/plume_state.h"

#include <map>

namespace hallwright::engine {

namespace {

/// Mean of a plant's intakes above ambient that its layout should keep: makers of dry coolers have
/// 1 to 3 K added to the design ambient for large fields, and the campus generator allows 2 K.
/// Single units may breathe warmer air: they share the plant's water with those that do not.
constexpr double kMostRise_K = 2.0;

struct Warmed {
    const model::Equipment* worst = nullptr;
    double worstRise_K = 0.0;
    double share = 0.0; ///< of the worst unit's air that has come back
    double sum_K = 0.0;
    std::size_t count = 0;

    [[nodiscard]] double mean_K() const { return sum_K / static_cast<double>(count); }
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
        auto& warmed = plants[unit.parent];
        ++warmed.count;
        warmed.sum_K += rise_K;
        if (!warmed.worst || rise_K > warmed.worstRise_K) {
            warmed.worst = &unit;
            warmed.worstRise_K = rise_K;
            warmed.share = it->second.recirculationShare.value_or(0.0);
        }
    }
    for (const auto& [plant, warmed] : plants) {
        if (warmed.mean_K() <= kMostRise_K)
            continue;
        c.add(Severity::Warning, "cooler-recirculation", model::entity(warmed.worst->id),
              "Warm air of the campus reaches " + andMore(warmed.worst->name, warmed.count) + ": " +
                  kelvins(warmed.mean_K()) + " above ambient on average, " +
                  kelvins(warmed.worstRise_K) + " at the worst (" + percent(warmed.share) +
                  " of its air comes back); layouts allow for " + kelvins(kMostRise_K) + ".",
              "Set the units further apart or out of the plume of those upwind, raise their "
              "discharge, or size them for " +
                  degrees(ambient_C + warmed.mean_K()) + " at the intake.",
              warmed.mean_K(), kMostRise_K, "K");
    }
}

} // namespace hallwright::engine
