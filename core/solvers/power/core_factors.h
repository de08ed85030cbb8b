#pragma once

#include "core/solvers/power/admittances.h"
#include "core/solvers/power/network_structure.h"
#include "core/solvers/power/sweep_view.h"

#include <vector>

namespace hallwright::power {

/// The admittance matrix of the meshed core as L D U with complex entries, in an order of minimum
/// degree (Tinney's second scheme). Admittance matrices are factored without pivoting; pivots that
/// cancel out are reported. Meant for cores of some hundred nodes with constant admittances;
/// Newton's matrices are KLU's.
class CoreFactors {
public:
    using Entry = CoreEntry;
    using Pivot = CorePivot;
    std::vector<Pivot> pivots; ///< in order of elimination
    std::vector<Entry> entries;

    /// Orders the elimination; values are not set. False where it would fill in to more than
    /// `mostEntries`.
    [[nodiscard]] bool analyse(const NetworkStructure& structure, std::size_t mostEntries);

    /// `diagonal` has had the trees eliminated. False where a pivot vanishes.
    [[nodiscard]] bool factor(const NetworkStructure& structure,
                              const std::vector<Complex>& diagonal,
                              const std::vector<Complex>& core);

private:
    std::vector<int> m_position; ///< [core nodes] place in `pivots`
};

} // namespace hallwright::power
