#pragma once

#include "core/base/result.h"
#include "core/catalog/catalog.h"
#include "core/layout/campus_brief.h"
#include "core/layout/hall_demand.h"
#include "core/model/edits/placing.h"

#include <optional>
#include <vector>

namespace hallwright::layout {

/// A plant of a block: what to place, and where its centre lies from the block's centre.
struct BlockPlant {
    model::PlacePlant edit;
    std::vector<model::PlaceEquipment> trims; ///< in the plant's frame, at both of its ends
    base::Vec2 offset_m;
    base::Vec2 size_m; ///< along x and y of the block, trims included
};

/// One hall with the plants that serve it, as it is repeated over the site: dry coolers along its
/// north and south sides, chillers at its east end.
struct HallBlock {
    model::HallTemplate recipe;
    HallDemand demand;
    base::Vec2 hallOffset_m;
    base::Vec2 hallSize_m;
    std::vector<BlockPlant> coolerPlants; ///< two, or one where few coolers are needed
    std::optional<BlockPlant> chillerPlant;
    base::Vec2 size_m; ///< extent of all that
};

/// Plans a block from a template; fails where types are missing or ambient is too warm.
[[nodiscard]] base::Result<HallBlock> planBlock(const model::HallTemplate& recipe,
                                                const CampusBrief& brief,
                                                const catalog::Catalog& catalog);

} // namespace hallwright::layout
