#include "core/engine/trunk_transformers.h"

#include "core/engine/transformer_rows.h"

namespace hallwright::engine {

void addTransformer(TrunkPower& trunk, const TransformerPlace& place,
                    const std::array<bool, 2>& works) {
    const auto& type = *place.type;
    const auto base_V = [&](int bus, double rated_V) {
        const double nominal_V = trunk.busInfo[static_cast<std::size_t>(bus)].nominal_V;
        return nominal_V > 0.0 ? nominal_V : rated_V;
    };
    auto& row = trunk.transformers.emplace_back();
    row.transformer = place.unit;
    row.parent = place.parent;
    row.type = place.type;
    row.branch = static_cast<int>(trunk.branches.size());
    row.highBus = place.highBus;
    row.lowBus = place.lowBuses[0];
    const double high_V = base_V(place.highBus, type.highVoltage_V);
    const double low_V = base_V(place.lowBuses[0], type.lowVoltage_V);
    if (!type.second) {
        trunk.branches.push_back(
            transformerRow(type, place.highBus, place.lowBuses[0], high_V, low_V));
        trunk.branches.back().inService = works[0];
        return;
    }
    row.lowArms = {row.branch + 1, row.branch + 2};
    row.secondBus = place.lowBuses[1];
    const double second_V = base_V(place.lowBuses[1], type.second->voltage_V);
    const auto arms = threeWindingRows(type, {place.highBus, place.lowBuses[0], place.lowBuses[1]},
                                       {high_V, low_V, second_V}, place.starBus);
    for (std::size_t winding = 0; winding < arms.size(); ++winding) {
        trunk.branches.push_back(arms[winding]);
        trunk.branches.back().inService = winding == 0 ? works[0] || works[1] : works[winding - 1];
    }
}

} // namespace hallwright::engine
