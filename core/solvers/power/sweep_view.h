#pragma once

#include "core/solvers/power/sweep_node.h"

namespace hallwright::power {

// Seen by nvcc: C++17 only.

/// Whole subtrees next to each other in the order of nodes, begin .. end-1. Their roots come first;
/// these hang on nodes of the trunk or the core.
struct NodeBlock {
    int begin = 0;
    int rootEnd = 0;
    int end = 0;
};

/// An entry of the factored core, see CoreFactors.
struct CoreEntry {
    int node;             ///< a core node that is eliminated later than the pivot
    Phasor<double> lower; ///< Y(node, pivot) / D of the partly eliminated matrix
    Phasor<double> upper; ///< Y(pivot, node) / D
};

struct CorePivot {
    int node;
    int first; ///< entries first .. last-1
    int last;
    Phasor<double> inverse; ///< 1 / D
};

/// A branch as the results see it. Ends are places in the array of voltages.
struct SweepBranch {
    int from;
    int to;
    Phasor<double> ff, ft, tf, tt;
    double perRating2; ///< 1 / rating^2 [1/pu^2]; 0: no rating known
};

/// A SweepPlan by its arrays, for CPU threads and for CUDA alike.
///
/// Arrays of voltages have nodeCount + 1 + slackCount places: the unknown nodes, the parent of the
/// roots (always zero), the fixed voltages. The others have nodeCount + 1.
struct SweepView {
    int nodeCount = 0;
    int coreCount = 0;
    int blockCount = 0;
    int trunkCount = 0;
    int slackEdgeCount = 0;
    int branchCount = 0;
    const int* parent = nullptr;           ///< [nodes] nodeCount for the roots
    const SweepFactors* factors = nullptr; ///< [nodes]; of core nodes: unused
    const NodeBlock* blocks = nullptr;
    const int* trunk = nullptr;
    const int* slackNode = nullptr;        ///< [slack edges] the unknown end
    const int* slackPlace = nullptr;       ///< [slack edges] place of the fixed voltage
    const Phasor<double>* slack = nullptr; ///< [slack edges] -Y(node, slack)
    const CorePivot* pivots = nullptr;     ///< [core nodes]
    const CoreEntry* entries = nullptr;
    const SweepBranch* branches = nullptr; ///< energised ones
};

} // namespace hallwright::power
