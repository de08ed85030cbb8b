#pragma once

#include "core/catalog/catalog.h"
#include "core/model/campus.h"

#include <string>
#include <vector>

namespace hallwright::model {

/// One length of busway: the part of a row that one transformer of one side feeds.
struct BuswayRun {
    std::string name; ///< "BW-06A", with a letter more where a row has several: "BW-06A2"
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

/// All connections inside a hall, derived from what stands in it and from its recipe. Derived
/// again after each edit; deterministic: the same hall gives the same runs in the same order.
/// Rules: racks in row order are shared out over the transformers of each side so that their
/// peak loads are as even as whole runs allow; a 2N hall does so once a side; rows are shared out
/// over the CDUs in the order of their distance, and `cduSpare` units join every loop's group.
struct HallInterior {
    HallId hall;
    std::vector<EquipmentId> transformersA; ///< and those without a side where feeds are N
    std::vector<EquipmentId> transformersB;
    std::vector<BuswayRun> busways;
    std::vector<TcsLoop> loops;
    std::vector<EquipmentId> airUnits;
    std::vector<RackId> racksWithoutFeed;
    std::vector<RackId> racksWithoutCoolant; ///< liquid-cooled racks that no CDU serves
};

[[nodiscard]] HallInterior deriveInterior(const Campus& campus, const catalog::Catalog& catalog,
                                          HallId hall);

} // namespace hallwright::model
