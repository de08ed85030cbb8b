#pragma once

#include "core/engine/loading_scan.h"
#include "core/engine/outage.h"
#include "core/engine/power_assembly.h"

#include <stop_token>
#include <vector>

namespace hallwright::engine {

/// What can fail one by one in the trunk: grid connections, substations as a whole, their bus
/// sections and transformers, transformers of plants, feeders that carry, running generators. In
/// this order, each by ascending id.
[[nodiscard]] std::vector<Outage> trunkOutages(const model::Campus& campus);

/// Takes elements out of a solved campus one at a time and solves the power network of the steady
/// state that follows: what transfers by itself has transferred, tap changers have moved, racks
/// draw from the feeds left to them. Cooling draws what it drew before; where the outage takes its
/// supply away, or is itself of cooling, the verdict names what stands still: see followCooling().
class OutageDrill {
public:
    /// `base`: solved; `auxiliary`: the cooling's power it was solved with. All must outlive it.
    OutageDrill(const CampusIndex& index, const catalog::Catalog& catalog,
                const std::map<model::HallId, CachedInterior>& interiors,
                const model::Scenario& scenario, const PowerAssembly& base,
                const AuxiliaryPower& auxiliary);

    /// On all threads; the answers are in the order of `outages` and do not depend on the number of
    /// threads. Where `stop` is requested, those not done have not converged.
    [[nodiscard]] std::vector<OutageVerdict> run(const std::vector<Outage>& outages,
                                                 std::stop_token stop = {}) const;

private:
    void judge(PowerAssembly& power, OutageVerdict& verdict, std::stop_token stop) const;
    void findLost(const PowerAssembly& power, OutageVerdict& verdict,
                  std::vector<model::HallId>& halls) const;
    void findOverloads(const PowerAssembly& power, OutageVerdict& verdict) const;
    void findLowest(const PowerAssembly& power, OutageVerdict& verdict) const;
    void findRestoration(const PowerAssembly& power, const ServiceState& service,
                         const std::vector<model::HallId>& halls, OutageVerdict& verdict) const;

    const CampusIndex& m_index;
    const catalog::Catalog& m_catalog;
    const std::map<model::HallId, CachedInterior>& m_interiors;
    const model::Scenario& m_scenario;
    const PowerAssembly& m_base;
    const AuxiliaryPower& m_auxiliary;
    std::vector<double> m_baseLoadings;
};

/// Follows in time what outages that make cooling stand still do to the racks: fills
/// OutageVerdict::cooling of those. Racks count as they were before, on batteries if need be.
void followCooling(const CampusIndex& index, const catalog::Catalog& catalog,
                   const model::Scenario& scenario, std::vector<OutageVerdict*> verdicts,
                   std::stop_token stop = {});

/// Solves power alone until its losses have settled and tap changers stand; true where it has.
bool solveSettled(PowerAssembly& power, const AuxiliaryPower& auxiliary, std::stop_token stop);

} // namespace hallwright::engine
