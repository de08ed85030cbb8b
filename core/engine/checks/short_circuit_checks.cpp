#include "core/engine/checks/check_context.h"
#include "core/engine/short_circuit_levels.h"
#include "core/engine/short_circuit_rules.h"
#include "core/model/words.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <unordered_map>

namespace hallwright::engine {

namespace {

/// Design targets of the drop in normal operation and the limit of IEC 60364-5-52 table G.52.1 for
/// supply from a private substation.
constexpr double kFeederDrop = 0.01;
constexpr double kTotalDrop = 0.04;
constexpr double kStandardDrop = 0.08;

std::string kiloamperes(double current_A) {
    return model::fixed(current_A / 1e3, 1) + "\u2009kA";
}

/// Which current stands highest over what it may be: "Short-circuit current of 34.2 kA", 31.5 kA.
struct WorstFault {
    std::string what;
    double current_A = 0.0;
    double limit_A = 0.0;
    std::string limitName;

    void offer(const char* name, double current_kA, double rating_A, const char* of) {
        const double offered_A = 1e3 * current_kA;
        if (rating_A > 0.0 && std::isfinite(offered_A) &&
            (limit_A <= 0.0 || offered_A * limit_A > current_A * rating_A))
            *this = {name, offered_A, rating_A, of};
    }
};

WorstFault worstOf(const short_circuit::FaultLevel& level, const FaultRating& rating) {
    WorstFault worst;
    worst.offer("A three-phase fault", level.ik3_kA, rating.shortTime_A,
                "rated short-time current");
    worst.offer("A fault to earth", level.ik1_kA, rating.shortTime_A, "rated short-time current");
    worst.offer("The peak of a fault", level.ip_kA, rating.peak_A, "rated peak current");
    worst.offer("A breaking current", level.ib_kA, rating.breaking_A, "rated breaking current");
    return worst;
}

class FaultChecks {
public:
    explicit FaultChecks(const CheckContext& context)
        : m_context(context), m_levels(*context.solution.faultLevels) {}

    void check() {
        if (!m_levels.message.empty()) {
            m_context.add(Severity::Warning, "fault-levels", {},
                          "Fault currents can't be stated: " + m_levels.message,
                          "Correct the entry that it names.", 0.0, 0.0, "");
            return;
        }
        checkPanels();
        checkBusways();
        checkLeastCurrents();
        checkFeeders();
        checkHeating();
    }

private:
    /// The thing that a bus stands for in a list of findings: its hall or substation.
    model::EntityId placeOf(model::EntityId entity) const {
        const auto* unit = m_context.campus.equipment().find(model::EquipmentId{entity.number});
        return unit && unit->parent.isValid() ? unit->parent : entity;
    }

    void checkPanels() const {
        struct Group {
            std::size_t worst = 0, count = 0;
        };
        std::map<std::pair<std::uint32_t, double>, Group> groups; // by place and voltage
        for (std::size_t i = 0; i < m_levels.buses.size(); ++i) {
            const auto& bus = m_levels.buses[i];
            if (!bus.rating.isKnown() || bus.loading() <= 1.0)
                continue;
            auto& group = groups[{placeOf(bus.entity).number, bus.nominal_V}];
            if (group.count == 0 || bus.loading() > m_levels.buses[group.worst].loading())
                group.worst = i;
            ++group.count;
        }
        for (const auto& [place, group] : groups) {
            const auto& bus = m_levels.buses[group.worst];
            const auto worst = worstOf(bus.maximum, bus.rating);
            auto& finding = m_context.add(
                Severity::Fault, "fault-level", bus.entity,
                worst.what + " reaches " + kiloamperes(worst.current_A) + ", above the " +
                    worst.limitName + " of " + kiloamperes(worst.limit_A) +
                    (bus.rating.isAssumed ? " of the panel taken for it (" : " of its panel (") +
                    panelName(bus.rating.type) + ").",
                panelRemedy(group.worst, worst), worst.current_A, worst.limit_A, "A");
            finding.elementName = andMore(bus.name, group.count);
        }
    }

    std::string panelName(const std::string& type) const {
        const auto* panel = m_context.catalog.switchgearPanel(type);
        return panel ? panel->name : type;
    }

