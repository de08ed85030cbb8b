#include "core/engine/loop_heat.h"

#include "core/engine/cooler_models.h"
#include "core/engine/fluids.h"
#include "core/solvers/hydronic/heat_exchanger.h"

#include <algorithm>
#include <cmath>

namespace hallwright::engine {

namespace {

constexpr double kUsualApproach_K = 5.0;

double conductance(const catalog::CduType& type, double primaryCapacity, double secondaryCapacity) {
    const double approach_K = type.approach_K > 0.0 ? type.approach_K : kUsualApproach_K;
    return hydronic::cduUaFromApproach(type.capacity_W, approach_K, primaryCapacity,
                                       secondaryCapacity);
}

} // namespace

LoopHeat solveLoopHeat(const HallLoop& loop, const std::vector<PrimaryWater>& primaries,
                       const plant::CoolantProperties& facilityWater) {
    LoopHeat heat;
    if (!loop.flow)
        return heat;
    const double primaryHeat = facilityWater.volumetricHeatCapacity_J_per_m3K();
    const double secondaryHeat = loop.input.coolant.volumetricHeatCapacity_J_per_m3K();
    double sumK = 0.0;
    double sumKT = 0.0;
    double sumSecondary = 0.0;
    for (std::size_t i = 0; i < loop.cdus.size(); ++i) {
        const double secondary = secondaryHeat * loop.flow->cdu_m3_per_s[i];
        if (!primaries[i].isServed || primaries[i].flow_m3_per_s < kLeastFlow_m3_per_s ||
            secondary <= 0.0)
            continue;
        const auto& type = *loop.cdus[i].type;
        const double ratedPrimary =
            primaryHeat * (type.flowPrimary_m3_per_s > 0.0 ? type.flowPrimary_m3_per_s
                                                           : type.flowSecondary_m3_per_s);
        const double ua =
            conductance(type, ratedPrimary, secondaryHeat * type.flowSecondary_m3_per_s);
        const double primary = primaryHeat * primaries[i].flow_m3_per_s;
        const double least = std::min(primary, secondary);
        const double effectiveness = std::isfinite(ua)
                                         ? hydronic::counterFlowEffectiveness(
                                               ua / least, least / std::max(primary, secondary))
                                         : 1.0;
        sumK += effectiveness * least;
        sumKT += effectiveness * least * primaries[i].inlet_K;
        sumSecondary += secondary;
    }
    if (sumK <= 0.0)
        return heat;
    heat.isCooled = true;
    heat.conductance_W_per_K = sumK;
    heat.secondary_W_per_K = sumSecondary;
    heat.return_K = (loop.heat_W() + sumKT) / sumK;
    heat.supply_K = heat.return_K - loop.heat_W() / sumSecondary;
    const double setpoint_K = toKelvin(loop.setpoint_C);
    heat.holdsSetpoint = heat.supply_K <= setpoint_K;
    if (heat.holdsSetpoint) {
        heat.supply_K = setpoint_K;
        heat.return_K = setpoint_K + loop.heat_W() / sumSecondary;
    }
    return heat;
}

AirUnitHeat solveAirUnitHeat(const HallAirSide::Unit& unit, double coil_W, double waterInlet_K,
                             double waterFlow_m3_per_s, double setpoint_K,
                             const plant::CoolantProperties& facilityWater) {
    AirUnitHeat heat;
    const double air = kAirHeat_J_per_m3K * unit.flow_m3_per_s;
    plant::AirUnitConditions conditions;
    conditions.airflow_m3_per_s = unit.flow_m3_per_s;
    conditions.supplySetpoint_K = setpoint_K;
    conditions.waterInlet_K = waterInlet_K;
    conditions.waterCapacity_W_per_K =
        facilityWater.volumetricHeatCapacity_J_per_m3K() * waterFlow_m3_per_s;
    const double room_W = coil_W - unit.fanPower_W; // what the room itself gives
    conditions.returnAir_K = setpoint_K + room_W / std::max(1.0, air);
    const auto state = plant::runAirUnit(airUnit(*unit.type), conditions);
    const double least = std::min(air, conditions.waterCapacity_W_per_K);
    const double k = std::max(1e-9, state.effectiveness * least);
    heat.return_K = waterInlet_K + coil_W / k;
    heat.supply_K = heat.return_K - room_W / std::max(1.0, air);
    heat.holdsSetpoint = heat.supply_K <= setpoint_K;
    if (heat.holdsSetpoint) {
        heat.supply_K = setpoint_K;
        heat.return_K = setpoint_K + room_W / std::max(1.0, air);
    }
    return heat;
}

} // namespace hallwright::engine
