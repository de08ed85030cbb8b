#pragma once

#include "core/catalog/catalog.h"
#include "core/engine/solution.h"
#include "core/model/campus.h"

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace hallwright::engine {

/// What a rack position lives on.
enum class Resource { Space, Feed, Coolant, Air, Floor, Grid, Count };
inline constexpr std::size_t kResources = static_cast<std::size_t>(Resource::Count);
[[nodiscard]] std::string_view idOf(Resource resource);   ///< "feed"
[[nodiscard]] std::string_view nameOf(Resource resource); ///< "Floor load"

/// How far each resource reaches. Limits in W of IT; infinite where a resource does not matter.
struct Limits {
    std::array<double, kResources> limit_W{};
    Resource binds = Resource::Space; ///< the one with the lowest limit
    std::string by;                   ///< what it is that binds: "BW-06A with block B out"
    double nominal_W = 0.0;           ///< design load of what is placed
    double usable_W = 0.0;            ///< of it: what all resources carry

    [[nodiscard]] double of(Resource resource) const {
        return limit_W[static_cast<std::size_t>(resource)];
    }
    /// Lowest limit of all but space: to what the position could be loaded.
    [[nodiscard]] double reach_W() const;
};

struct RackCapacity : Limits {
    model::RackId rack;
    model::HallId hall;
};

struct HallCapacity : Limits {
    model::HallId hall;
    int racks = 0;
    int freePositions = 0;
    /// What the free positions could take on with racks of the hall's type.
    double spare_W = 0.0;
};

/// Where a campus is full, and by what.
struct CampusCapacity {
    struct Bound {
        int racks = 0;
        double nominal_W = 0.0; ///< of the racks that the resource binds
        double usable_W = 0.0;
    };
    std::vector<RackCapacity> racks; ///< as in the campus
    std::vector<HallCapacity> halls; ///< as in the campus
    std::array<Bound, kResources> bound{};
    double nominal_W = 0.0;
    double usable_W = 0.0;
    double spare_W = 0.0;
    /// Load of each rack against the reach of its position, 1 = full, as in the campus: the map.
    [[nodiscard]] std::vector<double> loading() const;
};

/// The capacity of a solved campus, best at the design load, because what coolers reject follows no
/// straight line. Every resource is a limit on the racks that share it, as if all
/// of them grew alike: the load of the solved state over the loading of the resource. What the
/// state does not show, such as flows, is taken at the racks' design load.
/// - Feed: busways, their transformers, UPS units, PDUs and power racks and the hall's feeders, all
///   with any other block of the hall dead (its cords' load moves over), or with one unit out where
///   they work on one bar.
/// - Grid: transformers of the substations upstream with one out in each, and grid connections.
/// - Coolant: heat and flow of a loop's CDUs with the largest out where the hall has spare ones,
///   velocity in manifold and mains, flow and supply temperature that the rack gets, and heat
///   rejection of the plant with one of its coolers out.
/// - Air: the hall's air units with its spare ones out, their plant, and, where the air is solved,
///   the rack's inlet temperature.
/// - Floor: the rack's mass on its footprint against the hall's limit.
/// - Space: the position is taken; a hall has the free places of its rows besides.
/// What a resource needs and does not get, such as a feed, is a limit of zero.
[[nodiscard]] CampusCapacity capacityOf(const model::Campus& campus,
                                        const catalog::Catalog& catalog, const Solution& solution);

} // namespace hallwright::engine
