#pragma once

#include "core/solvers/airflow/gpu/air_device.h"

#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace hallwright::airflow {

/// One measured case; times are wall-clock.
struct BenchCase {
    std::string name;
    std::string size;
    double median_ms = 0.0;
    double p95_ms = 0.0; ///< nearest rank; with few runs the slowest one
    int runs = 0;
    double rate = 0.0;
    std::string rateUnit;
    std::string note; ///< why it was not run, where `runs` is 0
    /// The bytes that its time steps have to move in that time, over those that a copy between
    /// large arrays moves there in it. What fits into the caches can do better than 1.
    std::optional<double> bandwidthFraction{};
};

/// Measures two halls. 12 x 8 x 3.2 m with 16 racks: airflow.hall_open_aisle_0.2 and _0.1, from
/// rest to converged. 40 x 25 x 5 m with 320 racks: airflow.step_320k, one time step, and on a
/// device _kernels and _transfer, the kernels it starts and the bytes moved to and from there;
/// airflow.hall_320k from rest to converged (once), _edit after moving one rack, airflow.first_air
/// from the edit to the first picture, airflow.hall_5m on 0.1 m cells (once, where the 320k hall
/// lets expect it within minutes), airflow.cancel_5m from a stop to the end of that solve, asked
/// for at several moments of its set-up. `runs` of each other. Rates count the cells of all grids
/// on the way, each as often as it was stepped. On `device` the whole time, with a copy of its own
/// for the bandwidth.
[[nodiscard]] std::vector<BenchCase> benchAirflow(int runs, const AirDevice& device = {},
                                                  std::stop_token stop = {});

} // namespace hallwright::airflow
