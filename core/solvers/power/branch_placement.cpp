#include "core/solvers/power/branch_placement.h"

#include <algorithm>
#include <utility>

namespace hallwright::power {
namespace {

/// Place of a branch whose ends are known.
void placeBranch(BranchSlot& slot, NetworkStructure& structure) {
    const bool fromSlack = structure.isSlack(slot.from);
    const bool toSlack = structure.isSlack(slot.to);
    if (fromSlack || toSlack) {
        if (fromSlack && toSlack)
            return;
        slot.place = BranchPlace::Slack;
        slot.slot = static_cast<int>(structure.slackEdges.size());
        if (fromSlack)
            structure.slackEdges.push_back({slot.to, slot.from});
        else
            structure.slackEdges.push_back({slot.from, slot.to});
    } else if (slot.from == slot.to) {
        slot.place = BranchPlace::Loop;
    } else if (slot.from < structure.coreCount && slot.to < structure.coreCount) {
        slot.place = BranchPlace::Core;
    } else {
        slot.place = BranchPlace::Tree;
        slot.slot = std::max(slot.from, slot.to); // a child's number is above its parent's
    }
}

/// Pattern of the core's rows, and the entries of its branches in it.
void buildCoreRows(NetworkStructure& structure) {
    std::vector<std::pair<int, int>> entries;
    for (const BranchSlot& slot : structure.branches)
        if (slot.place == BranchPlace::Core) {
            entries.emplace_back(slot.from, slot.to);
            entries.emplace_back(slot.to, slot.from);
        }
    std::sort(entries.begin(), entries.end());
    entries.erase(std::unique(entries.begin(), entries.end()), entries.end());
    structure.coreStart.assign(static_cast<std::size_t>(structure.coreCount) + 1, 0);
    structure.coreColumn.reserve(entries.size());
    for (const auto& [row, column] : entries) {
        ++structure.coreStart[row + 1];
        structure.coreColumn.push_back(column);
    }
    for (int row = 0; row < structure.coreCount; ++row)
        structure.coreStart[row + 1] += structure.coreStart[row];
    const auto find = [&](int row, int column) {
        const auto first = structure.coreColumn.begin() + structure.coreStart[row];
        const auto last = structure.coreColumn.begin() + structure.coreStart[row + 1];
        return static_cast<int>(std::lower_bound(first, last, column) -
                                structure.coreColumn.begin());
    };
    for (BranchSlot& slot : structure.branches)
        if (slot.place == BranchPlace::Core) {
            slot.slot = find(slot.from, slot.to);
            slot.slotBack = find(slot.to, slot.from);
        }
}

} // namespace

void placeBranches(const PowerProblem& problem, NetworkStructure& structure) {
    structure.branches.resize(problem.branches.size());
    for (std::size_t i = 0; i < problem.branches.size(); ++i) {
        BranchSlot& slot = structure.branches[i];
        const int from = structure.nodeOfBus[problem.branches[i].from];
        const int to = structure.nodeOfBus[problem.branches[i].to];
        if (!problem.branches[i].inService || from < 0 || to < 0)
            continue;
        slot.from = from;
        slot.to = to;
        placeBranch(slot, structure);
    }
    structure.slackEdgeOfSource.assign(problem.sources.size(), -1);
    for (std::size_t i = 0; i < problem.sources.size(); ++i) {
        const Source& source = problem.sources[i];
        const int node = structure.nodeOfBus[source.bus];
        if (source.inService && hasImpedance(source) && !structure.isSlack(node)) {
            structure.slackEdgeOfSource[i] = static_cast<int>(structure.slackEdges.size());
            structure.slackEdges.push_back({node, structure.slackOfSource[i]});
        }
    }
    buildCoreRows(structure);
}

} // namespace hallwright::power
