#pragma once

#include "core/catalog/catalog.h"
#include "core/engine/campus_index.h"
#include "core/engine/service_state.h"
#include "core/solvers/power/power_problem.h"

#include <array>
#include <map>
#include <string>
#include <vector>

namespace hallwright::engine {

/// The campus's trunk network: grid connections, substations, feeders, the intakes of halls and
/// plants. Rules:
/// - A feeder ends at the voltage level of its end: a substation's high- or medium-voltage bar,
///   whichever is nearer to the voltage at the other end; a hall's intake of the feeder's side
///   (side A where it names none; a side that the hall does not have ends nowhere).
/// - Nominal voltages spread from the grid connections and substations along the feeders.
/// - A feeder without cable type is a busbar; a normally open one is laid and carries nothing,
///   unless it closes by itself: see automatic_transfer.h.
/// - Generation that stands by feeds nothing. In parallel operation it feeds its set-point (a
///   photovoltaic plant without one what the irradiance gives); in island operation it is a voltage
///   source where no grid connection is. It takes the voltage of its feeder's other end: its own
///   transformer is part of it.
/// - A substation's transformers stand on its sections in turn. One with two low-voltage windings
///   takes two of them, a section a winding (both on the same one where there is no other).
/// - With a bus section out, all that ends there is out: its transformers, feeders and ties.
struct TrunkPower {
    static constexpr int kNone = -1;

    struct BusInfo {
        std::string name;
        model::EntityId entity;
        int section = 0;
        double nominal_V = 0.0;
        bool isInside = false; ///< star point of a transformer: nothing that one could point at
    };
    struct FeederRow {
        model::FeederId feeder;
        int branch = kNone; ///< one of the two
        int link = kNone;
        double rating_A = 0.0;
        double length_m = 0.0;
        bool works = false;        ///< itself and the bars at its ends are in service
        bool closesOnLoss = false; ///< open, works, and closes by itself
        bool isGenerators = false; ///< one of its ends is generation
    };
    struct TieRow { ///< between two neighbouring bus sections
        model::SubstationId substation;
        int link = kNone;
        bool transfers = false; ///< open, both sections in service, and closes by itself
    };
    struct GeneratorRow {
        model::EquipmentId unit;
        const catalog::GenerationType* type = nullptr;
        model::GenerationUse use = model::GenerationUse::Standby;
        int bus = kNone;
        int generator = kNone; ///< one of the two
        int source = kNone;
    };
    struct TransformerRow {
        model::EquipmentId transformer;
        model::EntityId parent; ///< substation or plant
        const catalog::TransformerType* type = nullptr;
        int branch = kNone; ///< the whole, or of three windings the arm of the high-voltage one
        int highBus = kNone;
        int lowBus = kNone;
        /// Of three windings: arms of the two low-voltage ones, and the bar of the second.
        std::array<int, 2> lowArms{kNone, kNone};
        int secondBus = kNone;
        [[nodiscard]] bool hasThreeWindings() const { return secondBus >= 0; }
    };
    struct GridRow {
        model::GridConnectionId grid;
        int source = kNone;
        int bus = kNone;
    };
    struct AuxiliaryLoad { ///< of plants, at their own intake or at a substation's bar
        model::EntityId entity;
        std::vector<int> loads; ///< shared equally
    };

    std::vector<power::Bus> buses;
    std::vector<power::Branch> branches;
    std::vector<power::Link> links;
    std::vector<power::Load> loads;
    std::vector<power::Source> sources;
    std::vector<power::Generator> generators;

    std::vector<BusInfo> busInfo;   ///< as buses
    std::vector<FeederRow> feeders; ///< as the campus's
    std::vector<TieRow> ties;
    std::vector<TransformerRow> transformers;
    std::vector<GridRow> grids;
    std::vector<GeneratorRow> generation;                 ///< what does not stand by
    std::map<model::HallId, std::vector<int>> intakes;    ///< as supply_pattern.h counts them
    std::map<model::EntityId, AuxiliaryLoad> auxiliaries; ///< by plant or substation
};

/// `irradiance_W_per_m2`: on photovoltaic modules.
[[nodiscard]] TrunkPower buildTrunkPower(const CampusIndex& index, const catalog::Catalog& catalog,
                                         const ServiceState& service,
                                         double irradiance_W_per_m2 = 0.0);

} // namespace hallwright::engine
