#pragma once

#include "core/engine/short_circuit_levels.h"

#include <nlohmann/json_fwd.hpp>

namespace hallwright::engine {

/// Adds the figures of a bus or a busway to its row: ik3_max_ka, ik1_min_ka, ip_ka, ...; what does
/// not exist is null.
void addFaultLevel(nlohmann::ordered_json& row, const BusFaultLevel& level);
void addFaultLevel(nlohmann::ordered_json& row, const BuswayFaultLevel& level);
void addFaultLevel(nlohmann::ordered_json& row, const FeederFaultLevel& level);

/// The figures of one fault level pair, without a rating: also for networks that are no campus.
void addCurrents(nlohmann::ordered_json& row, const short_circuit::FaultLevel& maximum,
                 const short_circuit::FaultLevel& minimum);

} // namespace hallwright::engine
