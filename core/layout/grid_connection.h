#pragma once

#include "core/catalog/catalog.h"
#include "core/model/entities.h"

#include <vector>

namespace hallwright::layout {

/// From here on a grid is one of transmission.
inline constexpr double kTransmissionFrom_V = 50e3;

/// A point of common coupling with the usual figures of its voltage: fault level by 40 kA at
/// transmission nodes and 12.5 kA on distribution bars, R/X 0.1. Judgement; the network operator
/// states the real ones.
[[nodiscard]] model::GridConnection gridConnection(double voltage_V, double capacity_VA);

/// What one connection of a voltage often gives, until the operator's offer is known. Judgement.
[[nodiscard]] double usualCapacity_VA(double voltage_V);

/// Voltages at which a transformer of the catalogue can be connected to a grid [V], falling.
[[nodiscard]] std::vector<double> gridVoltages_V(const catalog::Catalog& catalog);

} // namespace hallwright::layout
