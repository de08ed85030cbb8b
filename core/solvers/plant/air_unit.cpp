#include "core/solvers/plant/air_unit.h"

#include "core/solvers/hydronic/heat_exchanger.h"
#include "core/solvers/plant/psychrometrics.h"

#include <algorithm>
#include <cmath>

namespace hallwright::plant {

namespace {

constexpr double kAirHeatCapacity_J_per_kgK = 1006.0;
constexpr double kAirFilmExponent = 0.6;

double airCapacity_W_per_K(double airflow_m3_per_s, double temperature_K) {
    return airflow_m3_per_s * airDensity_kg_per_m3(temperature_K) * kAirHeatCapacity_J_per_kgK;
}

} // namespace

double airUnitFanPower_W(const AirUnitParameters& unit, double airflow_m3_per_s) {
    if (!(unit.airflow_m3_per_s > 0.0))
        return 0.0;
    const double ratio = std::max(airflow_m3_per_s, 0.0) / unit.airflow_m3_per_s;
    return unit.fanPower_W * ratio * ratio * ratio;
}

double airUnitUa_W_per_K(const AirUnitParameters& unit) {
    const double waterRise = unit.waterReturn_K - unit.waterSupply_K;
    const double airFall = unit.airReturn_K - unit.airSupply_K;
    if (!(waterRise > 0.0) || !(airFall > 0.0))
        return 0.0;
    // The rating states capacity and temperatures, whose capacity rates follow; airflow is rounded
    // there.
    return hydronic::counterFlowUa(unit.capacity_W, unit.capacity_W / airFall,
                                   unit.capacity_W / waterRise,
                                   unit.airReturn_K - unit.waterSupply_K);
}

AirUnitState runAirUnit(const AirUnitParameters& unit, const AirUnitConditions& conditions) {
    AirUnitState state;
    state.supplyAir_K = conditions.returnAir_K;
    state.waterOutlet_K = conditions.waterInlet_K;
    if (!(conditions.airflow_m3_per_s > 0.0))
        return state;
    state.fanPower_W = airUnitFanPower_W(unit, conditions.airflow_m3_per_s);
    const double air = airCapacity_W_per_K(conditions.airflow_m3_per_s, conditions.returnAir_K);
    const double fanRise = state.fanPower_W / air;
    const double water = conditions.waterCapacity_W_per_K;
    const double least = std::min(air, water);
    const double drive = conditions.returnAir_K - conditions.waterInlet_K;
    const double wanted = air * (conditions.returnAir_K + fanRise - conditions.supplySetpoint_K);
    if (least > 0.0 && drive > 0.0) {
        const double ratio = conditions.airflow_m3_per_s / unit.airflow_m3_per_s;
        const double ua = airUnitUa_W_per_K(unit) * std::pow(ratio, kAirFilmExponent);
        state.effectiveness =
            hydronic::counterFlowEffectiveness(ua / least, least / std::max(air, water));
        const double most = state.effectiveness * least * drive;
        state.heat_W = std::clamp(wanted, 0.0, most);
        state.waterOutlet_K = conditions.waterInlet_K + state.heat_W / water;
    }
    state.isSaturated = wanted > state.heat_W;
    state.supplyAir_K = conditions.returnAir_K + fanRise - state.heat_W / air;
    return state;
}

} // namespace hallwright::plant
