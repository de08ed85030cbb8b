#pragma once

#include <vector>

namespace hallwright::plant {

struct CoolantProperties {
    double density_kg_per_m3 = 998.2;
    double heatCapacity_J_per_kgK = 4182.0;
    double dynamicViscosity_Pa_s = 1.002e-3;
    double conductivity_W_per_mK = 0.598;

    [[nodiscard]] double kinematicViscosity_m2_per_s() const {
        return dynamicViscosity_Pa_s / density_kg_per_m3;
    }
    /// rho cp [J/m3K]: capacity rate of a flow [W/K] is this times m3/s.
    [[nodiscard]] double volumetricHeatCapacity_J_per_m3K() const {
        return density_kg_per_m3 * heatCapacity_J_per_kgK;
    }
};

/// Properties of a coolant at some temperatures, given by the caller (the catalogue holds them).
struct CoolantTable {
    std::vector<double> temperature_K; ///< strictly increasing
    std::vector<CoolantProperties> properties;

    /// Linear between two entries and continued beyond the ends, except viscosity, which is
    /// interpolated in its logarithm so that it stays positive and falls as liquids do.
    /// An empty table gives water at 20 degC.
    [[nodiscard]] CoolantProperties at(double temperature_K) const;
};

} // namespace hallwright::plant
