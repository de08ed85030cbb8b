#pragma once

#include <vector>

namespace hallwright::power {

/// Nodes of a forest with their parents, level by level: parents stand before their children, and
/// the children of a node are consecutive. Parent < 0: a root.
struct LevelOrder {
    std::vector<int> parent;
};

/// A better order of the same nodes: result[k] is the node that comes k-th. Subtrees of some
/// thousand nodes stay together, so that they are still in the cache when their parents are worked
/// on, and within such a block nodes go level by level, so that neighbours in the order do not wait
/// for each other's results. (One long depth-first chain runs at the latency of a complex product;
/// levels of 100,000 nodes run at the speed of memory.) Parents still come before children.
[[nodiscard]] std::vector<int> blockedOrder(const LevelOrder& forest);

} // namespace hallwright::power
