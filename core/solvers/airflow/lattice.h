#pragma once

#include "core/base/result.h"
#include "core/solvers/airflow/airflow_problem.h"
#include "core/solvers/airflow/grid_shape.h"

#include <array>
#include <cstdint>
#include <stop_token>
#include <vector>

namespace hallwright::airflow {

/// The air side of a device face on the lattice: cells and the share of the flow each one gives.
struct Port {
    struct Contact {
        int cell = 0; ///< air cell before the face
        int face = 0;
        Axis axis = Axis::X;
        float outward = 1; ///< +1 if the hall lies on the far side of the face
        double share = 0;  ///< of the port's flow; the shares of a port sum to 1
    };
    std::vector<Contact> contacts;
    double area_m2 = 0.0;

    [[nodiscard]] bool isBlocked() const { return contacts.empty(); }
};

/// Air that leaks through a closed baffle because the devices ask for it.
struct Leak {
    int nearCell = 0;
    int farCell = 0;
    int face = 0;
    Axis axis = Axis::X;
    double flow_m3_per_s = 0.0; ///< positive from near to far
};

/// A device whose flow follows from the pressures before and behind it.
struct Fan {
    bool isRack = true;     ///< else an air unit
    std::size_t device = 0; ///< in the order of the problem
};

/// An open face with a resistance.
struct ScreenFace {
    int face = 0;
    Axis axis = Axis::X;
    int screen = -1;        ///< of the problem; -1: part of a porous body alone
    float loss = 0.0f;      ///< coefficient for the speed through the face [-]
    float openShare = 1.0f; ///< see Screen
};

/// A cell that touches a wall of given temperature.
struct WarmWall {
    int cell = 0;
    float temperature_K = 0; ///< above the reference
    float inverse_m = 0;     ///< area of the wall over the volume of the cell
    float distance_m = 0;    ///< centre to wall
};

/// A face in an open side. Given: the wind enters there, and its flow is fixed; else pressure
/// decides it.
struct OpenFace {
    int cell = 0;
    int outside = 0; ///< halo cell beyond the face
    int face = 0;
    Axis axis = Axis::X;
    float outward = 1; ///< +1 where the outside lies on the far side
    bool isGiven = false;
};

/// A face that jets below it push the air through, upwards.
struct JetFace {
    int face = 0;
    float push_m_per_s2 = 0; ///< momentum that the jets give in a second, over the cell's air
};

/// A face that slides along the moving wall.
struct LidFace {
    int face = 0;
    Axis axis = Axis::X;
    float velocity_m_per_s = 0;
    float wallEdges_per_m = 0;
};

/// A problem put on a grid: what is air, which faces are open, where devices touch the air. Flow
/// rates are kept exactly, whatever the geometry does to the areas.
struct Lattice {
    GridShape shape;
    base::Vec3 cell_m;
    std::vector<std::uint8_t> isSolid;      ///< halo counts as solid
    std::array<std::vector<float>, 3> open; ///< 1: air on both sides and no wall between
    std::array<std::vector<float>, 3> givenVelocity_m_per_s; ///< on closed faces
    std::array<std::vector<float>, 3> wallEdges_per_m;       ///< see MomentumView
    std::vector<float> wallDistance_m;                       ///< in open air see openAirLength_m()
    std::vector<Port> rackFronts, rackRears; ///< in the order of the problem's racks
    std::vector<Port> unitReturns, unitSupplies;
    std::vector<double> rackFlow_m3_per_s, unitFlow_m3_per_s; ///< 0 where blocked
    std::vector<Port> openings;
    std::vector<double> openingFlow_m3_per_s; ///< into the hall positive
    std::vector<Fan> fans;
    std::vector<Leak> leaks;
    std::vector<ScreenFace> screens;
    std::vector<WarmWall> warmWalls;
    std::vector<LidFace> lidFaces;
    std::vector<OpenFace> openFaces;
    std::vector<JetFace> jetFaces; ///< in open air
    double airVolume_m3 = 0.0;
    double throughFlow_m3_per_s = 0.0; ///< see measureThroughFlow()
    bool isFeasible = true;            ///< every closed region gets what it gives
    base::Diagnostics findings;

    [[nodiscard]] double cellVolume_m3() const { return cell_m.x * cell_m.y * cell_m.z; }
    [[nodiscard]] double faceArea_m2(Axis axis) const;
    /// Sets throughFlow_m3_per_s from the flows of units and openings, or of racks alone.
    void measureThroughFlow();
    /// Blows a flow more through the port's faces: positive into the hall.
    void drive(const Port& port, double flow_m3_per_s,
               std::array<std::vector<float>, 3>& velocity_m_per_s) const;
};

/// Numbers of cells near the wanted edge, see fitCells(), or those given.
[[nodiscard]] std::array<int, 3> latticeCells(const AirflowProblem& problem);

/// Numbers of cells of a grid with edges about `factor` times those of the problem's own.
[[nodiscard]] std::array<int, 3> coarserCells(const AirflowProblem& problem, int factor);

/// Boxes snap to the nearest lattice planes (devices keep at least one cell); faces give each
/// lattice face behind which the box stands its overlapping part of the flow.
/// Ends early when a stop is requested; the lattice is then of no use.
[[nodiscard]] Lattice buildLattice(const AirflowProblem& problem, std::array<int, 3> cells,
                                   const std::stop_token& stop = {});

} // namespace hallwright::airflow
