#pragma once

// Kernels of the two-equation model, see compute::Executor and TwoEquation. C++17: nvcc reads this
// too.

#include "core/solvers/airflow/grid_shape.h"
#include "core/solvers/airflow/two_equation_cell.h"

namespace hallwright::airflow {

struct TurbulenceStart {
    static constexpr const char* kName = "TurbulenceStart";
    TurbulenceView g;
    GridShape shape;
    float* energy;
    float* dissipation;

    HW_HD void operator()(int i, int row) const {
        const int c = shape.rowStart(row) + i;
        const TurbulenceState begun = startingTurbulence(g, c);
        energy[c] = begun.energy_m2_per_s2;
        dissipation[c] = begun.dissipation_m2_per_s3;
    }
};

/// Reads 11 arrays, writes 2; 52 bytes a cell, every few steps.
struct TurbulenceStep {
    static constexpr const char* kName = "TurbulenceStep";
    TurbulenceView g;
    GridShape shape;
    const unsigned char* isSolid;
    float* nextEnergy;
    float* nextDissipation;

    HW_HD void operator()(int i, int row) const {
        const int c = shape.rowStart(row) + i;
        if (isSolid[c])
            return;
        const TurbulenceState next = turbulenceUpdate(g, c);
        nextEnergy[c] = next.energy_m2_per_s2;
        nextDissipation[c] = next.dissipation_m2_per_s3;
    }
};

/// Eddies and friction from the energy and dissipation that `g` has now.
struct TurbulenceEddies {
    static constexpr const char* kName = "TurbulenceEddies";
    TurbulenceView g;
    GridShape shape;
    const unsigned char* isSolid;
    float* eddyViscosity_m2_per_s;
    float* wallSpeed_m_per_s;

    HW_HD void operator()(int i, int row) const {
        const int c = shape.rowStart(row) + i;
        if (isSolid[c])
            return;
        eddyViscosity_m2_per_s[c] =
            eddyViscosity({g.energy_m2_per_s2[c], g.dissipation_m2_per_s3[c]});
        wallSpeed_m_per_s[c] =
            g.touchesWall[c] > 0.5f
                ? loggedWallSpeed(g.energy_m2_per_s2[c], g.viscosity_m2_per_s, g.wallDistance_m)
                : 0.0f;
    }
};

} // namespace hallwright::airflow
