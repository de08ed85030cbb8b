#include "core/layout/grid_connection.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace hallwright::layout {

namespace {

constexpr double kGridFrom_V = 10e3; ///< below, voltages are those of a hall

double roundedUp(double value, double step) {
    return std::ceil(value / step - 1e-9) * step;
}

} // namespace

model::GridConnection gridConnection(double voltage_V, double capacity_VA) {
    const bool isTransmission = voltage_V > kTransmissionFrom_V;
    const double current_A = isTransmission ? 40e3 : 12.5e3;
    model::GridConnection grid;
    grid.voltage_V = voltage_V;
    grid.capacity_VA = roundedUp(capacity_VA, isTransmission ? 100e6 : 1e6);
    grid.shortCircuit_VA =
        roundedUp(std::sqrt(3.0) * voltage_V * current_A, isTransmission ? 1e8 : 1e6);
    grid.rOverX = 0.1;
    return grid;
}

double usualCapacity_VA(double voltage_V) {
    return voltage_V > kTransmissionFrom_V ? 500e6 : 20e6;
}

std::vector<double> gridVoltages_V(const catalog::Catalog& catalog) {
    std::vector<double> voltages;
    for (const auto& type : catalog.transformers)
        if (type.highVoltage_V >= kGridFrom_V)
            voltages.push_back(type.highVoltage_V);
    std::sort(voltages.begin(), voltages.end(), std::greater<>());
    voltages.erase(std::unique(voltages.begin(), voltages.end()), voltages.end());
    return voltages;
}

} // namespace hallwright::layout
