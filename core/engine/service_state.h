#pragma once

#include "core/model/campus.h"

#include <algorithm>
#include <vector>

namespace hallwright::engine {

/// What works in a scenario: equipment switched off in the campus or named by the scenario doesn't.
class ServiceState {
public:
    explicit ServiceState(const model::Scenario& scenario) : m_out(scenario.outOfService) {
        std::sort(m_out.begin(), m_out.end());
    }

    [[nodiscard]] bool isOut(model::EntityId id) const {
        return std::binary_search(m_out.begin(), m_out.end(), id);
    }
    template <class Tag>
    [[nodiscard]] bool isOut(base::Id<Tag> id) const {
        return isOut(model::entity(id));
    }
    [[nodiscard]] bool works(const model::Equipment& equipment) const {
        return equipment.inService && !isOut(equipment.id);
    }

private:
    std::vector<model::EntityId> m_out;
};

} // namespace hallwright::engine
