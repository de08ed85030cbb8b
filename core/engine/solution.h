#pragma once

#include "core/economics/kpi.h"
#include "core/engine/finding.h"
#include "core/engine/outage.h"
#include "core/model/entities.h"
#include "core/model/hall_interior.h"
#include "core/solvers/airflow/air_indices.h"

#include <cmath>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace hallwright::airflow {
class AirField;
}

namespace hallwright::engine {

struct AirAssembly; // air_assembly.h
struct FaultLevels; // short_circuit_levels.h
struct PlumeState;  // plume_state.h

/// The steps of a solve in the order in which they answer.
enum class Stage { Power, Coolant, AirCoarse, AirFine, Plume };

/// How one stage ended. `detail` says in words what went wrong where it did not converge.
struct StageReport {
    Stage stage = Stage::Power;
    std::string name; ///< "Power", "Coolant", "Air 0.8 m"
    double time_ms = 0.0;
    std::string device; ///< "2 threads"
    bool converged = false;
    int iterations = 0;
    double residual = 0.0;
    std::string residualUnit;     ///< "pu", "m3/s", "of heat"
    double settledFraction = 1.0; ///< air: how much of the running mean has settled
    std::string detail;
};

struct RackState {
    double load_W = 0.0;                               ///< electrical, at the rack's intake
    double feedA_W = 0.0;                              ///< over its first cord
    double feedB_W = 0.0;                              ///< over its second
    model::FeedSide firstFeed = model::FeedSide::None; ///< block that the first cord hangs on
    model::FeedSide secondFeed = model::FeedSide::None;
    double voltage_pu = 0.0; ///< lower of the two feeds
    double heatToAir_W = 0.0;
    double heatToLiquid_W = 0.0;
    double airInletMean_C = 0.0; ///< meaningful where hasAir
    double airInletMax_C = 0.0;
    double airOutlet_C = 0.0;
    double airFlow_m3_per_s = 0.0;
    /// Share of its intake air that comes straight from air units, and of its exhaust that goes
    /// straight back to them (capture indices); of the final air of its hall.
    std::optional<double> airFromSupply, airToReturn;
    double coolantFlow_m3_per_s = 0.0;
    double coolantSupply_C = 0.0;
    double coolantReturn_C = 0.0;
    double coolantPressureDrop_Pa = 0.0;
    double couplingPressureDrop_Pa = 0.0; ///< of its two quick-disconnects
    /// |load - heat to air - what its coolant stream carries| / load.
    double residualFraction = 0.0;
    bool hasPower = false;
    bool hasCoolant = false;
    bool hasAir = false; ///< the air stage of its hall has answered
};

/// A feeder, a busway run or a transformer.
struct BranchState {
    double loading = 0.0; ///< of rating; 1 = full
    double current_A = 0.0;
    double rating = 0.0; ///< A for cables and busways, VA for transformers
    double power_W = 0.0;
    double apparent_VA = 0.0;
    double loss_W = 0.0;
    double voltageDrop = 0.0; ///< fraction
    bool energised = false;
};

/// A busway run, keyed as the interior derives it.
struct BuswayState : BranchState {
    model::HallId hall;
    model::RowId row;
    model::FeedSide side = model::FeedSide::None;
    std::string name;
    double endVoltage_pu = 0.0; ///< at the last rack; 0 where dead
    double leadIn_m = 0.0;      ///< from the board to the row
    double length_m = 0.0;      ///< from there to the last rack
};

struct BusState {
    std::string name;
    model::EntityId entity; ///< substation, hall or equipment that the bus belongs to
    int section = 0;
    double nominal_V = 0.0;
    double voltage_pu = 0.0;
    double angle_deg = 0.0;
    bool energised = false;
};

struct TapState { ///< an on-load tap changer and the bar that it holds
    int position = 0;
    int last = 0;             ///< positions go from -last to last
    double voltage_pu = 0.0;  ///< of the bar; 0 where dead
    double setpoint_pu = 0.0; ///< held within +- band / 2
    double band_pu = 0.0;

