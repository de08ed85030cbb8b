#include "core/solvers/power/branch_parameters.h"

#include <algorithm>
#include <cmath>
#include <complex>

namespace hallwright::power {

Branch transformerBranch(const TwoWindingTransformer& transformer, int hvBus, int lvBus,
                         double hvBase_kV, double lvBase_kV, double base_MVA) {
    const double units = transformer.parallelUnits;
    const double rated_MVA = transformer.ratedPower_VA * 1e-6;
    // All impedances are seen from the LV side, whose winding voltage no HV tap changes.
    const double lvToBase = transformer.lvRated_kV / lvBase_kV;
    const double perUnitOfBase = lvToBase * lvToBase * base_MVA / rated_MVA;
    const double z = transformer.shortCircuitVoltage;
    const double r = transformer.shortCircuitLoss_W / transformer.ratedPower_VA;
    const double x = std::sqrt(std::max(0.0, z * z - r * r));
    const double y = transformer.noLoadCurrent;
    const double g = transformer.noLoadLoss_W / transformer.ratedPower_VA;
    const double b = std::sqrt(std::max(0.0, y * y - g * g));

    Branch branch;
    branch.from = hvBus;
    branch.to = lvBus;
    branch.r_pu = r * perUnitOfBase / units;
    branch.x_pu = x * perUnitOfBase / units;
    branch.g_pu = g / perUnitOfBase * units;
    branch.b_pu = -b / perUnitOfBase * units;
    const double hvTapped_kV =
        transformer.hvRated_kV * (1.0 + transformer.tapStep * transformer.tapPosition);
    branch.tap = (hvTapped_kV / transformer.lvRated_kV) / (hvBase_kV / lvBase_kV);
    branch.shift_rad = degreesToRadians(30.0 * transformer.clock);
    branch.rating_MVA = rated_MVA * units;
    return branch;
}

std::array<Branch, 3> threeWindingBranches(const ThreeWindingTransformer& transformer,
                                           const std::array<int, 3>& buses,
                                           const std::array<double, 3>& base_kV, int starBus,
                                           double base_MVA) {
    // The star bus is per unit of rated voltages, so that pair impedances only change their power.
    std::array<std::complex<double>, 3> pair;
    for (std::size_t i = 0; i < 3; ++i) {
        const double z = transformer.shortCircuitVoltage[i];
        const double r = transformer.shortCircuitLoss_W[i] / transformer.referencePower_VA[i];
        const double scale = base_MVA / (transformer.referencePower_VA[i] * 1e-6);
        pair[i] = scale * std::complex<double>(r, std::sqrt(std::max(0.0, z * z - r * r)));
    }
    const std::array<std::complex<double>, 3> arm = {0.5 * (pair[0] + pair[1] - pair[2]),
                                                     0.5 * (pair[0] + pair[2] - pair[1]),
                                                     0.5 * (pair[1] + pair[2] - pair[0])};
    std::array<Branch, 3> branches;
    for (std::size_t i = 0; i < 3; ++i) {
        Branch& branch = branches[i];
        branch.from = buses[i];
        branch.to = starBus;
        branch.r_pu = arm[i].real();
        branch.x_pu = arm[i].imag();
        branch.tap = transformer.rated_kV[i] / base_kV[i];
        branch.shift_rad = -degreesToRadians(30.0 * transformer.clock[i]);
        branch.rating_MVA = transformer.ratedPower_VA[i] * 1e-6;
    }
    branches[0].tap *= 1.0 + transformer.tapStep * transformer.tapPosition;
    const double hv_MVA = transformer.ratedPower_VA[0] * 1e-6;
    const double y_pu = transformer.noLoadCurrent * hv_MVA / base_MVA;
    branches[0].g_pu = transformer.noLoadLoss_W * 1e-6 / base_MVA;
    branches[0].b_pu = -std::sqrt(std::max(0.0, y_pu * y_pu - branches[0].g_pu * branches[0].g_pu));
    return branches;
}

double resistanceAt(double r20, double conductor_C, Conductor conductor) {
    const double alpha20_per_K = conductor == Conductor::Copper ? 3.93e-3 : 4.03e-3;
    return r20 * (1.0 + alpha20_per_K * (conductor_C - 20.0));
}

double conductorTemperature_C(double ambient_C, double rated_C, double loading) {
    return ambient_C + (rated_C - ambient_C) * loading * loading;
}

Branch cableBranch(const CableData& cable, double length_m, int from, int to, double base_kV,
                   double base_MVA) {
    const double km = length_m * 1e-3;
    const double systems = cable.parallelSystems;
    const double base_ohm = baseImpedance_ohm(base_kV, base_MVA);
    Branch branch;
    branch.from = from;
    branch.to = to;
    branch.r_pu = cable.r_ohm_per_km * km / base_ohm / systems;
    branch.x_pu = cable.x_ohm_per_km * km / base_ohm / systems;
    const double omega_per_s = 2.0 * std::numbers::pi * cable.frequency_Hz;
    branch.b_pu = omega_per_s * cable.c_F_per_km * km * base_ohm * systems;
    branch.rating_MVA = ratingFromCurrent_MVA(cable.ratedCurrent_A * systems, base_kV);
    return branch;
}

Source gridSource(int bus, double shortCircuit_MVA, double rOverX, double vm_pu, double base_MVA) {
    const double z_pu = base_MVA / shortCircuit_MVA;
    Source source;
    source.bus = bus;
    source.vm_pu = vm_pu;
    source.x_pu = z_pu / std::hypot(1.0, rOverX);
    source.r_pu = rOverX * source.x_pu;
    return source;
}

Load loadFromWatts(int bus, double p_W, double powerFactor, double base_MVA) {
    const double cosine = std::clamp(std::abs(powerFactor), 1e-6, 1.0);
    Load load;
    load.bus = bus;
    load.p_pu = p_W * 1e-6 / base_MVA;
    load.q_pu = std::copysign(load.p_pu * std::sqrt(1.0 - cosine * cosine) / cosine, powerFactor);
    return load;
}

double ratingFromCurrent_MVA(double current_A, double base_kV) {
    return std::numbers::sqrt3 * base_kV * current_A * 1e-3;
}

} // namespace hallwright::power
