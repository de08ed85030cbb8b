#include "core/engine/capacity/limit_table.h"
#include "core/model/supply_pattern.h"

#include <algorithm>
#include <map>
#include <set>

namespace hallwright::engine {

namespace {

using model::FeedSide;

double reach(double loading) {
    return loading > 0.0 ? 1.0 / loading : std::numeric_limits<double>::infinity();
}

/// What a part of a hall's supply carries: with all blocks alive, and with the worst of the others
/// dead, when the racks' other cords hang on it alone.
class Share {
public:
    void add(const RackState& rack, FeedSide side) {
        const bool isFirst = rack.firstFeed == side;
        const double here_W = isFirst ? rack.feedA_W : rack.feedB_W;
        const double other_W = isFirst ? rack.feedB_W : rack.feedA_W;
        m_normal_W += here_W;
        m_moved_W[isFirst ? rack.secondFeed : rack.firstFeed] += other_W;
    }
    /// Load with the worst other block dead over the normal one; 1 without others.
    [[nodiscard]] double growth() const {
        double most_W = 0.0;
        for (const auto& [side, moved_W] : m_moved_W)
            if (side != FeedSide::None)
                most_W = std::max(most_W, moved_W);
        return m_normal_W > 0.0 ? 1.0 + most_W / m_normal_W : 1.0;
    }

private:
    double m_normal_W = 0.0;
    std::map<FeedSide, double> m_moved_W;
};

class HallFeeds {
public:
    HallFeeds(const CapacityContext& context, const model::Hall& hall,
              const model::HallInterior& interior)
        : m_c(context), m_hall(hall), m_interior(interior),
          m_pattern(model::patternOf(hall.recipe.feeds)) {}

    /// `firstBusway`: of the hall in the solution's list.
    void limit(std::size_t firstBusway) {
        limitUnfed();
        for (std::size_t i = 0; i < m_interior.busways.size(); ++i) {
            const auto& run = m_interior.busways[i];
            Share share;
            for (const auto rack : run.racks)
                if (const auto* state = stateOf(rack)) {
                    share.add(*state, run.side);
                    m_ofTransformer[run.transformer].add(*state, run.side);
                    m_ofSide[run.side].add(*state, run.side);
                    m_racksOfTransformer[run.transformer].push_back(rack);
                    m_racksOfSide[run.side].push_back(rack);
                }
            const auto place = firstBusway + i;
            if (place < m_c.solution.busways.size())
                offer(run.racks, m_c.solution.busways[place].loading * share.growth(), run.name);
        }
        limitSupplies();
        limitFeeders();
    }

private:
    const RackState* stateOf(model::RackId rack) const {
        const auto it = m_c.solution.racks.find(rack);
        return it == m_c.solution.racks.end() ? nullptr : &it->second;
    }

    void offer(const std::vector<model::RackId>& racks, double loading, const std::string& name) {
        if (loading > 0.0)
            m_c.limits.offerAll(racks, Resource::Feed, reach(loading), name);
    }

    void limitUnfed() {
        const int culprit = m_c.limits.culprit("no feed");
        for (const auto* rack : m_c.index.racksOf(m_hall.id)) {
            const auto* state = stateOf(rack->id);
            if (!state || !state->hasPower)
                m_c.limits.offer(rack->id, Resource::Feed, 0.0, culprit);
        }
    }

    /// On one bar the units left carry what one of them did.
    double growthOf(model::EquipmentId transformer) const {
        if (m_pattern.sharesBar) {
            const auto units = static_cast<double>(m_interior.supplies.size());
            return m_pattern.spareUnits > 0 && units > 1.0 ? units / (units - 1.0) : 1.0;
        }
        const auto it = m_ofTransformer.find(transformer);
        return it == m_ofTransformer.end() ? 1.0 : it->second.growth();
    }

    void limitSupplies() {
        for (const auto& supply : m_interior.supplies) {
            const auto racks = m_racksOfTransformer.find(supply.transformer);
            if (racks == m_racksOfTransformer.end())
                continue; // the reserve feeds nobody until a block is lost
            const double growth = growthOf(supply.transformer);
            const auto& campus = m_c.index.campus();
            if (const auto it = m_c.solution.transformers.find(supply.transformer);
                it != m_c.solution.transformers.end())
                offer(racks->second, it->second.loading * growth,
                      campus.nameOf(model::entity(supply.transformer)));
            for (const auto* units :
                 {&supply.ups, &supply.transferSwitches, &supply.pdus, &supply.rectifiers})
                for (const auto unit : *units)
                    if (const auto it = m_c.solution.units.find(unit);
                        it != m_c.solution.units.end())
                        offer(racks->second, it->second.loading * growth,
                              campus.nameOf(model::entity(unit)));
        }
    }

