#pragma once

#include "core/solvers/hydronic/hydronic_problem.h"

#include <stop_token>
#include <string>
#include <vector>

namespace hallwright::hydronic {

/// One measured case, named and shaped as its JSON.
struct BenchCase {
    std::string name;
    int size = 0; ///< links
    double median_ms = 0.0;
    double p95_ms = 0.0;
    int runs = 0;
    double rate = 0.0;
    std::string rateUnit;
};

/// A facility-water network of about `linkCount` links: a supply and a return ring main with a CDU
/// branch (pipe and valve) between them at each pitch, a pump station with dry coolers every
/// hundred branches and one expansion vessel.
[[nodiscard]] HydronicProblem ringNetwork(int linkCount);

/// hydronic.ring_10k (cold: compile and solve), hydronic.ring_10k_changed (other loads in a
/// compiled network, from the last solution) and hydronic.loop_changed (one small loop of a
/// campus).
[[nodiscard]] std::vector<BenchCase> benchHydronic(std::stop_token stop = {});

} // namespace hallwright::hydronic
