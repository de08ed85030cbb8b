#pragma once

// Kernels of what stands in the air, see compute::Executor. C++17: nvcc reads this too.

#include "core/solvers/airflow/device_cell.h"
#include "core/solvers/airflow/gpu/flow_kernels.h"
#include "core/solvers/airflow/open_cell.h"
#include "core/solvers/airflow/screen_cell.h"

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
    int from;    ///< taken, given: device; leaked: cell upstream
    double rate; ///< leaked: flow over the volume of the cell, negative where it leaves; else the
                 ///< same of a device's flow of 1 m3/s
};

/// Flow that a touch brings or takes over the volume of its cell, 1/s.
HW_HD double touchRate_per_s(const HeatTouch& touch, const double* flow_m3_per_s) {
    return touch.kind == HeatTouch::Leaked ? touch.rate : touch.rate * flow_m3_per_s[touch.from];
}

/// A cell that something touches; its things of each kind are those from here to before those of
/// the next. The last one is no cell.
struct TouchedCell {
    int cell;
    int touch, wall, screen, open;
};

/// All that touches cells, each cell's in the order that the CPU takes them.
struct CellTouches {
    const TouchedCell* cells;
    const HeatTouch* touches;
    const WarmWallCell* walls;
    const ScreenCell* screens;
    const OpenCell* opens;
    const double* flow_m3_per_s; ///< of each device
};

/// Reads what enters the devices and sets what leaves them: device n has the intakes from
/// firstIntake[n] to before that of the next.
struct DeviceRead {
    static constexpr const char* kName = "DeviceRead";
    struct Value {
        double mean_K;
        double largest_K;
    };
    const DeviceCell* devices;
    const int* firstIntake;
    const IntakeCell* intakes;
    const float* temperature_K;
    const FlowScalars* scalars;
    double elapsed_s; ///< below zero: the step
    DeviceReading* readings;

    HW_HD static Value nothing() { return {0.0, -HUGE_VAL}; }
    HW_HD static Value join(Value a, Value b) {
        return {a.mean_K + b.mean_K, b.largest_K > a.largest_K ? b.largest_K : a.largest_K};
    }
    HW_HD int size(int n) const { return firstIntake[n + 1] - firstIntake[n]; }
    HW_HD Value value(int n, int k) const {
        const IntakeCell intake = intakes[firstIntake[n] + k];
        const double cell_K = temperature_K[intake.cell];
        return {intake.share * cell_K, cell_K};
    }
    HW_HD void finish(int n, Value all) const {
        DeviceReading reading = readings[n];
        reading.inlet_K = all.mean_K;
        reading.inletMax_K = all.mean_K;
        if (devices[n].kind == DeviceCell::Rack && all.largest_K > all.mean_K)
            reading.inletMax_K = all.largest_K;
        passDevice(devices[n], elapsed_s < 0.0 ? scalars->step_s : elapsed_s, reading);
        readings[n] = reading;
    }
};

/// What devices, leaks, screens, warm walls and open sides do to the temperature of a cell in a
/// step, each cell by itself, so that no two threads add to one place.
struct CellExchange {
    static constexpr const char* kName = "CellExchange";
    CellTouches on;
    HeatView g;
    const DeviceReading* readings;
    const float* wallSpeed_m_per_s; ///< null: laminar
    float* next_K;

    HW_HD void operator()(int n, int) const {
        const TouchedCell first = on.cells[n], end = on.cells[n + 1];
        const int c = first.cell;
        const float step_s = g.step_s[c];
        float next = next_K[c];
        for (int k = first.open; k < end.open; ++k) {
            next += step_s * openHeat_K_per_s(on.opens[k], g);
            next_K[on.opens[k].outside] = 0.0f; // the rows of the step may reach it
        }
        for (int k = first.touch; k < end.touch; ++k) {
            const HeatTouch touch = on.touches[k];
            const double rate_per_s = touchRate_per_s(touch, on.flow_m3_per_s);
            switch (touch.kind) {
            case HeatTouch::Taken:
                next -= takenHeat_K(rate_per_s, step_s, g.temperature_K[c]);
                break;
            case HeatTouch::Given:
                next += givenHeat_K(rate_per_s, readings[touch.from].leaving_K, step_s);
                break;
            case HeatTouch::Leaked:
                next += step_s * leakedHeat_K_per_s(rate_per_s, g.temperature_K[touch.from]);
                break;
            }
        }
        for (int k = first.screen; k < end.screen; ++k) {
            const float back_K = step_s * screenedHeat_K_per_s(on.screens[k], g);
            next += on.screens[k].face == c ? back_K : -back_K;
        }
        for (int k = first.wall; k < end.wall; ++k)
            next += step_s * wallWarmth_K_per_s(on.walls[k], g.diffusivity_m2_per_s,
                                                wallSpeed_m_per_s ? wallSpeed_m_per_s[c] : 0.0f,
                                                g.inverseTurbulentPrandtl, g.temperature_K[c]);
        next_K[c] = next;
    }
};

