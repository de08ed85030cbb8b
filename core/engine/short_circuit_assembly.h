#pragma once

#include "core/catalog/catalog.h"
#include "core/engine/campus_index.h"
#include "core/engine/power_assembly.h"
#include "core/engine/short_circuit_levels.h"
#include "core/solvers/power/short_circuit/short_circuit_problem.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace hallwright::engine {

/// The campus's network as IEC 60909-0 sees it, and the way back. Rows as those of FaultLevels.
/// Left out: loads, capacitance, busways of direct current, what is out of service or stands by.
struct ShortCircuitAssembly {
    struct BusRow {
        std::string name;
        model::EntityId entity;
        int section = 0;
        double nominal_V = 0.0;
        int bus = short_circuit::kNone;
        FaultRating rating;
    };
    struct BuswayRow {
        std::string name;
        int start = short_circuit::kNone;
        int end = short_circuit::kNone; ///< kNone: nothing to study
        FaultRating rating;
        double needed_A = 0.0;
    };
    struct FeederRow {
        model::FeederId feeder;
        int start = short_circuit::kNone; ///< kNone: nothing to study
        int end = short_circuit::kNone;
        double needed_A = 0.0;
        double clearing_s = 0.0;
        double withstand_A = 0.0;
    };

    short_circuit::ShortCircuitProblem problem;
    std::vector<BusRow> buses;
    std::vector<BuswayRow> busways;
    std::vector<FeederRow> feeders;
    std::vector<model::EquipmentId> transformers; ///< as the problem's
    std::vector<std::size_t> closedTies; ///< rows of the problem's links that join bus sections
};

[[nodiscard]] ShortCircuitAssembly assembleShortCircuit(
    const CampusIndex& index, const catalog::Catalog& catalog, const PowerAssembly& power,
    const std::map<model::HallId, std::shared_ptr<const model::HallInterior>>& interiors);

} // namespace hallwright::engine
