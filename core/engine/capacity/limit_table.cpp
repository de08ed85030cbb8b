#include "core/engine/capacity/limit_table.h"

#include "core/base/physical_constants.h"

#include <utility>

namespace hallwright::engine {

LimitTable::LimitTable(const model::Campus& campus, const Solution& solution) {
    m_place.reserve(campus.racks().size());
    m_rows.reserve(campus.racks().size());
    for (const auto& rack : campus.racks()) {
        m_place.emplace(rack.id, m_rows.size());
        const auto state = solution.racks.find(rack.id);
        m_rows.push_back(
            {rack.itLoad_W, state == solution.racks.end() ? 0.0 : state->second.load_W, {}});
    }
}

int LimitTable::culprit(std::string name) {
    m_culprits.push_back(std::move(name));
    return static_cast<int>(m_culprits.size()) - 1;
}

void LimitTable::offer(model::RackId rack, Resource resource, double factor, int culprit,
                       LoadBasis basis) {
    const auto place = m_place.find(rack);
    if (place == m_place.end())
        return;
    auto& row = m_rows[place->second];
    const double power_W = factor * (basis == LoadBasis::Design ? row.design_W : row.solved_W);
    auto& limit = row.limits[static_cast<std::size_t>(resource)];
    if (power_W < limit.power_W)
        limit = {power_W, culprit};
}

void LimitTable::offerAll(const std::vector<model::RackId>& racks, Resource resource, double factor,
                          const std::string& name, LoadBasis basis) {
    const int index = culprit(name);
    for (const auto rack : racks)
        offer(rack, resource, factor, index, basis);
}

const std::string& LimitTable::nameOf(const Limit& limit) const {
    static const std::string kNone;
    return limit.culprit < 0 ? kNone : m_culprits[static_cast<std::size_t>(limit.culprit)];
}

void limitByFloor(const CapacityContext& c) {
    for (const auto& hall : c.index.campus().halls()) {
        if (hall.recipe.floorLoadLimit_Pa <= 0.0)
            continue;
        const int culprit = c.limits.culprit("floor of " + hall.name);
        for (const auto* rack : c.index.racksOf(hall.id)) {
            const auto* type = c.catalog.rack(rack->type);
            if (!type || type->size_m.x <= 0.0 || type->size_m.y <= 0.0 || type->mass_kg <= 0.0)
                continue;
            const double load_Pa =
                type->mass_kg * base::kGravity_m_per_s2 / (type->size_m.x * type->size_m.y);
            c.limits.offer(rack->id, Resource::Floor, hall.recipe.floorLoadLimit_Pa / load_Pa,
                           culprit, LoadBasis::Design);
        }
    }
}

} // namespace hallwright::engine
