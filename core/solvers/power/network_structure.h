#pragma once

#include "core/solvers/power/power_problem.h"
#include "core/solvers/power/tree_order.h"

#include <cstdint>
#include <vector>

namespace hallwright::power {

/// Where a branch enters the equations.
enum class BranchPlace : std::uint8_t {
    Nowhere, ///< out of service, de-energised, or between two slack nodes
    Tree,    ///< between a tree node (`slot`) and its parent
    Core,    ///< between two core nodes: entries `slot` (from row) and `slotBack` (to row)
    Slack,   ///< between an unknown node and a slack node: slack edge `slot`
    Loop,    ///< both ends on one node
};

struct BranchSlot {
    int from = -1; ///< node, -1 where de-energised or out of service
    int to = -1;
    int slot = -1;
    int slotBack = -1;
    BranchPlace place = BranchPlace::Nowhere;
};

/// An admittance between an unknown node and a fixed voltage.
struct SlackEdge {
    int node;
    int slack;
};

/// The part of a network that values do not change: closed links merged into nodes, islands with a
/// source, and an order of elimination without fill-in wherever the network is a tree.
///
/// Nodes with unknown voltage are numbered 0 .. nodeCount-1: first the `coreCount` nodes of the
/// meshed core (the 2-core of the graph, slack nodes left out), then the tree nodes in
/// blockedOrder(), in which a parent's number is below its children's. Slack nodes follow:
/// nodeCount .. nodeCount + slackCount - 1. Going down from the last node eliminates every tree
/// exactly; what remains is the core, which is empty in a radial network.
struct NetworkStructure {
    int nodeCount = 0;
    int coreCount = 0;
    int slackCount = 0;
    std::vector<int> nodeOfBus;    ///< [buses] unknown or slack node, -1 without a source
    std::vector<int> busOfNode;    ///< [nodes + slack] a bus on the node, to name it; -1: none
    std::vector<int> parent;       ///< [nodes] tree nodes: parent or -1; core nodes: -1
    std::vector<NodeBlock> blocks; ///< subtrees that need nothing but the trunk above them
    std::vector<int> trunk; ///< tree nodes outside of the blocks, ascending; all those at slacks
    std::vector<int> coreStart;  ///< [core + 1] rows of off-diagonal entries
    std::vector<int> coreColumn; ///< ascending in each row
    std::vector<BranchSlot> branches;
    std::vector<SlackEdge> slackEdges;
    std::vector<int> slackOfSource;     ///< [sources] slack node, -1 where out of service
    std::vector<int> slackEdgeOfSource; ///< [sources] edge of its impedance, -1 where it has none

    /// An order over branches that carries a start voltage from the sources to all nodes.
    struct Hop {
        int branch; ///< -1: a source's impedance
        int known;
        int next;
    };
    std::vector<Hop> hops;

    [[nodiscard]] int totalNodes() const { return nodeCount + slackCount; }
    [[nodiscard]] bool isSlack(int node) const { return node >= nodeCount; }
};

[[nodiscard]] inline bool hasImpedance(const Source& source) {
    return source.r_pu != 0.0 || source.x_pu != 0.0;
}

/// Compiles a problem whose indices and numbers have been checked (checkProblem()).
[[nodiscard]] NetworkStructure compileStructure(const PowerProblem& problem);

} // namespace hallwright::power
