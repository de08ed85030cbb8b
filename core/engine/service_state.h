#pragma once

#include "core/model/campus.h"

#include <algorithm>
#include <vector>

namespace hallwright::engine {

/// A bus section of a substation, counted from 0.
struct BusSection {
    model::SubstationId substation;
    int section = 0;
    friend bool operator==(const BusSection&, const BusSection&) = default;
};

/// What works in a scenario: equipment switched off in the campus or named by the scenario doesn't;
/// nor do the elements that are taken out besides.
class ServiceState {
public:
    explicit ServiceState(const model::Scenario& scenario) : m_out(scenario.outOfService) {
        std::sort(m_out.begin(), m_out.end());
    }

    void takeOut(model::EntityId id) {
        m_out.insert(std::upper_bound(m_out.begin(), m_out.end(), id), id);
    }
    void takeOut(BusSection section) { m_sectionsOut.push_back(section); }

    [[nodiscard]] bool isOut(model::EntityId id) const {
        return std::binary_search(m_out.begin(), m_out.end(), id);
    }
    template <class Tag>
    [[nodiscard]] bool isOut(base::Id<Tag> id) const {
        return isOut(model::entity(id));
    }
    [[nodiscard]] bool isOut(BusSection section) const {
        return isOut(section.substation) || std::find(m_sectionsOut.begin(), m_sectionsOut.end(),
                                                      section) != m_sectionsOut.end();
    }
    [[nodiscard]] bool works(const model::Equipment& equipment) const {
        return equipment.inService && !isOut(equipment.id);
    }

private:
    std::vector<model::EntityId> m_out; ///< ascending
    std::vector<BusSection> m_sectionsOut;
};

} // namespace hallwright::engine
