#pragma once

// Kernels of the heat balance of a frozen flow, see compute::Executor and HeatBalance. C++17: nvcc
// reads this too.

#include "core/solvers/airflow/gpu/device_kernels.h"

namespace hallwright::airflow {

/// The linear system: loss x - gains x; see HeatBalance.
struct BalanceView {
    const float* fromNear_per_s[3]; ///< gain of cell c from c - stride
    const float* fromFar_per_s[3];  ///< at face c: gain of c - stride from c
    const float* loss_per_s;
    const float* inverseLoss_s;
    int stride[3];
};

/// What neighbours of temperature `x` bring cell c.
HW_HD float balanceGains(const BalanceView& g, const float* x, int c) {
    float gains = 0.0f;
    for (int d = 0; d < 3; ++d) {
        const int s = g.stride[d];
        gains += g.fromNear_per_s[d][c] * x[c - s] + g.fromFar_per_s[d][c + s] * x[c + s];
    }
    return gains;
}

/// What air and eddies carry through the near faces of each cell, upwind.
struct BalanceFaces {
    static constexpr const char* kName = "BalanceFaces";
    HeatView g; ///< temperature and step are not read
    GridShape shape;
    float* fromNear_per_s[3];
    float* fromFar_per_s[3];

    HW_HD void operator()(int i, int row) const {
        const int c = shape.rowStart(row) + i;
        for (int d = 0; d < 3; ++d) {
            const float inverse = g.inverse_per_m[d];
            const float eddy =
                0.5f * (g.eddyViscosity_m2_per_s[c - g.stride[d]] + g.eddyViscosity_m2_per_s[c]);
            const float diffusive =
                (g.diffusivity_m2_per_s + g.inverseTurbulentPrandtl * eddy) * inverse * inverse;
            const float moved = g.velocity_m_per_s[d][c] * inverse;
            fromNear_per_s[d][c] = g.open[d][c] * (diffusive + (moved > 0.0f ? moved : 0.0f));
            fromFar_per_s[d][c] = g.open[d][c] * (diffusive + (moved < 0.0f ? -moved : 0.0f));
        }
    }
};

/// A leak through a closed face.
struct LeakFace {
    int face;
    int axis;
    float rate_per_s; ///< positive from near to far
};

/// All leaks by one thread: there are few, and some may share a face.
struct BalanceLeaks {
    static constexpr const char* kName = "BalanceLeaks";
    const LeakFace* leaks;
    int leakCount;
    float* fromNear_per_s[3];
    float* fromFar_per_s[3];

    HW_HD void operator()(int, int) const {
        for (int n = 0; n < leakCount; ++n) {
            const LeakFace leak = leaks[n];
            if (leak.rate_per_s > 0.0f)
                fromNear_per_s[leak.axis][leak.face] += leak.rate_per_s;
            else
                fromFar_per_s[leak.axis][leak.face] -= leak.rate_per_s;
        }
    }
};

/// What leaves a cell for its neighbours, and what the step in time holds.
struct BalanceLoss {
    static constexpr const char* kName = "BalanceLoss";
    BalanceView g;
    GridShape shape;
    float inverseDuration_per_s;
    float* loss_per_s;

    HW_HD void operator()(int i, int row) const {
        const int c = shape.rowStart(row) + i;
        float loss = inverseDuration_per_s;
        for (int d = 0; d < 3; ++d)
            loss += g.fromFar_per_s[d][c] + g.fromNear_per_s[d][c + g.stride[d]];
        loss_per_s[c] = loss;
    }
};

/// What leaves a cell into devices.
struct DeviceLoss {
    static constexpr const char* kName = "DeviceLoss";
    const TouchedCell* cells;
    const HeatTouch* touches;
    float* loss_per_s;

    HW_HD void operator()(int n, int) const {
        float loss = loss_per_s[cells[n].cell];
        for (int k = cells[n].first; k < cells[n + 1].first; ++k)
            if (touches[k].kind == HeatTouch::Taken)
                loss += static_cast<float>(touches[k].rate_per_s);
        loss_per_s[cells[n].cell] = loss;
    }
};

/// What leaves a cell into walls of given temperature.
struct WallLoss {
    static constexpr const char* kName = "WallLoss";
    const TouchedCell* cells;
    const WarmWallCell* walls;
    HeatView g;
    const float* wallSpeed_m_per_s; ///< null: laminar
    float* loss_per_s;