    void limitFeeders() {
        const auto id = model::entity(m_hall.id);
        for (const auto& feeder : m_c.index.campus().feeders()) {
            if (feeder.to != id && feeder.from != id)
                continue;
            const auto state = m_c.solution.feeders.find(feeder.id);
            const auto side = feeder.side == FeedSide::None ? FeedSide::A : feeder.side;
            const auto racks = m_racksOfSide.find(side);
            if (state == m_c.solution.feeders.end() || racks == m_racksOfSide.end())
                continue;
            offer(racks->second, state->second.loading * m_ofSide.at(side).growth(), feeder.name);
        }
    }

    const CapacityContext& m_c;
    const model::Hall& m_hall;
    const model::HallInterior& m_interior;
    const model::SupplyPattern& m_pattern;
    std::map<model::EquipmentId, Share> m_ofTransformer;
    std::map<FeedSide, Share> m_ofSide;
    std::map<model::EquipmentId, std::vector<model::RackId>> m_racksOfTransformer;
    std::map<FeedSide, std::vector<model::RackId>> m_racksOfSide;
};

/// Substations and grid connections that a hall hangs on, over feeders that carry.
std::set<model::EntityId> upstreamOf(const model::Campus& campus, const Solution& solution,
                                     model::EntityId hall) {
    std::set<model::EntityId> seen{hall};
    std::vector<model::EntityId> open{hall};
    while (!open.empty()) {
        const auto here = open.back();
        open.pop_back();
        if (campus.kindOf(here) == model::EntityKind::GridConnection)
            continue;
        // From a substation the way leads on to the grid alone, not down into its other feeders.
        const bool isSubstation = campus.kindOf(here) == model::EntityKind::Substation;
        for (const auto& feeder : campus.feeders()) {
            if (feeder.from != here && feeder.to != here)
                continue;
            const auto state = solution.feeders.find(feeder.id);
            const bool carries = feeder.cableType.empty() ||
                                 (state != solution.feeders.end() && state->second.energised);
            const auto next = feeder.from == here ? feeder.to : feeder.from;
            const auto kind = campus.kindOf(next);
            const bool leadsUp = kind == model::EntityKind::GridConnection ||
                                 kind == model::EntityKind::Substation ||
                                 (!isSubstation && kind == model::EntityKind::Hall);
            if (carries && !feeder.normallyOpen && leadsUp && seen.insert(next).second)
                open.push_back(next);
        }
    }
    return seen;
}

/// Loading of a substation's transformers with the largest of them out; 0 without any.
double loadingOneOut(const CapacityContext& c, model::EntityId substation) {
    double load_VA = 0.0, rating_VA = 0.0, largest_VA = 0.0;
    int count = 0;
    for (const auto* unit : c.index.equipmentOf(substation))
        if (const auto it = c.solution.transformers.find(unit->id);
            it != c.solution.transformers.end()) {
            load_VA += it->second.apparent_VA;
            rating_VA += it->second.rating;
            largest_VA = std::max(largest_VA, it->second.rating);
            ++count;
        }
    const double left_VA = count > 1 ? rating_VA - largest_VA : rating_VA;
    return left_VA > 0.0 ? load_VA / left_VA : 0.0;
}

} // namespace

void limitByFeeds(const CapacityContext& c) {
    std::map<model::HallId, std::size_t> firstBusway;
    for (std::size_t i = 0; i < c.solution.busways.size(); ++i)
        firstBusway.emplace(c.solution.busways[i].hall, i);
    for (const auto& hall : c.index.campus().halls()) {
        const auto interior = c.solution.interiors.find(hall.id);
        if (interior == c.solution.interiors.end())
            continue;
        const auto first = firstBusway.find(hall.id);
        HallFeeds(c, hall, *interior->second)
            .limit(first == firstBusway.end() ? c.solution.busways.size() : first->second);
    }
}

void limitByGrid(const CapacityContext& c) {
    const auto& campus = c.index.campus();
    for (const auto& hall : campus.halls()) {
        std::vector<model::RackId> racks;
        for (const auto* rack : c.index.racksOf(hall.id))
            racks.push_back(rack->id);
        for (const auto id : upstreamOf(campus, c.solution, model::entity(hall.id))) {
            double loading = 0.0;
            std::string name = campus.nameOf(id);
            if (campus.kindOf(id) == model::EntityKind::Substation) {
                loading = loadingOneOut(c, id);
                name = "transformers of " + name + ", one out";
            } else if (const auto it = c.solution.grids.find({id.number});
                       it != c.solution.grids.end()) {
                loading = it->second.loading;
                name = "capacity of " + name;
            }
            if (loading > 0.0)
                c.limits.offerAll(racks, Resource::Grid, reach(loading), name);
        }
    }
}

} // namespace hallwright::engine
