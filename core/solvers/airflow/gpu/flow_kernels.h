#pragma once

// Kernels of the time step, see compute::Executor. C++17: nvcc reads this too. (i, row) are cell i
// of a row, rows counted along y, then along z; rows go to GridShape::rowLength where the CPU's
// loops do.

#include "core/solvers/airflow/device_cell.h"
#include "core/solvers/airflow/grid_shape.h"
#include "core/solvers/airflow/pressure_cell.h"
#include "core/solvers/airflow/transport_cell.h"
#include "core/solvers/airflow/turbulence_cell.h"

namespace hallwright::airflow {

/// What one kernel finds out for the next ones, without the host in between.
struct FlowScalars {
    double step_s;       ///< the longest of a cell
    float perStep_per_s; ///< 1 / step_s, 0 before there is one
    float turn;          ///< of the search direction, see PressureMultigrid::solve()
    float length;        ///< of the step along it
    double inner;
};

/// What the host wants to know of an update of the rates.
struct StepReport {
    double step_s;
    double soundness; ///< finite where all values are
};

/// Temperature: reads 9 arrays, writes 1; 40 bytes a cell.
struct HeatStep {
    static constexpr const char* kName = "HeatStep";
    HeatView g;
    GridShape shape;
    float* next_K;

    HW_HD void operator()(int i, int row) const {
        const int c = shape.rowStart(row) + i;
        const float alongX = heatFlux(g, 0, c + g.stride[0]) - heatFlux(g, 0, c);
        const float alongY = heatFlux(g, 1, c + g.stride[1]) - heatFlux(g, 1, c);
        const float alongZ = heatFlux(g, 2, c + g.stride[2]) - heatFlux(g, 2, c);
        next_K[c] = heatUpdate(g, c,
                               alongX * g.inverse_per_m[0] + alongY * g.inverse_per_m[1] +
                                   alongZ * g.inverse_per_m[2]);
    }
};

/// All three velocity components, before the projection: reads 14 arrays, writes 3; 68 bytes a
/// cell, 24 more where swings are held back. One kernel for the three, because they read the same.
struct MomentumStep {
    static constexpr const char* kName = "MomentumStep";
    MomentumView g; ///< of no axis: what differs comes next
    const float* wallEdges_per_m[3];
    float buoyancy_m_per_s2K[3];
    GridShape shape;
    float* next_m_per_s[3];
    float* calm_m_per_s[3]; ///< null: nothing is held back

    HW_HD void operator()(int i, int row) const {
        const int c = shape.rowStart(row) + i;
        if (shape.cells[0] > 1)
            stepComponent<0>(c);
        if (shape.cells[1] > 1)
            stepComponent<1>(c);
        if (shape.cells[2] > 1)
            stepComponent<2>(c);
    }

private:
    template <int axis>
    HW_HD void stepComponent(int c) const {
        MomentumView own = g;
        own.wallEdges_per_m = wallEdges_per_m[axis];
        own.buoyancy_m_per_s2K = buoyancy_m_per_s2K[axis];
        const float alongX =
            momentumFlux(own, axis, 0, c + own.stride[0]) - momentumFlux(own, axis, 0, c);
        const float alongY =
            momentumFlux(own, axis, 1, c + own.stride[1]) - momentumFlux(own, axis, 1, c);
        const float alongZ =
            momentumFlux(own, axis, 2, c + own.stride[2]) - momentumFlux(own, axis, 2, c);
        float fresh = momentumUpdate(own, axis, c,
                                     alongX * own.inverse_per_m[0] + alongY * own.inverse_per_m[1] +
                                         alongZ * own.inverse_per_m[2]);
        if (calm_m_per_s[axis])
            fresh = calmed({calm_m_per_s[axis], kFollowing, kHolding}, c, own.open[axis][c], fresh);
        next_m_per_s[axis][c] = fresh;
    }
};

/// A face that slides along a moving wall.
struct LidTouch {
    int face;
    int axis;
    float wallEdges_per_m;
    float velocity_m_per_s;
};

struct LidFriction {
    static constexpr const char* kName = "LidFriction";
    MomentumView g;
    const float* wallEdges_per_m[3];
    float* next_m_per_s[3];
    const LidTouch* lids;

    HW_HD void operator()(int n, int) const {
        const LidTouch lid = lids[n];
        MomentumView own = g;
        own.wallEdges_per_m = wallEdges_per_m[lid.axis];
        next_m_per_s[lid.axis][lid.face] +=
            lidPush(own, lid.axis, lid.face, lid.wallEdges_per_m, lid.velocity_m_per_s);
    }
};

/// Eddy viscosity, friction and exchange rate of each cell, the largest rate and from it the step.
/// Reads 4 arrays and the temperature, writes 3; 32 bytes a cell, every few steps.
struct MixingRates {
    static constexpr const char* kName = "MixingRates";
    struct Value {
        float largest;
        float sum;
    };
    MixingView g;
    GridShape shape;
    StepLimits limits;
    float roughShare; ///< of rough ground, see OpenSides; 0: none
    const float* temperature_K;
    float* eddyViscosity_m2_per_s;
    float* wallSpeed_m_per_s;
    float* rate_per_s;
    FlowScalars* scalars;
    StepReport* report;

