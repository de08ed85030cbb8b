#include "core/engine/cooler_models.h"

#include "core/engine/fluids.h"

#include <algorithm>

namespace hallwright::engine {

namespace {

constexpr double kUsualRange_K = 10.0;   ///< fluid in - fluid out where a cooler states none
constexpr double kUsualApproach_K = 7.0; ///< fluid out - air in
constexpr double kUsualAmbient_C = 35.0;
constexpr double kNeverWet_C = 1000.0;

plant::Interpolation interpolation(const catalog::Curve& curve, double offset) {
    plant::Interpolation table;
    for (const auto& point : curve) {
        table.x.push_back(point.x + offset);
        table.y.push_back(point.y);
    }
    return table;
}

} // namespace

plant::DryCoolerParameters dryCooler(const catalog::HeatRejectionType& type) {
    plant::DryCoolerParameters cooler;
    const double ambient_C = type.ratedAmbient_C > 0.0 ? type.ratedAmbient_C : kUsualAmbient_C;
    const double approach_K = type.approach_K > 0.0 ? type.approach_K : kUsualApproach_K;
    const double out_C = type.fluidOut_C > 0.0 ? type.fluidOut_C : ambient_C + approach_K;
    const double in_C = type.fluidIn_C > out_C ? type.fluidIn_C : out_C + kUsualRange_K;
    cooler.capacity_W = type.capacity_W;
    cooler.ratedAmbient_K = toKelvin(ambient_C);
    cooler.fluidIn_K = toKelvin(in_C);
    cooler.fluidOut_K = toKelvin(out_C);
    cooler.airflow_m3_per_s = type.airFlow_m3_per_s > 0.0
                                  ? type.airFlow_m3_per_s
                                  : type.capacity_W / (kCatalogueAirHeat_J_per_m3K * kUsualRange_K);
    cooler.fanPower_W = type.fanPower_W;
    return cooler;
}

namespace {

/// The coil of a hybrid unit while its sprays rest.
plant::DryCoolerParameters dryCoil(const catalog::HeatRejectionType& type) {
    auto dry = type;
    dry.ratedAmbient_C = type.dryAmbient_C;
    dry.fluidOut_C = type.dryFluidOut_C;
    dry.fluidIn_C = type.dryFluidOut_C + kUsualRange_K;
    return dryCooler(dry);
}

} // namespace

plant::CoolingTowerParameters coolingTower(const catalog::HeatRejectionType& type) {
    plant::CoolingTowerParameters tower;
    tower.capacity_W = type.capacity_W;
    if (type.approach_K > 0.0)
        tower.approachWetBulb_K = type.approach_K;
    tower.fanPower_W = type.fanPower_W;
    return tower;
}

plant::ChillerParameters chiller(const catalog::ChillerType& type) {
    plant::ChillerParameters parameters;
    parameters.capacity_W = type.capacity_W;
    parameters.leavingWater_K = toKelvin(type.leavingWater_C);
    parameters.copOverSink_K = interpolation(type.copOverAmbient, kZeroCelsius_K);
    if (parameters.copOverSink_K.isEmpty())
        parameters.copOverSink_K = {{toKelvin(kUsualAmbient_C)}, {type.copRated}};
    parameters.copFactorOverPartLoad = interpolation(type.partLoadFactor, 0.0);
    parameters.hasFreeCooling = type.freeCoolingStartBelow_C > -273.0;
    parameters.freeCoolingFullBelow_K = toKelvin(type.freeCoolingFullBelow_C);
    parameters.freeCoolingStartBelow_K = toKelvin(type.freeCoolingStartBelow_C);
    parameters.fanPower_W = type.fanPower_W;
    return parameters;
}

namespace {

plant::EirChillerParameters eirChiller(const catalog::ChillerType& type) {
    plant::EirChillerParameters parameters;
    parameters.capacity_W = type.capacity_W;
    parameters.cop = type.copRated;
    parameters.capacityOverTemperatures = type.eir->capacity;
    parameters.eirOverTemperatures = type.eir->eir;
    parameters.powerOverPartLoad = type.eir->partLoad;
    parameters.leastPartLoad = type.eir->leastPartLoad;
    parameters.mostPartLoad = type.eir->mostPartLoad;
    parameters.leavingRange_K = {toKelvin(type.eir->leavingMin_C),
                                 toKelvin(type.eir->leavingMax_C)};
    parameters.sinkRange_K = {toKelvin(type.eir->sinkMin_C), toKelvin(type.eir->sinkMax_C)};
    return parameters;
}

} // namespace

double chillerCapacity_W(const catalog::ChillerType& type, double leavingWater_K, double sink_K) {
    if (!type.eir)
        return type.capacity_W;
    return plant::eirCapacity_W(eirChiller(type), leavingWater_K, sink_K) * type.eir->mostPartLoad;
}

plant::ChillerState runChiller(const catalog::ChillerType& type, double load_W,
                               double leavingWater_K, double sink_K) {
    if (type.eir)
        return plant::runEirChiller(eirChiller(type), load_W, leavingWater_K, sink_K);
    return plant::runChiller(chiller(type), load_W, sink_K);
}

plant::PumpParameters pump(const catalog::PumpType& type) {
    plant::PumpParameters parameters;
    parameters.ratedFlow_m3_per_s = type.flowRated_m3_per_s;
    parameters.shutoffHead_m = type.headZero_m;
    parameters.coefficient_s2_per_m5 = type.headCoefficient_s2_per_m5;
    for (const auto& point : type.efficiencyOverFlow) {
        parameters.efficiencyOverFlowRatio.x.push_back(point.x);
        parameters.efficiencyOverFlowRatio.y.push_back(point.y);
    }
    if (type.efficiencyOverFlow.empty())
        parameters.efficiencyOverFlowRatio = {{1.0}, {type.efficiencyPeak}};
    parameters.motorEfficiency = type.motorEfficiency;
    parameters.driveEfficiency = type.driveEfficiency;
    parameters.motorRating_W = type.motorPower_W;
    return parameters;
}

plant::AirUnitParameters airUnit(const catalog::AirUnitType& type) {
    plant::AirUnitParameters unit;
    unit.capacity_W = type.capacity_W;
    unit.airflow_m3_per_s = type.airFlow_m3_per_s;
    unit.fanPower_W = type.fanPower_W;
    unit.waterSupply_K = toKelvin(type.waterSupply_C);
    unit.waterReturn_K =
        toKelvin(type.waterReturn_C > type.waterSupply_C ? type.waterReturn_C
                                                         : type.waterSupply_C + kUsualRange_K);
    // A rear door states no air temperatures: usual ones that give its capacity at its flow.
    const double rise_K =
        type.airFlow_m3_per_s > 0.0
            ? type.capacity_W / (kCatalogueAirHeat_J_per_m3K * type.airFlow_m3_per_s)
            : 12.0;
    const double supply_C = type.airSupply_C > 0.0 ? type.airSupply_C : type.waterSupply_C + 5.0;
    unit.airSupply_K = toKelvin(supply_C);
    unit.airReturn_K = toKelvin(type.airReturn_C > supply_C ? type.airReturn_C : supply_C + rise_K);
    return unit;
}

plant::CoolerConditions outdoorAir(const model::Scenario& scenario, double elevation_m) {
    plant::CoolerConditions conditions;
    conditions.airInlet_K = toKelvin(scenario.ambient_C);
    conditions.wetBulb_K = toKelvin(std::min(scenario.wetBulb_C, scenario.ambient_C));
    conditions.pressure_Pa = plant::pressureAtAltitude_Pa(elevation_m);
    return conditions;
}

double wetAbove_C(const model::Plant& plant, const catalog::HeatRejectionType& type) {
    switch (plant.coolerWater) {
    case model::CoolerWater::Dry:
        return kNeverWet_C;
    case model::CoolerWater::AboveAmbient:
        return plant.wetAbove_C;
    case model::CoolerWater::ByType:
        break;
    }
    return type.wetAbove_C;
}

plant::CoolerConditions warmed(plant::CoolerConditions conditions, double rise_K) {
    if (rise_K == 0.0)
        return conditions;
    const double cool_K = conditions.airInlet_K;
    const double humidity =
        plant::relativeHumidity(cool_K, conditions.wetBulb_K, conditions.pressure_Pa);
    conditions.airInlet_K = cool_K + rise_K;
    const double warmHumidity = humidity * plant::saturationPressure_Pa(cool_K) /
                                plant::saturationPressure_Pa(conditions.airInlet_K);
    conditions.wetBulb_K = plant::wetBulb_K(
        conditions.airInlet_K, std::clamp(warmHumidity, 0.0, 1.0), conditions.pressure_Pa);
    return conditions;
}

plant::CoolerState runCooler(const catalog::HeatRejectionType& type,
                             const plant::CoolerConditions& conditions, double flow_m3_per_s,
                             double wetAbove_C) {
    switch (type.form) {
    case catalog::HeatRejectionForm::Adiabatic: {
        plant::AdiabaticCoolerParameters cooler;
        cooler.coil = dryCooler(type);
        if (type.padSaturation > 0.0)
            cooler.padSaturationEfficiency = type.padSaturation;
        cooler.peakWater_m3_per_s = type.waterPeak_m3_per_s;
        cooler.switchOn_K = toKelvin(wetAbove_C);
        return plant::runAdiabaticCooler(cooler, conditions);
    }
    case catalog::HeatRejectionForm::Hybrid:
        if (type.dryFluidOut_C > 0.0 && conditions.airInlet_K <= toKelvin(wetAbove_C))
            return plant::runDryCooler(dryCoil(type), conditions);
        [[fallthrough]];
    case catalog::HeatRejectionForm::Tower:
        return plant::runCoolingTower(coolingTower(type), conditions, flow_m3_per_s);
    case catalog::HeatRejectionForm::Dry:
        break;
    }
    return plant::runDryCooler(dryCooler(type), conditions);
}

double condenserFlow_m3_per_s(const catalog::HeatRejectionType& tower,
                              const plant::CoolantProperties& water) {
    constexpr double kCondenserRange_K = 6.0; // the catalogue's tower
    return tower.capacity_W / (water.volumetricHeatCapacity_J_per_m3K() * kCondenserRange_K);
}

double ratedFlow_m3_per_s(const catalog::HeatRejectionType& type, double capacity_J_per_m3K) {
    if (type.fluidFlow_m3_per_s > 0.0)
        return type.fluidFlow_m3_per_s;
    const double range_K =
        type.fluidIn_C > type.fluidOut_C ? type.fluidIn_C - type.fluidOut_C : kUsualRange_K;
    return type.capacity_W / (capacity_J_per_m3K * range_K);
}

} // namespace hallwright::engine
