#pragma once

#include "core/catalog/catalog.h"
#include "core/engine/campus_index.h"
#include "core/model/hall_interior.h"

#include <map>
#include <memory>
#include <vector>

namespace hallwright::engine {

/// A hall's derived connections, and a number that changes only when they do.
struct CachedInterior {
    std::shared_ptr<const model::HallInterior> interior;
    std::uint64_t version = 0;
};

/// Derives the interior of a hall again only where something in that hall changed. The loads of
/// racks do not decide how they are connected, so a new load keeps the interior.
class InteriorCache {
public:
    /// Interiors of all halls of the campus, in id order.
    const std::map<model::HallId, CachedInterior>& update(const CampusIndex& index,
                                                          const catalog::Catalog& catalog);

    /// As the last update left them.
    [[nodiscard]] const std::map<model::HallId, CachedInterior>& current() const {
        return m_interiors;
    }

private:
    struct Content {
        model::Hall hall;
        std::vector<model::Row> rows;
        std::vector<model::Rack> racks;
        std::vector<model::Equipment> equipment;
    };
    [[nodiscard]] static bool matches(const Content& content, const model::Hall& hall,
                                      const CampusIndex& index);

    model::Campus m_last; ///< shares tables; tells at once that nothing changed
    std::map<model::HallId, Content> m_contents;
    std::map<model::HallId, CachedInterior> m_interiors;
    std::uint64_t m_nextVersion = 1;
};

} // namespace hallwright::engine