    [[nodiscard]] bool holds() const { return std::abs(voltage_pu - setpoint_pu) <= 0.5 * band_pu; }
};

struct PipeState { ///< a facility-water main
    double flow_m3_per_s = 0.0;
    double velocity_m_per_s = 0.0;
    double gradient_Pa_per_m = 0.0;
    double supply_C = 0.0;
    double return_C = 0.0;
    double designPressure_Pa = 0.0; ///< gauge: pumps at full speed against closed valves
    double supplyPressure_Pa = 0.0; ///< gauge, at its `to` end; 0: it has no supply pipe
    double returnPressure_Pa = 0.0; ///< idem of its return pipe
    double loss_W = 0.0; ///< through its insulation to outdoor air; negative where that is warmer
    model::MainPipes pipes = model::MainPipes::Both; ///< a supply or return alone has one of the
                                                     ///< two temperatures in both
};

/// A CDU, an air unit, a cooler, a chiller, a pump: whatever carries heat or moves a fluid.
struct UnitState {
    double power_W = 0.0;  ///< electrical
    double heat_W = 0.0;   ///< carried
    double loading = 0.0;  ///< of capacity
    double supply_C = 0.0; ///< of what it supplies (coolant secondary, air, facility water)
    double return_C = 0.0;
    double flow_m3_per_s = 0.0;
    bool running = false;
    /// Of what gives its heat to the outdoor air: the air that enters it, and what share of it has
    /// come back, (intake - ambient) / (discharge - ambient), 0..1. Set by the plume stage where
    /// the unit runs.
    std::optional<double> airIntake_C, recirculationShare;
    /// Of what facility water flows through: gauge pressure at which the water enters it.
    std::optional<double> waterPressure_Pa;
    /// Flow factor that the balancing valve of its branch is set to; 0: no such valve.
    double balancingKv_m3_per_h = 0.0;
    /// Of a UPS: how long its batteries carry what it gives now, and what it would give with one of
    /// the units beside it out; rated autonomy over loading. None where the type states no
    /// autonomy, where it gives nothing, or where no unit stands beside it.
    std::optional<double> autonomy_s, autonomyOneOut_s;
};

struct HallState {
    double it_W = 0.0;
    double loss_W = 0.0;
    double heatToAir_W = 0.0;
    double heatToLiquid_W = 0.0;
    double cooling_W = 0.0; ///< electrical power of fans, pumps and coolers that serve it
    double facilitySupply_C = 0.0;
    double facilityReturn_C = 0.0;
    double worstInlet_C = 0.0; ///< meaningful where hasAir
    model::RackId worstInletRack;
    /// |IT + losses + pumps + fans - what coolant and air streams carry out| / in.
    double residualFraction = 0.0;
    double airImbalanceFraction = 0.0;
    bool hasAir = false;
    bool airConverged = false;
    /// The picture of the smallest cells asked for; coarser ones are too rough to judge racks by.
    bool airIsFinest = false;
    double airSettledFraction = 0.0; ///< how much of the running mean has settled
    airflow::AirIndices airIndices;  ///< by the limits of ASHRAE classes A1 to A4
    /// Why there is no air picture, or what is wrong with it; empty where all is well.
    std::string airMessage;
    std::shared_ptr<const airflow::AirField> air;  ///< in hall axes moved to a corner origin
    std::shared_ptr<const AirAssembly> airProblem; ///< that `air` answers
};

/// A technology-cooling loop inside a hall.
struct LoopState {
    model::HallId hall;
    std::string name;
    double heat_W = 0.0; ///< from its racks
    double flow_m3_per_s = 0.0;
    double supply_C = 0.0;
    double return_C = 0.0;
    double pumpHead_Pa = 0.0;              ///< what the pumps must give
    double manifoldVelocity_m_per_s = 0.0; ///< at the feed point, where it is highest
    int cdusRunning = 0;
    int cdusTotal = 0;
    bool converged = false;
    double volume_m3 = 0.0;        ///< of coolant in manifolds, CDUs and racks
    double cduLoading = 0.0;       ///< heat over the capacity of the CDUs that run
    double cduLoadingOneOut = 0.0; ///< idem with the largest of them out; 0 where there is but one
    double pipeLoss_W = 0.0;       ///< from its manifolds to the room's air; negative: gained
};

/// A heat-rejection plant as a whole.
struct PlantState {
    double heat_W = 0.0;  ///< rejected
    double power_W = 0.0; ///< fans, pumps and compressors
    double supply_C = 0.0;
    double return_C = 0.0;
    double flow_m3_per_s = 0.0;
    double pumpHead_Pa = 0.0;
    double water_m3_per_s = 0.0;
    double heatLoading = 0.0; ///< heat over what its coolers can reject at these temperatures
    int pumpsRunning = 0;
    int pumpsTotal = 0;
    bool holdsSetpoint = false;
    bool converged = false;
    double npshAvailable_m = 0.0; ///< net positive suction head at its pumps; 0 without flow
    double setpoint_C = 0.0;      ///< of its supply in this weather
    double compressor_W = 0.0;    ///< of its power: chillers' compressors
    double chillerHeat_W = 0.0;   ///< taken from the water by chillers
    int chillersRunning = 0;
    double reused_W = 0.0;               ///< heat handed to customers
    double volume_m3 = 0.0;              ///< of facility water in its circuit, tanks included
    double bypass_m3_per_s = 0.0;        ///< of its pumps' flow, past the consumers
    double condenserFlow_m3_per_s = 0.0; ///< between condensers and towers
    double condenserHead_Pa = 0.0;       ///< that their pumps give; pipes of the size below
    double condenserVelocity_m_per_s = 0.0;
    int condenserDn = 0;
};

/// A generator, a battery or a photovoltaic plant that does not stand by.
struct GenerationState {
    double power_W = 0.0; ///< fed; a battery that charges: negative
    double apparent_VA = 0.0;
    double loading = 0.0;       ///< of rated power
    double fuel_m3_per_s = 0.0; ///< liquid fuel; 0: none, or not stated
    bool running = false;
    model::GenerationUse use = model::GenerationUse::Standby;
};

/// Electrical losses by where they arise [W]; they sum to EnergyBalance::loss_W.
struct LossesByKind {
    double transformers_W = 0.0;
    double cables_W = 0.0;
    double busways_W = 0.0;
    double ups_W = 0.0;
    double transferSwitches_W = 0.0;
    double pdus_W = 0.0;
    double rectifiers_W = 0.0;

