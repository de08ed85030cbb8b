#pragma once

#include "core/catalog/catalog.h"
#include "core/engine/campus_index.h"
#include "core/engine/hall_cooling.h"
#include "core/engine/service_state.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace hallwright::engine {

/// One facility-water circuit: plants, the mains between them and the halls that they serve.
/// Rules: plants joined by mains are one circuit, and so are plants of about the same set-point
/// (within 2 K) that meet in a hall. A hall with mains from circuits of different
/// set-points keeps them apart: CDUs take the warmest, air units the coldest water.
struct FacilityCircuit {
    struct PumpGroup { ///< equal pumps side by side
        const catalog::PumpType* type = nullptr;
        std::vector<model::EquipmentId> units; ///< those that work
        int running = 0;
        int total = 0;
    };
    struct CoolerBank { ///< equal coolers side by side
        const catalog::HeatRejectionType* type = nullptr;
        std::vector<model::EquipmentId> units;
        int total = 0;
    };
    struct ChillerBank {
        const catalog::ChillerType* type = nullptr;
        std::vector<model::EquipmentId> units;
        int total = 0;
    };
    struct Plant {
        model::PlantId id;
        double setpoint_C = 0.0;
        std::vector<PumpGroup> pumps;
        std::vector<CoolerBank> coolers;
        std::vector<CoolerBank> towers; ///< of the condensers of water-cooled chillers
        std::vector<ChillerBank> chillers;
    };
    struct Main {
        model::MainId id;
        int from = 0; ///< port: plants first, then halls
        int to = 0;
        double length_m = 0.0;
        double diameter_m = 0.0;
        double roughness_m = 0.0;
    };
    struct Consumer { ///< a CDU's primary or an air unit's coil
        model::EquipmentId id;
        model::HallId hall;
        int port = 0;
        bool isCdu = true;
        int loop = -1;              ///< CDU: of the hall's loops, and its index in there
        int unit = 0;               ///< index in the loop's or the air side's units
        double flow_m3_per_s = 0.0; ///< wanted
        double ratedFlow_m3_per_s = 0.0;
        double ratedDrop_Pa = 0.0;
    };
    std::string coolant;
    std::vector<Plant> plants;
    std::vector<model::HallId> halls;
    std::vector<Main> mains;
    std::vector<Consumer> consumers;

    [[nodiscard]] double setpoint_C() const; ///< of its first plant
};

struct FacilityLayout {
    std::vector<FacilityCircuit> circuits;
    std::vector<model::MainId> deadMains; ///< no plant at either end
};

/// Sorts plants, mains and halls into circuits and adds the halls' consumers with the flow that
/// their heat asks for.
[[nodiscard]] FacilityLayout
layOutFacility(const CampusIndex& index, const catalog::Catalog& catalog,
               const ServiceState& service,
               const std::map<model::HallId, std::shared_ptr<const HallCooling>>& halls);

} // namespace hallwright::engine
