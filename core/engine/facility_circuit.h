#pragma once

#include "core/catalog/catalog.h"
#include "core/engine/campus_index.h"
#include "core/engine/condenser_loop.h"
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
        double wetAbove_C = 0.0; ///< outdoor air above which they use water
    };
    struct ExchangerBank { ///< equal exchangers to customers of heat
        const catalog::HeatExchangerType* type = nullptr;
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
        model::Plant settings;
        double setpoint_C = 0.0; ///< as set; see supplySetpoint_C() for what weather makes of it
        std::vector<PumpGroup> pumps;
        std::vector<CoolerBank> coolers;
        std::vector<CoolerBank> towers; ///< of the condensers of water-cooled chillers
        std::vector<ChillerBank> chillers;
        std::vector<ExchangerBank> exchangers;
        double tanks_m3 = 0.0; ///< those in service
        CondenserPipes condenserPipes;
    };
    struct Main {
        model::MainId id;
        int from = 0; ///< port: plants first, then halls
        int to = 0;
        double length_m = 0.0;
        double diameter_m = 0.0;
        double roughness_m = 0.0;
        double ua_W_per_mK = 0.0; ///< through its insulation, each pipe; 0: not insulated
        model::MainPipes pipes = model::MainPipes::Both;
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

    [[nodiscard]] double setpoint_C() const;                ///< of its first plant
    [[nodiscard]] model::BranchValves branchValves() const; ///< idem
    /// Of facility water in mains, tanks and coolers [m3].
    [[nodiscard]] double volume_m3() const;
};

/// Supply temperature that a plant runs to in this weather [degC].
[[nodiscard]] double supplySetpoint_C(const model::Plant& plant, double ambient_C);

/// Conductance of an insulated pipe per metre [W/(m K)] from its wall to outdoor air: 2 pi /
/// (ln(D_insulation / D_pipe) / k + 2 / (h D_insulation)) (EN ISO 12241); the film outside has
/// h = 20 W/(m2 K), usual outdoors. 0 without insulation or outside diameter.
[[nodiscard]] double insulatedPipe_W_per_mK(const catalog::PipeFamily& family,
                                            const catalog::PipeSize& size);

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
