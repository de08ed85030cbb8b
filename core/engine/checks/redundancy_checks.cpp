#include "core/engine/checks/check_context.h"
#include "core/engine/hall_power.h"

#include <algorithm>
#include <map>
#include <unordered_map>

namespace hallwright::engine {

namespace {

/// Each side of a 2N hall must carry what the loss of any one transformer of the other side moves
/// over to it.
class HallTransfer {
public:
    HallTransfer(const CheckContext& context, const model::HallInterior& interior)
        : m_context(context) {
        for (const auto& run : interior.busways)
            for (const auto rack : run.racks)
                (run.side == model::FeedSide::B ? m_onB : m_onA)[rack] = run.transformer;
        for (const auto& run : interior.busways)
            for (const auto rack : run.racks)
                m_racks[run.transformer].push_back({rack, run.side});
    }

    void check(model::HallId hall) {
        model::EquipmentId worstOut, worstOn;
        double worst = 1.0;
        std::size_t count = 0;
        for (const auto& [out, racks] : m_racks) {
            std::unordered_map<model::EquipmentId, double> moved_VA;
            for (const auto& [rack, side] : racks) {
                const auto state = m_context.solution.racks.find(rack);
                if (state == m_context.solution.racks.end())
                    continue;
                const auto& others = side == model::FeedSide::B ? m_onA : m_onB;
                if (const auto other = others.find(rack); other != others.end())
                    moved_VA[other->second] +=
                        (side == model::FeedSide::B ? state->second.feedB_W
                                                    : state->second.feedA_W) /
                        kRackPowerFactor;
            }
            bool isShort = false;
            for (const auto& [on, extra_VA] : moved_VA) {
                const auto state = m_context.solution.transformers.find(on);
                if (state == m_context.solution.transformers.end() || state->second.rating <= 0.0 ||
                    state->second.loading > 1.0)
                    continue; // an overload as it is has its own finding
                const double loading =
                    (state->second.apparent_VA + extra_VA) / state->second.rating;
                isShort |= loading > 1.0;
                if (loading > worst || (loading == worst && worst > 1.0 && out < worstOut)) {
                    worst = loading;
                    worstOut = out;
                    worstOn = on;
                }
            }
            count += isShort;
        }
        if (!worstOut.isValid())
            return;
        const auto& campus = m_context.campus;
        auto& f = m_context.add(Severity::Warning, "transformer-one-out", model::entity(worstOn),
                                "Would be loaded to " + percent(worst) + " with " +
                                    campus.nameOf(model::entity(worstOut)) + " out.",
                                "Add a transformer to each side of " +
                                    campus.nameOf(model::entity(hall)) + ".",
                                worst, 1.0, "");
        f.elementName = andMore(f.elementName, count);
    }

private:
    const CheckContext& m_context;
    std::unordered_map<model::RackId, model::EquipmentId> m_onA, m_onB;
    std::map<model::EquipmentId, std::vector<std::pair<model::RackId, model::FeedSide>>> m_racks;
};

/// Whether any transfer could overload a transformer at all: the loss of one moves at most what it
/// carries. Most halls are told sound by this alone.
bool mayOverload(const CheckContext& c, const model::HallInterior& interior) {
    double most_VA = 0.0;
    for (const auto* side : {&interior.transformersA, &interior.transformersB})
        for (const auto id : *side)
            if (const auto it = c.solution.transformers.find(id);
                it != c.solution.transformers.end())
                most_VA = std::max(most_VA, it->second.apparent_VA);
    for (const auto* side : {&interior.transformersA, &interior.transformersB})
        for (const auto id : *side)
            if (const auto it = c.solution.transformers.find(id);
                it != c.solution.transformers.end() &&
                it->second.apparent_VA + most_VA > it->second.rating)
                return true;
    return false;
}

void checkSubstations(const CheckContext& c) {
    struct Units {
        int count = 0;
        double load_VA = 0.0;
        double rating_VA = 0.0;
        double largest_VA = 0.0;
    };
    std::map<std::uint32_t, Units> groups;
    for (const auto& unit : c.campus.equipment()) {
        if (unit.kind != model::EquipmentKind::Transformer)
            continue;
        const auto it = c.solution.transformers.find(unit.id);
        if (it == c.solution.transformers.end() || !it->second.energised)
            continue;
        auto& group = groups[unit.parent.number];
        ++group.count;
        group.load_VA += it->second.apparent_VA;
        group.rating_VA += it->second.rating;
        group.largest_VA = std::max(group.largest_VA, it->second.rating);
    }
    for (const auto& substation : c.campus.substations()) {
        const auto it = groups.find(substation.id.number);
        if (it == groups.end() || it->second.load_VA <= 0.0)
            continue;
        const auto& group = it->second;
        const double left_VA = group.rating_VA - group.largest_VA;
        if (group.load_VA <= left_VA)
            continue;
        c.add(Severity::Warning, "substation-one-out", model::entity(substation.id),
              group.count == 1
                  ? "Hangs on a single transformer (" + voltAmperes(group.load_VA) + ")."
                  : "With one of " + std::to_string(group.count) +
                        " transformers out the others would be loaded to " +
                        percent(group.load_VA / left_VA) + ".",
              "Add a transformer (" + percent(group.load_VA / (left_VA + group.largest_VA)) +
                  " with one out).",
              left_VA > 0.0 ? group.load_VA / left_VA : 2.0, 1.0, "");
    }
}

void checkCduGroups(const CheckContext& c) {
    for (const auto& loop : c.solution.loops) {
        if (loop.heat_W <= 0.0 || loop.cdusRunning == 0)
            continue;
        const auto interior = c.solution.interiors.find(loop.hall);
        if (interior == c.solution.interiors.end())
            continue;
        double capacity_W = 0.0;
        double largest_W = 0.0;
        for (const auto& source : interior->second->loops)
            if (source.name == loop.name)
                for (const auto id : source.cdus) {
                    const auto* unit = c.campus.equipment().find(id);
                    const auto* type = unit ? c.catalog.cdu(unit->type) : nullptr;
                    const auto state = c.solution.units.find(id);
                    if (!type || state == c.solution.units.end() || !state->second.running)
                        continue;
                    capacity_W += type->capacity_W;
                    largest_W = std::max(largest_W, type->capacity_W);
                }
        if (loop.heat_W <= capacity_W - largest_W || loop.heat_W > capacity_W)
            continue; // enough, or overloaded as it is
        auto& f = c.add(
            Severity::Warning, "cdu-one-out", model::entity(loop.hall),
            "With one of " + counted(static_cast<std::size_t>(loop.cdusRunning), "CDU") + " out, " +
                watts(loop.heat_W) + " meet " + watts(capacity_W - largest_W) + " of capacity.",
            "Add a CDU to the loop.", loop.heat_W, capacity_W - largest_W, "W");
        f.elementName = loop.name;
    }
}

void checkPlants(const CheckContext& c) {
    std::map<model::EntityId, int> coolers; // that run, by plant
    for (const auto& unit : c.campus.equipment())
        if (unit.kind == model::EquipmentKind::HeatRejection ||
            unit.kind == model::EquipmentKind::Chiller)
            if (const auto s = c.solution.units.find(unit.id);
                s != c.solution.units.end() && s->second.running)
                ++coolers[unit.parent];
    for (const auto& plant : c.campus.plants()) {
        const auto it = c.solution.plants.find(plant.id);
        if (it == c.solution.plants.end() || it->second.flow_m3_per_s <= 0.0)
            continue;
        const auto& state = it->second;
        if (state.pumpsRunning >= state.pumpsTotal)
            c.add(Severity::Warning, "pump-one-out", model::entity(plant.id),
                  "All " + counted(static_cast<std::size_t>(state.pumpsTotal), "pump") +
                      " run; none is in reserve.",
                  "Add a pump.", state.pumpsRunning, state.pumpsTotal - 1.0, "pumps");
        const int units = coolers[model::entity(plant.id)];
        const double oneOut = units > 1 ? state.heatLoading * units / (units - 1.0) : 2.0;
        if (oneOut > 1.0 && state.holdsSetpoint)
            c.add(Severity::Warning, "cooler-one-out", model::entity(plant.id),
                  units > 1 ? "With one of " + std::to_string(units) +
                                  " coolers out the others would have to reject " +
                                  percent(oneOut) + " of what they can at " +
                                  degrees(c.solution.scenario.ambient_C) + " outdoors."
                            : "Hangs on a single cooler.",
                  "Add a cooler.", oneOut, 1.0, "");
    }
}

} // namespace

void checkRedundancy(const CheckContext& context) {
    for (const auto& [hall, interior] : context.solution.interiors) {
        const auto* found = context.campus.halls().find(hall);
        if (found && found->recipe.feeds == model::FeedRedundancy::TwoN &&
            mayOverload(context, *interior))
            HallTransfer(context, *interior).check(hall);
    }
    checkSubstations(context);
    checkCduGroups(context);
    checkPlants(context);
}

} // namespace hallwright::engine
