#pragma once

#include <stop_token>
#include <string>
#include <vector>

namespace hallwright::power {

/// One row of `hallwright bench`, named and shaped as its JSON.
struct BenchCase {
    std::string name;
    int size = 0; ///< load nodes, or branches where they are taken out
    double median_ms = 0.0;
    double p95_ms = 0.0;
    int runs = 0;
    double rate = 0.0;
    std::string rateUnit;
};

/// Times
/// - power.radial_{1k,10k,100k}_{cold,repeat}: a radial campus; cold: compile and solve from a flat
///   start; repeat: all loads changed;
/// - power.batch_1000x10k: 1,000 cases that each change all loads, on one thread; _cuda: on the
/// GPU,
///   where there is one;
/// - power.n1_2000: every branch of a meshed network with 2,000 branches and 117
/// voltage-controlling
///   generators out alone; power.n1_ring_2000: the same for a campus with closed rings;
/// - power.campus_20k_live: one load changed in a campus with closed medium-voltage rings.
[[nodiscard]] std::vector<BenchCase> benchPower(std::stop_token stop = {});

} // namespace hallwright::power
