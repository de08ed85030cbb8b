#include "core/engine/chiller_plant.h"

#include "core/base/physical_constants.h"
#include "core/engine/cooler_models.h"
#include "core/solvers/plant/staging.h"

#include <algorithm>

namespace hallwright::engine {

namespace {

/// Condenser and spray nozzles at design flow, where their types state none: usual 40 to 80 kPa and
/// 20 to 40 kPa.
constexpr double kUsualCondenserDrop_Pa = 60e3;
constexpr double kUsualSprayDrop_Pa = 30e3;
constexpr double kUsualTowerHeight_m = 5.0;
constexpr double kCondenserPumpEfficiency = 0.7; ///< wire to water

} // namespace

double ChillerPlant::capacity_W() const {
    double sum_W = 0.0;
    for (const auto& bank : m_plant.chillers)
        sum_W += bankCapacity_W(bank);
    return sum_W;
}

/// Outdoor air, or what the towers send to the condensers when the chillers carry this.
double ChillerPlant::sink_K(const FacilityCircuit::ChillerBank& bank, double load_W) const {
    return bank.type->waterCooled ? condenserWater_K(load_W)
                                  : m_outdoor.airInlet_K + m_rises.meanOf(bank.units);
}

/// What all chillers of a bank can take, with condensers as at the bank's rating.
double ChillerPlant::bankCapacity_W(const FacilityCircuit::ChillerBank& bank) const {
    const double count = static_cast<double>(bank.units.size());
    return count *
           chillerCapacity_W(*bank.type, m_setpoint_K, sink_K(bank, bank.type->capacity_W * count));
}

void ChillerPlant::run(double load_W, double inlet_K, double outlet_K,
                       FacilityHeat::Plant& state) const {
    const double most_W = capacity_W();
    double condenser_W = 0.0;
    int condensers = 0;
    for (const auto& bank : m_plant.chillers) {
        FacilityHeat::Chillers chillers;
        chillers.units = static_cast<int>(bank.units.size());
        chillers.inlet_K = inlet_K;
        chillers.outlet_K = outlet_K;
        if (chillers.units > 0 && most_W > 0.0 && load_W > 0.0) {
            const double whole_W = bankCapacity_W(bank);
            const double bank_W = load_W * whole_W / most_W;
            const double sink = sink_K(bank, load_W);
            const auto runOne = [&](double share_W) {
                return runChiller(*bank.type, share_W, m_setpoint_K, sink);
            };
            switch (m_plant.settings.chillerStaging) {
            case model::ChillerStaging::LeastPower:
                chillers.units = plant::leastPowerUnits(bank_W, chillers.units, runOne);
                break;
            case model::ChillerStaging::FewestUnits:
                chillers.units =
                    plant::fewestUnits(bank_W, chillers.units, whole_W / chillers.units);
                break;
            case model::ChillerStaging::AllUnits:
                break;
            }
            chillers.unit = runOne(bank_W / chillers.units);
            const double n = chillers.units;
            state.power_W += chillers.unit.power_W * n;
            state.fromWater_W += chillers.unit.heat_W * n;
            state.rejected_W += chillers.unit.rejected_W * n;
            state.chillerHeat_W += chillers.unit.heat_W * n;
            state.compressor_W += chillers.unit.compressor_W * n;
            state.chillersRunning += chillers.units;
            if (bank.type->waterCooled) {
                condenser_W += chillers.unit.rejected_W * n;
                condensers += chillers.units;
            }
        }
        state.chillers.push_back(chillers);
    }
    runTowers(condenser_W, condensers, state);
}

double ChillerPlant::towerCapacity_W() const {
    double sum_W = 0.0;
    for (const auto& bank : m_plant.towers)
        sum_W += bank.type->capacity_W * static_cast<double>(bank.units.size());
    return sum_W;
}

/// Water that the towers send to the condensers [K]; outdoor air where there is no tower.
double ChillerPlant::condenserWater_K(double load_W) const {
    const double most_W = towerCapacity_W();
    if (most_W <= 0.0)
        return m_outdoor.airInlet_K;
    constexpr double kRejectedPerLoad = 1.2; // compressor heat on top, at a COP of about 6
    const double approach_K = coolingTower(*m_plant.towers.front().type).approachWetBulb_K;
    const auto air = warmed(m_outdoor, m_rises.meanOf(m_plant.towers.front().units));
    return air.wetBulb_K + approach_K * kRejectedPerLoad * load_W / most_W;
}

/// The loop between condensers and towers, for towers that all are as their mean.
CondenserLoopInput ChillerPlant::condenserLoop(int condensers) const {
    CondenserLoopInput input;
    input.pipes = m_plant.condenserPipes;
    input.condensers = condensers;
    for (const auto& bank : m_plant.chillers) {
        if (!bank.type->waterCooled)
            continue;
        input.condensersTotal += static_cast<int>(bank.units.size());
        input.condenserDrop_Pa =
            std::max(input.condenserDrop_Pa, bank.type->condenserPressureDrop_Pa);
    }
    if (!(input.condenserDrop_Pa > 0.0))
        input.condenserDrop_Pa = kUsualCondenserDrop_Pa;
    double flow_m3_per_s = 0.0;
    for (const auto& bank : m_plant.towers) {
        const int count = static_cast<int>(bank.units.size());
        input.towers += count;
        flow_m3_per_s += count * condenserFlow_m3_per_s(*bank.type, m_water);
        input.sprayDrop_Pa = std::max(input.sprayDrop_Pa, bank.type->fluidPressureDrop_Pa);
        input.lift_m = std::max(input.lift_m, bank.type->size_m.z);
    }
    if (input.towers > 0)
        input.towerFlow_m3_per_s = flow_m3_per_s / input.towers;
    if (!(input.sprayDrop_Pa > 0.0))
        input.sprayDrop_Pa = kUsualSprayDrop_Pa;
    if (!(input.lift_m > 0.0))
        input.lift_m = kUsualTowerHeight_m;
    return input;
}

void ChillerPlant::runTowers(double condenser_W, int condensers, FacilityHeat::Plant& state) const {
    const double most_W = towerCapacity_W();
    const double waterHeat = m_water.volumetricHeatCapacity_J_per_m3K();
    if (condenser_W > 0.0)
        state.condenser = solveCondenserLoop(condenserLoop(condensers), m_water);
    for (const auto& bank : m_plant.towers) {
        FacilityHeat::Bank towers;
        towers.units = static_cast<int>(bank.units.size());
        if (towers.units > 0 && condenser_W > 0.0 && state.condenser.flow_m3_per_s > 0.0) {
            const double heat_W = condenser_W * bank.type->capacity_W / most_W;
            auto conditions = warmed(m_outdoor, m_rises.meanOf(bank.units));
            // Towers share the loop's flow by capacity.
            towers.flow_m3_per_s = state.condenser.flow_m3_per_s * bank.type->capacity_W / most_W;
            conditions.fluidCapacity_W_per_K = waterHeat * towers.flow_m3_per_s;
            conditions.setpoint_K =
                conditions.wetBulb_K +
                coolingTower(*bank.type).approachWetBulb_K * heat_W / bank.type->capacity_W;
            conditions.fluidInlet_K =
                conditions.setpoint_K + heat_W / conditions.fluidCapacity_W_per_K;
            towers.inlet_K = conditions.fluidInlet_K;
            towers.unit = runCooler(*bank.type, conditions, towers.flow_m3_per_s, bank.wetAbove_C);
            towers.pump_W = towers.flow_m3_per_s * m_water.density_kg_per_m3 *
                            base::kGravity_m_per_s2 * state.condenser.head_m /
                            kCondenserPumpEfficiency;
            const double electric_W = (towers.unit.fanPower_W + towers.pump_W) * towers.units;
            state.power_W += electric_W;
            state.toOutdoors_W += electric_W;
            state.water_m3_per_s += towers.unit.water_m3_per_s * towers.units;
        }
        state.towers.push_back(towers);
    }
}

} // namespace hallwright::engine
