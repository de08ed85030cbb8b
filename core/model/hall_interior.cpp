#include "core/model/hall_interior.h"

#include "core/model/hall_content.h"
#include "core/model/hall_feeds.h"
#include "core/model/hall_loops.h"

namespace hallwright::model {

HallInterior deriveInterior(const Campus& campus, const catalog::Catalog& catalog, HallId hall) {
    HallInterior interior;
    interior.hall = hall;
    const auto* found = campus.halls().find(hall);
    if (!found)
        return interior;
    const auto content = contentOf(campus, catalog, *found);
    deriveFeeds(content, catalog, interior);
    deriveLoops(content, catalog, interior);
    for (const auto* unit : content.airUnits)
        interior.airUnits.push_back(unit->id);
    return interior;
}

} // namespace hallwright::model
