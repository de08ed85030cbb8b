#pragma once

#include "core/catalog/catalog.h"
#include "core/model/entities.h"

#include <string_view>
#include <vector>

namespace hallwright::model {

/// Power factor that transformers and busways are sized with: between that of rack supplies at
/// full load (0.98 and more) and that of small drives. Judgement.
inline constexpr double kDesignPowerFactor = 0.95;

/// Share of the IT load that a hall's busways, pumps and lights give to its air. Judgement.
inline constexpr double kHallLossFraction = 0.01;

/// Narrowest front and rear aisles [m] and the widest that a circulation route must keep; TIA-942-A
/// (cold aisle of two floor tiles), EN 50600-2-1 (hot aisle), circulation routes of 1.2 m.
inline constexpr double kColdAisleMin_m = 1.2;
inline constexpr double kHotAisleMin_m = 0.9;
inline constexpr double kWalkwayMin_m = 1.2;

/// What a rack asks of the hall around it.
struct RackDemand {
    double peak_W = 0.0;           ///< feeds are sized for it
    double heatToLiquid_W = 0.0;   ///< at nominal load
    double heatToAir_W = 0.0;      ///< at nominal load
    double coolant_m3_per_s = 0.0; ///< at nominal load
    double airFlow_m3_per_s = 0.0; ///< at nominal load
};
[[nodiscard]] RackDemand demandOf(const catalog::RackType& type);

/// Flow that a pipe carries at its family's velocity limit [m3/s].
[[nodiscard]] double pipeCapacity_m3_per_s(const catalog::PipeFamily& family,
                                           const catalog::PipeSize& size);

/// The smallest size that carries a flow; the largest one where none does, nullptr without sizes.
[[nodiscard]] const catalog::PipeSize* pipeFor(const catalog::PipeFamily& family,
                                               double flow_m3_per_s);

/// Puts consecutive rows into loops so that each loop's flow stays within `capacity_m3_per_s` and
/// the loops are alike. Gives the loop of each row; a row that exceeds the capacity is alone.
[[nodiscard]] std::vector<int> groupRows(const std::vector<double>& flowOfRow_m3_per_s,
                                         double capacity_m3_per_s);

/// Current of a three-phase load, or of a direct-current one [A].
[[nodiscard]] double designCurrent_A(double power_W, double voltage_V, bool directCurrent);

} // namespace hallwright::model
