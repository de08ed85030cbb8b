#include "core/engine/interior_cache.h"

#include <algorithm>

namespace hallwright::engine {

namespace {

template <class T>
std::vector<T> copyOf(std::span<const T* const> rows) {
    std::vector<T> copies;
    copies.reserve(rows.size());
    for (const T* row : rows)
        copies.push_back(*row);
    return copies;
}

template <class T>
bool equalRows(const std::vector<T>& copies, std::span<const T* const> rows) {
    return std::equal(copies.begin(), copies.end(), rows.begin(), rows.end(),
                      [](const T& a, const T* b) { return a == *b; });
}

bool equalButForLoad(const model::Rack& a, const model::Rack& b) {
    return a.id == b.id && a.hall == b.hall && a.row == b.row && a.placement == b.placement &&
           a.type == b.type && a.name == b.name;
}

} // namespace

bool InteriorCache::matches(const Content& content, const model::Hall& hall,
                            const CampusIndex& index) {
    const auto racks = index.racksOf(hall.id);
    return content.hall == hall && equalRows(content.rows, index.rowsOf(hall.id)) &&
           equalRows(content.equipment, index.equipmentOf(model::entity(hall.id))) &&
           std::equal(
               content.racks.begin(), content.racks.end(), racks.begin(), racks.end(),
               [](const model::Rack& a, const model::Rack* b) { return equalButForLoad(a, *b); });
}

const std::map<model::HallId, CachedInterior>&
InteriorCache::update(const CampusIndex& index, const catalog::Catalog& catalog) {
    const model::Campus& campus = index.campus();
    if (campus.halls().sharesWith(m_last.halls()) && campus.rows().sharesWith(m_last.rows()) &&
        campus.racks().sharesWith(m_last.racks()) &&
        campus.equipment().sharesWith(m_last.equipment()))
        return m_interiors;
    m_last = campus;

    std::erase_if(m_interiors, [&](const auto& e) { return !campus.halls().contains(e.first); });
    std::erase_if(m_contents, [&](const auto& e) { return !campus.halls().contains(e.first); });
    for (const auto& hall : campus.halls()) {
        const auto known = m_contents.find(hall.id);
        if (known != m_contents.end() && matches(known->second, hall, index))
            continue;
        m_contents[hall.id] = {hall, copyOf(index.rowsOf(hall.id)), copyOf(index.racksOf(hall.id)),
                               copyOf(index.equipmentOf(model::entity(hall.id)))};
        m_interiors[hall.id] = {std::make_shared<const model::HallInterior>(
                                    model::deriveInterior(campus, catalog, hall.id)),
                                m_nextVersion++};
    }
    return m_interiors;
}

} // namespace hallwright::engine
