#pragma once

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
};

/// Measures a hall of 40 x 25 x 5 m with 320 racks on 0.25 m cells: airflow.hall_320k from rest to
/// converged, airflow.hall_320k_edit after moving one rack, airflow.first_air from the edit to the
/// first picture. `runs` of each; the first case takes tens of seconds a run.
[[nodiscard]] std::vector<BenchCase> benchAirflow(int runs, std::stop_token stop = {});

} // namespace hallwright::airflow
