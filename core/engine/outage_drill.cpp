#include "core/engine/outage_drill.h"

#include "core/compute/parallel_chunks.h"
#include "core/engine/automatic_transfer.h"
#include "core/engine/cooling_drill.h"
#include "core/engine/cooling_supply.h"
#include "core/engine/power_results.h"

#include <algorithm>
#include <cmath>

namespace hallwright::engine {

namespace {

/// Loadings that differ by less are the same: what tap changers and losses move.
constexpr double kSameLoading = 0.005;

bool isCarrying(const model::Feeder& feeder) {
    return !feeder.normallyOpen;
}

/// Buses of a trunk that are connected to a source in service.
std::vector<bool> liveBuses(const TrunkPower& trunk) {
    power::DisjointSets sets(static_cast<int>(trunk.buses.size()));
    for (const auto& branch : trunk.branches)
        if (branch.inService)
            sets.join(branch.from, branch.to);
    for (const auto& link : trunk.links)
        if (link.closed)
            sets.join(link.from, link.to);
    std::vector<bool> isFed(trunk.buses.size(), false);
    for (const auto& source : trunk.sources)
        if (source.inService)
            isFed[static_cast<std::size_t>(sets.find(source.bus))] = true;
    std::vector<bool> isLive(trunk.buses.size());
    for (int bus = 0; bus < static_cast<int>(isLive.size()); ++bus)
        isLive[static_cast<std::size_t>(bus)] = isFed[static_cast<std::size_t>(sets.find(bus))];
    return isLive;
}

bool isClosed(const TrunkPower& trunk, const TrunkPower::FeederRow& row) {
    return row.branch >= 0
               ? trunk.branches[static_cast<std::size_t>(row.branch)].inService
               : row.link >= 0 && trunk.links[static_cast<std::size_t>(row.link)].closed;
}

} // namespace

bool OutageVerdict::holds() const {
    return converged && racksLost == 0 && overloads.empty() && (!cooling || cooling->holds());
}

std::vector<Outage> trunkOutages(const model::Campus& campus) {
    std::vector<Outage> outages;
    const auto add = [&](model::EntityId id) { outages.push_back({id, -1, campus.nameOf(id)}); };
    for (const auto& grid : campus.grids())
        add(model::entity(grid.id));
    for (const auto& substation : campus.substations()) {
        add(model::entity(substation.id));
        for (int section = 0; section < std::max(1, substation.busSections); ++section)
            outages.push_back({model::entity(substation.id), section,
                               substation.name + " section " + std::to_string(section + 1)});
    }
    for (const auto& unit : campus.equipment()) {
        const auto kind = campus.kindOf(unit.parent);
        const bool isTrunks =
            kind == model::EntityKind::Substation || kind == model::EntityKind::Plant;
        if (unit.inService && ((unit.kind == model::EquipmentKind::Transformer && isTrunks) ||
                               unit.use != model::GenerationUse::Standby))
            add(model::entity(unit.id));
    }
    for (const auto& feeder : campus.feeders())
        if (isCarrying(feeder))
            add(model::entity(feeder.id));
    return outages;
}

void followCooling(const CampusIndex& index, const catalog::Catalog& catalog,
                   const model::Scenario& scenario, std::vector<OutageVerdict*> verdicts,
                   std::stop_token stop) {
    std::erase_if(verdicts, [](const auto* verdict) { return verdict->stopped.empty(); });
    if (verdicts.empty())
        return;
    std::vector<CoolingOutage> outages;
    for (const auto* verdict : verdicts)
        outages.push_back({verdict->outage.element, false, verdict->outage.name, verdict->stopped});
    CoolingDrill drill(index, catalog, scenario);
    auto cooling = drill.run(outages, stop);
    for (std::size_t i = 0; i < verdicts.size() && !stop.stop_requested(); ++i)
        verdicts[i]->cooling = std::make_shared<const CoolingVerdict>(std::move(cooling[i]));
}

bool solveSettled(PowerAssembly& power, const AuxiliaryPower& auxiliary, std::stop_token stop) {
    constexpr int kMaxRounds = 8;
    constexpr double kSettled = 1e-5; // of total power: far below what a verdict turns on
    double previous_W = 0.0;
    for (int round = 0; round < kMaxRounds && !stop.stop_requested(); ++round) {
        if (!power.solve(auxiliary, stop).converged())
            return power.problem().buses.empty();
        const auto sums = sumPower(power);
        const double total_W = sums.grid_W + sums.generation_W;
        if (round > 0 &&
            std::abs(total_W - previous_W) <= kSettled * std::max(1.0, std::abs(total_W)) &&
            !power.correctTaps())
            return true;
        previous_W = total_W;
    }
    return false;
}

OutageDrill::OutageDrill(const CampusIndex& index, const catalog::Catalog& catalog,
                         const std::map<model::HallId, CachedInterior>& interiors,
                         const model::Scenario& scenario, const PowerAssembly& base,
                         const AuxiliaryPower& auxiliary)
    : m_index(index), m_catalog(catalog), m_interiors(interiors), m_scenario(scenario),
      m_base(base), m_auxiliary(auxiliary), m_baseLoadings(LoadingScan(index, base).loadings()) {}

std::vector<OutageVerdict> OutageDrill::run(const std::vector<Outage>& outages,
                                            std::stop_token stop) const {
    std::vector<OutageVerdict> verdicts(outages.size());
    for (std::size_t i = 0; i < outages.size(); ++i)
        verdicts[i].outage = outages[i];
    compute::parallelChunks(static_cast<int>(outages.size()), 1, [&](int begin, int end) {
        PowerAssembly power(m_base); // a copy for this thread: what has not changed is kept
        for (int i = begin; i < end && !stop.stop_requested(); ++i)
            judge(power, verdicts[static_cast<std::size_t>(i)], stop);
    });
    return verdicts;
}

void OutageDrill::judge(PowerAssembly& power, OutageVerdict& verdict, std::stop_token stop) const {
    ServiceState service(m_scenario);
    verdict.outage.takeOut(service);
    power.assemble(m_index, m_catalog, m_interiors, m_scenario, service);
    std::vector<model::HallId> halls;
    findLost(power, verdict, halls);
    for (std::size_t i = 0; i < power.trunk().feeders.size(); ++i) {
        const auto& row = power.trunk().feeders[i];
        if (isClosed(power.trunk(), row) && !isClosed(m_base.trunk(), m_base.trunk().feeders[i]))
            verdict.closed.push_back(row.feeder);
    }
    if (!halls.empty())
        findRestoration(power, service, halls, verdict);
    auto stopped = stoppedCooling(m_index, m_base, power, m_auxiliary);
    verdict.onBatteries_s = stopped.onBatteries_s;
    verdict.stopped = std::move(stopped.elements);
    if (auto cooling = coolingOutageOf(m_index, verdict.outage.element, false))
        verdict.stopped.insert(verdict.stopped.end(), cooling->out.begin(), cooling->out.end());
    verdict.converged = solveSettled(power, m_auxiliary, stop) ||
                        power.solution().status == power::PowerStatus::NoSource;
    if (!power.solution().converged())
        return;
    findOverloads(power, verdict);
    findLowest(power, verdict);
}

void OutageDrill::findLost(const PowerAssembly& power, OutageVerdict& verdict,
                           std::vector<model::HallId>& halls) const {
    for (std::size_t h = 0; h < power.halls().size(); ++h) {
        const auto& now_W = power.halls()[h].rackLoad_W;
        const auto& before_W = m_base.halls()[h].rackLoad_W;
        const auto lost = verdict.racksLost;
        for (std::size_t i = 0; i < now_W.size(); ++i)
            if (before_W[i] > 0.0 && now_W[i] <= 0.0) {
                ++verdict.racksLost;
                verdict.lost_W += before_W[i];
            }
        if (verdict.racksLost > lost)
            halls.push_back(power.halls()[h].hall);
    }
}

void OutageDrill::findOverloads(const PowerAssembly& power, OutageVerdict& verdict) const {
    const LoadingScan scan(m_index, power);
    const auto& loadings = scan.loadings();
    for (std::size_t i = 0; i < loadings.size(); ++i)
        if (loadings[i] > 1.0 &&
            (i >= m_baseLoadings.size() || loadings[i] > m_baseLoadings[i] + kSameLoading))
            verdict.overloads.push_back(scan.describe(i));
    std::stable_sort(verdict.overloads.begin(), verdict.overloads.end(),
                     [](const auto& a, const auto& b) { return a.loading > b.loading; });
}

void OutageDrill::findLowest(const PowerAssembly& power, OutageVerdict& verdict) const {
    const auto& vm_pu = power.solution().vm_pu;
    const auto& trunk = power.trunk().busInfo;
    const auto isInside = [&](int bus) {
        return bus < static_cast<int>(trunk.size()) &&
               trunk[static_cast<std::size_t>(bus)].isInside;
    };
    int lowest = -1;
    for (int bus = 0; bus < static_cast<int>(vm_pu.size()); ++bus)
        if (power.isLive(bus) && !isInside(bus) &&
            (lowest < 0 ||
             vm_pu[static_cast<std::size_t>(bus)] < vm_pu[static_cast<std::size_t>(lowest)]))
            lowest = bus;
    if (lowest < 0)
        return;
    verdict.lowest_pu = vm_pu[static_cast<std::size_t>(lowest)];
    if (lowest < static_cast<int>(trunk.size())) {
        verdict.lowestBus = trunk[static_cast<std::size_t>(lowest)].name;
        return;
    }
    for (const auto& part : power.halls())
        if (part.firstBus <= lowest) // halls follow each other: the last one that starts before it
            verdict.lowestBus = "busway in " + m_index.campus().nameOf(model::entity(part.hall));
}

/// Which open points would bring a supply back to halls that lost racks, were they closed by hand.
void OutageDrill::findRestoration(const PowerAssembly& power, const ServiceState& service,
                                  const std::vector<model::HallId>& halls,
                                  OutageVerdict& verdict) const {
    auto trunk = buildTrunkPower(m_index, m_catalog, service, m_scenario.irradiance_W_per_m2);
    for (std::size_t i = 0; i < trunk.feeders.size(); ++i) {
        const auto* feeder = m_index.campus().feeders().find(trunk.feeders[i].feeder);
        trunk.feeders[i].closesOnLoss = trunk.feeders[i].closesOnLoss ||
                                        (feeder && feeder->normallyOpen && trunk.feeders[i].works);
    }
    transferAutomatically(trunk);
    const auto isLive = liveBuses(trunk);
    const auto isFed = [&](model::HallId hall) {
        const auto& intakes = trunk.intakes.at(hall);
        return std::any_of(intakes.begin(), intakes.end(),
                           [&](int bus) { return isLive[static_cast<std::size_t>(bus)]; });
    };
    if (std::none_of(halls.begin(), halls.end(), isFed))
        return;
    for (std::size_t i = 0; i < trunk.feeders.size(); ++i)
        if (isClosed(trunk, trunk.feeders[i]) && !isClosed(power.trunk(), power.trunk().feeders[i]))
            verdict.restoredBy.push_back(trunk.feeders[i].feeder);
}

} // namespace hallwright::engine
