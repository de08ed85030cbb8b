#pragma once

#include "core/solvers/plant/coolant_table.h"

#include <stop_token>
#include <vector>

namespace hallwright::engine {

/// A technology-cooling loop as numbers. CDUs stand in parallel on one manifold; each rack's valve
/// holds its flow, and the pumps run at the speed that just serves the rack with the least
/// pressure left (usual differential-pressure control).
struct TcsLoopInput {
    struct Rack {
        double at_m = 0.0;               ///< along the manifold, ascending
        double flow_m3_per_s = 0.0;      ///< wanted
        double ratedFlow_m3_per_s = 0.0; ///< at which the rack loses ratedDrop_Pa
        double ratedDrop_Pa = 0.0;
        double couplingKv_m3_per_h = 0.0; ///< of each of its two quick-disconnects; 0: none
    };
    struct Cdu { ///< one that works
        double ratedFlow_m3_per_s = 0.0;
        double ratedHead_Pa = 0.0; ///< external, at rated flow
        double ratedPower_W = 0.0; ///< of its pumps, at rated flow and head
    };
    std::vector<Rack> racks;
    std::vector<Cdu> cdus;
    double manifoldDiameter_m = 0.0;
    double roughness_m = 0.0;
    plant::CoolantProperties coolant;

    [[nodiscard]] std::vector<double> key() const;
};

struct TcsLoopFlow {
    std::vector<double> rack_m3_per_s;
    std::vector<double> rackDrop_Pa;     ///< over the rack itself
    std::vector<double> couplingDrop_Pa; ///< over its two quick-disconnects
    std::vector<double> cdu_m3_per_s;
    std::vector<double> cduPower_W;
    double pumpHead_Pa = 0.0; ///< after speed control
    double manifoldVelocity_m_per_s = 0.0;
    bool converged = false;
    int iterations = 0;
    double residual_m3_per_s = 0.0; ///< largest continuity error
};

[[nodiscard]] TcsLoopFlow solveTcsLoop(const TcsLoopInput& input, std::stop_token stop = {});

} // namespace hallwright::engine
