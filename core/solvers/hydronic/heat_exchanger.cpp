#include "core/solvers/hydronic/heat_exchanger.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace hallwright::hydronic {

namespace {

constexpr double kEqualRates =
    1e-9; ///< 1 - C_min/C_max below which the limit formula is exact enough

} // namespace

double counterFlowEffectiveness(double ntu, double capacityRatio) {
    const double difference = 1.0 - capacityRatio;
    if (std::isinf(ntu))
        return 1.0;
    if (difference < kEqualRates)
        return ntu / (1.0 + ntu);
    // expm1 keeps digits where the rates are nearly equal.
    const double decay = -std::expm1(-ntu * difference);
    return decay / (decay * capacityRatio + difference);
}

double parallelFlowEffectiveness(double ntu, double capacityRatio) {
    return -std::expm1(-ntu * (1.0 + capacityRatio)) / (1.0 + capacityRatio);
}

double counterFlowUa(double heat_W, double hotCapacity_W_per_K, double coldCapacity_W_per_K,
                     double inletDifference_K) {
    const double least = std::min(hotCapacity_W_per_K, coldCapacity_W_per_K);
    const double most = std::max(hotCapacity_W_per_K, coldCapacity_W_per_K);
    if (!(heat_W > 0.0))
        return 0.0;
    const double effectiveness = heat_W / (least * inletDifference_K);
    if (!(effectiveness > 0.0) || effectiveness >= 1.0)
        return std::numeric_limits<double>::infinity();
    const double ratio = least / most;
    if (1.0 - ratio < kEqualRates)
        return least * effectiveness / (1.0 - effectiveness);
    return least * std::log((1.0 - effectiveness * ratio) / (1.0 - effectiveness)) / (1.0 - ratio);
}

double cduUaFromApproach(double heat_W, double approach_K, double primaryCapacity_W_per_K,
                         double secondaryCapacity_W_per_K) {
    // Secondary inlet = its outlet + heat / C_s, and its outlet = primary inlet + approach.
    const double inletDifference = approach_K + heat_W / secondaryCapacity_W_per_K;
    return counterFlowUa(heat_W, secondaryCapacity_W_per_K, primaryCapacity_W_per_K,
                         inletDifference);
}

} // namespace hallwright::hydronic
