#pragma once

#include "core/model/entities.h"

#include <array>
#include <string_view>
#include <vector>

namespace hallwright::model {

/// What a redundancy means in blocks. A block is a group of transformers with their UPS units that
/// has an intake of its own; with any one block out, the others carry the whole hall.
struct SupplyPattern {
    std::string_view name;        ///< as engineers write it: "2N", "4-to-make-3"
    std::vector<FeedSide> blocks; ///< the reserve, if any, is the last
    int needed = 1;               ///< blocks that carry the whole load at 100 %
    int spareUnits = 0;           ///< transformers of a block beyond what the load needs
    bool sharesBar = false;       ///< the units of a block work on one bar
    bool hasReserve = false;      ///< the last block waits behind transfer switches
    /// Blocks (by index) of the two cords of a rack, one entry for each kind of pairing; all are
    /// used equally. Neighbours share a block, so that busways run on. -1: no second cord.
    std::vector<std::array<int, 2>> pairings;

    [[nodiscard]] int blockOf(FeedSide side) const; ///< -1: not a block of this pattern
};

[[nodiscard]] const SupplyPattern& patternOf(FeedRedundancy redundancy);

/// Intakes that the trunk network sees at a hall: one for each block, two at least.
[[nodiscard]] int intakesOf(FeedRedundancy redundancy);
/// Which of them a side is: that of its block; no side, the first. Halls with a single block take
/// feeders of side B at their second intake. -1: there is none.
[[nodiscard]] int intakeOf(FeedRedundancy redundancy, FeedSide side);

/// Share of a hall's load that each block carries with the blocks of `isOut` dead; racks whose
/// cords are all dead carry nothing. `isOut`: as pattern.blocks; empty: none.
[[nodiscard]] std::vector<double> blockShares(const SupplyPattern& pattern,
                                              const std::vector<bool>& isOut = {});

/// "A", "D", "R" for the reserve; empty for none.
[[nodiscard]] std::string_view letterOf(FeedSide side);

/// Which units a rack hangs on: block and unit of each cord, -1 for a cord that it does not have.
/// A block without units gives unit -1: that cord is dead.
struct DealtFeed {
    std::array<int, 2> block{-1, -1};
    std::array<int, 2> unit{-1, -1};
};

/// Deals racks out in order. Pairings take turns once for every unit of the largest block; within a
/// block each rack goes to the unit within whose share of the ratings the middle of its load falls.
/// `load_W`: of each rack; `rating_VA`: of each unit, by block of the pattern.
[[nodiscard]] std::vector<DealtFeed> dealFeeds(const SupplyPattern& pattern,
                                               const std::vector<double>& load_W,
                                               const std::vector<std::vector<double>>& rating_VA);

/// Unit of the reserve block that stands in for a unit of another block; -1 without any.
[[nodiscard]] int reserveUnit(int unit, std::size_t reserveUnits);

} // namespace hallwright::model