    HW_HD void operator()(int n, int) const {
        const int c = cells[n].cell;
        float loss = loss_per_s[c];
        for (int k = cells[n].first; k < cells[n + 1].first; ++k)
            loss += wallRate_per_s(walls[k], g.diffusivity_m2_per_s,
                                   wallSpeed_m_per_s ? wallSpeed_m_per_s[c] : 0.0f,
                                   g.inverseTurbulentPrandtl);
        loss_per_s[c] = loss;
    }
};

struct InvertLoss {
    static constexpr const char* kName = "InvertLoss";
    GridShape shape;
    const float* loss_per_s;
    float* inverseLoss_s;

    HW_HD void operator()(int i, int row) const {
        const int c = shape.rowStart(row) + i;
        inverseLoss_s[c] = loss_per_s[c] > 0.0f ? 1.0f / loss_per_s[c] : 0.0f;
    }
};

/// Of the temperatures `x` before each device, what leaves it again.
struct CarriedMeans {
    static constexpr const char* kName = "CarriedMeans";
    const int* firstIntake;
    const IntakeCell* intakes;
    const DeviceReading* readings;
    const float* x;
    double* carried;

    HW_HD void operator()(int n, int) const {
        double mean = 0.0;
        for (int k = firstIntake[n]; k < firstIntake[n + 1]; ++k)
            mean += intakes[k].share * x[intakes[k].cell];
        carried[n] = readings[n].carriedShare * mean;
    }
};

/// y = base + factor times what devices bring, at the cells they touch.
struct CarryThrough {
    static constexpr const char* kName = "CarryThrough";
    const TouchedCell* cells;
    const HeatTouch* touches;
    const double* carried;
    const float* base;
    float factor;
    float* y;

    HW_HD void operator()(int n, int) const {
        const int c = cells[n].cell;
        float sum = 0.0f;
        for (int k = cells[n].first; k < cells[n + 1].first; ++k)
            if (touches[k].kind == HeatTouch::Given)
                sum += static_cast<float>(touches[k].rate_per_s * carried[touches[k].from]);
        y[c] = base[c] + factor * sum;
    }
};

/// One colour of a Gauss-Seidel sweep, see relaxColour().
struct RelaxHeat {
    static constexpr const char* kName = "RelaxHeat";
    BalanceView g;
    GridShape shape;
    int colour;
    const float* source;
    float* x;

    HW_HD void operator()(int i, int row) const {
        const int place = 2 * i + ((row % shape.cells[1] + row / shape.cells[1] + colour) & 1);
        if (place >= shape.cells[0])
            return;
        const int c = shape.rowStart(row) + place;
        x[c] = (source[c] + balanceGains(g, x, c)) * g.inverseLoss_s[c];
    }
};

/// y = losses x - gains x, without the devices.
struct ApplyBalance {
    static constexpr const char* kName = "ApplyBalance";
    BalanceView g;
    GridShape shape;
    const float* x;
    float* y;

    HW_HD void operator()(int i, int row) const {
        const int c = shape.rowStart(row) + i;
        y[c] = g.loss_per_s[c] * x[c] - balanceGains(g, x, c);
    }
};

/// out = a + factor * b
struct Combine {
    static constexpr const char* kName = "Combine";
    GridShape shape;
    const float* a;
    float factor;
    const float* b;
    float* out;

    HW_HD void operator()(int i, int row) const {
        const int c = shape.rowStart(row) + i;
        out[c] = a[c] + factor * b[c];
    }
};

struct InnerProduct {
    static constexpr const char* kName = "InnerProduct";
    using Value = double;
    GridShape shape;
    const float* a;
    const float* b;
    double* result;

    HW_HD static Value nothing() { return 0.0; }
    HW_HD static Value join(Value x, Value y) { return x + y; }
    HW_HD Value value(int i, int row) const {
        const int c = shape.rowStart(row) + i;
        return static_cast<double>(a[c]) * b[c];
    }
    HW_HD void finish(Value all) const { *result = all; }
};

} // namespace hallwright::airflow
