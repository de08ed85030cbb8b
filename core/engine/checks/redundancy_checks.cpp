#include "core/engine/checks/check_context.h"
#include "core/engine/cooling_drill.h"
#include "core/engine/hall_power.h"
#include "core/model/supply_pattern.h"
#include "core/model/words.h"

#include <algorithm>
#include <map>
#include <unordered_map>

namespace hallwright::engine {

namespace {

/// The transformers left must carry what the loss of any one moves over to them: to the other cord
/// of its racks, or to the reserve that stands in for it. Units on one bar are told by their grade.
class HallTransfer {
public:
    HallTransfer(const CheckContext& context, const model::HallInterior& interior)
        : m_context(context) {
        for (const auto& supply : interior.supplies)
            m_reserveOf[supply.transformer] = supply.reserve;
        for (const auto& run : interior.busways)
            for (const auto rack : run.racks) {
                m_cords[rack].push_back(run.transformer);
                m_racks[run.transformer].push_back(rack);
            }
    }

    void check(model::HallId hall) {
        model::EquipmentId worstOut, worstOn;
        double worst = 1.0;
        std::size_t count = 0;
        for (const auto& [out, racks] : m_racks) {
            std::unordered_map<model::EquipmentId, double> moved_VA;
            for (const auto rack : racks)
                move(rack, out, moved_VA);
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
                                "Add a transformer to each block of " +
                                    campus.nameOf(model::entity(hall)) + ".",
                                worst, 1.0, "");
        f.elementName = andMore(f.elementName, count);
    }

private:
    void move(model::RackId rack, model::EquipmentId out,
              std::unordered_map<model::EquipmentId, double>& moved_VA) const {
        const auto state = m_context.solution.racks.find(rack);
        if (state == m_context.solution.racks.end())
            return;
        const auto& cords = m_cords.at(rack);
        const bool isFirst = cords.front() == out;
        const double load_VA =
            (isFirst ? state->second.feedA_W : state->second.feedB_W) / kRackPowerFactor;
        const auto other = cords.size() > 1 ? cords[isFirst ? 1 : 0] : m_reserveOf.at(out);
        if (other.isValid())
            moved_VA[other] += load_VA;
    }

