#pragma once

#include <stop_token>
#include <string>
#include <vector>

namespace hallwright::power {

/// One row of `hallwright bench`, named and shaped as its JSON.
struct BenchCase {
    std::string name;
    int size = 0; ///< load nodes
    double median_ms = 0.0;
    double p95_ms = 0.0;
    int runs = 0;
    double rate = 0.0;
    std::string rateUnit;
};

/// Times power.radial_10k_{cold,repeat}, power.radial_100k_{cold,repeat} and power.campus_20k_live
/// on one thread. Cold: compile and solve from a flat start; repeat: all loads changed; live: one
/// load changed in a campus with closed medium-voltage rings.
[[nodiscard]] std::vector<BenchCase> benchPower(std::stop_token stop = {});

} // namespace hallwright::power
