#pragma once

#include <span>
#include <vector>

namespace hallwright::power {

/// What a machine can give of reactive power; infinite where there is no limit. Any unit.
struct ReactiveRange {
    double min = 0.0;
    double max = 0.0;
};

/// Splits the reactive power `total` of a node among its machines so that each stands at the same
/// fraction of its range; machines without any range exceed or miss their one value by the same
/// amount. A limit that is infinite counts as the sum of what all machines of the node would give
/// by even shares and of their finite limits, as MATPOWER's pfsoln() has it. [ranges], same unit.
[[nodiscard]] std::vector<double> shareReactivePower(double total,
                                                     std::span<const ReactiveRange> ranges);

} // namespace hallwright::power
