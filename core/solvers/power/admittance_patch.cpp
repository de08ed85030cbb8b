#include "core/solvers/power/admittance_patch.h"

namespace hallwright::power {

void AdmittancePatch::replace(int branch, const TwoPort& port) {
    const BranchSlot& slot = m_structure.branches[branch];
    Admittances& y = m_admittances;
    m_ports.emplace_back(branch, y.branches[branch]);
    const auto keepDiagonal = [&](int node) {
        if (node >= 0 && node < m_structure.nodeCount)
            keep(y.diagonal[node]);
    };
    keepDiagonal(slot.from);
    keepDiagonal(slot.to);
    switch (slot.place) {
    case BranchPlace::Tree:
        keep(y.down[slot.slot]);
        keep(y.up[slot.slot]);
        break;
    case BranchPlace::Core:
        keep(y.core[slot.slot]);
        keep(y.core[slot.slotBack]);
        break;
    case BranchPlace::Slack:
        keep(y.slack[slot.slot]);
        break;
    case BranchPlace::Nowhere:
    case BranchPlace::Loop:
        break;
    }
    y.takeOut(slot, branch);
    y.branches[branch] = port;
    y.putBack(slot, branch);
}

void AdmittancePatch::undo() {
    for (auto entry = m_entries.rbegin(); entry != m_entries.rend(); ++entry)
        *entry->first = entry->second;
    for (auto port = m_ports.rbegin(); port != m_ports.rend(); ++port)
        m_admittances.branches[port->first] = port->second;
    m_entries.clear();
    m_ports.clear();
}

} // namespace hallwright::power