    /// Opening ties with what it brings; else the impedance or the panel that would do.
    std::string panelRemedy(std::size_t bus, const WorstFault& worst) const {
        const auto& level = m_levels.buses[bus];
        if (bus < m_levels.withTiesOpen_A.size()) {
            const double open_A = m_levels.withTiesOpen_A[bus];
            if (std::isfinite(open_A) && open_A < 0.99e3 * level.maximum.ik3_kA)
                return "Open the bus ties (" + kiloamperes(open_A) + ").";
        }
        const double over = worst.current_A / worst.limit_A;
        const std::string stronger =
            "panel for " + kiloamperes(std::ceil(level.rating.shortTime_A * over / 1e3) * 1e3);
        const double uk = shortCircuitVoltageOf(level.entity, level.section);
        if (uk <= 0.0)
            return "Choose a " + stronger + ".";
        const double needed = std::ceil(200.0 * uk * over) / 200.0; // in steps of half a per cent
        return "Take transformers with a short-circuit voltage of " + percent(needed) + " (" +
               kiloamperes(worst.current_A * uk / needed) + "), or a " + stronger + ".";
    }

    /// Of the transformer that a board hangs on, or of the first that feeds a bus section.
    double shortCircuitVoltageOf(model::EntityId entity, int section) const {
        int next = 0;
        const auto* substation =
            m_context.campus.substations().find(model::SubstationId{entity.number});
        for (const auto& unit : m_context.campus.equipment()) {
            const bool isHere =
                model::entity(unit.id) == entity ||
                (unit.parent == entity && unit.kind == model::EquipmentKind::Transformer);
            const auto* type = isHere ? m_context.catalog.transformer(unit.type) : nullptr;
            if (!type)
                continue;
            for (int winding = 0; winding < (substation && type->second ? 2 : 1); ++winding)
                if (!substation || next++ % std::max(1, substation->busSections) == section)
                    return winding == 0 ? type->uk : type->second->ukHigh;
        }
        return 0.0;
    }

    void checkBusways() const {
        forWorstOfEachHall(
            [](const BuswayFaultLevel& busway) {
                return busway.rating.isKnown() ? busway.loading() : 0.0;
            },
            [&](const BuswayFaultLevel& busway, const BuswayState& run, std::size_t count) {
                const auto worst = worstOf(busway.start, busway.rating);
                auto& finding = m_context.add(
                    Severity::Fault, "busway-fault-level", elementOf(run),
                    worst.what + " where it starts reaches " + kiloamperes(worst.current_A) +
                        ", above its " + worst.limitName + " of " + kiloamperes(worst.limit_A) +
                        ".",
                    strongerBusway(busway, worst), worst.current_A, worst.limit_A, "A");
                finding.elementName = andMore(busway.name, count);
            });
    }

    std::string strongerBusway(const BuswayFaultLevel& busway, const WorstFault& worst) const {
        const catalog::CableType* best = nullptr;
        for (const auto& type : m_context.catalog.cables) {
            if (!type.busway || type.directCurrent || type.shortTimeCurrent_A <= 0.0)
                continue;
            const auto rating = ratingOf(type);
            const bool holds = rating.shortTime_A >= 1e3 * busway.start.ik3_kA &&
                               rating.peak_A >= 1e3 * busway.start.ip_kA;
            if (holds && (!best || type.ampacity_A < best->ampacity_A))
                best = &type;
        }
        if (!best)
            return "Take a transformer with a higher short-circuit voltage, so that the fault "
                   "stays below " +
                   kiloamperes(worst.limit_A) + ".";
        return "Choose " + best->name + " (" + kiloamperes(best->shortTimeCurrent_A) + ", " +
               percent(1e3 * busway.start.ik3_kA / best->shortTimeCurrent_A) + ").";
    }

    void checkLeastCurrents() const {
        forWorstOfEachHall(
            [](const BuswayFaultLevel& busway) {
                const double least_A = busway.least_A();
                return least_A > 0.0 ? busway.needed_A / least_A : 0.0;
            },
            [&](const BuswayFaultLevel& busway, const BuswayState& run, std::size_t count) {
                const double least_A = busway.least_A();
                const double pickup =
                    std::floor(10.0 * least_A * kBuswayPickup / busway.needed_A) / 10.0;
                auto& finding = m_context.add(
                    Severity::Warning, "busway-least-fault", elementOf(run),
                    "A fault at its end gets " + kiloamperes(least_A) + ", less than the " +
                        kiloamperes(busway.needed_A) +
                        " that trips its breaker at once (pick-up at " +
                        model::fixed(kBuswayPickup, 0) + " times rated current, IEC 60364-4-41).",
                    "Set the short-time pick-up to " + model::fixed(pickup, 1) +
                        " times rated current (" +
                        kiloamperes(busway.needed_A * pickup / kBuswayPickup) +
                        ") or feed the row from its middle.",
                    least_A, busway.needed_A, "A");
                finding.elementName = andMore(busway.name, count);
            });
    }

