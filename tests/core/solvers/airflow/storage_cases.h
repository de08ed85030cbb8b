#pragma once

#include <vector>

namespace hallwright::airflow {

/// What the solver answers to the problems of tst_airflow_storage. The test holds these functions
/// twice: with the solver as it is, and in the namespace airflow_in_double with the same solver
/// that keeps and computes all in double precision, see in_double.cmake.
struct CavityAnswer {
    double nusselt = 0.0;                                  ///< of the hot wall [-]
    double largestU_m_per_s = 0.0, largestV_m_per_s = 0.0; ///< along the middle lines
    double energyImbalance_fraction = 0.0;
    bool isConverged = false;
};

/// The square cavity of de Vahl Davis at Ra 1e5 on 64 x 64 cells.
[[nodiscard]] CavityAnswer heatedCavity();

struct PuffAnswer {
    double peak_K = 0.0;             ///< at the end
    double worstMass_fraction = 0.0; ///< largest change of its heat on the way
};

/// A warm puff that a uniform wind carries over 60 cells.
[[nodiscard]] PuffAnswer carriedPuff();

struct HallAnswer {
    std::vector<double> inlet_K; ///< of the racks
    double meanReturn_K = 0.0;
    double mean_K = 0.0;
    double energyImbalance_fraction = 0.0;
    int steps = 0;
    bool isConverged = false;
};

/// syntheticHall() on 0.2 m cells, solved to its steady mean.
[[nodiscard]] HallAnswer steadyHall();
/// The same true to time, `duration_s` after it starts from rest, before swings that rounding sets
/// off have grown.
[[nodiscard]] HallAnswer startingHall(double duration_s);

struct SealedRoom {
    int steps = 0;
    double rise_K = 0.0;      ///< of the mean temperature of the air
    double exactRise_K = 0.0; ///< heat over heat capacity
};

/// A room without any way out whose fans stir warm air over cold for ten minutes: what the racks
/// give it must be found in it. `heat_W` in all.
[[nodiscard]] SealedRoom sealedRoom(double heat_W);

} // namespace hallwright::airflow
