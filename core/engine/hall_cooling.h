#pragma once

#include "core/catalog/catalog.h"
#include "core/engine/campus_index.h"
#include "core/engine/service_state.h"
#include "core/engine/tcs_loop.h"
#include "core/model/hall_interior.h"

#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace hallwright::engine {

/// A technology loop of a hall, with what its racks and CDUs are.
struct HallLoop {
    struct Rack {
        model::RackId id;
        const catalog::RackType* type = nullptr;
        double heat_W = 0.0; ///< to liquid
    };
    struct Cdu {
        model::EquipmentId id;
        const catalog::CduType* type = nullptr;
    };
    std::string name;
    std::vector<Rack> racks; ///< as input.racks
    std::vector<Cdu> cdus;   ///< those that work, as input.cdus
    int cdusTotal = 0;
    double rackHeat_W = 0.0;
    /// What the manifolds give to the room's air at the set-point [W]; negative where that is
    /// warmer.
    double pipeLoss_W = 0.0;
    double setpoint_C = 0.0; ///< secondary supply that the CDUs hold where they can
    TcsLoopInput input;
    std::shared_ptr<const TcsLoopFlow> flow;

    /// Of racks and pumps less what the pipes lose: what the CDUs hand over.
    [[nodiscard]] double heat_W() const;
    [[nodiscard]] double pumpPower_W() const;
    /// Coolant in manifolds (supply and return), CDUs and racks that run [m3].
    [[nodiscard]] double volume_m3() const;
    /// Warmest supply that all its racks allow [degC]; none where no type states one.
    [[nodiscard]] std::optional<double> supplyLimit_C() const;
};

/// The air side of a hall before any air is solved: how much heat, how much air, by which units.
struct HallAirSide {
    struct Unit {
        model::EquipmentId id;
        const catalog::AirUnitType* type = nullptr;
        double flow_m3_per_s = 0.0;
        double fanPower_W = 0.0;
    };
    double rackHeat_W = 0.0;
    double expectedHeat_W = 0.0; ///< of racks, losses and fans: what coils and fans are set for
    double rackFlow_m3_per_s = 0.0;
    double supplySetpoint_C = 24.0;
    double capacity_W = 0.0; ///< of the units that work
    std::vector<Unit> units; ///< those that work
    int unitsTotal = 0;

    [[nodiscard]] double fanPower_W() const;
};

/// Cooling inside a hall: pure functions of what stands in it and of the racks' load.
struct HallCooling {
    model::HallId hall;
    std::vector<HallLoop> loops;
    HallAirSide air;
    double heatToLiquid_W = 0.0; ///< of racks

    [[nodiscard]] double pipeLoss_W() const; ///< of its loops, to the air of the room
};

/// Least share of its rated flow that a rack's valve passes, however small its load.
inline constexpr double kLeastRackFlow = 0.5;

/// `rackLoad_W`: served load of each rack of the hall, ascending id; `expectedLoss_W`: what its
/// transformers and UPS will about give to the air. Flows are not solved here.
[[nodiscard]] HallCooling
buildHallCooling(const CampusIndex& index, const catalog::Catalog& catalog,
                 const model::HallInterior& interior, const ServiceState& service,
                 std::span<const double> rackLoad_W, double expectedLoss_W);

/// Heat that a rack gives to liquid: by its type's share where a loop serves it; all to air else.
[[nodiscard]] double liquidShare(const catalog::RackType& type);

} // namespace hallwright::engine
