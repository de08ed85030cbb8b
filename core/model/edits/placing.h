#pragma once

#include "core/base/result.h"
#include "core/catalog/catalog.h"
#include "core/model/campus.h"

#include <string>
#include <vector>

namespace hallwright::model {

/// Puts a hall with all that its template asks for (rows, racks, CDUs, transformers, air units).
struct PlaceHall {
    HallTemplate recipe;
    Placement placement;
    std::string name; ///< empty: the next free "H-07"
    base::Result<ChangeSet> plan(const Campus& campus, const catalog::Catalog& catalog) const;
};

/// Generates a hall's content anew from a recipe; racks and equipment of before are removed.
struct RegenerateHall {
    HallId hall;
    HallTemplate recipe;
    base::Result<ChangeSet> plan(const Campus& campus, const catalog::Catalog& catalog) const;
};

/// Puts a row of `count` racks; `placement` is that of the row's centre in the hall.
struct PlaceRow {
    HallId hall;
    std::string rackType;
    int count = 1;
    double pitch_m = 0.0; ///< 0: the rack's width
    Placement placement;
    base::Result<ChangeSet> plan(const Campus& campus, const catalog::Catalog& catalog) const;
};

/// Puts one rack in a hall, in a row where `row` is valid.
struct PlaceRack {
    HallId hall;
    RowId row;
    std::string type;
    Placement placement;
    base::Result<ChangeSet> plan(const Campus& campus, const catalog::Catalog& catalog) const;
};

/// Puts one catalogue item that is neither rack nor hall; `placement` is in the parent's frame.
struct PlaceEquipment {
    std::string type;
    EntityId parent; ///< invalid: on the site
    Placement placement;
    FeedSide side = FeedSide::None;
    base::Result<ChangeSet> plan(const Campus& campus, const catalog::Catalog& catalog) const;
};

/// Puts a substation with its transformers in line, each behind a fire wall.
struct PlaceSubstation {
    std::string transformerType;
    int transformers = 2;
    std::string switchgearType;
    Placement placement;
    bool busTiesTransfer = false;
    base::Result<ChangeSet> plan(const Campus& campus, const catalog::Catalog& catalog) const;
};

/// Puts a heat-rejection plant: a bank of coolers in `columns` x `lines`, and its pumps.
struct PlacePlant {
    std::string coolerType;
    int columns = 1;
    int lines = 1;
    std::string pumpType;
    int pumps = 2;
    int pumpsSpare = 1;
    std::string coolant;
    double supplySetpoint_C = 32.0;
    Placement placement;
    base::Result<ChangeSet> plan(const Campus& campus, const catalog::Catalog& catalog) const;
};

struct PlaceGridConnection {
    GridConnection connection; ///< id is given by the edit
    base::Result<ChangeSet> plan(const Campus& campus, const catalog::Catalog& catalog) const;
};

struct PlaceZone {
    Zone zone; ///< id is given by the edit
    base::Result<ChangeSet> plan(const Campus& campus, const catalog::Catalog& catalog) const;
};

} // namespace hallwright::model
