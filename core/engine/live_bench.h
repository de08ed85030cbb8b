#pragma once

#include "core/catalog/catalog.h"
#include "core/model/campus.h"

#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace hallwright::engine {

/// One measured case, named and shaped as its JSON.
struct LiveBenchCase {
    std::string name;
    int size = 0; ///< racks
    double median_ms = 0.0;
    double p95_ms = 0.0;
    int runs = 0;
    double rate = 0.0;
    std::string rateUnit;
};

/// live.power_coolant: a rack's load, its place or a whole rack changes on `campus`; time from the
/// edit to the solution with power and coolant. live.fault_levels: the short-circuit study of all
/// buses and busways. live.first_air: the same to the first air picture
/// of that hall, on the hall with air to solve that comes first; left out where there is none.
[[nodiscard]] std::vector<LiveBenchCase> benchLive(const model::Campus& campus,
                                                   std::shared_ptr<const catalog::Catalog> catalog,
                                                   std::stop_token stop = {});

} // namespace hallwright::engine
