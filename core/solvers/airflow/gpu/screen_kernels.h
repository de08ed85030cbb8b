#pragma once

// Kernels of screens, see compute::Executor and ScreenFlow. C++17: nvcc reads this too.

#include "core/solvers/airflow/gpu/flow_kernels.h"
#include "core/solvers/airflow/region_pressure.h"
#include "core/solvers/airflow/screen_cell.h"

namespace hallwright::airflow {

/// Weights from the flow, and the conductances of the finest grid of the pressure with them.
struct ScreenWeigh {
    static constexpr const char* kName = "ScreenWeigh";
    const ScreenCell* screens;
    const float* velocity_m_per_s[3];
    const float* open[3];
    const float* step_s;
    float* weight;
    float* conductance[3];

    HW_HD void operator()(int n, int) const {
        const ScreenCell screen = screens[n];
        const int d = screen.axis;
        const float own =
            screenWeight(screen, screenStep_s(screen, step_s), velocity_m_per_s[d][screen.face]);
        weight[n] = own;
        conductance[d][screen.face] =
            open[d][screen.face] * own * (screen.inverse_per_m * screen.inverse_per_m);
    }
};

struct ScreenResist {
    static constexpr const char* kName = "ScreenResist";
    const ScreenCell* screens;
    const float* wallSpeed_m_per_s;
    const float* wallEdges_per_m[3];
    const float* step_s;
    float* velocity_m_per_s[3];

    HW_HD void operator()(int n, int) const {
        const ScreenCell screen = screens[n];
        float* velocity = velocity_m_per_s[screen.axis] + screen.face;
        *velocity = resistedVelocity(screen, *velocity, wallSpeed_m_per_s,
                                     wallEdges_per_m[screen.axis][screen.face],
                                     screenStep_s(screen, step_s));
    }
};

/// Flow through each screen of the problem along its axis.
struct ScreenPasses {
    static constexpr const char* kName = "ScreenPasses";
    using Value = double;
    const ScreenCell* screens;
    const int* first;   ///< of each screen's faces in `members`
    const int* members; ///< faces by screen
    double faceArea_m2[3];
    const float* velocity_m_per_s[3];
    double* flow_m3_per_s;

    HW_HD static Value nothing() { return 0.0; }
    HW_HD static Value join(Value a, Value b) { return a + b; }
    HW_HD int size(int n) const { return first[n + 1] - first[n]; }
    HW_HD Value value(int n, int k) const {
        const ScreenCell screen = screens[members[first[n] + k]];
        return faceArea_m2[screen.axis] *
               static_cast<double>(velocity_m_per_s[screen.axis][screen.face]);
    }
    HW_HD void finish(int n, Value all) const { flow_m3_per_s[n] = all; }
};

/// What is needed of a projection to put its screens right.
struct ScreenView {
    const ScreenCell* screens;
    const float* weight;
    const float* potential;
    const float* scale; ///< null: 1
};

/// What the projection did too much to screen n.
HW_HD float heldBackAt_m_per_s(const ScreenView& g, int n) {
    const ScreenCell screen = g.screens[n];
    const float factor = g.scale ? *g.scale : 1.0f;
    return heldBack_m_per_s(screen, g.weight[n], factor * g.potential[screen.near],
                            factor * g.potential[screen.face]);
}

/// Flow through each link of parts after the projection, and how well it conducts.
struct LinkFlows {
    static constexpr const char* kName = "LinkFlows";
    struct Value {
        double flow_m3_per_s;
        double conductance;
    };
    ScreenView g;
    const int* first;      ///< of each link in `members`
    const int* members;    ///< screens by link
    double faceArea_m2[3]; ///< along each axis
    const float* velocity_m_per_s[3];
    double* flow_m3_per_s;
    RegionLink* links;

    HW_HD static Value nothing() { return {0.0, 0.0}; }
    HW_HD static Value join(Value a, Value b) {
        return {a.flow_m3_per_s + b.flow_m3_per_s, a.conductance + b.conductance};
    }
    HW_HD int size(int n) const { return first[n + 1] - first[n]; }
    HW_HD Value value(int n, int k) const {
        const int at = members[first[n] + k];
        const ScreenCell screen = g.screens[at];
        const double area_m2 = faceArea_m2[screen.axis];
        const float velocity =
            velocity_m_per_s[screen.axis][screen.face] + heldBackAt_m_per_s(g, at);
        return {area_m2 * velocity, area_m2 * g.weight[at] * screen.inverse_per_m};
    }
    HW_HD void finish(int n, Value all) const {
        flow_m3_per_s[n] = all.flow_m3_per_s;
        links[n].area_m2 = all.conductance;
    }
};

/// Potentials of the parts that give each what it gives, by one thread: there are few.
struct PartPotentials {
    static constexpr const char* kName = "PartPotentials";
    const RegionLink* links;
    int linkCount;
    int partCount;
    const double* flow_m3_per_s;
    const double* given_m3_per_s;
    double* surplus;
    double* potential;
    RegionRoom room;

    HW_HD void operator()(int, int) const {
        for (int p = 0; p < partCount; ++p)
            surplus[p] = given_m3_per_s[p];
        for (int n = 0; n < linkCount; ++n) {
            surplus[links[n].near] -= flow_m3_per_s[n];
            surplus[links[n].far] += flow_m3_per_s[n];
        }
        solveRegionPressures(links, linkCount, partCount, surplus, potential, room);
    }
};

/// Puts the velocities of screens right after a projection.
struct ScreenSettle {
    static constexpr const char* kName = "ScreenSettle";
    ScreenView g;
    const int* linkOf; ///< -1: within a part; null: there are no parts
    const RegionLink* links;
    const double* partPotential;
    float* velocity_m_per_s[3];

    HW_HD void operator()(int n, int) const {
        const ScreenCell screen = g.screens[n];
        float velocity = velocity_m_per_s[screen.axis][screen.face] + heldBackAt_m_per_s(g, n);
        if (linkOf && linkOf[n] >= 0) {
            const RegionLink link = links[linkOf[n]];
            velocity += g.weight[n] * screen.inverse_per_m *
                        static_cast<float>(partPotential[link.near] - partPotential[link.far]);
        }
        velocity_m_per_s[screen.axis][screen.face] = velocity;
    }
};

/// Pressure of the parts: reads 2 arrays, writes 1; 12 bytes a cell.
struct PartPressure {
    static constexpr const char* kName = "PartPressure";
    GridShape shape;
    const int* part; ///< of each cell; below zero: solid
    const double* partPotential;
    const FlowScalars* scalars;
    float* pressure_m2_per_s2;

    HW_HD void operator()(int i, int row) const {
        const int c = shape.rowStart(row) + i;
        if (part[c] >= 0)
            pressure_m2_per_s2[c] +=
                scalars->perStep_per_s * static_cast<float>(partPotential[part[c]]);
    }
};

} // namespace hallwright::airflow
