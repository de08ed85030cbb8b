#include "core/engine/capacity/capacity.h"

#include "core/engine/capacity/limit_table.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace hallwright::engine {

namespace {

/// A limit this close to the load is the load: what is sized to fit must not count as short.
constexpr double kFits = 1e-9;

/// Finds the lowest limit. Space has it where all others reach further.
void bind(Limits& limits) {
    limits.binds = Resource::Space;
    for (std::size_t r = 0; r < kResources; ++r)
        if (limits.limit_W[r] < limits.of(limits.binds) * (1.0 - kFits))
            limits.binds = static_cast<Resource>(r);
    limits.usable_W = std::min(limits.nominal_W, limits.of(limits.binds));
    if (limits.usable_W > limits.nominal_W * (1.0 - kFits))
        limits.usable_W = limits.nominal_W;
}

RackCapacity rackCapacity(const model::Rack& rack, const LimitTable& table, std::size_t place) {
    RackCapacity capacity;
    capacity.rack = rack.id;
    capacity.hall = rack.hall;
    capacity.nominal_W = rack.itLoad_W;
    for (std::size_t r = 0; r < kResources; ++r)
        capacity.limit_W[r] = table.at(place, static_cast<Resource>(r)).power_W;
    capacity.limit_W[static_cast<std::size_t>(Resource::Space)] = rack.itLoad_W;
    bind(capacity);
    capacity.by = table.nameOf(table.at(place, capacity.binds));
    return capacity;
}

/// Places of a row that no rack stands on.
int freePositions(const model::Hall& hall, const model::Row& row, std::size_t racks) {
    if (hall.recipe.rackPitch_m <= 0.0)
        return 0;
    const auto places = static_cast<int>(std::floor(row.length_m / hall.recipe.rackPitch_m + 1e-6));
    return std::max(0, places - static_cast<int>(racks));
}

class Study {
public:
    Study(const model::Campus& campus, const catalog::Catalog& catalog, const Solution& solution)
        : m_campus(campus), m_catalog(catalog), m_solution(solution), m_index(campus),
          m_table(campus, solution) {}

    CampusCapacity run() {
        const CapacityContext context{m_index, m_catalog, m_solution, m_table};
        if (m_solution.powerConverged) {
            limitByFeeds(context);
            limitByGrid(context);
        }
        if (m_solution.powerConverged && m_solution.coolantConverged)
            limitByCooling(context);
        limitByFloor(context);
        std::size_t place = 0;
        for (const auto& rack : m_campus.racks())
            m_result.racks.push_back(rackCapacity(rack, m_table, place++));
        for (const auto& hall : m_campus.halls())
            addHall(hall);
        for (const auto& rack : m_result.racks) {
            auto& bound = m_result.bound[static_cast<std::size_t>(rack.binds)];
            ++bound.racks;
            bound.nominal_W += rack.nominal_W;
            bound.usable_W += rack.usable_W;
            m_result.nominal_W += rack.nominal_W;
            m_result.usable_W += rack.usable_W;
        }
        return std::move(m_result);
    }

private:
    void addHall(const model::Hall& hall) {
        HallCapacity sum;
        sum.hall = hall.id;
        std::map<model::RowId, std::size_t> inRow;
        const RackCapacity* tightest = nullptr;
        double usable_W = 0.0;
        for (const auto& rack : m_result.racks) {
            if (rack.hall != hall.id)
                continue;
            ++sum.racks;
            sum.nominal_W += rack.nominal_W;
            usable_W += rack.usable_W;
            for (std::size_t r = 0; r < kResources; ++r)
                sum.limit_W[r] += rack.limit_W[r];
        }
        for (const auto* rack : m_index.racksOf(hall.id))
            ++inRow[rack->row];
        for (const auto* row : m_index.rowsOf(hall.id))
            sum.freePositions += freePositions(hall, *row, inRow[row->id]);
        const auto* type = m_catalog.rack(hall.recipe.rackType);
        const double added_W = type ? sum.freePositions * type->powerNominal_W : 0.0;
        sum.limit_W[static_cast<std::size_t>(Resource::Space)] = sum.nominal_W + added_W;
        bind(sum);
        sum.usable_W = usable_W; // of the racks one by one: some may be short while others are not
        sum.spare_W = std::max(0.0, std::min(added_W, sum.reach_W() - sum.nominal_W));
        for (const auto& rack : m_result.racks)
            if (rack.hall == hall.id && sum.binds != Resource::Space &&
                (!tightest || rack.of(sum.binds) / std::max(1.0, rack.nominal_W) <
                                  tightest->of(sum.binds) / std::max(1.0, tightest->nominal_W)))
                tightest = &rack;
        if (tightest)
            sum.by = nameOfLimit(*tightest, sum.binds);
        m_result.spare_W += sum.spare_W;
        m_result.halls.push_back(std::move(sum));
    }

    std::string nameOfLimit(const RackCapacity& rack, Resource resource) const {
        const auto place = static_cast<std::size_t>(&rack - m_result.racks.data());
        return m_table.nameOf(m_table.at(place, resource));
    }

    const model::Campus& m_campus;
    const catalog::Catalog& m_catalog;
    const Solution& m_solution;
    CampusIndex m_index;
    LimitTable m_table;
    CampusCapacity m_result;
};

} // namespace

std::string_view idOf(Resource resource) {
    constexpr std::string_view kIds[] = {"space", "feed", "coolant", "air", "floor_load", "grid"};
    return kIds[static_cast<std::size_t>(resource)];
}

std::string_view nameOf(Resource resource) {
    constexpr std::string_view kNames[] = {"Space", "Feed", "Coolant", "Air", "Floor load", "Grid"};
    return kNames[static_cast<std::size_t>(resource)];
}

double Limits::reach_W() const {
    double least_W = kNoLimit;
    for (std::size_t r = 0; r < kResources; ++r)
        if (static_cast<Resource>(r) != Resource::Space)
            least_W = std::min(least_W, limit_W[r]);
    return least_W;
}

std::vector<double> CampusCapacity::loading() const {
    std::vector<double> values;
    values.reserve(racks.size());
    for (const auto& rack : racks) {
        const double reach_W = rack.reach_W();
        values.push_back(reach_W > 0.0 ? rack.nominal_W / reach_W : kNoLimit);
    }
    return values;
}

CampusCapacity capacityOf(const model::Campus& campus, const catalog::Catalog& catalog,
                          const Solution& solution) {
    return Study(campus, catalog, solution).run();
}

} // namespace hallwright::engine
