#include "core/engine/checks/check_context.h"
#include "core/model/supply_pattern.h"
#include "core/model/words.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <unordered_map>

namespace hallwright::engine {

namespace {

/// Continuous loading of a feeder that leaves no room for a fault (85 to 90 % is usual practice).
constexpr double kFeederWarning = 0.9;
/// EN 50160: supply voltage within 10 % of nominal.
constexpr double kVoltageBand = 0.10;
/// Usual design target of the drop along a low-voltage busway.
constexpr double kBuswayDrop = 0.02;

void checkGrids(const CheckContext& c) {
    for (const auto& [id, grid] : c.solution.grids)
        if (grid.loading > 1.0)
            c.add(Severity::Fault, "grid-overload", model::entity(id),
                  "Draws " + voltAmperes(grid.apparent_VA) + " of the " + voltAmperes(grid.rating) +
                      " agreed (" + percent(grid.loading) + ").",
                  "Shed " + voltAmperes(grid.apparent_VA - grid.rating) +
                      " or agree a larger connection.",
                  grid.loading, 1.0, "");
}

void checkFeeders(const CheckContext& c) {
    std::unordered_map<model::EntityId, double> lowest_V; // of the buses of an entity
    for (const auto& bus : c.solution.buses) {
        auto& nominal_V = lowest_V[bus.entity];
        nominal_V = nominal_V == 0.0 ? bus.nominal_V : std::min(nominal_V, bus.nominal_V);
    }
    for (const auto& feeder : c.campus.feeders()) {
        const auto it = c.solution.feeders.find(feeder.id);
        if (it == c.solution.feeders.end())
            continue;
        const auto& state = it->second;
        if (state.loading > kFeederWarning) {
            const int circuits = std::max(1, feeder.circuits);
            const double perCircuit = state.loading * circuits;
            const int needed = static_cast<int>(std::ceil(perCircuit / kFeederWarning));
            c.add(state.loading > 1.0 ? Severity::Fault : Severity::Warning, "feeder-overload",
                  model::entity(feeder.id),
                  "Loaded to " + percent(state.loading) + " (" + amperes(state.current_A) + " of " +
                      amperes(state.rating) + ").",
                  "Lay " + counted(static_cast<std::size_t>(needed), "circuit") + " instead of " +
                      std::to_string(circuits) + " (" + percent(perCircuit / needed) + ").",
                  state.loading, 1.0, "");
        }
        const auto* cable = c.catalog.cable(feeder.cableType);
        const double nominal_V = lowest_V[feeder.to];
        constexpr double kAllowed = 1.05;
        if (cable && cable->voltage_V > 0.0 && nominal_V > kAllowed * cable->voltage_V)
            c.add(Severity::Fault, "feeder-voltage", model::entity(feeder.id),
                  "A cable for " + model::inVolts(cable->voltage_V) + " carries " +
                      model::inVolts(nominal_V) + ".",
                  "Choose a cable for " + model::inVolts(nominal_V) + " or more.", nominal_V,
                  cable->voltage_V, "V");
    }
}

void checkTransformers(const CheckContext& c) {
    for (const auto& unit : c.campus.equipment()) {
        if (const auto it = c.solution.transformers.find(unit.id);
            it != c.solution.transformers.end() && it->second.loading > 1.0)
            c.add(Severity::Fault, "transformer-overload", model::entity(unit.id),
                  "Loaded to " + percent(it->second.loading) + " (" +
                      voltAmperes(it->second.apparent_VA) + " of " +
                      voltAmperes(it->second.rating) + ").",
                  "Add a transformer beside it or take " +
                      voltAmperes(it->second.apparent_VA - it->second.rating) + " off it.",
                  it->second.loading, 1.0, "");
        if (const auto it = c.solution.generation.find(unit.id);
            it != c.solution.generation.end() && it->second.loading > 1.0 + 1e-9)
            c.add(Severity::Fault, "generator-overload", model::entity(unit.id),
                  "Loaded to " + percent(it->second.loading) + ".",
                  "Run another one beside it or shed load.", it->second.loading, 1.0, "");
        if (unit.kind != model::EquipmentKind::PowerDevice &&
            unit.kind != model::EquipmentKind::PowerRack)
            continue;
        if (const auto it = c.solution.units.find(unit.id);
            it != c.solution.units.end() && it->second.loading > 1.0)
            c.add(Severity::Fault, "ups-overload", model::entity(unit.id),
                  "Loaded to " + percent(it->second.loading) + ".",
                  "Add one beside it or take load off it.", it->second.loading, 1.0, "");
    }
}

void checkTaps(const CheckContext& c) {
    for (const auto& [id, tap] : c.solution.taps) {
        if (tap.voltage_pu <= 0.0 || tap.holds() || std::abs(tap.position) < tap.last)
            continue;
        const bool isLow = tap.voltage_pu < tap.setpoint_pu;
        c.add(Severity::Warning, "tap-at-end", model::entity(id),
              "Stands at its last tap (" + std::to_string(tap.position) + ") and its bar at " +
                  percent(tap.voltage_pu) + ", which it is to hold at " + percent(tap.setpoint_pu) +
                  ".",
              isLow ? "Take load off the bar, add a transformer beside it or choose one with a "
                      "wider range of taps."
                    : "Choose a transformer with a wider range of taps or a higher rated voltage.",
              tap.voltage_pu, tap.setpoint_pu + (isLow ? -0.5 : 0.5) * tap.band_pu, "pu");
    }
}

void checkBusways(const CheckContext& c) {
    struct WorstDrop {
        const BuswayState* busway = nullptr;
        std::size_t count = 0;
    };
    std::map<model::HallId, WorstDrop> drops;
    for (const auto& busway : c.solution.busways) {
        const auto element =
            busway.row.isValid() ? model::entity(busway.row) : model::entity(busway.hall);
        if (busway.loading > 1.0) {
            auto& finding = c.add(
                Severity::Fault, "busway-overload", element,
                "Loaded to " + percent(busway.loading) + " (" + amperes(busway.current_A) + " of " +
                    amperes(busway.rating) + ").",
                "Choose a larger busway or move racks to another row.", busway.loading, 1.0, "");
            finding.elementName = busway.name;
        }
        if (busway.voltageDrop > kBuswayDrop) {
            auto& worst = drops[busway.hall];
            ++worst.count;
            if (!worst.busway || busway.voltageDrop > worst.busway->voltageDrop)
                worst.busway = &busway;
        }
    }
    for (const auto& [hall, worst] : drops) {
        auto& finding = c.add(
            Severity::Note, "busway-drop",
            worst.busway->row.isValid() ? model::entity(worst.busway->row) : model::entity(hall),
            "Voltage drops by " + percent(worst.busway->voltageDrop) + " along it, more than the " +
                percent(kBuswayDrop) + " that designs aim at.",
            "Feed the row from its middle or choose a larger busway.", worst.busway->voltageDrop,
            kBuswayDrop, "");
        finding.elementName = andMore(worst.busway->name, worst.count);
    }
}

void checkBuses(const CheckContext& c) {
    for (const auto& bus : c.solution.buses) {
        const auto kind = c.campus.kindOf(bus.entity);
        const bool isSource = kind == model::EntityKind::Substation;
        if (!bus.energised && isSource) {
            auto& finding =
                c.add(Severity::Fault, "dead-bus", bus.entity, "Has no supply.",
                      "Connect it to a grid connection or close the feeder to it.", 0.0, 0.0, "");
            finding.elementName = bus.name;
        } else if (bus.energised && bus.section == 0 && isSource &&
                   std::abs(bus.voltage_pu - 1.0) > kVoltageBand) {
            auto& finding = c.add(Severity::Fault, "bus-voltage", bus.entity,
                                  "Stands at " + percent(bus.voltage_pu) +
                                      " of nominal voltage, outside 90 to 110"
                                      "\u2009"
                                      "%.",
                                  "Add transformers or shorten the way of the load.",
                                  bus.voltage_pu, 1.0 - kVoltageBand, "pu");
            finding.elementName = bus.name;
        }
    }
}

struct RackGroup {
    const model::Rack* worst = nullptr;
    double value = 0.0;
    std::size_t count = 0;

