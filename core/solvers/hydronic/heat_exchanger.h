#pragma once

namespace hallwright::hydronic {

/// Effectiveness [-] of a counter-flow exchanger; ntu = UA / C_min >= 0, capacityRatio = C_min /
/// C_max in [0, 1]. Kays and London, "Compact Heat Exchangers": eps = (1 - exp(-N (1 - r))) / (1 -
/// r exp(-N (1 - r))), and N / (1 + N) for r = 1.
[[nodiscard]] double counterFlowEffectiveness(double ntu, double capacityRatio);

/// Effectiveness [-] of a parallel-flow exchanger: eps = (1 - exp(-N (1 + r))) / (1 + r).
[[nodiscard]] double parallelFlowEffectiveness(double ntu, double capacityRatio);

/// UA [W/K] that a counter-flow exchanger needs to transfer `heat_W` with the given capacity rates
/// [W/K] and inlet temperature difference [K]; infinite where no size suffices.
[[nodiscard]] double counterFlowUa(double heat_W, double hotCapacity_W_per_K,
                                   double coldCapacity_W_per_K, double inletDifference_K);

/// UA [W/K] of a CDU known by its rating: `heat_W` moved with an approach (secondary supply minus
/// primary supply) of `approach_K` at the rated capacity rates [W/K].
[[nodiscard]] double cduUaFromApproach(double heat_W, double approach_K,
                                       double primaryCapacity_W_per_K,
                                       double secondaryCapacity_W_per_K);

} // namespace hallwright::hydronic
