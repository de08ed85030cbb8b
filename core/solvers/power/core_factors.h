#pragma once

#include "core/solvers/power/admittances.h"
#include "core/solvers/power/network_structure.h"
#include "core/solvers/power/phasor.h"

#include <vector>

namespace hallwright::power {

/// The admittance matrix of the meshed core as L D U with complex entries, in an order of minimum
/// degree (Tinney's second scheme). Admittance matrices are factored without pivoting; pivots that
/// cancel out are reported. Meant for cores of some hundred nodes with constant admittances; Newton's
/// matrices are KLU's.
class CoreFactors {
public:
    struct Entry {
        int node;             ///< a core node that is eliminated later than the pivot
        Phasor<double> lower; ///< Y(node, pivot) / D of the partly eliminated matrix
        Phasor<double> upper; ///< Y(pivot, node) / D
    };
    struct Pivot {
        int node;
        int first; ///< entries first .. last-1
        int last;
        Phasor<double> inverse; ///< 1 / D
    };
    std::vector<Pivot> pivots; ///< in order of elimination
    std::vector<Entry> entries;

    /// Orders the elimination; values are not set. False where it would fill in to more than
    /// `mostEntries`.
    [[nodiscard]] bool analyse(const NetworkStructure& structure, std::size_t mostEntries);

    /// `diagonal` has had the trees eliminated. False where a pivot vanishes.
    [[nodiscard]] bool factor(const NetworkStructure& structure, const std::vector<Complex>& diagonal,
                              const std::vector<Complex>& core);

private:
    std::vector<int> m_position; ///< [core nodes] place in `pivots`
};

} // namespace hallwright::power
