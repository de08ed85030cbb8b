#pragma once

#include "core/engine/facility_circuit.h"
#include "core/engine/facility_flow.h"
#include "core/engine/intake_rises.h"
#include "core/model/entities.h"
#include "core/solvers/plant/chiller.h"
#include "core/solvers/plant/dry_cooler.h"
#include "core/solvers/plant/pump.h"

#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace hallwright::engine {

/// Temperatures of a circuit and what its plants do to hold them.
struct FacilityHeat {
    struct Bank { ///< of equal coolers; state of one of them
        plant::CoolerState unit;
        double inlet_K = 0.0;
        double flow_m3_per_s = 0.0; ///< of one
        double pump_W = 0.0;        ///< of one tower's condenser water
        int units = 0;
    };
    struct Chillers { ///< equal ones side by side; those that run share the bank's load
        plant::ChillerState unit;
        double inlet_K = 0.0;
        double outlet_K = 0.0;
        int units = 0;
    };
    struct Pumps {
        plant::PumpState unit;
        double flow_m3_per_s = 0.0; ///< of one
        int units = 0;
    };
    struct Plant {
        std::vector<Bank> coolers; ///< as the circuit's
        std::vector<Chillers> chillers;
        std::vector<Bank> towers;
        std::vector<Pumps> pumps;
        double power_W = 0.0;
        double rejected_W = 0.0;   ///< to outdoor air, compressors' heat included
        double fromWater_W = 0.0;  ///< taken out of the facility water, by the coolers' own models
        double toOutdoors_W = 0.0; ///< of fans and motors, not by way of the water
        double capacity_W = 0.0;   ///< that its coolers could take at these temperatures
        double water_m3_per_s = 0.0;
        double setpoint_K = 0.0; ///< of the supply in this weather
        double supply_K = 0.0;
        double return_K = 0.0;
        double flow_m3_per_s = 0.0;
        double chillerHeat_W = 0.0; ///< of fromWater_W: by chillers
        double compressor_W = 0.0;  ///< of power_W: of their compressors
        int chillersRunning = 0;
        CondenserLoopFlow condenser;
        double reused_W = 0.0;    ///< handed to customers before the coolers get the water
        double reusePump_W = 0.0; ///< of power_W: what moves water through the exchangers
        bool holdsSetpoint = false;
    };
    std::vector<Plant> plants;
    std::vector<double> consumerInlet_K; ///< as the circuit's consumers
    std::vector<double> consumerOutlet_K;
    std::vector<double> mainSupply_K; ///< as the circuit's mains
    std::vector<double> mainReturn_K;
    std::vector<double> mainLoss_W; ///< through insulation, both pipes; negative: gained
    double pipeLoss_W = 0.0;        ///< sum of these
    std::vector<double> portSupply_K;
    std::vector<double> portReturn_K;
    double intoWater_W = 0.0; ///< consumers' heat and what the pumps add
    bool converged = false;
    int iterations = 0;
    std::string message;
};

/// `consumerHeat_W`: as the circuit's consumers. `rises`: of the air that coolers, towers and
/// chillers take in; equal units of a plant take the mean of theirs.
[[nodiscard]] FacilityHeat
solveFacilityHeat(const FacilityCircuit& circuit, const FacilityFlow& flow,
                  const plant::CoolantProperties& coolant, const model::Scenario& scenario,
                  double elevation_m, std::span<const double> consumerHeat_W,
                  const IntakeRises& rises = {}, std::stop_token stop = {});

} // namespace hallwright::engine
