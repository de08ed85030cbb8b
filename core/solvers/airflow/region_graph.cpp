#include "core/solvers/airflow/region_graph.h"

#include "core/solvers/airflow/field_memory.h"

#include <cmath>
#include <numeric>

namespace hallwright::airflow {
namespace {

/// Takes the mean out of each group of linked regions: rounding leaves a little, and a group is
/// solvable only if its surpluses cancel.
void balanceGroups(const std::vector<RegionLink>& links, std::vector<double>& surplus_m3_per_s) {
    std::vector<int> group(surplus_m3_per_s.size());
    std::iota(group.begin(), group.end(), 0);
    const auto root = [&](int r) {
        while (group[static_cast<std::size_t>(r)] != r)
            r = group[static_cast<std::size_t>(r)];
        return r;
    };
    for (const RegionLink& link : links)
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

constexpr int kCellsPerLook = 65536; // at the stop token: about a millisecond

} // namespace

std::vector<int> labelRegions(const Lattice& lattice, const std::array<std::vector<float>, 3>& open,
                              int& regionCount, const std::stop_token& stop) {
    const GridShape& s = lattice.shape;
    std::vector<int> region;
    fillField(region, static_cast<std::size_t>(s.arraySize()), kNoRegion, stop);
    std::vector<int> stack;
    regionCount = 0;
    if (stop.stop_requested())
        return region;
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
                for (int visited = 1; !stack.empty(); ++visited) {
                    if (visited % kCellsPerLook == 0 && stop.stop_requested())
                        return region;
                    const int c = stack.back();
                    stack.pop_back();
                    for (std::size_t d = 0; d < 3; ++d) {
                        if (open[d][static_cast<std::size_t>(c)] > 0.5f)
                            visit(c - s.stride[d]);
                        if (open[d][static_cast<std::size_t>(c + s.stride[d])] > 0.5f)
                            visit(c + s.stride[d]);
                    }
                }
                ++regionCount;
            }
    return region;
}

std::vector<double> regionSurplus(const Lattice& lattice, const std::vector<int>& region,
                                  int regionCount, const std::stop_token& stop) {
    const GridShape& s = lattice.shape;
    std::vector<double> surplus(static_cast<std::size_t>(regionCount), 0.0);
    for (std::size_t d = 0; d < 3 && !stop.stop_requested(); ++d) {
        const double area_m2 = lattice.faceArea_m2(static_cast<Axis>(d));
        for (int c = 0; c + s.stride[d] < s.arraySize(); ++c) {
            const double flow =
                area_m2 * lattice.givenVelocity_m_per_s[d][static_cast<std::size_t>(c)];
            if (flow == 0.0)
                continue;
            const int far = region[static_cast<std::size_t>(c)];
            const int near = region[static_cast<std::size_t>(c - s.stride[d])];
            if (far != kNoRegion)
                surplus[static_cast<std::size_t>(far)] += flow;
            if (near != kNoRegion)
                surplus[static_cast<std::size_t>(near)] -= flow;
        }
    }
    return surplus;
}

std::vector<double> regionPressures(const std::vector<RegionLink>& links,
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
        for (const RegionLink& link : links) {
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

} // namespace hallwright::airflow
