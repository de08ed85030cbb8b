#include "core/engine/campus_index.h"

namespace hallwright::engine {

namespace {

template <class T>
std::span<const T* const>
groupOf(const std::unordered_map<std::uint32_t, std::vector<const T*>>& groups,
        std::uint32_t number) {
    const auto it = groups.find(number);
    return it == groups.end() ? std::span<const T* const>{} : std::span<const T* const>{it->second};
}

} // namespace

CampusIndex::CampusIndex(const model::Campus& campus) : m_campus(&campus) {
    // Neighbouring rows mostly share their container, so the look-up is done once a run.
    std::vector<const model::Rack*>* group = nullptr;
    std::uint32_t number = 0;
    for (const auto& rack : campus.racks()) {
        if (!group || rack.hall.number != number) {
            number = rack.hall.number;
            group = &m_racks[number];
        }
        group->push_back(&rack);
    }
    for (const auto& row : campus.rows())
        m_rows[row.hall.number].push_back(&row);
    for (const auto& equipment : campus.equipment())
        m_equipment[equipment.parent.number].push_back(&equipment);
}

std::span<const model::Rack* const> CampusIndex::racksOf(model::HallId hall) const {
    return groupOf(m_racks, hall.number);
}

std::span<const model::Row* const> CampusIndex::rowsOf(model::HallId hall) const {
    return groupOf(m_rows, hall.number);
}

std::span<const model::Equipment* const> CampusIndex::equipmentOf(model::EntityId container) const {
    return groupOf(m_equipment, container.number);
}

} // namespace hallwright::engine
