#pragma once

#include "core/catalog/catalog.h"
#include "core/model/campus.h"

#include <string>
#include <vector>

namespace hallwright::model {

/// One length of busway: the part of a row that one transformer of one side feeds.
struct BuswayRun {
    std::string name; ///< "BW-06A", with a number more where a row has several: "BW-06A2"
    RowId row;        ///< invalid for racks that stand alone
    FeedSide side = FeedSide::None;
    EquipmentId transformer;   ///< invalid: nothing feeds it
    std::string type;          ///< catalogue id of the busway
    int parallel = 1;          ///< busways side by side, so that the row's peak load fits
    double length_m = 0.0;     ///< from the feed end to the last rack
    double leadIn_m = 0.0;     ///< from the transformer's board to the row
    std::vector<RackId> racks; ///< from the feed end on
    std::vector<double> at_m;  ///< distance of each rack from the feed end
};

/// A technology-cooling loop: CDUs in parallel on one manifold that serves a group of racks.
struct TcsLoop {
    std::string name;
    std::vector<EquipmentId> cdus;
    std::vector<RackId> racks;      ///< liquid-cooled ones, in order along the manifold
    std::vector<double> manifold_m; ///< pipe length from the loop's feed point to each rack
    std::string pipeFamily;
    int manifoldDn = 0; ///< sized by the family's velocity limit for the racks' rated flow
};

/// A transformer with what stands between it and its busways, in the order in which power passes.
/// Units of one kind work in parallel; none: power passes by.
struct SupplyUnit {
    EquipmentId transformer;
    FeedSide side = FeedSide::None;
    std::vector<EquipmentId> ups;
    std::vector<EquipmentId> transferSwitches;
    EquipmentId reserve; ///< transformer that they switch over to; invalid: none
    std::vector<EquipmentId> pdus;
    std::vector<EquipmentId> rectifiers;
};

/// All connections inside a hall, derived from what stands in it and from its recipe. Derived
/// again after each edit; deterministic: the same hall gives the same runs in the same order.
/// Rules:
/// - Equipment out of service takes no part.
/// - Racks in row order (west to east, south to north in the hall's frame; racks that stand alone
///   come last) are shared out over pairs of blocks as the recipe's redundancy says
///   (supply_pattern.h) and, within a block, over its transformers in proportion to their ratings,
///   as evenly as whole racks allow. A run enters its row at the end that makes it shorter.
/// - UPS units, transfer switches, PDUs and power racks belong to the nearest transformer of their
///   block.
/// - Consecutive rows form a loop while the largest pipe of the hall's family carries their rated
///   flow; a CDU serves the loop whose rows it stands nearest to; rows of a loop without a CDU join
///   the nearest loop that has one.
struct HallInterior {
    HallId hall;
    std::vector<EquipmentId> transformersA; ///< and all of them where there is one block
    std::vector<EquipmentId> transformersB;
    std::vector<SupplyUnit> supplies; ///< one for each transformer, block by block
    std::vector<BuswayRun> busways;
    std::vector<TcsLoop> loops;
    std::vector<EquipmentId> airUnits;
    std::vector<RackId> racksWithoutFeed;    ///< fed from no block
    std::vector<RackId> racksWithoutCoolant; ///< liquid-cooled racks that no CDU serves
};

/// An unknown hall gives an interior without content.
[[nodiscard]] HallInterior deriveInterior(const Campus& campus, const catalog::Catalog& catalog,
                                          HallId hall);

} // namespace hallwright::model
