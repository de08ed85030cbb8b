#pragma once

#include "core/base/physical_constants.h"
#include "core/catalog/catalog.h"
#include "core/solvers/hydronic/hydronic_problem.h"
#include "core/solvers/plant/coolant_table.h"

#include <string>

namespace hallwright::engine {

using base::kZeroCelsius_K;
[[nodiscard]] constexpr double toKelvin(double t_C) {
    return t_C + kZeroCelsius_K;
}
[[nodiscard]] constexpr double toCelsius(double t_K) {
    return t_K - kZeroCelsius_K;
}

inline constexpr double kAirHeat_J_per_m3K = 1.2 * 1005.0; ///< as the air solver's
/// By which the catalogue turns an air flow into a capacity.
inline constexpr double kCatalogueAirHeat_J_per_m3K = 1.19 * 1006.0;
inline constexpr double kLeastFlow_m3_per_s = 1e-7; ///< of a coolant: less counts as none
/// Of facility water over its set-point, halfway between supply and return: where a circuit's
/// properties are taken.
inline constexpr double kMeanRise_K = 5.0;

/// Properties of a catalogue coolant at a temperature; water where the id is unknown.
[[nodiscard]] plant::CoolantProperties coolantAt(const catalog::Catalog& catalog,
                                                 const std::string& coolant, double t_C);

[[nodiscard]] hydronic::Fluid hydronicFluid(const plant::CoolantProperties& properties);

} // namespace hallwright::engine