    [[nodiscard]] double sum_W() const {
        return transformers_W + cables_W + busways_W + ups_W + transferSwitches_W + pdus_W +
               rectifiers_W;
    }
};

/// Energy of the whole campus at the state solved. Closes: grid + generation = it + cooling + loss.
struct EnergyBalance {
    double grid_W = 0.0;
    double generation_W = 0.0; ///< on site, less what batteries charge
    double it_W = 0.0;
    double cooling_W = 0.0;
    double loss_W = 0.0;
    double heatToAir_W = 0.0;
    double heatToLiquid_W = 0.0;
    double heatRejected_W = 0.0;
    double heatReused_W = 0.0; ///< handed to customers
    double pipeLoss_W = 0.0;   ///< of mains through their insulation; negative: gained
    double water_m3_per_s = 0.0;
    /// |in - out| / in, the larger of the electrical and the thermal balance.
    double residualFraction = 0.0;
};

using Kpi = economics::Kpi;

/// All that a solve has to say about one revision; immutable once handed out. Later stages hand
/// out a new one that holds what earlier stages found.
struct Solution {
    std::uint64_t revision = 0;
    model::Scenario scenario;
    std::vector<StageReport> stages;
    bool powerConverged = false;
    bool coolantConverged = false;
    int couplingRounds = 0;
    double couplingChangeFraction = 0.0; ///< of total power, in the last round

    EnergyBalance energy;
    std::vector<Kpi> kpis;
    std::vector<Finding> findings;

    LossesByKind losses;

    std::unordered_map<model::RackId, RackState> racks;
    std::unordered_map<model::EquipmentId, UnitState> units;
    std::unordered_map<model::EquipmentId, BranchState> transformers;
    std::unordered_map<model::EquipmentId, TapState> taps; ///< of transformers with a tap changer
    std::unordered_map<model::FeederId, BranchState> feeders;
    std::map<model::GridConnectionId, BranchState> grids;     ///< rating: the agreed capacity, VA
    std::map<model::EquipmentId, GenerationState> generation; ///< what does not stand by
    std::unordered_map<model::MainId, PipeState> mains;
    std::map<model::HallId, HallState> halls;
    std::map<model::PlantId, PlantState> plants;
    std::vector<LoopState> loops;
    std::vector<BuswayState> busways;
    std::vector<BusState> buses;
    /// Short-circuit study; comes with the second answer, null until then.
    std::shared_ptr<const FaultLevels> faultLevels;
    /// Warm air over the campus and what it does to its coolers; null until that has been solved,
    /// which is after the halls' air. Power and coolant are then those with the warmed intakes.
    std::shared_ptr<const PlumeState> plume;
    /// How far the supply of halls and racks holds, and what each single outage of the trunk does.
    /// Empty until that has been solved, which is after all else and where it was asked for.
    std::map<model::HallId, HallSupply> supply;
    std::unordered_map<model::RackId, SupplyGrade> rackSupply;
    std::vector<OutageVerdict> outages;
    /// The connections inside each hall that this solution was computed with.
    std::map<model::HallId, std::shared_ptr<const model::HallInterior>> interiors;
};

using SolutionPtr = std::shared_ptr<const Solution>;

} // namespace hallwright::engine
