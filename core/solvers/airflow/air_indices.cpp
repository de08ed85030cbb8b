#include "core/solvers/airflow/air_indices.h"

#include "core/base/physical_constants.h"

#include <algorithm>
#include <cmath>

namespace hallwright::airflow {
namespace {

constexpr double kRounding_K = 1e-4; // of a field in single precision

} // namespace

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

std::optional<InletSpread> inletSpread(const AirflowSolution& solution, const InletLimits& limits) {
    std::vector<double> inlet_K;
    for (const RackAir& rack : solution.racks)
        if (!rack.isBlocked && rack.flow_m3_per_s > 0.0)
            inlet_K.push_back(rack.serverInletMean_K);
    if (inlet_K.empty())
        return std::nullopt;
    std::sort(inlet_K.begin(), inlet_K.end());
    const auto at = [&](double share) { // between the two nearest
        const double place = share * static_cast<double>(inlet_K.size() - 1);
        const auto low = static_cast<std::size_t>(place);
        const std::size_t high = std::min(low + 1, inlet_K.size() - 1);
        return inlet_K[low] + (place - static_cast<double>(low)) * (inlet_K[high] - inlet_K[low]);
    };
    const auto within = [&](double low_K, double high_K) {
        return static_cast<int>(std::count_if(inlet_K.begin(), inlet_K.end(), [=](double value_K) {
            return value_K >= low_K - kRounding_K && value_K <= high_K + kRounding_K;
        }));
    };
    InletSpread spread;
    spread.least_K = inlet_K.front();
    spread.median_K = at(0.5);
    spread.highTenth_K = at(0.9);
    spread.most_K = inlet_K.back();
    spread.firstBin_K =
        base::kZeroCelsius_K + std::floor(inlet_K.front() - base::kZeroCelsius_K + kRounding_K);
    for (const double value_K : inlet_K) {
        const auto bin = static_cast<std::size_t>(
            std::max(0.0, (value_K - spread.firstBin_K + kRounding_K) / spread.bin_K));
        spread.racksIn.resize(std::max(spread.racksIn.size(), bin + 1), 0);
        ++spread.racksIn[bin];
    }
    spread.withinRecommended = within(limits.recommendedLow_K, limits.recommendedHigh_K);
    spread.withinAllowable = within(limits.allowableLow_K, limits.allowableHigh_K);
    return spread;
}

} // namespace hallwright::airflow
