#pragma once

#include "core/model/campus.h"

#include <span>
#include <unordered_map>
#include <vector>

namespace hallwright::engine {

/// The things of a campus by the container that they stand in, in ascending id order. Points into
/// the campus it was made from, which must outlive it.
class CampusIndex {
public:
    explicit CampusIndex(const model::Campus& campus);

    [[nodiscard]] const model::Campus& campus() const { return *m_campus; }
    [[nodiscard]] std::span<const model::Rack* const> racksOf(model::HallId hall) const;
    [[nodiscard]] std::span<const model::Row* const> rowsOf(model::HallId hall) const;
    /// Equipment whose parent is `container`; an invalid id: what stands on the site itself.
    [[nodiscard]] std::span<const model::Equipment* const>
    equipmentOf(model::EntityId container) const;

private:
    template <class T>
    using Groups = std::unordered_map<std::uint32_t, std::vector<const T*>>;

    const model::Campus* m_campus;
    Groups<model::Rack> m_racks;
    Groups<model::Row> m_rows;
    Groups<model::Equipment> m_equipment;
};

} // namespace hallwright::engine
