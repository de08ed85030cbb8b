#pragma once

#include "core/catalog/catalog.h"
#include "core/engine/campus_index.h"
#include "core/engine/interior_cache.h"
#include "core/engine/power_assembly.h"
#include "core/engine/short_circuit_levels.h"

#include <map>
#include <memory>

namespace hallwright::engine {

/// Fault levels of the campus, computed again only where something that they hang on changed:
/// loads of racks, cooling and air do not.
class ShortCircuitStudy {
public:
    /// Whether the last levels are those of this campus in this scenario.
    [[nodiscard]] bool isCurrent(const model::Campus& campus,
                                 const std::map<model::HallId, CachedInterior>& interiors,
                                 const model::Scenario& scenario) const;

    /// Levels of what `power` has assembled from the campus.
    std::shared_ptr<const FaultLevels>
    update(const CampusIndex& index, const catalog::Catalog& catalog,
           const std::map<model::HallId, CachedInterior>& interiors, const PowerAssembly& power,
           const model::Scenario& scenario);

    [[nodiscard]] const std::shared_ptr<const FaultLevels>& levels() const { return m_levels; }

private:
    model::Campus m_campus; ///< shares tables; tells at once that nothing changed
    std::map<model::HallId, std::uint64_t> m_versions;
    std::vector<model::EntityId> m_outOfService;
    std::shared_ptr<const FaultLevels> m_levels;
};

/// The study alone, without a solve of loads and cooling.
[[nodiscard]] FaultLevels studyShortCircuit(const model::Campus& campus,
                                            const catalog::Catalog& catalog,
                                            const model::Scenario& scenario);

} // namespace hallwright::engine
