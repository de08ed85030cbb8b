#include "core/solvers/power/reactive_sharing.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace hallwright::power {

std::vector<double> shareReactivePower(double total, std::span<const ReactiveRange> ranges) {
    if (ranges.size() == 1)
        return {total};
    const auto count = static_cast<double>(ranges.size());
    double standIn = std::abs(total);
    for (const ReactiveRange& range : ranges)
        for (const double limit : {range.min, range.max})
            if (std::isfinite(limit))
                standIn += std::abs(limit);
    const auto finite = [standIn](double limit) {
        return std::isfinite(limit) ? limit : std::copysign(standIn, limit);
    };
    double least = 0.0;
    double most = 0.0;
    for (const ReactiveRange& range : ranges) {
        least += finite(range.min);
        most += finite(range.max);
    }
    const double width = most - least;
    const bool hasWidth = std::abs(width) >= 10.0 * std::numeric_limits<double>::epsilon();
    std::vector<double> shares;
    shares.reserve(ranges.size());
    for (const ReactiveRange& range : ranges) {
        const double low = finite(range.min);
        shares.push_back(hasWidth ? low + (total - least) / width * (finite(range.max) - low)
                                  : low + (total - least) / count);
    }
    return shares;
}

} // namespace hallwright::power
