#pragma once

// Kernels of what stands in the air, see compute::Executor. C++17: nvcc reads this too.

#include "core/solvers/airflow/device_cell.h"
#include "core/solvers/airflow/gpu/flow_kernels.h"

namespace hallwright::airflow {

/// A cell before a device's intake and its share of the flow.
struct IntakeCell {
    int cell;
    double share;
};

/// Something that brings heat to a cell or takes it away in each step.
struct HeatTouch {
    enum Kind { Taken, Given, Leaked };

    Kind kind;
    int from;          ///< given: device; leaked: cell upstream
    double rate_per_s; ///< flow over the volume of the cell; leaked: negative where it leaves
};

/// A cell and its touches, from `first` to before that of the next; the last one is no cell.
struct TouchedCell {
    int cell;
    int first;
};

/// Reads what enters the devices and sets what leaves them: device n has the intakes from
/// firstIntake[n] to before that of the next.
struct DeviceRead {
    static constexpr const char* kName = "DeviceRead";
    const DeviceCell* devices;
    const int* firstIntake;
    const IntakeCell* intakes;
    const float* temperature_K;
    const FlowScalars* scalars;
    double elapsed_s; ///< below zero: the step
    DeviceReading* readings;

    HW_HD void operator()(int n, int) const {
        DeviceReading reading = readings[n];
        double mean_K = 0.0;
        for (int k = firstIntake[n]; k < firstIntake[n + 1]; ++k)
            mean_K += intakes[k].share * temperature_K[intakes[k].cell];
        reading.inlet_K = mean_K;
        reading.inletMax_K = mean_K;
        if (devices[n].kind == DeviceCell::Rack)
            for (int k = firstIntake[n]; k < firstIntake[n + 1]; ++k) {
                const double cell_K = temperature_K[intakes[k].cell];
                reading.inletMax_K = cell_K > reading.inletMax_K ? cell_K : reading.inletMax_K;
            }
        passDevice(devices[n], elapsed_s < 0.0 ? scalars->step_s : elapsed_s, reading);
        readings[n] = reading;
    }
};

/// What devices and leaks exchange with the air, each cell by itself and in the devices' order, so
/// that no two threads add to one place.
struct DeviceExchange {
    static constexpr const char* kName = "DeviceExchange";
    const TouchedCell* cells;
    const HeatTouch* touches;
    const DeviceReading* readings;
    const float* temperature_K;
    const float* step_s;
    float* next_K;

    HW_HD void operator()(int n, int) const {
        const int c = cells[n].cell;
        float next = next_K[c];
        for (int k = cells[n].first; k < cells[n + 1].first; ++k) {
            const HeatTouch touch = touches[k];
            switch (touch.kind) {
            case HeatTouch::Taken:
                next -= takenHeat_K(touch.rate_per_s, step_s[c], temperature_K[c]);
                break;
            case HeatTouch::Given:
                next += givenHeat_K(touch.rate_per_s, readings[touch.from].leaving_K, step_s[c]);
                break;
            case HeatTouch::Leaked:
                next += step_s[c] * leakedHeat_K_per_s(touch.rate_per_s, temperature_K[touch.from]);
                break;
            }
        }
        next_K[c] = next;
    }
};

/// Walls of given temperature: cell n has the walls from cells[n].first to before that of the next.
struct WallExchange {
    static constexpr const char* kName = "WallExchange";
    const TouchedCell* cells;
    const WarmWallCell* walls;
    HeatView g;
    const float* wallSpeed_m_per_s; ///< null: laminar
    float* next_K;

    HW_HD void operator()(int n, int) const {
        const int c = cells[n].cell;
        float next = next_K[c];
        for (int k = cells[n].first; k < cells[n + 1].first; ++k)
            next +=
                g.step_s[c] * wallWarmth_K_per_s(walls[k], g.diffusivity_m2_per_s,
                                                 wallSpeed_m_per_s ? wallSpeed_m_per_s[c] : 0.0f,
                                                 g.inverseTurbulentPrandtl, g.temperature_K[c]);
        next_K[c] = next;
    }
};

} // namespace hallwright::airflow