    void offer(const model::Rack& rack, double badness) {
        ++count;
        if (!worst || badness > value) {
            worst = &rack;
            value = badness;
        }
    }
};

void checkRackFeeds(const CheckContext& c) {
    std::map<model::HallId, RackGroup> dead, low, high, single;
    for (const auto& rack : c.campus.racks()) {
        const auto it = c.solution.racks.find(rack.id);
        if (it == c.solution.racks.end() || rack.itLoad_W <= 0.0)
            continue;
        const auto& state = it->second;
        const auto* hall = c.campus.halls().find(rack.hall);
        if (!state.hasPower)
            dead[rack.hall].offer(rack, rack.itLoad_W);
        else if (state.voltage_pu < 1.0 - kVoltageBand)
            low[rack.hall].offer(rack, 1.0 - state.voltage_pu);
        else if (state.voltage_pu > 1.0 + kVoltageBand)
            high[rack.hall].offer(rack, state.voltage_pu - 1.0);
        if (state.hasPower && hall &&
            model::patternOf(hall->recipe.feeds).pairings.front()[1] >= 0 &&
            (state.feedA_W <= 0.0 || state.feedB_W <= 0.0))
            single[rack.hall].offer(rack, rack.itLoad_W);
    }
    const auto name = [&](model::HallId hall) { return c.campus.nameOf(model::entity(hall)); };
    for (const auto& [hall, group] : dead) {
        auto& finding =
            c.add(Severity::Fault, "rack-without-power", model::entity(group.worst->id),
                  counted(group.count, "rack") + " in " + name(hall) +
                      (group.count == 1 ? " has no power." : " have no power."),
                  "Draw a feeder to " + name(hall) + " or put its transformers in service.",
                  static_cast<double>(group.count), 0.0, "racks");
        finding.elementName = andMore(group.worst->name, group.count);
    }
    for (const auto* groups : {&low, &high})
        for (const auto& [hall, group] : *groups) {
            const double voltage = groups == &low ? 1.0 - group.value : 1.0 + group.value;
            auto& finding = c.add(Severity::Fault, "rack-voltage", model::entity(group.worst->id),
                                  "Gets " + percent(voltage) +
                                      " of nominal voltage, outside 90 to 110"
                                      "\u2009"
                                      "%.",
                                  "Choose larger cables or busways on the way to it.", voltage,
                                  groups == &low ? 1.0 - kVoltageBand : 1.0 + kVoltageBand, "pu");
            finding.elementName = andMore(group.worst->name, group.count);
        }
    for (const auto& [hall, group] : single) {
        auto& finding = c.add(Severity::Warning, "rack-on-one-feed", model::entity(group.worst->id),
                              counted(group.count, "rack") + " in " + name(hall) +
                                  (group.count == 1 ? " runs" : " run") + " on one of two feeds.",
                              "Restore the supply of the other.", static_cast<double>(group.count),
                              0.0, "racks");
        finding.elementName = andMore(group.worst->name, group.count);
    }
}

} // namespace

void checkElectrical(const CheckContext& context) {
    checkGrids(context);
    checkFeeders(context);
    checkTransformers(context);
    checkTaps(context);
    checkBusways(context);
    checkBuses(context);
    checkRackFeeds(context);
}

} // namespace hallwright::engine
