#pragma once

#include "core/base/result.h"
#include "core/catalog/catalog.h"
#include "core/layout/campus_brief.h"
#include "core/model/entities.h"
#include "core/model/hall_sizing.h"

namespace hallwright::layout {

/// Units that reject the heat of one hall.
struct HallCoolingNeed {
    int coolers = 0; ///< dry coolers without spare; 0: nothing is liquid-cooled
    double coolerFlow_m3_per_s = 0.0;
    double coolerSetpoint_C = 0.0; ///< facility water that the CDUs get
    int trimChillers = 0;          ///< behind the coolers; 0: none are wished
    int chillers = 0;              ///< without spare; 0: no air units
    double chillerFlow_m3_per_s = 0.0;
    double chillerSetpoint_C = 0.0; ///< chilled water that the air units get
};

/// What one hall with its plants draws and rejects in the design hour with all racks at nominal
/// load: an estimate to size the campus by, before anything is solved.
struct HallDemand {
    double it_W = 0.0;
    double mechanical_W = 0.0; ///< pumps, fans, compressors
    double losses_W = 0.0;     ///< UPS, transformers, busways
    HallCoolingNeed cooling;

    [[nodiscard]] double grid_W() const { return it_W + mechanical_W + losses_W; }
};

/// Estimates the demand of a hall. Dry coolers by Q = effectiveness x C x (T_in - T_ambient), so
/// their capacity is proportional to the difference between entering water and ambient; chillers by
/// their COP at ambient. Fails where a type that is needed is not in the catalogue, or where
/// ambient is too warm for dry coolers to keep the racks' coolant within its limit and no trim
/// chillers are wished.
[[nodiscard]] base::Result<HallDemand> estimateHall(const model::HallTemplate& recipe,
                                                    const CampusBrief& brief,
                                                    const catalog::Catalog& catalog);

} // namespace hallwright::layout
