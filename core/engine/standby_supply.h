#pragma once

#include "core/catalog/catalog.h"
#include "core/engine/solution.h"
#include "core/model/campus.h"

#include <array>
#include <optional>

namespace hallwright::engine {

/// Liquid fuel that one set burns at a share of its rated power [m3/s]: its curve, and below the
/// least load of it the straight line of its first two points (Willans line); 0 where the type
/// states none.
[[nodiscard]] double fuelRate_m3_per_s(const catalog::GenerationType& type, double loading);

/// What is there for the time without the grid.
struct StandbySupply {
    int sets = 0;           ///< generators with a fuel curve that feed nothing while the grid does
    double rating_W = 0.0;  ///< of them together
    double start_s = 0.0;   ///< until they take load, the slowest
    double demand_W = 0.0;  ///< what they would carry
    bool carryRacks = true; ///< else they are too small for that and carry the cooling alone
    /// What all of them burn together at half, three quarters and full load [m3/s].
    std::array<double, 3> fuel_m3_per_s{};
    /// The UPS that is loaded most, and what it would be with a unit beside it out.
    double upsLoading = 0.0;
    double upsAutonomy_s = 0.0; ///< at rated power
    std::optional<double> upsLoadingOneOut;
};
[[nodiscard]] StandbySupply standbySupply(const model::Campus& campus,
                                          const catalog::Catalog& catalog,
                                          const Solution& solution);

} // namespace hallwright::engine