    HW_HD static Value nothing() { return {0.0f, 0.0f}; }
    HW_HD static Value join(Value a, Value b) {
        return {b.largest > a.largest ? b.largest : a.largest, a.sum + b.sum};
    }
    HW_HD Value value(int i, int row) const {
        const int c = shape.rowStart(row) + i;
        const CellMixing mixed = cellMixing(g, c);
        eddyViscosity_m2_per_s[c] = mixed.eddyViscosity_m2_per_s;
        wallSpeed_m_per_s[c] = mixed.wallSpeed_m_per_s;
        rate_per_s[c] = mixed.rate_per_s;
        if (i >= shape.cells[0])
            return nothing();
        if (roughShare > 0.0f)
            wallSpeed_m_per_s[c] = roughShare * cellSpeed(g.velocity_m_per_s, g.stride, c);
        return {mixed.rate_per_s, mixed.rate_per_s + temperature_K[c]};
    }
    HW_HD void finish(Value all) const {
        scalars->step_s = longestStep_s(limits, all.largest);
        scalars->perStep_per_s =
            scalars->step_s > 0.0 ? static_cast<float>(1.0 / scalars->step_s) : 0.0f;
        report->step_s = scalars->step_s;
        report->soundness = all.sum + all.largest;
    }
};

/// Turns rates into steps, in place.
struct LocalSteps {
    static constexpr const char* kName = "LocalSteps";
    GridShape shape;
    float memory;
    const FlowScalars* scalars;
    float* held_per_s;
    float* step_s;

    HW_HD void operator()(int i, int row) const {
        const int c = shape.rowStart(row) + i;
        step_s[c] =
            heldStep_s(held_per_s[c], step_s[c], memory, static_cast<float>(scalars->step_s));
    }
};

/// Takes the divergence out by the potential `scale` times `potential`: reads 8 arrays, writes 4;
/// 48 bytes a cell.
struct Projection {
    static constexpr const char* kName = "Projection";
    const float* potential;
    const float* scale; ///< one number on the device; null: 1
    const float* open[3];
    GridShape shape;
    const FlowScalars* scalars;
    float* velocity_m_per_s[3];
    float* pressure_m2_per_s2;

    HW_HD void operator()(int i, int row) const {
        const int c = shape.rowStart(row) + i;
        const float factor = scale ? *scale : 1.0f;
        const float own = factor * potential[c];
        for (int d = 0; d < 3; ++d)
            velocity_m_per_s[d][c] -= potentialFlow(open[d][c], shape.inverse_per_m[d],
                                                    factor * potential[c - shape.stride[d]], own);
        // The potential carries the dimension of pressure times step over density.
        if (i < shape.cells[0])
            pressure_m2_per_s2[c] += scalars->perStep_per_s * own;
    }
};

/// Adds a correction to the temperature, which does not fall below `least_K` by it.
struct HeatCorrection {
    static constexpr const char* kName = "HeatCorrection";
    const float* correction_K;
    const unsigned char* isSolid;
    GridShape shape;
    float share; ///< of the correction
    float least_K;
    float* temperature_K;

    HW_HD void operator()(int i, int row) const {
        const int c = shape.rowStart(row) + i;
        const float corrected = temperature_K[c] + share * correction_K[c];
        if (!isSolid[c])
            temperature_K[c] = corrected > least_K ? corrected : least_K;
    }
};

/// Takes a step into the running means; see RunningMean::add(). Reads 14 arrays, writes 5; 76 bytes
/// a cell, every few steps.
struct MeanStep {
    static constexpr const char* kName = "MeanStep";
    const float* before_K;
    const float* after_K;
    const float* step_s;
    const float* velocity_m_per_s[3]; ///< that the step started from
    GridShape shape;
    float weight;
    float* mean_K;
    float* gain_K_per_s;
    float* meanVelocity_m_per_s[3];

    HW_HD void operator()(int c, int) const {
        const MeanPlace place =
            meanPlace(before_K[c], after_K[c], step_s[c],
                      cellDivergence(velocity_m_per_s, shape.stride, shape.inverse_per_m, c));
        mean_K[c] += weight * (place.temperature_K - mean_K[c]);
        gain_K_per_s[c] += weight * (place.gain_K_per_s - gain_K_per_s[c]);
        for (int d = 0; d < 3; ++d)
            meanVelocity_m_per_s[d][c] +=
                weight * (velocity_m_per_s[d][c] - meanVelocity_m_per_s[d][c]);
    }
};

} // namespace hallwright::airflow
