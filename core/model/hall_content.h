#pragma once

#include "core/catalog/catalog.h"
#include "core/model/campus.h"
#include "core/model/hall_rules.h"

#include <vector>

namespace hallwright::model {

/// A rack of a hall with what connections need to know of it.
struct ContentRack {
    const Rack* rack = nullptr;
    RackDemand demand;
    double along_m = 0.0; ///< from the row's south or west end; 0 for racks that stand alone
};

/// A row as a line: `start` is its end that lies south (or west) in the hall's frame.
struct ContentRow {
    const Row* row = nullptr;
    int number = 0; ///< the one in its name, otherwise its place in the order
    Vec2 start_m;
    Vec2 end_m;
    std::vector<ContentRack> racks; ///< from the start on
};

/// What stands in a hall, in the order in which connections are shared out. Pointers look into
/// the campus.
struct HallContent {
    const Hall* hall = nullptr;
    std::vector<ContentRow> rows;               ///< west to east, then south to north
    std::vector<ContentRack> alone;             ///< racks without a row, by id
    std::vector<const Equipment*> transformers; ///< these and the following: in service, by id
    std::vector<const Equipment*> ups;
    std::vector<const Equipment*> transferSwitches;
    std::vector<const Equipment*> pdus;
    std::vector<const Equipment*> rectifiers; ///< power racks
    std::vector<const Equipment*> cdus;
    std::vector<const Equipment*> airUnits;
};

[[nodiscard]] HallContent contentOf(const Campus& campus, const catalog::Catalog& catalog,
                                    const Hall& hall);

} // namespace hallwright::model
