#include "core/solvers/airflow/air_indices.h"

#include <algorithm>

namespace hallwright::airflow {

AirIndices airIndices(const AirflowSolution& solution, const InletLimits& limits) {
    double above_K = 0.0, below_K = 0.0, intakes = 0.0;
    double rackFlow = 0.0, inletSum = 0.0, outletSum = 0.0;
    for (const RackAir& air : solution.racks) {
        const double flow = air.flow_m3_per_s;
        if (air.isBlocked || flow <= 0.0)
            continue;
        intakes += 1.0;
        above_K += std::max(0.0, air.serverInletMean_K - limits.recommendedHigh_K);
        below_K += std::max(0.0, limits.recommendedLow_K - air.serverInletMean_K);
        rackFlow += flow;
        inletSum += flow * air.inletMean_K;
        outletSum += flow * air.outletMean_K;
    }
    double unitFlow = 0.0, supplySum = 0.0, returnSum = 0.0;
    for (const AirUnitAir& air : solution.airUnits) {
        const double flow = air.flow_m3_per_s;
        if (air.isBlocked || flow <= 0.0)
            continue;
        unitFlow += flow;
        supplySum += flow * air.supply_K;
        returnSum += flow * air.return_K;
    }
    AirIndices indices;
    if (intakes <= 0.0)
        return indices;
    indices.rciHigh_percent =
        100.0 * (1.0 - above_K / (intakes * (limits.allowableHigh_K - limits.recommendedHigh_K)));
    indices.rciLow_percent =
        100.0 * (1.0 - below_K / (intakes * (limits.recommendedLow_K - limits.allowableLow_K)));
    const double rise_K = (outletSum - inletSum) / rackFlow;
    if (unitFlow <= 0.0 || rise_K <= 0.0)
        return indices;
    const double supply_K = supplySum / unitFlow;
    indices.rti_percent = 100.0 * (returnSum / unitFlow - supply_K) / rise_K;
    const double warmed_K = outletSum / rackFlow - supply_K;
    if (warmed_K > 0.0) {
        indices.shi = (inletSum / rackFlow - supply_K) / warmed_K;
        indices.rhi = 1.0 - *indices.shi;
    }
    return indices;
}

} // namespace hallwright::airflow