    /// Calls report(worst, its state, count) for each hall in which badness(busway) exceeds 1.
    template <class Badness, class Report>
    void forWorstOfEachHall(Badness badness, Report report) const {
        struct Group {
            std::size_t worst = 0, count = 0;
        };
        std::map<model::HallId, Group> groups;
        const auto& states = m_context.solution.busways;
        for (std::size_t i = 0; i < std::min(states.size(), m_levels.busways.size()); ++i) {
            const double value = badness(m_levels.busways[i]);
            if (value <= 1.0)
                continue;
            auto& group = groups[states[i].hall];
            if (group.count == 0 || value > badness(m_levels.busways[group.worst]))
                group.worst = i;
            ++group.count;
        }
        for (const auto& [hall, group] : groups)
            report(m_levels.busways[group.worst], states[group.worst], group.count);
    }

    static model::EntityId elementOf(const BuswayState& run) {
        return run.row.isValid() ? model::entity(run.row) : model::entity(run.hall);
    }

    void checkFeeders() const {
        for (const auto& feeder : m_levels.feeders) {
            if (feeder.needed_A <= 0.0 || feeder.least_A >= feeder.needed_A)
                continue;
            m_context.add(
                Severity::Warning, "feeder-least-fault", model::entity(feeder.feeder),
                "A fault at its end gets " + kiloamperes(feeder.least_A) + ", less than the " +
                    kiloamperes(feeder.needed_A) +
                    " that its relay sees for certain (1.5 times a pick-up at 120\u2009%).",
                "Protect it by a differential relay, or shorten it.", feeder.least_A,
                feeder.needed_A, "A");
        }
    }

    /// One circuit takes the whole fault where it starts, however many lie beside it.
    void checkHeating() const {
        for (const auto& feeder : m_levels.feeders) {
            if (feeder.thermalLoading() <= 1.0)
                continue;
            const auto* row = m_context.campus.feeders().find(feeder.feeder);
            const auto* type = row ? m_context.catalog.cable(row->cableType) : nullptr;
            if (!type)
                continue;
            const double over = feeder.thermalLoading();
            m_context.add(
                Severity::Fault, "feeder-withstand", model::entity(feeder.feeder),
                "A fault where it starts heats one circuit by " + kiloamperes(feeder.thermal_A) +
                    " for " + model::fixed(feeder.clearing_s, 1) +
                    "\u2009s; its conductor stands " + kiloamperes(feeder.withstand_A) +
                    " (IEC 60949).",
                strongerCable(*type, feeder) + " or clear its faults within " +
                    model::fixed(std::floor(100.0 * feeder.clearing_s / (over * over)) / 100.0, 2) +
                    "\u2009s.",
                feeder.thermal_A, feeder.withstand_A, "A");
        }
    }

    /// The smallest section of the same voltage that stands the fault.
    std::string strongerCable(const catalog::CableType& now, const FeederFaultLevel& feeder) const {
        const catalog::CableType* best = nullptr;
        constexpr double kSameVoltage = 1.2;
        for (const auto& type : m_context.catalog.cables)
            if (!type.busway && type.voltage_V >= now.voltage_V &&
                type.voltage_V <= kSameVoltage * now.voltage_V &&
                withstand_A(type, feeder.clearing_s) >= feeder.thermal_A &&
                (!best || type.section_m2 < best->section_m2))
                best = &type;
        if (best)
            return "Choose " + best->name + " (" +
                   kiloamperes(withstand_A(*best, feeder.clearing_s)) + ")";
        const double section_mm2 =
            1e6 * sectionFor_m2(now.conductor, feeder.thermal_A, feeder.clearing_s);
        return "Choose a section of " + model::fixed(std::ceil(section_mm2), 0) + "\u2009mm\u00b2";
    }

