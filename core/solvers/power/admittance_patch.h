#pragma once

#include "core/solvers/power/admittances.h"

#include <utility>
#include <vector>

namespace hallwright::power {

/// Changes single branches of an admittance matrix and takes the changes back to the last bit, so
/// that rounding does not pile up from case to case.
class AdmittancePatch {
public:
    AdmittancePatch(Admittances& admittances, const NetworkStructure& structure)
        : m_admittances(admittances), m_structure(structure) {}
    AdmittancePatch(const AdmittancePatch&) = delete;
    AdmittancePatch& operator=(const AdmittancePatch&) = delete;
    ~AdmittancePatch() { undo(); }

    void takeOut(int branch) { replace(branch, {}); }
    void replace(int branch, const TwoPort& port);
    void undo();
    [[nodiscard]] bool isEmpty() const { return m_ports.empty(); }

private:
    void keep(Complex& entry) { m_entries.emplace_back(&entry, entry); }

    Admittances& m_admittances;
    const NetworkStructure& m_structure;
    std::vector<std::pair<Complex*, Complex>> m_entries;
    std::vector<std::pair<int, TwoPort>> m_ports;
};

} // namespace hallwright::power
