#pragma once

#include "core/engine/service_state.h"
#include "core/model/entities.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace hallwright::engine {

struct CoolingVerdict; // cooling_drill.h

/// What is taken out: an entity, or one bus section of a substation.
struct Outage {
    model::EntityId element;
    int section = -1; ///< counted from 0; -1: the element itself
    std::string name; ///< "C-17A", "SS-2 section 3"

    void takeOut(ServiceState& service) const {
        if (section >= 0)
            service.takeOut(BusSection{model::SubstationId{element.number}, section});
        else
            service.takeOut(element);
    }
};

/// Something that an outage loads beyond its rating.
struct OutageOverload {
    model::EntityId element; ///< a busway's: its hall
    std::string name;
    double loading = 0.0; ///< of rating
};

/// How far the supply of a rack or a hall holds, worst first.
enum class SupplyGrade {
    Unknown,
    NMinusOne, ///< does not hold as it is
    N,         ///< holds; some single unit takes it down or overloads what is left
    NPlusOne,  ///< holds with any one unit out
    TwoN       ///< two paths, each of which carries all with the other out
};

/// "2N", "N+1", "N", "N-1"; empty where unknown.
[[nodiscard]] constexpr const char* nameOf(SupplyGrade grade) {
    switch (grade) {
    case SupplyGrade::NMinusOne:
        return "N-1";
    case SupplyGrade::N:
        return "N";
    case SupplyGrade::NPlusOne:
        return "N+1";
    case SupplyGrade::TwoN:
        return "2N";
    case SupplyGrade::Unknown:
        break;
    }
    return "";
}

/// What solving all outages inside a hall says of its supply.
struct HallSupply {
    SupplyGrade grade = SupplyGrade::Unknown; ///< the lowest of its racks
    bool holdsAnyBlockOut = false;            ///< all racks served, nothing overloaded
    std::string worstOutage;                  ///< that decides the grade; empty: none does
    std::size_t racksLost = 0;                ///< by it
    OutageOverload worstOverload;             ///< by it; loading 0: none
};

/// The steady state with one element of the trunk out, after all that transfers by itself.
struct OutageVerdict {
    Outage outage;
    bool converged = false;
    std::size_t racksLost = 0;             ///< served before and dead now
    double lost_W = 0.0;                   ///< their load
    std::vector<OutageOverload> overloads; ///< beyond rating and more than before; worst first
    double lowest_pu = 0.0;                ///< voltage of the lowest bus
    std::string lowestBus;
    std::vector<model::FeederId> closed;     ///< open points that have closed by themselves
    std::vector<model::FeederId> restoredBy; ///< open points that, closed by hand, restore racks
    /// How long the batteries of the halls that go dark carry what their racks drew, the shortest;
    /// none: no rack is lost.
    std::optional<double> onBatteries_s;
    /// Pumps, coolers, chillers, CDUs and air units that stand still while racks still give heat,
    /// from a supply of their own or from batteries; with them the transformers of halls that are
    /// dark at once and give none.
    std::vector<model::EntityId> stopped;
    /// What that does to the racks, in time; null: nothing stands still, or it was not followed.
    std::shared_ptr<const CoolingVerdict> cooling;

    [[nodiscard]] bool holds() const;
};

} // namespace hallwright::engine
