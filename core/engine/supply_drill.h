#pragma once

#include "core/engine/interior_cache.h"
#include "core/engine/outage.h"
#include "core/engine/power_assembly.h"

#include <map>
#include <memory>
#include <stop_token>
#include <unordered_map>
#include <vector>

namespace hallwright::engine {

/// Grades the supply of halls by solving their outages: the state as it is, each transformer out,
/// the UPS of each out, each block out. The trunk is taken as it stands: intakes that
/// have a supply keep it.
class SupplyDrill {
public:
    struct Result {
        HallSupply hall;
        std::vector<SupplyGrade> racks; ///< ascending ids
    };

    /// Grades the halls of a solved campus; halls with equal content and load are solved once, and
    /// again only when that has changed. Halls that `stop` leaves out are missing.
    [[nodiscard]] std::map<model::HallId, Result>
    run(const CampusIndex& index, const catalog::Catalog& catalog,
        const std::map<model::HallId, CachedInterior>& interiors, const model::Scenario& scenario,
        const PowerAssembly& power, const AuxiliaryPower& auxiliary, std::stop_token stop = {});

private:
    using Key = std::vector<double>;
    std::map<Key, std::shared_ptr<const Result>> m_known;
};

} // namespace hallwright::engine
