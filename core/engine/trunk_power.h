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
///   (side A where it names none).
/// - Nominal voltages spread from the grid connections and substations along the feeders.
/// - A feeder without cable type is a busbar; a normally open one is laid and carries nothing.
/// - Generation stands by and feeds nothing.
struct TrunkPower {
    static constexpr int kNone = -1;

    struct BusInfo {
        std::string name;
        model::EntityId entity;
        int section = 0;
        double nominal_V = 0.0;
    };
    struct FeederRow {
        model::FeederId feeder;
        int branch = kNone; ///< one of the two
        int link = kNone;
        double rating_A = 0.0;
        double length_m = 0.0;
    };
    struct TransformerRow {
        model::EquipmentId transformer;
        model::EntityId parent; ///< substation or plant
        const catalog::TransformerType* type = nullptr;
        int branch = kNone;
        int highBus = kNone;
        int lowBus = kNone;
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

    std::vector<BusInfo> busInfo; ///< as buses
    std::vector<FeederRow> feeders;
    std::vector<TransformerRow> transformers;
    std::vector<GridRow> grids;
    std::map<model::HallId, std::array<int, 2>> intakes;  ///< side A, side B
    std::map<model::EntityId, AuxiliaryLoad> auxiliaries; ///< by plant or substation
};

[[nodiscard]] TrunkPower buildTrunkPower(const CampusIndex& index, const catalog::Catalog& catalog,
                                         const ServiceState& service);

} // namespace hallwright::engine
