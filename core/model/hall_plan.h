#pragma once

#include "core/catalog/catalog.h"
#include "core/model/entities.h"
#include "core/model/hall_sizing.h"

#include <vector>

namespace hallwright::model {

/// Where everything of a generated hall stands, in the hall's frame (origin at its centre).
struct HallPlan {
    struct RowLine {
        double x_m = 0.0;
        bool frontWest = false;
    };
    struct CduSpot {
        int row = 0;
        bool atNorth = false;
        int nth = 0; ///< counted from the row's end outwards
        Vec2 at_m;
    };
    struct AirUnitSpot {
        char wall = 'N'; ///< N, S, W or E
        int nth = 0;
        Vec2 at_m;
    };
    /// A walled bay of the technical strip.
    struct Bay {
        bool atWest = true;
        int block = 0; ///< of the supply pattern
        int nth = 0;   ///< within the block
        Vec2 transformerAt_m;
        std::vector<Vec2> upsAt_m;
        std::vector<Vec2> switchesAt_m;
        std::vector<Vec2> pdusAt_m;
        std::vector<Vec2> rectifiersAt_m;
    };
    Vec3 size_m;
    double rowCentreY_m = 0.0;
    double rearDoorDepth_m = 0.0;
    std::vector<RowLine> rows;
    std::vector<CduSpot> cdus;
    std::vector<AirUnitSpot> airUnits;
    std::vector<Bay> bays;
};

/// Lays a sized hall out; see generateHall for the arrangement.
[[nodiscard]] HallPlan planHall(const HallTemplate& recipe, const catalog::Catalog& catalog,
                                const HallSizing& sizing);

} // namespace hallwright::model