    const CheckContext& m_context;
    const FaultLevels& m_levels;
};

void checkFeederDrops(const CheckContext& c) {
    for (const auto& feeder : c.campus.feeders()) {
        const auto it = c.solution.feeders.find(feeder.id);
        if (it == c.solution.feeders.end() || !it->second.energised ||
            it->second.voltageDrop <= kFeederDrop)
            continue;
        const int circuits = std::max(1, feeder.circuits);
        const double drop = it->second.voltageDrop;
        const int needed = static_cast<int>(std::ceil(circuits * drop / kFeederDrop));
        c.add(Severity::Note, "feeder-drop", model::entity(feeder.id),
              "Voltage drops by " + percent(drop) + " along it, more than the " +
                  percent(kFeederDrop) + " that designs aim at.",
              "Lay " + counted(static_cast<std::size_t>(needed), "circuit") + " instead of " +
                  std::to_string(circuits) + " (" + percent(drop * circuits / needed) + ").",
              drop, kFeederDrop, "");
    }
}

/// From the substation's bar to the end of each busway: feeder, transformer and busway. A UPS in
/// double conversion holds its output at nominal voltage, so behind it the busway alone counts.
void checkTotalDrops(const CheckContext& c) {
    std::unordered_map<std::uint64_t, double> feederDrop; // by hall and side
    const auto key = [](model::EntityId hall, model::FeedSide side) {
        return (std::uint64_t{hall.number} << 8) | static_cast<std::uint64_t>(side);
    };
    for (const auto& feeder : c.campus.feeders())
        if (const auto it = c.solution.feeders.find(feeder.id);
            it != c.solution.feeders.end() && it->second.energised) {
            auto& drop = feederDrop[key(feeder.to, feeder.side)];
            drop = std::max(drop, it->second.voltageDrop);
        }
    std::map<model::HallId, std::size_t> busways; // of the interior, counted on
    struct HallDrop {
        double drop = 0.0;
        std::size_t row = 0, count = 0;
    };
    std::map<model::HallId, HallDrop> worst;
    for (std::size_t i = 0; i < c.solution.busways.size(); ++i) {
        const auto& state = c.solution.busways[i];
        const auto interior = c.solution.interiors.find(state.hall);
        const std::size_t place = busways[state.hall]++;
        if (interior == c.solution.interiors.end() || place >= interior->second->busways.size())
            continue;
        const auto transformer = interior->second->busways[place].transformer;
        const auto& supplies = interior->second->supplies;
        const auto supply = std::find_if(supplies.begin(), supplies.end(), [&](const auto& unit) {
            return unit.transformer == transformer;
        });
        double drop = state.voltageDrop;
        const auto loaded = c.solution.transformers.find(transformer);
        const auto* row = c.campus.halls().find(state.hall);
        const bool hasUps = supply != supplies.end() && !supply->ups.empty() && row &&
                            row->recipe.upsMode == model::UpsMode::DoubleConversion;
        if (!hasUps && loaded != c.solution.transformers.end()) {
            drop += loaded->second.voltageDrop;
            const auto feeder = feederDrop.find(key(model::entity(state.hall), state.side));
            drop += feeder == feederDrop.end() ? 0.0 : feeder->second;
        }
        if (drop <= kTotalDrop)
            continue;
        auto& hall = worst[state.hall];
        ++hall.count;
        if (drop > hall.drop) {
            hall.drop = drop;
            hall.row = i;
        }
    }
    for (const auto& [hall, group] : worst) {
        const auto& state = c.solution.busways[group.row];
        const bool isBeyond = group.drop > kStandardDrop;
        const double limit = isBeyond ? kStandardDrop : kTotalDrop;
        auto& finding =
            c.add(isBeyond ? Severity::Warning : Severity::Note, "supply-drop",
                  state.row.isValid() ? model::entity(state.row) : model::entity(hall),
                  "Voltage drops by " + percent(group.drop) +
                      " from the substation to its end, more than the " + percent(limit) +
                      (isBeyond ? " of IEC 60364-5-52." : " that designs aim at."),
                  "Raise the transformer's taps or choose a larger busway (" +
                      percent(state.voltageDrop) + " of it are the busway's).",
                  group.drop, limit, "");
        finding.elementName = andMore(state.name, group.count);
    }
}

} // namespace

void checkShortCircuit(const CheckContext& context) {
    if (context.solution.faultLevels)
        FaultChecks(context).check();
}

void checkVoltageDrops(const CheckContext& context) {
    checkFeederDrops(context);
    checkTotalDrops(context);
}

} // namespace hallwright::engine
