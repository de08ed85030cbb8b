#pragma once

#include "core/solvers/hydronic/hydronic_problem.h"
#include "core/solvers/hydronic/hydronic_solution.h"

#include <cstdint>
#include <span>
#include <vector>

namespace hallwright::hydronic {

/// How each node hangs on a fixed head through links that are not shut by hand.
enum class Supply : std::uint8_t {
    Supplied,  ///< reaches a fixed head
    Reference, ///< stands for the fixed head that its closed part lacks
    Cut        ///< no fixed head, yet demand: not solved
};

struct SupplyMap {
    std::vector<Supply> node;
    std::vector<HydronicIssue> issues; ///< one for each part without fixed head
};

/// Finds the parts of a network. A part without fixed head whose demands sum to zero is a closed
/// loop: one node becomes its reference, at zero pressure. Any other such part is cut off.
[[nodiscard]] SupplyMap mapSupply(const HydronicProblem& problem);

/// Parts of a solved network that `status` cuts off although their demands do not sum to zero: what
/// is fed in behind a check valve, say. Their heads mean nothing. Parts that `supply` has named
/// already are left out.
[[nodiscard]] std::vector<HydronicIssue> findCutOff(const HydronicProblem& problem,
                                                    const SupplyMap& supply,
                                                    std::span<const LinkStatus> status);

/// Whether the link carries nothing because someone shut it or switched it off.
[[nodiscard]] bool isShut(const Link& link);

} // namespace hallwright::hydronic
