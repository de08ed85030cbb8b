#pragma once

#include "core/model/campus.h"

#include <cstdint>
#include <unordered_map>
#include <vector>

namespace hallwright::app {

/// A snapshot of a campus with what stands in what, by entity number.
struct CampusTree {
    model::Campus campus; ///< keeps alive what the lists point to
    std::unordered_map<std::uint32_t, std::vector<const model::Row*>> rowsOfHall;
    std::unordered_map<std::uint32_t, std::vector<const model::Rack*>> racksOfRow;
    std::unordered_map<std::uint32_t, std::vector<const model::Rack*>> loneRacksOfHall;
    std::unordered_map<std::uint32_t, std::vector<const model::Equipment*>> equipmentOf;

    void read(const model::Campus& now);
};

} // namespace hallwright::app
