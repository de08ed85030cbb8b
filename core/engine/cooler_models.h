#pragma once

#include "core/catalog/catalog.h"
#include "core/model/entities.h"
#include "core/solvers/plant/air_unit.h"
#include "core/solvers/plant/chiller.h"
#include "core/solvers/plant/coolant_table.h"
#include "core/solvers/plant/cooling_tower.h"
#include "core/solvers/plant/dry_cooler.h"
#include "core/solvers/plant/eir_chiller.h"
#include "core/solvers/plant/pump.h"

namespace hallwright::engine {

/// Plant models filled from catalogue entries. Where an entry leaves a rating open, the usual value
/// of its class is taken and named here.

[[nodiscard]] plant::DryCoolerParameters dryCooler(const catalog::HeatRejectionType& type);
[[nodiscard]] plant::CoolingTowerParameters coolingTower(const catalog::HeatRejectionType& type);
[[nodiscard]] plant::ChillerParameters chiller(const catalog::ChillerType& type);
/// What a chiller can take at a leaving-water and a sink temperature [W]: by its EIR curves where
/// the catalogue has them, else its rating.
[[nodiscard]] double chillerCapacity_W(const catalog::ChillerType& type, double leavingWater_K,
                                       double sink_K);
/// Runs one chiller by its EIR curves where the catalogue has them, else by its COP curves.
[[nodiscard]] plant::ChillerState runChiller(const catalog::ChillerType& type, double load_W,
                                             double leavingWater_K, double sink_K);
[[nodiscard]] plant::PumpParameters pump(const catalog::PumpType& type);
[[nodiscard]] plant::AirUnitParameters airUnit(const catalog::AirUnitType& type);

/// Outdoor air of a scenario, for coolers.
[[nodiscard]] plant::CoolerConditions outdoorAir(const model::Scenario& scenario,
                                                 double elevation_m);

/// The same air warmed by `rise_K` at its humidity ratio: the wet bulb rises with it.
[[nodiscard]] plant::CoolerConditions warmed(plant::CoolerConditions conditions, double rise_K);

/// Outdoor air above which a unit of a plant uses water [degC]: by the plant's setting, else by its
/// type. Towers always do, and so do hybrids whose entry states no dry rating.
[[nodiscard]] double wetAbove_C(const model::Plant& plant, const catalog::HeatRejectionType& type);

/// Runs one unit of any form of heat rejection. `flow_m3_per_s`: fluid through the unit; pads and
/// sprays are wet where the air that enters is warmer than `wetAbove_C`.
[[nodiscard]] plant::CoolerState runCooler(const catalog::HeatRejectionType& type,
                                           const plant::CoolerConditions& conditions,
                                           double flow_m3_per_s, double wetAbove_C);

/// Condenser water that a tower is rated for [m3/s]: its capacity over the usual range of 6 K.
[[nodiscard]] double condenserFlow_m3_per_s(const catalog::HeatRejectionType& tower,
                                            const plant::CoolantProperties& water);

/// Flow that a unit is rated for [m3/s] in a fluid of `capacity_J_per_m3K`.
[[nodiscard]] double ratedFlow_m3_per_s(const catalog::HeatRejectionType& type,
                                        double capacity_J_per_m3K);

} // namespace hallwright::engine
