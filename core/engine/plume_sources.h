#pragma once

#include "core/catalog/catalog.h"
#include "core/engine/campus_index.h"
#include "core/engine/cooling_system.h"
#include "core/engine/solution.h"
#include "core/model/footprint.h"

#include <vector>

namespace hallwright::engine {

/// Something that draws outdoor air in and blows it up warmer.
struct PlumeSource {
    model::EquipmentId unit;
    model::OrientedBox box;
    double heat_W = 0.0;
    double flow_m3_per_s = 0.0;
    double jetSpeed_m_per_s = 0.0; ///< of the air in its fans
    bool rejectsHeat = true;       ///< its intake decides what it can do; else a generator
};

/// What gives heat to the air over the campus, in ascending order of ids: coolers, towers and
/// air-cooled chillers that run, with their fans' power, and generators that run. Where the
/// catalogue states no airflow it follows from a usual rise. The heat of towers counts whole, as
/// the warm and damp air that they breathe again costs them as much as dry air of that heat would.
/// Engines count with the heat of their radiators: their exhaust leaves by stacks far above.
/// Figures are rounded to 1 kW and 0.1 m3/s, finer than the plume resolves.
[[nodiscard]] std::vector<PlumeSource> plumeSources(const CampusIndex& index,
                                                    const catalog::Catalog& catalog,
                                                    const CoolingSystem& cooling,
                                                    const Solution& solution);

} // namespace hallwright::engine
