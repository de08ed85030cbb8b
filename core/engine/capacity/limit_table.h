#pragma once

#include "core/engine/campus_index.h"
#include "core/engine/capacity/capacity.h"

#include <array>
#include <limits>
#include <string>
#include <unordered_map>
#include <vector>

namespace hallwright::engine {

/// Of a power, a factor or a temperature that nothing bounds.
inline constexpr double kNoLimit = std::numeric_limits<double>::infinity();

/// What a factor multiplies: the rack's load in the solved state, or its design load.
enum class LoadBasis { Solved, Design };

/// The tightest limit of each resource on each rack, with what it is that sets it.
class LimitTable {
public:
    struct Limit {
        double power_W = kNoLimit;
        int culprit = -1; ///< in the table's list
    };

    LimitTable(const model::Campus& campus, const Solution& solution);

    /// A culprit's name is asked for once, however many racks it limits.
    [[nodiscard]] int culprit(std::string name);
    void offer(model::RackId rack, Resource resource, double factor, int culprit,
               LoadBasis basis = LoadBasis::Solved);
    void offerAll(const std::vector<model::RackId>& racks, Resource resource, double factor,
                  const std::string& name, LoadBasis basis = LoadBasis::Solved);

    [[nodiscard]] const Limit& at(std::size_t rack, Resource resource) const {
        return m_rows[rack].limits[static_cast<std::size_t>(resource)];
    }
    [[nodiscard]] const std::string& nameOf(const Limit& limit) const;

private:
    struct Row {
        double design_W = 0.0;
        double solved_W = 0.0;
        std::array<Limit, kResources> limits;
    };
    std::unordered_map<model::RackId, std::size_t> m_place;
    std::vector<Row> m_rows; ///< as the campus's racks
    std::vector<std::string> m_culprits;
};

/// What the parts of the study read, and where they write.
struct CapacityContext {
    const CampusIndex& index;
    const catalog::Catalog& catalog;
    const Solution& solution;
    LimitTable& limits;
};

void limitByFeeds(const CapacityContext& context);   ///< busways to the hall's feeders
void limitByGrid(const CapacityContext& context);    ///< substations and grid connections
void limitByCooling(const CapacityContext& context); ///< coolant and air
void limitByFloor(const CapacityContext& context);

} // namespace hallwright::engine
