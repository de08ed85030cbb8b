#include "core/engine/checks/check_context.h"
#include "core/engine/inlet_limits.h"

#include <cmath>
#include <map>
#include <set>

namespace hallwright::engine {

namespace {

constexpr double kImbalance = 0.02;

struct WorstInlet {
    const model::Rack* rack = nullptr;
    double inlet_C = 0.0;
    double limit_C = 0.0;
    std::size_t count = 0;

    void offer(const model::Rack& candidate, double inlet, double limit) {
        ++count;
        if (!rack || inlet - limit > inlet_C - limit_C) {
            rack = &candidate;
            inlet_C = inlet;
            limit_C = limit;
        }
    }
};

void checkInlets(const CheckContext& c) {
    std::map<model::HallId, WorstInlet> beyond, above;
    for (const auto& rack : c.campus.racks()) {
        const auto it = c.solution.racks.find(rack.id);
        const auto hall = c.solution.halls.find(rack.hall);
        const auto* type = c.catalog.rack(rack.type);
        if (!type || it == c.solution.racks.end() || !it->second.hasAir ||
            hall == c.solution.halls.end() || !hall->second.airIsFinest)
            continue;
        const double inlet_C = it->second.airInletMean_C;
        const double allowable_C = allowableInlet_C(*type);
        const double recommended_C = recommendedInlet_C(*type);
        if (allowable_C > 0.0 && inlet_C > allowable_C)
            beyond[rack.hall].offer(rack, inlet_C, allowable_C);
        else if (inlet_C > recommended_C)
            above[rack.hall].offer(rack, inlet_C, recommended_C);
    }
    for (const auto* group : {&beyond, &above})
        for (const auto& [hall, worst] : *group) {
            const bool isFault = group == &beyond;
            auto& f = c.add(isFault ? Severity::Fault : Severity::Warning,
                            isFault ? "inlet-not-allowed" : "inlet-above-recommended",
                            model::entity(worst.rack->id),
                            "Takes in air of " + degrees(worst.inlet_C) + ", " +
                                (isFault ? "allowed are " : "recommended are at most ") +
                                degrees(worst.limit_C) + ".",
                            "Contain the aisle, add an air unit near it or supply " +
                                kelvins(worst.inlet_C - worst.limit_C) + " colder air.",
                            worst.inlet_C, worst.limit_C, "\u00b0C");
            f.elementName = andMore(worst.rack->name, worst.count);
        }
}

} // namespace

void checkAir(const CheckContext& context) {
    checkInlets(context);
    constexpr double kNoticeable_W = 1e3;
    std::set<model::EntityId> cooled; // halls with an air unit that runs
    for (const auto& unit : context.campus.equipment())
        if (unit.kind == model::EquipmentKind::AirUnit)
            if (const auto it = context.solution.units.find(unit.id);
                it != context.solution.units.end() && it->second.running)
                cooled.insert(unit.parent);
    for (const auto& [id, hall] : context.solution.halls) {
        if (hall.hasAir && std::abs(hall.airImbalanceFraction) > kImbalance && hall.airConverged)
            context.add(Severity::Note, "air-imbalance", model::entity(id),
                        "The air solution leaves " + percent(std::abs(hall.airImbalanceFraction)) +
                            " of its heat unaccounted for.",
                        "Solve it on a finer grid.", std::abs(hall.airImbalanceFraction),
                        kImbalance, "");
        const double rackHeat_W =
            cooled.contains(model::entity(id)) ? 0.0 : hall.heatToAir_W - hall.loss_W;
        if (rackHeat_W > kNoticeable_W)
            context.add(
                Severity::Fault, "air-heat-not-taken", model::entity(id),
                "No air unit takes the " + watts(rackHeat_W) + " that racks give to the air.",
                "Add air units and connect the hall's facility water.", rackHeat_W, 0.0, "W");
    }
}

} // namespace hallwright::engine
