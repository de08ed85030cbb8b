#pragma once

#include "core/catalog/catalog.h"
#include "core/engine/air_assembly.h"
#include "core/engine/solution.h"
#include "core/model/campus.h"
#include "core/solvers/airflow/airflow_solver.h"
#include "core/solvers/airflow/gpu/air_device.h"

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace hallwright::engine {

enum class AirEvent {
    FansStop,   ///< air units lose their power: their fans coast down
    WaterStops, ///< their coils lose the cold water: fans run on, the air leaves as it came
};

struct AirDrillOptions {
    AirEvent event = AirEvent::FansStop;
    /// Air units that it meets; empty: all of the hall, rear doors too.
    std::vector<model::EquipmentId> units;
    std::optional<double> restart_s; ///< power or water is back; none: not within the drill
    double duration_s = 300.0;
    double frame_s = 2.5; ///< simulated time between two frames
    double cell_m = 0.0;  ///< edge of the cells; 0: by the hall's size
    /// Time in which a fan has lost half its speed. Its torque goes with the square of the speed,
    /// so that its speed is n / (1 + t / halfSpeed_s); assumed for direct-driven plug fans.
    double halfSpeed_s = 8.0;
    double runUp_s = 15.0; ///< of the fans after a restart, linear; assumed
    /// Part of a rack's mass, at the heat capacity of steel, that follows the air which leaves it;
    /// assumed. 0: only air takes up heat.
    double massShare = 0.5;
    /// Racks switch themselves off where their inlet lies that far above what is allowed; assumed.
    double tripMargin_K = 10.0;
    airflow::AirDeviceWish device = airflow::AirDeviceWish::Auto;
};

struct AirDrillRack {
    model::RackId id;
    double recommended_C = 0.0;
    double allowable_C = 0.0;                 ///< 0: not known
    std::optional<double> aboveRecommended_s; ///< when its mean inlet first lies above it
    std::optional<double> overAllowable_s;
    std::optional<double> trips_s; ///< when it switches itself off
};

struct AirDrillFrame {
    double time_s = 0.0;
    double mean_C = 0.0;   ///< of the hall's air
    double fanShare = 1.0; ///< flow of all air units over that before the event
    int racksOff = 0;      ///< have switched themselves off
    double worstInlet_C = 0.0;
    std::size_t worstRack = 0;       ///< in AirDrill::racks
    std::vector<float> rackInlet_C;  ///< mean over each front; as AirDrill::racks
    std::vector<float> rackOutlet_C; ///< idem
    std::shared_ptr<const airflow::AirField> air;
};

/// What the air of a hall does after an event, true to time. Racks keep their heat and their flow
/// (their supply holds them) until they switch themselves off. Air and racks take up heat; floor
/// and walls, which would slow the rise, are left out: the times given are short rather than long.
struct AirDrill {
    model::HallId hall;
    AirDrillOptions options;
    airflow::AirflowStatus status = airflow::AirflowStatus::InvalidProblem;
    std::string message;    ///< why there is nothing, or what went wrong; else empty
    std::string deviceNote; ///< why not on the device asked for, or not to the end; else empty
    std::vector<AirDrillRack> racks;
    std::vector<AirDrillFrame> frames;

    /// The rack that is over its allowable inlet first; null where none is.
    [[nodiscard]] const AirDrillRack* firstOver() const;
    /// The same for the recommended inlet.
    [[nodiscard]] const AirDrillRack* firstAbove() const;
};

/// Edge of the cells of a drill in a hall of that size: some ten times faster than it lives.
[[nodiscard]] double airDrillCell_m(base::Vec3 size_m);

/// Simulates an event in a hall whose air has been solved; `onFrame` gets what there is after each
/// frame. Where `stop` is requested the frames so far are returned.
[[nodiscard]] AirDrill runAirDrill(const model::Campus& campus, const catalog::Catalog& catalog,
                                   const Solution& solved, model::HallId hall,
                                   const AirDrillOptions& options,
                                   const std::function<void(const AirDrill&)>& onFrame = {},
                                   std::stop_token stop = {});

/// The solved state with one frame's air in its hall and at its racks.
[[nodiscard]] SolutionPtr solutionAt(const Solution& solved, const AirDrill& drill,
                                     const AirDrillFrame& frame);

} // namespace hallwright::engine
