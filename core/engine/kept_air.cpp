#include "core/engine/kept_air.h"

namespace hallwright::engine {

void keepAir(const Solution& before, Solution& after) {
    for (const auto& [id, from] : before.halls) {
        auto& hall = after.halls[id];
        hall.worstInlet_C = from.worstInlet_C;
        hall.worstInletRack = from.worstInletRack;
        hall.airImbalanceFraction = from.airImbalanceFraction;
        hall.airSettledFraction = from.airSettledFraction;
        hall.hasAir = from.hasAir;
        hall.airConverged = from.airConverged;
        hall.airIsFinest = from.airIsFinest;
        hall.airIndices = from.airIndices;
        hall.airMessage = from.airMessage;
        hall.air = from.air;
        hall.airProblem = from.airProblem;
    }
    for (const auto& [id, from] : before.racks) {
        if (!from.hasAir)
            continue;
        auto& rack = after.racks[id];
        rack.hasAir = true;
        rack.airInletMean_C = from.airInletMean_C;
        rack.airInletMax_C = from.airInletMax_C;
        rack.airOutlet_C = from.airOutlet_C;
        rack.airFromSupply = from.airFromSupply;
        rack.airToReturn = from.airToReturn;
    }
    for (std::size_t i = 0; i < before.stages.size(); ++i)
        if (i < after.stages.size())
            after.stages[i].time_ms = before.stages[i].time_ms;
        else
            after.stages.push_back(before.stages[i]);
}

} // namespace hallwright::engine
