#include "app/document/hall_cut.h"

#include "core/model/footprint.h"

#include <algorithm>

namespace hallwright::app {

double cutIntoHalls_m(const model::Campus& campus, const catalog::Catalog& catalog) {
    double cut_m = 5.2;
    for (const model::Hall& hall : campus.halls())
        cut_m = std::min(cut_m, footprintOf(campus, catalog, model::entity(hall.id)).size_m.z);
    return cut_m;
}

} // namespace hallwright::app
