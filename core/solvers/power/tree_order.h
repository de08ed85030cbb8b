#pragma once

#include "core/solvers/power/sweep_view.h"

#include <vector>

namespace hallwright::power {

/// Nodes of a forest with their parents: parents stand before their children, and the children of a
/// node are consecutive. Parent < 0: a root.
struct LevelOrder {
    std::vector<int> parent;
};

/// A better order of the same nodes.
struct BlockedOrder {
    std::vector<int> order;        ///< [k] the node that comes k-th
    std::vector<NodeBlock> blocks; ///< ranges of `order`, ascending
    std::vector<int> trunk;        ///< places in `order` outside of blocks, ascending
};

/// Subtrees of about a thousand nodes stay together, so that they are still in the cache when their
/// parents are worked on, and within such a block nodes go level by level, so that neighbours in
/// the order do not wait for each other's results. (One long depth-first chain runs at the latency
/// of a complex product; levels of 100,000 nodes run at the speed of memory.) Blocks do not depend
/// on each other, only on the trunk above them. Parents still come before children. The nodes in
/// `inTrunk`, which may be empty, and all above them are kept out of the blocks.
[[nodiscard]] BlockedOrder blockedOrder(const LevelOrder& forest, const std::vector<char>& inTrunk);

} // namespace hallwright::power
