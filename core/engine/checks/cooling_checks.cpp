#include "core/engine/checks/check_context.h"
#include "core/engine/hall_cooling.h"
#include "core/model/words.h"

#include <algorithm>
#include <map>

namespace hallwright::engine {

namespace {

constexpr double kFlowShort = 0.95; ///< of the flow wanted
constexpr double kSetpointSlack_K = 0.5;
constexpr double kGradientSlack = 1.5; ///< over the family's design gradient
/// Run-out of a centrifugal pump: beyond it efficiency and suction fail.
constexpr double kPumpRunOut = 1.2;

struct Group {
    model::EntityId worst;
    double value = 0.0;
    double limit = 0.0;
    std::size_t count = 0;

    void offer(model::EntityId id, double measure, double against, double badness) {
        ++count;
        if (!worst.isValid() || badness > m_badness) {
            worst = id;
            value = measure;
            limit = against;
            m_badness = badness;
        }
    }

private:
    double m_badness = 0.0;
};

void checkRackCooling(const CheckContext& c) {
    std::map<model::HallId, Group> dry, warm, starved;
    for (const auto& rack : c.campus.racks()) {
        const auto* type = c.catalog.rack(rack.type);
        const auto it = c.solution.racks.find(rack.id);
        if (!type || it == c.solution.racks.end() || it->second.load_W <= 0.0 ||
            liquidShare(*type) <= 0.0)
            continue;
        const auto& state = it->second;
        const auto id = model::entity(rack.id);
        if (!state.hasCoolant) {
            dry[rack.hall].offer(id, 0.0, 0.0, state.load_W);
            continue;
        }
        if (type->coolantSupplyMax_C > 0.0 && state.coolantSupply_C > type->coolantSupplyMax_C)
            warm[rack.hall].offer(id, state.coolantSupply_C, type->coolantSupplyMax_C,
                                  state.coolantSupply_C - type->coolantSupplyMax_C);
        const double share = type->powerNominal_W > 0.0 ? state.load_W / type->powerNominal_W : 1.0;
        const double wanted = type->coolantFlow_m3_per_s * std::max(kLeastRackFlow, share);
        if (state.coolantFlow_m3_per_s < kFlowShort * wanted)
            starved[rack.hall].offer(id, state.coolantFlow_m3_per_s, wanted,
                                     1.0 - state.coolantFlow_m3_per_s / wanted);
    }
    for (const auto& [hall, group] : dry) {
        auto& f = c.add(Severity::Fault, "rack-without-coolant", group.worst,
                        counted(group.count, "liquid-cooled rack") + " in " +
                            c.campus.nameOf(model::entity(hall)) +
                            (group.count == 1 ? " gets no coolant." : " get no coolant."),
                        "Add a CDU, and mains from a plant to the hall.",
                        static_cast<double>(group.count), 0.0, "racks");
        f.elementName = andMore(f.elementName, group.count);
    }
    for (const auto& [hall, group] : warm) {
        auto& f = c.add(Severity::Fault, "coolant-too-warm", group.worst,
                        "Gets coolant of " + degrees(group.value) + ", allowed are " +
                            degrees(group.limit) + ".",
                        "Lower the facility water by " + kelvins(group.value - group.limit) +
                            ": more coolers, a lower set-point or a trim chiller.",
                        group.value, group.limit, "\u00b0C");
        f.elementName = andMore(f.elementName, group.count);
    }
    for (const auto& [hall, group] : starved) {
        auto& f =
            c.add(Severity::Warning, "rack-flow-short", group.worst,
                  "Gets " + percent(group.value / group.limit) + " of the coolant it asks for.",
                  "Choose a larger manifold or add a CDU to its loop.", group.value, group.limit,
                  "m\u00b3/s");
        f.elementName = andMore(f.elementName, group.count);
    }
}

void checkUnits(const CheckContext& c) {
    std::map<std::uint32_t, Group> airUnits; // by hall: one sentence for all its units
    for (const auto& unit : c.campus.equipment()) {
        const auto it = c.solution.units.find(unit.id);
        if (it == c.solution.units.end())
            continue;
        const auto& state = it->second;
        const auto id = model::entity(unit.id);
        switch (unit.kind) {
        case model::EquipmentKind::Cdu:
            if (state.loading > 1.0)
                c.add(Severity::Fault, "cdu-overload", id,
                      "Carries " + percent(state.loading) + " of its capacity (" +
                          watts(state.heat_W) + ").",
                      "Add a CDU to its loop.", state.loading, 1.0, "");
            break;
        case model::EquipmentKind::AirUnit:
            if (state.loading > 1.0)
                airUnits[unit.parent.number].offer(id, state.loading, 1.0, state.loading);
            break;
        case model::EquipmentKind::Pump:
            if (state.running && state.loading > kPumpRunOut)
                c.add(Severity::Warning, "pump-run-out", id,
                      "Delivers " + percent(state.loading) + " of its rated flow, beyond " +
                          percent(kPumpRunOut) + ".",
                      "Add a pump to the plant.", state.loading, kPumpRunOut, "");
            break;
        default:
            break;
        }
    }
    for (const auto& [hall, group] : airUnits) {
        auto& f = c.add(Severity::Fault, "air-unit-overload", group.worst,
                        "Carries " + percent(group.value) + " of its capacity.",
                        "Add an air unit to the hall.", group.value, 1.0, "");
        f.elementName = andMore(f.elementName, group.count);
    }
}

/// Water-cooled chillers give their heat to towers of their own plant; without one the solve can
/// only let them reject it to the air.
void checkTowers(const CheckContext& c) {
    std::map<std::uint32_t, std::size_t> chillers, towers; // by plant
    for (const auto& unit : c.campus.equipment()) {
        if (unit.kind == model::EquipmentKind::Chiller) {
            const auto* type = c.catalog.chiller(unit.type);
            chillers[unit.parent.number] += type && type->waterCooled ? 1 : 0;
        } else if (unit.kind == model::EquipmentKind::HeatRejection) {
            const auto* type = c.catalog.heatRejection(unit.type);
            towers[unit.parent.number] +=
                type && type->form == catalog::HeatRejectionForm::Tower ? 1 : 0;
        }
    }
    for (const auto& plant : c.campus.plants())
        if (const auto count = chillers[plant.id.number]; count > 0 && towers[plant.id.number] == 0)
            c.add(Severity::Fault, "chiller-without-tower", model::entity(plant.id),
                  "Has " + counted(count, "water-cooled chiller") + " but no tower that takes " +
                      (count == 1 ? "its" : "their") + " heat.",
                  "Add cooling towers to the plant, or choose air-cooled chillers.", 0.0, 1.0,
                  "towers");
}

void checkPlants(const CheckContext& c) {
    for (const auto& plant : c.campus.plants()) {
        const auto it = c.solution.plants.find(plant.id);
        if (it == c.solution.plants.end())
            continue;
        const auto& state = it->second;
        const auto id = model::entity(plant.id);
        if (state.flow_m3_per_s <= 0.0) {
            const bool isConnected =
                std::any_of(c.campus.mains().begin(), c.campus.mains().end(),
                            [&](const model::Main& m) { return m.from == id || m.to == id; });
            if (isConnected && state.pumpsRunning == 0)
                c.add(Severity::Fault, "plant-without-pump", id, "Has no pump that runs.",
                      "Add a pump or put one in service.", 0.0, 1.0, "");
            continue;
        }
        if (state.supply_C > state.setpoint_C + kSetpointSlack_K)
            c.add(Severity::Warning, "plant-too-warm", id,
                  "Supplies " + degrees(state.supply_C) + " instead of " +
                      degrees(state.setpoint_C) + " at " + degrees(c.solution.scenario.ambient_C) +
                      " outdoors.",
                  "Add coolers or a trim chiller, or raise the set-point to " +
                      degrees(state.supply_C) + ".",
                  state.supply_C, state.setpoint_C, "\u00b0C");
    }
}

void checkPipes(const CheckContext& c) {
    for (const auto& main : c.campus.mains()) {
        const auto it = c.solution.mains.find(main.id);
        const auto* family = c.catalog.pipe(main.pipeFamily);
        if (it == c.solution.mains.end() || !family)
            continue;
        const auto& state = it->second;
        const auto next =
            std::find_if(family->sizes.begin(), family->sizes.end(),
                         [&](const catalog::PipeSize& size) { return size.dn > main.dn; });
        const std::string remedy = next == family->sizes.end()
                                       ? "Lay a second pair beside it."
                                       : "Choose DN " + std::to_string(next->dn) + " or larger.";
        if (family->velocityMax_m_per_s > 0.0 &&
            state.velocity_m_per_s > family->velocityMax_m_per_s)
            c.add(Severity::Fault, "pipe-velocity", model::entity(main.id),
                  "Runs at " + metresPerSecond(state.velocity_m_per_s) + ", at most " +
                      metresPerSecond(family->velocityMax_m_per_s) + " are allowed.",
                  remedy, state.velocity_m_per_s, family->velocityMax_m_per_s, "m/s");
        else if (family->gradientDesign_Pa_per_m > 0.0 &&
                 state.gradient_Pa_per_m > kGradientSlack * family->gradientDesign_Pa_per_m)
            c.add(Severity::Warning, "pipe-gradient", model::entity(main.id),
                  "Loses " + model::fixed(state.gradient_Pa_per_m, 0) +
                      "\u2009Pa/m; designs aim at " +
                      model::fixed(family->gradientDesign_Pa_per_m, 0) + "\u2009Pa/m.",
                  remedy, state.gradient_Pa_per_m, family->gradientDesign_Pa_per_m, "Pa/m");
        if (state.flow_m3_per_s <= 0.0)
            c.add(Severity::Warning, "main-without-flow", model::entity(main.id),
                  "Carries no water.", "Connect it to a plant with pumps, or remove it.", 0.0, 0.0,
                  "m\u00b3/s");
    }
    for (const auto& loop : c.solution.loops) {
        const auto* hall = c.campus.halls().find(loop.hall);
        const auto* family = hall ? c.catalog.pipe(hall->recipe.tcsPipe) : nullptr;
        if (!family || family->velocityMax_m_per_s <= 0.0 ||
            loop.manifoldVelocity_m_per_s <= 1.05 * family->velocityMax_m_per_s)
            continue;
        auto& f = c.add(Severity::Warning, "manifold-velocity", model::entity(loop.hall),
                        "Coolant runs at " + metresPerSecond(loop.manifoldVelocity_m_per_s) +
                            " where the manifold starts, at most " +
                            metresPerSecond(family->velocityMax_m_per_s) + " are allowed.",
                        "Serve fewer racks from this loop.", loop.manifoldVelocity_m_per_s,
                        family->velocityMax_m_per_s, "m/s");
        f.elementName = loop.name;
    }
}

} // namespace

void checkCooling(const CheckContext& context) {
    checkRackCooling(context);
    checkUnits(context);
    checkTowers(context);
    checkPlants(context);
    checkPipes(context);
}

} // namespace hallwright::engine
