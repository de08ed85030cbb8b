#pragma once

#include "core/base/result.h"
#include "core/catalog/catalog.h"
#include "core/model/entities.h"

#include <cstdint>
#include <vector>

namespace hallwright::model {

/// A hall made from its template, in the hall's own frame; ids are given and all content names it.
struct GeneratedHall {
    Vec3 size_m; ///< outer size: along local x, along local y, height
    std::vector<Row> rows;
    std::vector<Rack> racks;
    std::vector<Equipment> equipment;
};

/// Lays a hall out. In the hall's frame (x to the "east", y to the "north") rows run south to north
/// and stand side by side from west to east in pairs, so that fronts face fronts over cold aisles
/// and rears face rears over hot ones; outer fronts face the side galleries (with cold-aisle
/// containment: outer rears do). CDUs stand in line with the rows at both of their ends; air units
/// along the north and south walls, then along the west and east walls; rear doors behind their
/// racks. Transformers stand in walled bays of technical strips west (blocks A and C) and east
/// (blocks B and D or the reserve) of the rows, each with its UPS units, transfer switches, PDUs
/// and power racks in front of it. Galleries grow beyond the template where the equipment needs it.
/// Content gets the ids from `firstNumber` on: rows, racks, equipment.
[[nodiscard]] base::Result<GeneratedHall> generateHall(const HallTemplate& recipe,
                                                       const catalog::Catalog& catalog, HallId hall,
                                                       std::uint32_t firstNumber);

/// Outer size of the hall that a template gives [m]; fails as generateHall does.
[[nodiscard]] base::Result<Vec3> hallHull(const HallTemplate& recipe,
                                          const catalog::Catalog& catalog);

} // namespace hallwright::model
