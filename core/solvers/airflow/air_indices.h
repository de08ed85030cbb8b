#pragma once

#include "core/solvers/airflow/airflow_solver.h"

#include <optional>
#include <vector>

namespace hallwright::airflow {

/// Limits of the air at the intakes of racks, K. The defaults are the recommended envelope of the
/// ASHRAE classes A1 to A4 and the allowable one of A1 (Thermal Guidelines, 5th edition, 2021).
struct InletLimits {
    double recommendedLow_K = 291.15;
    double recommendedHigh_K = 300.15;
    double allowableLow_K = 288.15;
    double allowableHigh_K = 305.15;
};

/// Figures of merit of a hall's air; absent where they have no meaning: without racks or units that
/// run, or without heat. Weights are flows, except in RCI, which counts racks by
/// what their servers take in.
struct AirIndices {
    /// Rack Cooling Index, %: 100 where no intake lies above (below) the recommended range, 0 where
    /// the mean excess is that from the recommended to the allowable limit (Herrlin, ASHRAE Trans.
    /// 111(2), 2005).
    std::optional<double> rciHigh_percent, rciLow_percent;
    /// Return Temperature Index, %: rise of the units' air over that of the racks'; above 100
    /// recirculation, below 100 bypass (Herrlin 2007).
    std::optional<double> rti_percent;
    /// Supply Heat Index [-]: heat that the air picks up before it enters the racks over all it
    /// picks up; Return Heat Index is 1 - SHI (Sharma, Bash and Patel, AIAA-2002-3091).
    std::optional<double> shi, rhi;
};

/// How the intakes of the racks that run spread: what their servers take in, K.
struct InletSpread {
    double least_K = 0.0, median_K = 0.0, highTenth_K = 0.0,
           most_K = 0.0; ///< highTenth: 90 % below
    double bin_K = 1.0;
    double firstBin_K = 0.0;   ///< lower edge of the first bin, whole degrees Celsius
    std::vector<int> racksIn;  ///< each bin
    int withinRecommended = 0; ///< racks within the limits
    int withinAllowable = 0;
};

/// None without racks that run.
[[nodiscard]] std::optional<InletSpread> inletSpread(const AirflowSolution& solution,
                                                     const InletLimits& limits = {});

[[nodiscard]] AirIndices airIndices(const AirflowSolution& solution,
                                    const InletLimits& limits = {});

} // namespace hallwright::airflow
