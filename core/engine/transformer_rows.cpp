#include "core/engine/transformer_rows.h"

#include "core/solvers/power/branch_parameters.h"

#include <algorithm>

namespace hallwright::engine {

power::Branch transformerRow(const catalog::TransformerType& type, int hvBus, int lvBus,
                             double hvBase_V, double lvBase_V, int tapPosition) {
    power::TwoWindingTransformer data;
    data.ratedPower_VA = type.rating_VA;
    data.hvRated_kV = type.highVoltage_V / 1000.0;
    data.lvRated_kV = type.lowVoltage_V / 1000.0;
    data.shortCircuitVoltage = type.uk;
    data.shortCircuitLoss_W = type.loadLoss_W;
    data.noLoadLoss_W = type.noLoadLoss_W;
    data.noLoadCurrent = type.i0;
    data.tapStep = type.tapStep;
    data.tapPosition = tapPosition;
    return power::transformerBranch(data, hvBus, lvBus, hvBase_V / 1000.0, lvBase_V / 1000.0,
                                    kBase_MVA);
}

std::array<power::Branch, 3> threeWindingRows(const catalog::TransformerType& type,
                                              const std::array<int, 3>& buses,
                                              const std::array<double, 3>& base_V, int starBus) {
    const auto& second = *type.second;
    power::ThreeWindingTransformer data;
    data.rated_kV = {type.highVoltage_V / 1000.0, type.lowVoltage_V / 1000.0,
                     second.voltage_V / 1000.0};
    data.ratedPower_VA = {type.rating_VA, type.lowRating_VA, second.rating_VA};
    data.referencePower_VA = {std::min(type.rating_VA, type.lowRating_VA),
                              std::min(type.rating_VA, second.rating_VA),
                              std::min(type.lowRating_VA, second.rating_VA)};
    data.shortCircuitVoltage = {type.uk, second.ukHigh, second.ukLow};
    data.shortCircuitLoss_W = {type.ur * data.referencePower_VA[0],
                               second.urHigh * data.referencePower_VA[1],
                               second.urLow * data.referencePower_VA[2]};
    data.noLoadLoss_W = type.noLoadLoss_W;
    data.noLoadCurrent = type.i0;
    data.tapStep = type.tapStep;
    return power::threeWindingBranches(data, buses,
                                       {base_V[0] / 1000.0, base_V[1] / 1000.0, base_V[2] / 1000.0},
                                       starBus, kBase_MVA);
}

} // namespace hallwright::engine
