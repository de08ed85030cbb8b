#include "core/solvers/airflow/regions.h"

#include "core/solvers/airflow/region_graph.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace hallwright::airflow {
namespace {

/// "0.25 m3/s " in three digits; nothing where the figure can't be true (`most`: all that moves).
std::string flowWords(double flow_m3_per_s, double most_m3_per_s) {
    if (!(flow_m3_per_s <= most_m3_per_s))
        return {};
    char text[40];
    std::snprintf(text, sizeof text, "%.3g m3/s ", flow_m3_per_s);
    return text;
}

} // namespace

void balanceRegions(Lattice& lattice, const std::vector<BaffleFace>& baffles,
                    const std::stop_token& stop) {
    const GridShape& s = lattice.shape;
    int regionCount = 0;
    const std::vector<int> region = labelRegions(lattice, lattice.open, regionCount, stop);
    if (stop.stop_requested())
        return;
    std::vector<double> surplus = regionSurplus(lattice, region, regionCount, stop);
    double largestFlow = 0.0;
    for (std::size_t d = 0; d < 3 && !stop.stop_requested(); ++d)
        for (const float speed : lattice.givenVelocity_m_per_s[d])
            largestFlow =
                std::max(largestFlow, std::abs(speed) * lattice.faceArea_m2(static_cast<Axis>(d)));
    if (stop.stop_requested())
        return;
    const double tolerance = 1e-4 * std::max(lattice.throughFlow_m3_per_s, largestFlow) + 1e-12;
    if (std::all_of(surplus.begin(), surplus.end(),
                    [&](double flow) { return std::abs(flow) <= tolerance; }))
        return;

    std::vector<RegionLink> links;
    std::vector<std::pair<BaffleFace, RegionLink>> paths;
    for (const BaffleFace& baffle : baffles) {
        const auto d = static_cast<std::size_t>(baffle.axis);
        const int near = region[static_cast<std::size_t>(baffle.face - s.stride[d])];
        const int far = region[static_cast<std::size_t>(baffle.face)];
        if (near == far || near == kNoRegion || far == kNoRegion)
            continue;
        const RegionLink link{near, far, lattice.faceArea_m2(baffle.axis)};
        paths.emplace_back(baffle, link);
        links.push_back(link);
    }
    double given = 0.0; // no part can be short of more than all devices move
    for (const double flow : surplus)
        given += std::abs(flow);
    const std::vector<double> pressure = regionPressures(links, surplus);
    for (const auto& [baffle, link] : paths) {
        const double speed = pressure[static_cast<std::size_t>(link.near)] -
                             pressure[static_cast<std::size_t>(link.far)];
        const double flow = speed * link.area_m2;
        if (std::abs(flow) < 1e-12)
            continue;
        const auto d = static_cast<std::size_t>(baffle.axis);
        lattice.givenVelocity_m_per_s[d][static_cast<std::size_t>(baffle.face)] +=
            static_cast<float>(speed);
        lattice.leaks.push_back(
            {baffle.face - s.stride[d], baffle.face, baffle.face, baffle.axis, flow});
        surplus[static_cast<std::size_t>(link.near)] -= flow;
        surplus[static_cast<std::size_t>(link.far)] += flow;
    }
    const auto worst = std::max_element(surplus.begin(), surplus.end(), [](double a, double b) {
        return std::abs(a) < std::abs(b);
    });
    if (std::abs(*worst) > 10.0 * tolerance) {
        lattice.isFeasible = false;
        const bool isSurplus = *worst > 0.0;
        lattice.findings.push_back(
            {"air",
             std::string("an enclosed part of the hall ") + (isSurplus ? "gets " : "loses ") +
                 flowWords(std::abs(*worst), given) +
                 (isSurplus ? "more air than can leave" : "more air than can enter"),
             "open a way for the air, or balance the flows of racks, units and openings there"});
    }
}

} // namespace hallwright::airflow
