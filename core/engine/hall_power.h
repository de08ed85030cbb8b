#pragma once

#include "core/catalog/catalog.h"
#include "core/engine/campus_index.h"
#include "core/engine/service_state.h"
#include "core/model/hall_interior.h"
#include "core/solvers/power/power_problem.h"

#include <array>
#include <unordered_map>
#include <vector>

namespace hallwright::engine {

/// The power network inside one hall, in rows of its own: bus 0 is the intake of side A, bus 1
/// that of side B, both owned by the trunk network; all others follow. PowerAssembly adds offsets.
struct HallPower {
    static constexpr int kNone = -1;

    struct Board { ///< a transformer with its low-voltage board
        model::EquipmentId transformer;
        const catalog::TransformerType* type = nullptr;
        int branch = kNone;
        int bus = kNone;           ///< board before the UPS
        int criticalBus = kNone;   ///< board behind the UPS; the same where there is none
        int auxiliaryLoad = kNone; ///< pumps and fans of the hall
        int upsLoad = kNone;
        int upsSource = kNone;
        std::vector<model::EquipmentId> upsUnits;
        const catalog::PowerDeviceType* upsType = nullptr;
        bool isIndoors = true; ///< its losses warm the hall
    };
    struct Busway {
        int firstBranch = 0;
        int branches = 0;
        double rating_A = 0.0;
        int lastBus = kNone;
        int firstBus = kNone; ///< the board it starts from
    };
    struct RackFeeds {
        model::RackId rack;
        std::array<int, 2> bus{kNone, kNone};   ///< side A, side B
        std::array<int, 2> load{kNone, kNone};  ///< row of the load; kNone without that feed
        std::array<int, 2> board{kNone, kNone}; ///< index in boards
    };

    std::vector<power::Bus> buses; ///< local bus 2 + i
    std::vector<power::Branch> branches;
    std::vector<power::Load> loads;
    std::vector<power::Source> sources;
    std::vector<Board> boards;
    std::vector<Busway> busways;  ///< as the interior's
    std::vector<RackFeeds> racks; ///< ascending id
};

inline constexpr double kBase_MVA = 100.0; ///< of all power problems that the engine makes
inline constexpr double kFrequency_Hz = 50.0;

/// Displacement power factor of racks: power shelves correct theirs actively; usual data-sheet
/// value at half load and above (IEC 61000-3-12 class equipment).
inline constexpr double kRackPowerFactor = 0.99;
/// Of pumps, fans and compressors on variable-speed drives with sinusoidal front end or filter.
inline constexpr double kMechanicalPowerFactor = 0.95;

/// Builds it from the derived interior. `intake_V`: nominal voltages of the two intakes [V].
[[nodiscard]] HallPower buildHallPower(const CampusIndex& index, const catalog::Catalog& catalog,
                                       const model::HallInterior& interior,
                                       const ServiceState& service, std::array<double, 2> intake_V);

/// Pi row of a transformer type between two buses.
[[nodiscard]] power::Branch transformerRow(const catalog::TransformerType& type, int hvBus,
                                           int lvBus, double hvBase_V, double lvBase_V,
                                           int tapPosition = 0);

} // namespace hallwright::engine
