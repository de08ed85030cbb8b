#pragma once

// C++17: CUDA kernels read this too.

#include "core/base/host_device.h"

#include <cmath>

namespace hallwright::airflow {

/// A coil in a stream of air. All temperatures of this file are on one scale.
struct CoilCell {
    double effectiveness; ///< 0..1 [-]
    double water_K;
    double least_K;    ///< the valve lets no colder air leave; -HUGE_VAL: it never shuts
    double mostDrop_K; ///< capacity over the heat capacity of the flow; HUGE_VAL: no limit
};

struct CoilPassage {
    double leaving_K;
    double carriedShare; ///< d leaving / d entering
};

/// Cools air that enters at `entering_K`; never warms it.
HW_HD CoilPassage passCoil(const CoilCell& coil, double entering_K) {
    CoilPassage air{entering_K - coil.effectiveness * (entering_K - coil.water_K),
                    1.0 - coil.effectiveness};
    if (entering_K - coil.mostDrop_K > air.leaving_K)
        air = {entering_K - coil.mostDrop_K, 1.0};
    if (coil.least_K > air.leaving_K)
        air = {coil.least_K, 0.0};
    if (air.leaving_K > entering_K) // the valve shuts
        air = {entering_K, 1.0};
    return air;
}

/// What one rack, unit or opening does to the air that passes it.
struct DeviceCell {
    enum Kind { Rack, Unit, Opening };

    Kind kind;
    double carried_W_per_K;      ///< heat capacity of its flow; of an opening negative where out
    double heat_W;               ///< of a rack
    double heatCapacity_J_per_K; ///< of what stands in a rack's stream; 0: nothing
    bool hasCoil;                ///< a rack's rear door, a unit's coil
    CoilCell coil;               ///< of a unit without one the limits alone
    double given_K;              ///< supply of a unit, air that comes in through an opening
};

/// A device as it was read.
struct DeviceReading {
    double inlet_K;    ///< mean of what enters, weighted with the flow
    double inletMax_K; ///< of the cells before a rack's front
    double server_K;   ///< what leaves a rack's servers, before its door
    double leaving_K;
    double removed_W;    ///< by a rear door
    double carriedShare; ///< d leaving / d inlet
};

/// Sets what leaves from what enters, `elapsed_s` after the last reading (HUGE_VAL: in the end).
HW_HD void passDevice(const DeviceCell& device, double elapsed_s, DeviceReading& reading) {
    if (device.kind == DeviceCell::Opening) {
        reading.leaving_K = device.carried_W_per_K > 0.0 ? device.given_K : reading.inlet_K;
        return;
    }
    if (device.kind == DeviceCell::Unit) {
        reading.leaving_K = device.given_K;
        reading.carriedShare = 0.0;
        if (device.hasCoil) {
            const CoilPassage behind = passCoil(device.coil, reading.inlet_K);
            reading.leaving_K = behind.leaving_K;
            reading.carriedShare = behind.carriedShare;
        } else if (reading.inlet_K - device.coil.mostDrop_K > device.given_K) {
            reading.leaving_K = reading.inlet_K - device.coil.mostDrop_K;
            reading.carriedShare = 1.0;
        }
        return;
    }
    reading.leaving_K = reading.inlet_K;
    if (device.carried_W_per_K <= 0.0)
        return;
    // C dT/dt = heat - carried (T - inlet), exactly over the time at a constant inlet.
    const double settled =
        device.heatCapacity_J_per_K > 0.0
            ? -std::expm1(-elapsed_s * device.carried_W_per_K / device.heatCapacity_J_per_K)
            : 1.0;
    reading.server_K +=
        settled * (reading.inlet_K + device.heat_W / device.carried_W_per_K - reading.server_K);
    reading.leaving_K = reading.server_K;
    if (!device.hasCoil)
        return;
    const CoilPassage behind = passCoil(device.coil, reading.server_K);
    reading.removed_W = device.carried_W_per_K * (reading.server_K - behind.leaving_K);
    reading.leaving_K = behind.leaving_K;
    reading.carriedShare = behind.carriedShare;
}

/// Heat over heat capacity that a cell gives a device in a step, K. `rate_per_s`: the device's flow
/// through the cell's face over the volume of the cell.
HW_HD float takenHeat_K(double rate_per_s, float step_s, float cell_K) {
    return static_cast<float>(rate_per_s) * step_s * cell_K;
}

/// The same that a device gives a cell.
HW_HD float givenHeat_K(double rate_per_s, double supplied_K, float step_s) {
    return static_cast<float>(rate_per_s * supplied_K) * step_s;
}

/// What a leak of `rate_per_s` brings into a cell that it comes to, K/s; negative rates: out of it.
HW_HD float leakedHeat_K_per_s(double rate_per_s, float upstream_K) {
    return static_cast<float>(rate_per_s * upstream_K);
}

/// A wall of given temperature beside a cell.
struct WarmWallCell {
    float temperature_K;
    float inverse_m; ///< area of the wall over the volume of the cell
    float distance_m;
};

/// Share of their difference in temperature that the wall takes off in a second.
/// `wallSpeed_m_per_s`: see MomentumView; 0: laminar.
HW_HD float wallRate_per_s(const WarmWallCell& wall, float diffusivity_m2_per_s,
                           float wallSpeed_m_per_s, float inverseTurbulentPrandtl) {
    const float molecular = diffusivity_m2_per_s / wall.distance_m;
    const float turbulent = wallSpeed_m_per_s * inverseTurbulentPrandtl;
    return (turbulent > molecular ? turbulent : molecular) * wall.inverse_m;
}

/// Warmth that the wall brings a cell, K/s.
HW_HD float wallWarmth_K_per_s(const WarmWallCell& wall, float diffusivity_m2_per_s,
                               float wallSpeed_m_per_s, float inverseTurbulentPrandtl,
                               float cell_K) {
    return wallRate_per_s(wall, diffusivity_m2_per_s, wallSpeed_m_per_s, inverseTurbulentPrandtl) *
           (wall.temperature_K - cell_K);
}

} // namespace hallwright::airflow
