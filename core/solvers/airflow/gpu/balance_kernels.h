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

/// What neighbours bring cell c; `x(c)` gives the temperature of a cell.
template <class Heat>
HW_HD float balanceGains(const BalanceView& g, const Heat& x, int c) {
    float gains = 0.0f;
    for (int d = 0; d < 3; ++d) {
        const int s = g.stride[d];
        gains += g.fromNear_per_s[d][c] * x(c - s) + g.fromFar_per_s[d][c + s] * x(c + s);
    }
    return gains;
}

/// Temperatures as they lie in memory.
struct StoredHeat {
    const float* values;
    HW_HD float operator()(int c) const { return values[c]; }
};

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

/// Heat that screens keep from spreading; each has a face of its own.
struct BalanceScreens {
    static constexpr const char* kName = "BalanceScreens";
    const ScreenCell* screens;
    HeatView g;
    float* fromNear_per_s[3];
    float* fromFar_per_s[3];

    HW_HD void operator()(int n, int) const {
        const ScreenCell screen = screens[n];
        const float diffusive_per_s =
            screenedDiffusivity(screen, g.eddyViscosity_m2_per_s, g.diffusivity_m2_per_s,
                                g.inverseTurbulentPrandtl) *
            screen.inverse_per_m * screen.inverse_per_m;
        fromNear_per_s[screen.axis][screen.face] -= diffusive_per_s;
        fromFar_per_s[screen.axis][screen.face] -= diffusive_per_s;
    }
};

/// Through free faces air leaves, see CellLoss, and nothing comes in that is warm.
struct BalanceOpens {
    static constexpr const char* kName = "BalanceOpens";
    const OpenCell* opens;
    float* fromNear_per_s[3];
    float* fromFar_per_s[3];

    HW_HD void operator()(int n, int) const {
        fromNear_per_s[opens[n].axis][opens[n].face] = 0.0f;
        fromFar_per_s[opens[n].axis][opens[n].face] = 0.0f;
    }
};

/// What leaves a cell into devices, through open sides and into walls of given temperature.
struct CellLoss {
    static constexpr const char* kName = "CellLoss";
    CellTouches on;
    HeatView g;
    const float* wallSpeed_m_per_s; ///< null: laminar
    bool isPassive;                 ///< walls do not hold it
    float* loss_per_s;

    HW_HD void operator()(int n, int) const {
        const TouchedCell first = on.cells[n], end = on.cells[n + 1];
        const int c = first.cell;
        float loss = loss_per_s[c];
        for (int k = first.open; k < end.open; ++k) {
            const OpenCell open = on.opens[k];
            const float outflow = open.outward * g.velocity_m_per_s[open.axis][open.face];
            loss += (outflow > 0.0f ? outflow : 0.0f) * g.inverse_per_m[open.axis];
        }
        for (int k = first.touch; k < end.touch; ++k)
            if (on.touches[k].kind == HeatTouch::Taken)
                loss += static_cast<float>(touchRate_per_s(on.touches[k], on.flow_m3_per_s));
        for (int k = first.wall; k < end.wall && !isPassive; ++k)
            loss += wallRate_per_s(on.walls[k], g.diffusivity_m2_per_s,
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
    using Value = double;
    const int* firstIntake;
    const IntakeCell* intakes;
    const DeviceReading* readings;
    const float* x;
    double* carried;

    HW_HD static Value nothing() { return 0.0; }
    HW_HD static Value join(Value a, Value b) { return a + b; }
    HW_HD int size(int n) const { return firstIntake[n + 1] - firstIntake[n]; }
    HW_HD Value value(int n, int k) const {
        const IntakeCell intake = intakes[firstIntake[n] + k];
        return intake.share * x[intake.cell];
    }
    HW_HD void finish(int n, Value all) const { carried[n] = readings[n].carriedShare * all; }
};

/// y = base + factor times what devices bring, at the cells they touch.
struct CarryThrough {
    static constexpr const char* kName = "CarryThrough";
    CellTouches on;
    const double* carried;
    const float* base;
    float factor;
    float* y;

    HW_HD void operator()(int n, int) const {
        const int c = on.cells[n].cell;
        float sum = 0.0f;
        for (int k = on.cells[n].touch; k < on.cells[n + 1].touch; ++k)
            if (on.touches[k].kind == HeatTouch::Given)
                sum += static_cast<float>(touchRate_per_s(on.touches[k], on.flow_m3_per_s) *
                                          carried[on.touches[k].from]);
        y[c] = base[c] + factor * sum;
    }
};

/// Temperatures of the first colour after its sweep from zero.
struct FirstHeat {
    const float* source;
    const float* inverseLoss_s;
    HW_HD float operator()(int c) const { return source[c] * inverseLoss_s[c]; }
};

/// Both colours of a sweep from zero, whatever the memory holds: what the second needs of the first
/// follows from the right side `b`. Copies that to the source.
struct BeginRelaxHeat {
    static constexpr const char* kName = "BeginRelaxHeat";
    BalanceView g;
    GridShape shape;
    const float* b;
    float* source;
    float* x;

    HW_HD void operator()(int i, int row) const {
        const int c = shape.rowStart(row) + i;
        const bool isFirst = ((i + row % shape.cells[1] + row / shape.cells[1]) & 1) == 0;
        const FirstHeat first{b, g.inverseLoss_s};
        const float gains = isFirst ? 0.0f : balanceGains(g, first, c);
        source[c] = b[c];
        x[c] = (b[c] + gains) * g.inverseLoss_s[c];
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
        x[c] = (source[c] + balanceGains(g, StoredHeat{x}, c)) * g.inverseLoss_s[c];
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
        y[c] = g.loss_per_s[c] * x[c] - balanceGains(g, StoredHeat{x}, c);
    }
};

/// direction = residual + turn * (direction - omega * image), see GpuBalance::solve().
struct TurnBalance {
    static constexpr const char* kName = "TurnBalance";
    GridShape shape;
    const float* residual;
    const float* image;
    float turn;
    float omega;
    float* direction;

    HW_HD void operator()(int i, int row) const {
        const int c = shape.rowStart(row) + i;
        direction[c] = residual[c] + turn * (direction[c] - omega * image[c]);
    }
};

/// Goes a length along a smoothed direction whose image is known.
struct FollowBalance {
    static constexpr const char* kName = "FollowBalance";
    GridShape shape;
    float length;
    const float* smooth;
    const float* image;
    float* answer;
    float* residual;

    HW_HD void operator()(int i, int row) const {
        const int c = shape.rowStart(row) + i;
        answer[c] += length * smooth[c];
        residual[c] -= length * image[c];
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

/// What two inner products of an array come to: with `a` and with `b`.
struct ProductPair {
    double withA;
    double withB;
};

struct InnerProducts {
    static constexpr const char* kName = "InnerProducts";
    using Value = ProductPair;
    GridShape shape;
    const float* of;
    const float* a;
    const float* b;
    ProductPair* result;

    HW_HD static Value nothing() { return {0.0, 0.0}; }
    HW_HD static Value join(Value x, Value y) { return {x.withA + y.withA, x.withB + y.withB}; }
    HW_HD Value value(int i, int row) const {
        const int c = shape.rowStart(row) + i;
        const double own = of[c];
        return {own * a[c], own * b[c]};
    }
    HW_HD void finish(Value all) const { *result = all; }
};

} // namespace hallwright::airflow
