#pragma once

#include "core/model/entities.h"
#include "core/solvers/power/short_circuit/short_circuit_solution.h"

#include <optional>
#include <string>
#include <vector>

namespace hallwright::engine {

/// What switchgear or a busway withstands.
struct FaultRating {
    std::string type;           ///< catalogue id; empty: nothing in the catalogue fits
    bool isAssumed = false;     ///< the campus names no type here: the one that fits was taken
    double shortTime_A = 0.0;   ///< Icw; 0: not known
    double peak_A = 0.0;        ///< Ipk
    double breaking_A = 0.0;    ///< of its circuit-breakers
    bool isPeakFromIcw = false; ///< no figure stated: factor of the standard on Icw

    [[nodiscard]] bool isKnown() const { return shortTime_A > 0.0; }
};

/// Fault currents at a bus of the campus, at most and at least.
struct BusFaultLevel {
    std::string name;
    model::EntityId entity;
    int section = 0;
    double nominal_V = 0.0;
    short_circuit::FaultLevel maximum;
    short_circuit::FaultLevel minimum;
    FaultRating rating;

    /// The largest of Ik" over Icw, ip over Ipk and Ib over the breaking current; 0 where the
    /// rating is not known or nothing feeds the bus.
    [[nodiscard]] double loading() const;
};

/// A busway run: what it has to withstand where it starts and what is left to trip its breaker
/// where it ends.
struct BuswayFaultLevel {
    std::string name;
    short_circuit::FaultLevel start; ///< at most
    short_circuit::FaultLevel end;   ///< at least
    double most_A = 0.0;             ///< three-phase at its end, at most
    FaultRating rating;
    double needed_A = 0.0; ///< least fault current that trips its breaker at once

    [[nodiscard]] double loading() const;
    /// The smallest fault current at its end: to earth or between two phases.
    [[nodiscard]] double least_A() const;
};

/// A feeder of cables: what is left at its far end, between which its protection has to tell a
/// fault from load and from faults beyond, and what one of its circuits withstands until the fault
/// is cleared.
struct FeederFaultLevel {
    model::FeederId feeder;
    double most_A = 0.0;   ///< three-phase at its far end, at most; 0: nothing to study
    double least_A = 0.0;  ///< between two phases there, at least
    double needed_A = 0.0; ///< that its relay sees for certain; 0: nothing to be checked
    /// Thermal equivalent of the fault where it starts, which one circuit carries alone, over the
    /// time to clear it (IEC 60909-0 12).
    double thermal_A = 0.0;
    double clearing_s = 0.0;
    double withstand_A = 0.0; ///< of the conductor over that time; 0: its section is not known

    [[nodiscard]] double thermalLoading() const {
        return withstand_A > 0.0 ? thermal_A / withstand_A : 0.0;
    }
};

/// The short-circuit study of a campus by IEC 60909-0. Rows stand as those of Solution: buses as
/// its buses, busways as its busways.
struct FaultLevels {
    short_circuit::VoltageRules rules;
    std::vector<BusFaultLevel> buses;
    std::vector<BuswayFaultLevel> busways;
    std::vector<FeederFaultLevel> feeders; ///< ascending id
    /// K_T by transformer: which correction its impedance carries.
    std::vector<std::pair<model::EquipmentId, double>> transformerCorrections;
    /// Substations whose ties are closed: Ik" at each section with them open [A], as buses; empty
    /// where none is.
    std::vector<double> withTiesOpen_A;
    std::string message; ///< why there are no figures; empty where there are

    /// The bus of an entity, by section; null where the campus has none.
    [[nodiscard]] const BusFaultLevel* find(model::EntityId entity, int section = 0) const;
    /// Of a feeder; null where it is not in the study.
    [[nodiscard]] const FeederFaultLevel* find(model::FeederId feeder) const;
};

/// Assumptions of the study that hold for the whole campus, for reports and inspectors.
[[nodiscard]] std::vector<std::string> faultAssumptions(const FaultLevels& levels);

} // namespace hallwright::engine
