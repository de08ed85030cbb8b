#include "core/engine/checks/check_context.h"
#include "core/engine/fluids.h"
#include "core/model/words.h"
#include "core/solvers/plant/psychrometrics.h"

#include <algorithm>
#include <array>
#include <map>

namespace hallwright::engine {

namespace {

/// What a pump's suction must have over its stated need [m]; usual practice beside ISO 9906.
constexpr double kNpshMargin_m = 0.5;
/// Surfaces stay this far above the room's dew point (ASHRAE liquid cooling guidance: 2 to 3 K).
constexpr double kDewMargin_K = 2.0;
constexpr double kClassSlack_K = 0.05;
/// Upper ends of ASHRAE's facility-water classes W17 to W45 [degC] (TC 9.9, 2021); above: W+.
constexpr std::array<double, 5> kWaterClasses_C{17.0, 27.0, 32.0, 40.0, 45.0};

std::string metres(double head_m) {
    return model::fixed(head_m, 1) + "\u2009m";
}

std::string bars(double pressure_Pa) {
    return model::fixed(pressure_Pa / 1e5, 1) + "\u2009bar";
}

void checkPipePressure(const CheckContext& c) {
    for (const auto& main : c.campus.mains()) {
        const auto state = c.solution.mains.find(main.id);
        const auto* family = c.catalog.pipe(main.pipeFamily);
        if (state == c.solution.mains.end() || !family || family->pressureMax_Pa <= 0.0 ||
            state->second.designPressure_Pa <= family->pressureMax_Pa)
            continue;
        c.add(Severity::Fault, "pipe-pressure", model::entity(main.id),
              "Sees " + bars(state->second.designPressure_Pa) +
                  " when the pumps run against closed valves; its pipes are for " +
                  bars(family->pressureMax_Pa) + ".",
              "Choose pipes of a higher pressure class or pumps of a lower shut-off head.",
              state->second.designPressure_Pa, family->pressureMax_Pa, "Pa");
    }
}

void checkSuction(const CheckContext& c) {
    for (const auto& pump : c.campus.equipment()) {
        const auto* type =
            pump.kind == model::EquipmentKind::Pump ? c.catalog.pump(pump.type) : nullptr;
        const auto unit = c.solution.units.find(pump.id);
        const auto plant = c.solution.plants.find(model::PlantId{pump.parent.number});
        if (!type || type->npshRequired_m <= 0.0 || unit == c.solution.units.end() ||
            !unit->second.running || plant == c.solution.plants.end())
            continue;
        const double available_m = plant->second.npshAvailable_m;
        const double needed_m = type->npshRequired_m + kNpshMargin_m;
        if (available_m >= needed_m)
            continue;
        c.add(Severity::Fault, "pump-npsh", model::entity(pump.id),
              "Has " + metres(available_m) + " of suction head; it needs " +
                  metres(type->npshRequired_m) + " and " + metres(kNpshMargin_m) + " to spare.",
              "Raise the expansion vessel's pressure by " + metres(needed_m - available_m) +
                  " or widen the return mains.",
              available_m, needed_m, "m");
    }
}

void checkWaterClass(const CheckContext& c) {
    for (const auto& plant : c.campus.plants()) {
        const auto state = c.solution.plants.find(plant.id);
        if (state == c.solution.plants.end() || state->second.flow_m3_per_s <= 0.0)
            continue;
        const auto* const limit = std::lower_bound(kWaterClasses_C.begin(), kWaterClasses_C.end(),
                                                   state->second.setpoint_C - kClassSlack_K);
        if (limit == kWaterClasses_C.end() || state->second.supply_C <= *limit + kClassSlack_K)
            continue;
        c.add(Severity::Fault, "supply-above-class", model::entity(plant.id),
              "Supplies " + degrees(state->second.supply_C) + ", beyond ASHRAE class W" +
                  model::fixed(*limit, 0) + " of its set-point.",
              "Add coolers or a trim chiller for " + kelvins(state->second.supply_C - *limit) +
                  ", or choose equipment of the next class and raise the set-point.",
              state->second.supply_C, *limit, "\u00b0C");
    }
}

/// The outdoor air's dew point stands for the halls': nothing there adds moisture, and what takes
/// it out only helps.
void checkDewPoint(const CheckContext& c) {
    const auto& scenario = c.solution.scenario;
    const double dew_C =
        toCelsius(plant::dewPoint_K(toKelvin(scenario.ambient_C), toKelvin(scenario.wetBulb_C),
                                    plant::pressureAtAltitude_Pa(c.campus.site().elevation_m)));
    const double least_C = dew_C + kDewMargin_K;
    struct Coldest {
        model::RackId rack;
        double supply_C = 0.0;
        std::size_t count = 0;
    };
    std::map<model::HallId, Coldest> cold;
    for (const auto& rack : c.campus.racks()) {
        const auto state = c.solution.racks.find(rack.id);
        if (state == c.solution.racks.end() || !state->second.hasCoolant ||
            state->second.coolantFlow_m3_per_s <= 0.0 || state->second.coolantSupply_C >= least_C)
            continue;
        auto& group = cold[rack.hall];
        if (++group.count == 1 || state->second.coolantSupply_C < group.supply_C) {
            group.rack = rack.id;
            group.supply_C = state->second.coolantSupply_C;
        }
    }
    for (const auto& [hall, group] : cold) {
        auto& f =
            c.add(Severity::Fault, "coolant-below-dew-point", model::entity(group.rack),
                  "Gets coolant of " + degrees(group.supply_C) + " in air with a dew point of " +
                      degrees(dew_C) + ": it will drip.",
                  "Raise the coolant supply to " + degrees(least_C) + " or dry the hall's air.",
                  group.supply_C, least_C, "\u00b0C");
        f.elementName = andMore(f.elementName, group.count);
    }
    for (const auto& hall : c.campus.halls()) {
        const auto state = c.solution.halls.find(hall.id);
        if (state == c.solution.halls.end() || state->second.facilitySupply_C <= 0.0 ||
            state->second.facilitySupply_C >= least_C)
            continue;
        c.add(Severity::Note, "facility-below-dew-point", model::entity(hall.id),
              "Facility water of " + degrees(state->second.facilitySupply_C) +
                  " enters air with a dew point of " + degrees(dew_C) + ".",
              "Insulate its pipes with a vapour barrier and drain the coils.",
              state->second.facilitySupply_C, least_C, "\u00b0C");
    }
}

} // namespace

void checkCoolantLimits(const CheckContext& context) {
    checkPipePressure(context);
    checkSuction(context);
    checkWaterClass(context);
    checkDewPoint(context);
}

} // namespace hallwright::engine
