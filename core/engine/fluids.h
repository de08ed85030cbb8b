#pragma once

#include "core/catalog/catalog.h"
#include "core/solvers/hydronic/hydronic_problem.h"
#include "core/solvers/plant/coolant_table.h"

#include <string>

namespace hallwright::engine {

inline constexpr double kZeroCelsius_K = 273.15;
[[nodiscard]] constexpr double toKelvin(double t_C) {
    return t_C + kZeroCelsius_K;
}
[[nodiscard]] constexpr double toCelsius(double t_K) {
    return t_K - kZeroCelsius_K;
}

/// Properties of a catalogue coolant at a temperature; water where the id is unknown.
[[nodiscard]] plant::CoolantProperties coolantAt(const catalog::Catalog& catalog,
                                                 const std::string& coolant, double t_C);

[[nodiscard]] hydronic::Fluid hydronicFluid(const plant::CoolantProperties& properties);

} // namespace hallwright::engine
