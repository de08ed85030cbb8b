#pragma once

#include "core/engine/cooling_system.h"
#include "core/solvers/plant/warm_up.h"

#include <stop_token>
#include <string>
#include <vector>

namespace hallwright::engine {

/// How a circuit and its loops warm from one solved state to what another leaves of the cooling.
struct CoolantWarmUp {
    /// Bodies: facility water supplied and coming back, then each loop's.
    plant::WarmUp course;
    struct Loop {
        model::HallId hall;
        int index = 0; ///< of the hall's loops
        double volume_m3 = 0.0;
    };
    std::vector<Loop> loops;
    /// Body of what loop `i` supplies to its racks, and the loop of such a body.
    [[nodiscard]] static constexpr std::size_t supplyOf(std::size_t i) { return 2 + 2 * i; }
    [[nodiscard]] static constexpr std::size_t loopOf(std::size_t body) { return (body - 2) / 2; }
    double facility_m3 = 0.0;
};

/// What a warm-up starts from and what is left of the cooling. Both systems are of one campus.
struct WarmUpCase {
    const CoolingSystem& before; ///< temperatures at the start
    const CoolingSystem& after;  ///< heat, flows and machines
    std::size_t circuit = 0;     ///< index in both
    const model::Scenario& scenario;
    double elevation_m = 0.0;
    model::PlantId withoutRejection; ///< its coolers and chillers stand while water passes them
    bool endsAtLimit = true;         ///< of the first loop; else it goes on to the end
};
[[nodiscard]] CoolantWarmUp warmUp(const WarmUpCase& given, std::stop_token stop = {});

} // namespace hallwright::engine
