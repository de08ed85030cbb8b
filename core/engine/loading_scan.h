#pragma once

#include "core/engine/campus_index.h"
#include "core/engine/outage.h"
#include "core/engine/power_assembly.h"

#include <vector>

namespace hallwright::engine {

/// Loadings of everything that has a rating, in an order that depends on the network's tables
/// alone: grid connections, feeders, trunk transformers, generators; per hall its transformers, UPS
/// units, transfer switches, PDUs, power racks (one row for those in parallel) and busways. Rows of
/// two states of one campus correspond.
class LoadingScan {
public:
    LoadingScan(const CampusIndex& index, const PowerAssembly& power);

    [[nodiscard]] const std::vector<double>& loadings() const { return m_loadings; }
    /// Element and name of a row.
    [[nodiscard]] OutageOverload describe(std::size_t row) const;

private:
    struct Row {
        model::EntityId element;
        int busway = -1; ///< of the hall that is then the element
    };
    void add(double loading, model::EntityId element, int busway = -1);
    void scanTrunk();
    void scanHall(const HallPart& part);
    [[nodiscard]] double currentLoading(int branch, double rating_A) const;
    [[nodiscard]] double powerLoading(int branch, double rating_VA) const;

    const CampusIndex& m_index;
    const PowerAssembly& m_power;
    std::vector<double> m_loadings;
    std::vector<Row> m_rows;
};

} // namespace hallwright::engine
