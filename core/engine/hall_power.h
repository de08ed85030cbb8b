#pragma once

#include "core/catalog/catalog.h"
#include "core/engine/campus_index.h"
#include "core/engine/service_state.h"
#include "core/engine/transformer_rows.h"
#include "core/model/hall_interior.h"
#include "core/solvers/power/power_problem.h"

#include <array>
#include <unordered_map>
#include <vector>

namespace hallwright::engine {

/// The power network inside one hall, in rows of its own: buses 0 to intakes - 1 are the hall's
/// intakes, owned by the trunk network; all others follow. PowerAssembly adds offsets.
///
///     intake - transformer - board - UPS - bar - transfer switch - PDU - power rack - outlet
///
/// Busways start at the outlet; what a hall does not have is passed by. In N+1 halls all boards
/// work on one bar. A UPS in double conversion holds its bar at nominal voltage and draws at its
/// own power factor; in eco mode it is a bypass, so that voltage and reactive power pass through it
/// and some of the active power is lost.
struct HallPower {
    static constexpr int kNone = -1;

    /// Equal units in parallel that convert power and lose some of it: UPS, power racks. They draw
    /// from one network by loads and feed another by a source.
    struct Converter {
        int source = kNone;                         ///< kNone: there is none
        const catalog::Curve* efficiency = nullptr; ///< against load share
        double unit_W = 0.0;                        ///< rating of one
        std::vector<model::EquipmentId> units;      ///< in service
        double autonomy_s = 0.0;                    ///< of their batteries at rated power; 0: none
    };
    /// Equal units in parallel that a share of what passes is lost in: transfer switches, PDUs.
    /// The loss is drawn before the link, so that the link carries what comes out.
    struct Passage {
        int link = kNone; ///< kNone: there is none
        int lossLoad = kNone;
        const catalog::Curve* efficiency = nullptr;
        double unit_W = 0.0;
        std::vector<model::EquipmentId> units; ///< in service
    };
    struct Board { ///< a transformer with its low-voltage board
        model::EquipmentId transformer;
        const catalog::TransformerType* type = nullptr;
        int branch = kNone;
        int bus = kNone;
        int bar = kNone;           ///< index in bars
        int auxiliaryLoad = kNone; ///< pumps and fans of the hall
        int standby = kNone;       ///< index of the reserve's board that stands in for it
        bool isReserve = false;
        int upsLoad = kNone; ///< what its UPS units draw; in eco mode, what they lose
        int bypass = kNone;  ///< in eco mode: link from the board to its bar
        std::vector<model::EquipmentId> upsUnits; ///< in service
        bool isIndoors = true;                    ///< its losses warm the hall
    };
    struct Bar {
        int bus = kNone;
        Converter ups; ///< of all its boards together; without a source in eco mode
        std::vector<int> boards;
    };
    struct Outlet {
        std::array<int, 2> bar{kNone, kNone}; ///< its own, and the reserve's that it can move to
        std::array<Passage, 2> switches;      ///< from each of them
        Passage pdu;
        Converter rectifier;
        int rectifierLoad = kNone;
        int bus = kNone; ///< where its busways start
        bool isDirectCurrent = false;
    };
    struct Busway {
        int firstBranch = 0;
        int branches = 0;
        double rating_A = 0.0;
        int lastBus = kNone;
        int firstBus = kNone; ///< the outlet it starts from
        bool isDirectCurrent = false;
    };
    struct RackFeeds { ///< by cord, in the order of the pattern's blocks
        model::RackId rack;
        std::array<int, 2> bus{kNone, kNone};
        std::array<int, 2> load{kNone, kNone};   ///< row of the load; kNone without that cord
        std::array<int, 2> outlet{kNone, kNone}; ///< index in outlets
        std::array<model::FeedSide, 2> side{model::FeedSide::None, model::FeedSide::None};
    };

    int intakes = 2;
    std::vector<power::Bus> buses; ///< local bus intakes + i
    std::vector<power::Branch> branches;
    std::vector<power::Link> links;
    std::vector<power::Load> loads;
    std::vector<power::Source> sources;
    std::vector<Board> boards; ///< as the interior's supplies, but for those of unknown type
    std::vector<Bar> bars;
    std::vector<Outlet> outlets;
    std::vector<Busway> busways;  ///< as the interior's
    std::vector<RackFeeds> racks; ///< ascending id
};

inline constexpr double kFrequency_Hz = 50.0;

/// Displacement power factor of racks: power shelves correct theirs actively; usual data-sheet
/// value at half load and above (IEC 61000-3-12 class equipment).
inline constexpr double kRackPowerFactor = 0.99;
/// Of pumps, fans and compressors on variable-speed drives with sinusoidal front end or filter.
inline constexpr double kMechanicalPowerFactor = 0.95;

/// Builds it from the derived interior. `intake_V`: nominal voltages of the intakes [V].
[[nodiscard]] HallPower buildHallPower(const CampusIndex& index, const catalog::Catalog& catalog,
                                       const model::HallInterior& interior,
                                       const ServiceState& service,
                                       const std::vector<double>& intake_V);

} // namespace hallwright::engine
