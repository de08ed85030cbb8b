#include "core/solvers/plant/dry_cooler.h"

#include "core/solvers/hydronic/heat_exchanger.h"

#include <algorithm>
#include <cmath>

namespace hallwright::plant {

namespace {

constexpr double kAirHeatCapacity_J_per_kgK = 1006.0;
constexpr double kAirFilmExponent = 0.6;
constexpr double kEvaporation_J_per_kg = 2.44e6; ///< latent heat of water at 25 degC
constexpr double kWaterDensity_kg_per_m3 = 998.2;
constexpr int kBisections = 40;

double airCapacity_W_per_K(const DryCoolerParameters& cooler, double speed, double density) {
    return speed * cooler.airflow_m3_per_s * density * kAirHeatCapacity_J_per_kgK;
}

/// Conductance by the rating point; the air's density there is that of the rated ambient at sea
/// level.
double uaAtRating(const DryCoolerParameters& cooler) {
    const double density = airDensity_kg_per_m3(cooler.ratedAmbient_K);
    const double rise = cooler.fluidIn_K - cooler.fluidOut_K;
    if (!(rise > 0.0))
        return 0.0;
    return hydronic::counterFlowUa(cooler.capacity_W, cooler.capacity_W / rise,
                                   airCapacity_W_per_K(cooler, 1.0, density),
                                   cooler.fluidIn_K - cooler.ratedAmbient_K);
}

double effectivenessOf(const DryCoolerParameters& cooler, double ua, double speed,
                       double fluidCapacity, double density) {
    const double air = airCapacity_W_per_K(cooler, speed, density);
    const double least = std::min(air, fluidCapacity);
    if (!(least > 0.0))
        return 0.0;
    const double ntu = ua * std::pow(speed, kAirFilmExponent) / least;
    return hydronic::counterFlowEffectiveness(ntu, least / std::max(air, fluidCapacity)) * least /
           fluidCapacity;
}

/// Coil and fans with air entering at `air_K`; the pads' water is the caller's.
CoolerState runCoil(const DryCoolerParameters& cooler, const CoolerConditions& c, double air_K) {
    const double density = airDensity_kg_per_m3(c.airInlet_K, c.pressure_Pa);
    const double ua = uaAtRating(cooler);
    CoolerState state;
    state.fluidOutlet_K = c.fluidInlet_K;
    state.airOutlet_K = state.coilAirInlet_K = air_K;
    state.fullSpeedEffectiveness =
        effectivenessOf(cooler, ua, 1.0, c.fluidCapacity_W_per_K, density);
    const double wanted = c.fluidInlet_K - c.setpoint_K;
    const double drive = c.fluidInlet_K - air_K;
    if (!(wanted > 0.0) || !(c.fluidCapacity_W_per_K > 0.0))
        return state;
    if (!(drive > 0.0) || !(state.fullSpeedEffectiveness > 0.0)) {
        state.isSaturated = true;
        return state;
    }
    const double needed = wanted / drive;
    double speed = 1.0;
    double running = 1.0; ///< share of the time, where fans cycle at their least speed
    const double least = std::clamp(cooler.minimumFanSpeed, 1e-3, 1.0);
    const auto effectivenessAt = [&](double s) {
        return effectivenessOf(cooler, ua, s, c.fluidCapacity_W_per_K, density);
    };
    if (needed >= state.fullSpeedEffectiveness) {
        state.isSaturated = needed > state.fullSpeedEffectiveness;
    } else if (needed <= effectivenessAt(least)) {
        speed = least;
        running = needed / effectivenessAt(least);
    } else {
        double low = least;
        for (int i = 0; i < kBisections; ++i) {
            const double middle = 0.5 * (low + speed);
            (effectivenessAt(middle) < needed ? low : speed) = middle;
        }
    }
    const double effectiveness = std::min(needed, state.fullSpeedEffectiveness);
    state.heat_W = effectiveness * drive * c.fluidCapacity_W_per_K;
    state.fluidOutlet_K = c.fluidInlet_K - effectiveness * drive;
    state.fanSpeed = speed;
    state.fanPower_W = running * cooler.fanPower_W * speed * speed * speed;
    state.airflow_m3_per_s = running * speed * cooler.airflow_m3_per_s;
    state.airOutlet_K =
        air_K + state.heat_W / (state.airflow_m3_per_s * density * kAirHeatCapacity_J_per_kgK);
    return state;
}

} // namespace

double ratedUa_W_per_K(const DryCoolerParameters& cooler) {
    return uaAtRating(cooler);
}

double fluidEffectiveness(const DryCoolerParameters& cooler, double fanSpeed,
                          double fluidCapacity_W_per_K, double airDensity) {
    return effectivenessOf(cooler, uaAtRating(cooler), fanSpeed, fluidCapacity_W_per_K, airDensity);
}

CoolerState runDryCooler(const DryCoolerParameters& cooler, const CoolerConditions& conditions) {
    return runCoil(cooler, conditions, conditions.airInlet_K);
}

CoolerState runAdiabaticCooler(const AdiabaticCoolerParameters& cooler,
                               const CoolerConditions& conditions) {
    const double depression = std::max(0.0, cooler.padSaturationEfficiency *
                                                (conditions.airInlet_K - conditions.wetBulb_K));
    if (conditions.airInlet_K <= cooler.switchOn_K || depression == 0.0)
        return runCoil(cooler.coil, conditions, conditions.airInlet_K);

    const double density = airDensity_kg_per_m3(conditions.airInlet_K, conditions.pressure_Pa);
    const double perEvaporated = (1.0 + cooler.bleedFraction) / kWaterDensity_kg_per_m3;
    const auto waterFor = [&](double airflow, double kelvin) {
        return airflow * density * kAirHeatCapacity_J_per_kgK * kelvin / kEvaporation_J_per_kg *
               perEvaporated;
    };
    // Where the mains cannot keep up at full airflow, the pads cool less.
    double cooling_K = depression;
    const double most = waterFor(cooler.coil.airflow_m3_per_s, depression);
    if (cooler.peakWater_m3_per_s > 0.0 && most > cooler.peakWater_m3_per_s)
        cooling_K *= cooler.peakWater_m3_per_s / most;
    CoolerState state = runCoil(cooler.coil, conditions, conditions.airInlet_K - cooling_K);
    state.water_m3_per_s = waterFor(state.airflow_m3_per_s, cooling_K);
    return state;
}

} // namespace hallwright::plant
