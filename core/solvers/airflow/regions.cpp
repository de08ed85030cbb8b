#include "core/solvers/airflow/regions.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <numeric>

namespace hallwright::airflow {
namespace {

constexpr int kNoRegion = -1;

/// Numbers the regions of connected air cells; kNoRegion in solids.
std::vector<int> labelRegions(const Lattice& lattice, int& regionCount) {
    const GridShape& s = lattice.shape;
    std::vector<int> region(static_cast<std::size_t>(s.arraySize()), kNoRegion);
    std::vector<int> stack;
    regionCount = 0;
    const auto visit = [&](int c) {
        if (lattice.isSolid[static_cast<std::size_t>(c)] ||
            region[static_cast<std::size_t>(c)] != kNoRegion)
            return;
        region[static_cast<std::size_t>(c)] = regionCount;
        stack.push_back(c);
    };
    for (int k = 0; k < s.cells[2]; ++k)
        for (int j = 0; j < s.cells[1]; ++j)
            for (int i = 0; i < s.cells[0]; ++i) {
                visit(s.index(i, j, k));
                if (stack.empty())
                    continue;
                while (!stack.empty()) {
                    const int c = stack.back();
                    stack.pop_back();
                    for (std::size_t d = 0; d < 3; ++d) {
                        if (lattice.open[d][static_cast<std::size_t>(c)] > 0.5f)
                            visit(c - s.stride[d]);
                        if (lattice.open[d][static_cast<std::size_t>(c + s.stride[d])] > 0.5f)
                            visit(c + s.stride[d]);
                    }
                }
                ++regionCount;
            }
    return region;
}

struct Link {
    int near = 0;
    int far = 0;
    double area_m2 = 0.0;
};

/// Takes the mean out of each group of linked regions: rounding leaves a little, and a group is
/// solvable only if its surpluses cancel.
void balanceGroups(const std::vector<Link>& links, std::vector<double>& surplus_m3_per_s) {
    std::vector<int> group(surplus_m3_per_s.size());
    std::iota(group.begin(), group.end(), 0);
    const auto root = [&](int r) {
        while (group[static_cast<std::size_t>(r)] != r)
            r = group[static_cast<std::size_t>(r)];
        return r;
    };
    for (const Link& link : links)
        group[static_cast<std::size_t>(root(link.near))] = root(link.far);
    std::vector<double> sum(group.size(), 0.0), members(group.size(), 0.0);
    for (std::size_t r = 0; r < group.size(); ++r) {
        const auto g = static_cast<std::size_t>(root(static_cast<int>(r)));
        sum[g] += surplus_m3_per_s[r];
        members[g] += 1.0;
    }
    for (std::size_t r = 0; r < group.size(); ++r) {
        const auto g = static_cast<std::size_t>(root(static_cast<int>(r)));
        surplus_m3_per_s[r] -= sum[g] / members[g];
    }
}

/// Pressures p with sum over links of area * (p_own - p_other) = surplus, by conjugate gradients; a
/// group of linked regions is solvable when its surpluses cancel.
std::vector<double> regionPressures(const std::vector<Link>& links,
                                    std::vector<double> surplus_m3_per_s) {
    balanceGroups(links, surplus_m3_per_s);
    const std::size_t n = surplus_m3_per_s.size();
    std::vector<double> pressure(n, 0.0), residual = surplus_m3_per_s, direction = residual,
                                          product(n);
    const auto dot = [](const auto& a, const auto& b) {
        return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
    };
    double norm = dot(residual, residual);
    const double target = norm * 1e-20;
    for (std::size_t iteration = 0; iteration < 4 * n + 10 && norm > target; ++iteration) {
        std::fill(product.begin(), product.end(), 0.0);
        for (const Link& link : links) {
            const auto a = static_cast<std::size_t>(link.near);
            const auto b = static_cast<std::size_t>(link.far);
            const double flow = link.area_m2 * (direction[a] - direction[b]);
            product[a] += flow;
            product[b] -= flow;
        }
        const double curvature = dot(direction, product);
        if (curvature <= 0.0)
            break;
        const double length = norm / curvature;
        for (std::size_t r = 0; r < n; ++r) {
            pressure[r] += length * direction[r];
            residual[r] -= length * product[r];
        }
        const double next = dot(residual, residual);
        for (std::size_t r = 0; r < n; ++r)
            direction[r] = residual[r] + next / norm * direction[r];
        norm = next;
    }
    return pressure;
}

/// "0.25 m3/s " in three digits; nothing where the figure can't be true (`most`: all that moves).
std::string flowWords(double flow_m3_per_s, double most_m3_per_s) {
    if (!(flow_m3_per_s <= most_m3_per_s))
        return {};
    char text[40];
    std::snprintf(text, sizeof text, "%.3g m3/s ", flow_m3_per_s);
    return text;
}

} // namespace

void balanceRegions(Lattice& lattice, const std::vector<BaffleFace>& baffles) {
    const GridShape& s = lattice.shape;
    int regionCount = 0;
    const std::vector<int> region = labelRegions(lattice, regionCount);
    const auto count = static_cast<std::size_t>(regionCount);

    std::vector<double> surplus(count, 0.0);
    double largestFlow = 0.0;
    for (std::size_t d = 0; d < 3; ++d) {
        const double area_m2 = lattice.faceArea_m2(static_cast<Axis>(d));
        for (int c = 0; c + s.stride[d] < s.arraySize(); ++c) {
            const double flow =
                area_m2 * lattice.givenVelocity_m_per_s[d][static_cast<std::size_t>(c)];
            if (flow == 0.0)
                continue;
            largestFlow = std::max(largestFlow, std::abs(flow));
            const int far = region[static_cast<std::size_t>(c)];
            const int near = region[static_cast<std::size_t>(c - s.stride[d])];
            if (far != kNoRegion)
                surplus[static_cast<std::size_t>(far)] += flow;
            if (near != kNoRegion)
                surplus[static_cast<std::size_t>(near)] -= flow;
        }
    }
    const double tolerance = 1e-4 * std::max(lattice.throughFlow_m3_per_s, largestFlow) + 1e-12;
    if (std::all_of(surplus.begin(), surplus.end(),
                    [&](double flow) { return std::abs(flow) <= tolerance; }))
        return;

    std::vector<Link> links;
    std::vector<std::pair<BaffleFace, Link>> paths;
    for (const BaffleFace& baffle : baffles) {
        const auto d = static_cast<std::size_t>(baffle.axis);
        const int near = region[static_cast<std::size_t>(baffle.face - s.stride[d])];
        const int far = region[static_cast<std::size_t>(baffle.face)];
        if (near == far || near == kNoRegion || far == kNoRegion)
            continue;
        const Link link{near, far, lattice.faceArea_m2(baffle.axis)};
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
