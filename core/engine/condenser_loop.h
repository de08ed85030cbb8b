#pragma once

#include "core/solvers/plant/coolant_table.h"

namespace hallwright::engine {

/// Pipes between the condensers of a plant's chillers and its towers, one each way.
struct CondenserPipes {
    int dn = 0;
    double run_m = 0.0; ///< one way
    double diameter_m = 0.0;
    double roughness_m = 0.0;
};

/// Condenser water as numbers: from the towers' basins by one pump of fixed speed for each tower
/// through a main to the condensers side by side, and by a second main up to the sprays.
struct CondenserLoopInput {
    int towers = 0;
    double towerFlow_m3_per_s = 0.0; ///< design flow of one, for which its pump is chosen
    double lift_m = 0.0;             ///< from the basin to the sprays
    double sprayDrop_Pa = 0.0;       ///< of one tower at its design flow
    int condensers = 0;              ///< of chillers that run; the others are shut
    int condensersTotal = 0;
    double condenserDrop_Pa = 0.0; ///< at design: all of them share the towers' flow
    CondenserPipes pipes;
};

struct CondenserLoopFlow {
    double flow_m3_per_s = 0.0; ///< of all towers
    double head_m = 0.0;        ///< of their pumps
    double velocity_m_per_s = 0.0;
    bool converged = true;
};

/// Operating point of the loop by the global gradient algorithm. A pump is one whose rated point is
/// the design flow at the head that the loop asks for then, shut-off head 1.3 times that.
[[nodiscard]] CondenserLoopFlow solveCondenserLoop(const CondenserLoopInput& input,
                                                   const plant::CoolantProperties& water);

} // namespace hallwright::engine