    const CheckContext& m_context;
    std::unordered_map<model::RackId, std::vector<model::EquipmentId>> m_cords; ///< by block
    std::unordered_map<model::EquipmentId, model::EquipmentId> m_reserveOf;
    std::map<model::EquipmentId, std::vector<model::RackId>> m_racks;
};

/// Whether any transfer could overload a transformer at all: the loss of one moves at most what it
/// carries. Most halls are told sound by this alone.
bool mayOverload(const CheckContext& c, const model::HallInterior& interior) {
    double most_VA = 0.0;
    for (const auto& supply : interior.supplies)
        if (const auto it = c.solution.transformers.find(supply.transformer);
            it != c.solution.transformers.end())
            most_VA = std::max(most_VA, it->second.apparent_VA);
    for (const auto& supply : interior.supplies)
        if (const auto it = c.solution.transformers.find(supply.transformer);
            it != c.solution.transformers.end() &&
            it->second.apparent_VA + most_VA > it->second.rating)
            return true;
    return false;
}

/// Intakes of halls that nothing feeds, and feeders to intakes that their hall does not have.
void checkIntakes(const CheckContext& c) {
    std::map<model::EntityId, std::vector<model::FeedSide>> fed;
    for (const auto& feeder : c.campus.feeders())
        for (const auto end : {feeder.from, feeder.to}) {
            const auto* hall = c.campus.halls().find({end.number});
            if (!hall)
                continue;
            fed[end].push_back(feeder.side);
            if (model::intakeOf(hall->recipe.feeds, feeder.side) < 0)
                c.add(Severity::Fault, "feeder-without-intake", model::entity(feeder.id),
                      "Ends at intake " + std::string(model::letterOf(feeder.side)) + " of " +
                          hall->name + ", which is " +
                          std::string(model::patternOf(hall->recipe.feeds).name) + " and has none.",
                      "Give it another side.", 1.0, 0.0, "");
        }
    for (const auto& hall : c.campus.halls()) {
        const auto sides = fed.find(model::entity(hall.id));
        const auto& blocks = model::patternOf(hall.recipe.feeds).blocks;
        if (sides == fed.end() || blocks.size() < 2)
            continue; // a hall without any feeder has its own finding
        std::string missing;
        for (const auto block : blocks)
            if (std::none_of(sides->second.begin(), sides->second.end(), [&](const auto side) {
                    return side == block ||
                           (side == model::FeedSide::None && block == model::FeedSide::A);
                }))
                missing += (missing.empty() ? "" : ", ") + std::string(model::letterOf(block));
        if (!missing.empty())
            c.add(Severity::Warning, "intake-without-feeder", model::entity(hall.id),
                  "Has no feeder at intake " + missing + ".",
                  "Draw one: without it its " +
                      std::string(model::patternOf(hall.recipe.feeds).name) + " supply is less.",
                  0.0, 1.0, "feeders");
    }
}

/// Grade that a redundancy stands for.
SupplyGrade promisedBy(model::FeedRedundancy feeds) {
    switch (feeds) {
    case model::FeedRedundancy::N:
        return SupplyGrade::N;
    case model::FeedRedundancy::TwoN:
        return SupplyGrade::TwoN;
    default:
        return SupplyGrade::NPlusOne;
    }
}

/// Halls whose solved outages say less than their redundancy promises.
void checkGrades(const CheckContext& c) {
    for (const auto& [id, supply] : c.solution.supply) {
        const auto* hall = c.campus.halls().find(id);
        if (!hall || supply.grade == SupplyGrade::Unknown ||
            supply.grade >= promisedBy(hall->recipe.feeds))
            continue;
        std::string what = "Is built " + std::string(model::patternOf(hall->recipe.feeds).name) +
                           " and holds " + nameOf(supply.grade);
        if (!supply.worstOutage.empty())
            what +=
                ": with " + supply.worstOutage + " out, " +
                (supply.racksLost > 0 ? counted(supply.racksLost, "rack") + " would have no power"
                                      : supply.worstOverload.name + " would be loaded to " +
                                            percent(supply.worstOverload.loading));
        c.add(supply.grade == SupplyGrade::NMinusOne ? Severity::Fault : Severity::Warning,
              "hall-redundancy", model::entity(id), what + ".",
              "Feed all of its intakes, or add units to its blocks.",
              static_cast<double>(supply.grade),
              static_cast<double>(promisedBy(hall->recipe.feeds)), "");
    }
}

/// Outages that take the supply of pumps, coolers or CDUs and leave the racks theirs.
void addUncooled(const CheckContext& c, const OutageVerdict& one, std::size_t count) {
    const auto& cooling = *one.cooling;
    std::string sentence =
        counted(cooling.racksOver, "rack") + " would get coolant above their limit";
    if (cooling.untilLimit_s)
        sentence += ", the first in " + cooling.firstHall + " after " +
                    model::fixed(*cooling.untilLimit_s / 60.0, 1) + " min";
    auto& f = c.add(Severity::Warning, "outage-stops-cooling", one.outage.element,
                    sentence + ", with it out.", "Give the cooling that it feeds a second supply.",
                    static_cast<double>(cooling.racksOver), 0.0, "");
    f.elementName = andMore(one.outage.name, count);
}

/// What single outages of the trunk do; those of one kind and consequence are one finding.
void checkOutages(const CheckContext& c) {
    struct Group {
        const OutageVerdict* worst = nullptr;
        std::size_t count = 0;
        void offer(const OutageVerdict& one, bool isWorse) {
            ++count;
            if (!worst || isWorse)
                worst = &one;
        }
    };
    std::map<model::EntityKind, Group> drops, overloads, uncooled;
    for (const auto& one : c.solution.outages) {
        const auto kind = c.campus.kindOf(one.outage.element);
        if (one.racksLost > 0) {
            auto& group = drops[kind];
            group.offer(one, group.worst && one.lost_W > group.worst->lost_W);
        } else if (!one.overloads.empty()) {
            auto& group = overloads[kind];
            group.offer(one, group.worst && one.overloads.front().loading >
                                                group.worst->overloads.front().loading);
        } else if (one.cooling && one.cooling->racksOver > 0) {
            auto& group = uncooled[kind];
            group.offer(one,
                        group.worst && one.cooling->racksOver > group.worst->cooling->racksOver);
        }
    }
    for (const auto& [kind, group] : drops) {
        const auto& one = *group.worst;
        std::string remedy = kind == model::EntityKind::GridConnection
                                 ? "Add a second grid connection, or generation that takes over."
                                 : "Feed the halls from another section as well.";
        if (!one.restoredBy.empty())
            remedy = "Let " + c.campus.nameOf(model::entity(one.restoredBy.front())) +
                     " close by itself on loss of supply.";
        auto& f = c.add(Severity::Warning, "outage-drops-load", one.outage.element,
                        counted(one.racksLost, "rack") + " (" + watts(one.lost_W) +
                            ") would have no supply with it out.",
                        remedy, one.lost_W, 0.0, "W");
        f.elementName = andMore(one.outage.name, group.count);
    }
    for (const auto& [kind, group] : uncooled)
        addUncooled(c, *group.worst, group.count);
    for (const auto& [kind, group] : overloads) {
        const auto& one = *group.worst;
        const auto& worst = one.overloads.front();
        auto& f = c.add(Severity::Warning, "outage-overload", worst.element,
                        "Would be loaded to " + percent(worst.loading) + " with " +
                            andMore(one.outage.name, group.count) + " out.",
                        "Enlarge it or spread its load.", worst.loading, 1.0, "");
        f.elementName = worst.name;
    }
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
        if (found && found->recipe.feeds != model::FeedRedundancy::N &&
            !model::patternOf(found->recipe.feeds).sharesBar && mayOverload(context, *interior))
            HallTransfer(context, *interior).check(hall);
    }
    checkIntakes(context);
    checkGrades(context);
    checkOutages(context);
    checkSubstations(context);
    checkCduGroups(context);
    checkPlants(context);
}

} // namespace hallwright::engine