// Fans, see FanFlow.

/// A cell at a fan and its share of the pressure behind (positive) or before it.
struct FanCell {
    int cell;
    double share;
};

struct FanRises {
    static constexpr const char* kName = "FanRises";
    using Value = double;
    const int* first; ///< of the cells of each fan
    const FanCell* cells;
    const float* pressure_m2_per_s2;
    double* rises_m2_per_s2;

    HW_HD static Value nothing() { return 0.0; }
    HW_HD static Value join(Value a, Value b) { return a + b; }
    HW_HD int size(int n) const { return first[n + 1] - first[n]; }
    HW_HD Value value(int n, int k) const {
        const FanCell cell = cells[first[n] + k];
        return cell.share * pressure_m2_per_s2[cell.cell];
    }
    HW_HD void finish(int n, Value all) const { rises_m2_per_s2[n] = all; }
};

/// A face of a device with a fan, and its speed at a flow of 1 m3/s.
struct FanFace {
    int face;
    int axis;
    int fan;
    double speed_per_m2;
};

struct FanDrive {
    static constexpr const char* kName = "FanDrive";
    const FanFace* faces;
    const double* steps_m3_per_s; ///< of each fan
    float* velocity_m_per_s[3];
    float* before_m_per_s[3]; ///< the other set, for faces that the loops do not reach

    HW_HD void operator()(int n, int) const {
        const FanFace at = faces[n];
        const auto step = static_cast<float>(at.speed_per_m2 * steps_m3_per_s[at.fan]);
        velocity_m_per_s[at.axis][at.face] += step;
        before_m_per_s[at.axis][at.face] += step;
    }
};

// Open sides, see OpenSides.

/// The eddies go on beyond the free faces.
struct OpenEddies {
    static constexpr const char* kName = "OpenEddies";
    const OpenCell* opens;
    float* eddyViscosity_m2_per_s;

    HW_HD void operator()(int n, int) const {
        eddyViscosity_m2_per_s[opens[n].outside] = eddyViscosity_m2_per_s[opens[n].cell];
    }
};

struct OpenStep {
    static constexpr const char* kName = "OpenStep";
    const OpenCell* opens;
    const float* old_m_per_s[3];
    const float* pressure_m2_per_s2;
    const float* step_s;
    float inverse_per_m[3];
    float* next_m_per_s[3];

    HW_HD void operator()(int n, int) const {
        const OpenCell open = opens[n];
        next_m_per_s[open.axis][open.face] = openVelocity(
            open, old_m_per_s[open.axis], pressure_m2_per_s2, step_s, inverse_per_m[open.axis]);
    }
};

struct JetPush {
    static constexpr const char* kName = "JetPush";
    const JetCell* jets;
    const float* step_s;
    float* upward_m_per_s;

    HW_HD void operator()(int n, int) const {
        upward_m_per_s[jets[n].face] += jetPush_m_per_s(jets[n], step_s);
    }
};

/// Corrects the free faces that lie beyond the rows of cells.
struct OpenProject {
    static constexpr const char* kName = "OpenProject";
    const OpenCell* opens;
    const float* potential;
    const float* scale; ///< null: 1
    float inverse_per_m[3];
    float* velocity_m_per_s[3];

    HW_HD void operator()(int n, int) const {
        const OpenCell open = opens[n];
        if (!open.isInRows)
            velocity_m_per_s[open.axis][open.face] +=
                inverse_per_m[open.axis] * ((scale ? *scale : 1.0f) * potential[open.cell]);
    }
};

} // namespace hallwright::airflow
