#include "core/solvers/power/admittances.h"

#include <algorithm>

namespace hallwright::power {

TwoPort twoPort(const Branch& branch) {
    const Complex series = inverse({branch.r_pu, branch.x_pu});
    const Complex atEnd = series + 0.5 * Complex(branch.g_pu, branch.b_pu);
    if (branch.tap == 1.0 && branch.shift_rad == 0.0)
        return {atEnd, -series, -series, atEnd};
    const Complex tap = branch.tap * unitPhasor(branch.shift_rad);
    return {atEnd / (branch.tap * branch.tap), -times(series, inverse(std::conj(tap))),
            -times(series, inverse(tap)), atEnd};
}

void Admittances::add(const BranchSlot& slot, int branch, double sign) {
    const TwoPort& y = branches[branch];
    switch (slot.place) {
    case BranchPlace::Nowhere:
        return;
    case BranchPlace::Loop:
        diagonal[slot.from] += sign * (y.ff + y.ft + y.tf + y.tt);
        return;
    case BranchPlace::Tree: {
        const bool fromIsChild = slot.from == slot.slot;
        down[slot.slot] += sign * (fromIsChild ? y.ft : y.tf);
        up[slot.slot] += sign * (fromIsChild ? y.tf : y.ft);
        break;
    }
    case BranchPlace::Core:
        core[slot.slot] += sign * y.ft;
        core[slot.slotBack] += sign * y.tf;
        break;
    case BranchPlace::Slack: {
        const bool fromIsSlack = slot.from >= static_cast<int>(diagonal.size());
        slack[slot.slot] += sign * (fromIsSlack ? y.tf : y.ft);
        diagonal[fromIsSlack ? slot.to : slot.from] += sign * (fromIsSlack ? y.tt : y.ff);
        return;
    }
    }
    diagonal[slot.from] += sign * y.ff;
    diagonal[slot.to] += sign * y.tt;
}

void Admittances::takeOut(const BranchSlot& slot, int branch) {
    add(slot, branch, -1.0);
}

void Admittances::putBack(const BranchSlot& slot, int branch) {
    add(slot, branch, 1.0);
}

Admittances computeAdmittances(const PowerProblem& problem, const NetworkStructure& structure) {
    Admittances result;
    const auto nodes = static_cast<std::size_t>(structure.nodeCount);
    result.diagonal.resize(nodes);
    result.down.resize(nodes);
    result.up.resize(nodes);
    result.core.resize(structure.coreColumn.size());
    result.slack.resize(structure.slackEdges.size());
    result.branches.resize(problem.branches.size());
    result.sources.resize(problem.sources.size());

    for (std::size_t bus = 0; bus < problem.buses.size(); ++bus) {
        const int node = structure.nodeOfBus[bus];
        if (node >= 0 && !structure.isSlack(node))
            result.diagonal[node] +=
                Complex(problem.buses[bus].shuntG_pu, problem.buses[bus].shuntB_pu);
    }
    for (std::size_t i = 0; i < problem.branches.size(); ++i) {
        const BranchSlot& slot = structure.branches[i];
        if (slot.from < 0)
            continue;
        result.branches[i] = twoPort(problem.branches[i]);
        result.putBack(slot, static_cast<int>(i));
    }
    for (std::size_t i = 0; i < problem.sources.size(); ++i) {
        const Source& source = problem.sources[i];
        if (!source.inService || !hasImpedance(source))
            continue;
        result.sources[i] = inverse({source.r_pu, source.x_pu});
        if (const int edge = structure.slackEdgeOfSource[i]; edge >= 0) {
            result.diagonal[structure.slackEdges[edge].node] += result.sources[i];
            result.slack[edge] -= result.sources[i];
        }
    }
    for (const Complex& y : result.diagonal)
        result.largest2 = std::max(result.largest2, squaredMagnitude(y));
    return result;
}

} // namespace hallwright::power
